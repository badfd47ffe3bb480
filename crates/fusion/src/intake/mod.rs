//! Intake: a department's table through the door.
//!
//! Only the columns that the mapping names are read. Types are checked, identity
//! numbers, telephones and e-mail addresses become keyed tokens (their originals
//! go sealed into the database), and a row that cannot be used is kept apart with
//! its reason.

mod cell;
mod files;
mod profile;
mod reject;
mod typed;

pub use cell::{Cell, CellReader, token_kind};
pub use files::{SourceFiles, files_under, fits_path};
pub use profile::{ColumnProfile, Profiler};
pub use reject::{Reject, RejectSink};
pub use typed::{FILE, RECORD, ROW, TypedSink, slip};

use std::{collections::HashSet, hash::BuildHasher as _, path::Path};

use access::Access;
use blocks::SealedRow;
use kernel::Day;
use serde::{Deserialize, Serialize};
use tables::{Options, Row};
use tokio::sync::mpsc;

use crate::{
    FusionError,
    mapping::{Column, Mapping, check_headers},
};

/// What came of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// The source.
    pub source: String,
    /// Its files, by name.
    pub files: Vec<String>,
    /// Rows read.
    pub rows: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows kept apart.
    pub rejected: u64,
    /// The first rejects, for the screens.
    pub rejects: Vec<Reject>,
    /// Quality by column.
    pub profile: Vec<ColumnProfile>,
}

/// Rejects shown on screens; the lake holds all.
const SHOWN_REJECTS: usize = 1_000;

/// One column at work.
struct Reading<'a> {
    name: &'a str,
    column: &'a Column,
    reader: CellReader,
    profiler: Profiler,
    position: usize,
    /// The last day that the column may hold, where it speaks of what has happened.
    last: Option<Day>,
}

impl Reading<'_> {
    fn read(&mut self, written: &str, access: &Access) -> Cell {
        let mut cell = self.reader.read(written, access.tokenizer());
        if let (Cell::Day(day), Some(last)) = (&cell, self.last)
            && *day > last
        {
            cell = Cell::Unreadable(None);
        }
        self.profiler.see(written, &cell);
        cell
    }
}

/// Sealed values that a source hands over at once.
const HANDED: usize = 8_192;

/// Tokens that a source remembers having sealed: of more it forgets, and seals some again.
const REMEMBERED: usize = 1 << 20;

/// Where a source's sealed values go on their way to the vault, which keeps each token once.
#[derive(Debug)]
pub struct Seals {
    to: mpsc::Sender<Vec<SealedRow>>,
    seen: HashSet<(&'static str, [u8; 16])>,
    held: Vec<SealedRow>,
}

impl Seals {
    /// Seals go to the other end of `to`, thousands at a time.
    #[must_use]
    pub fn new(to: mpsc::Sender<Vec<SealedRow>>) -> Self {
        Self { to, seen: HashSet::new(), held: Vec::new() }
    }

    fn keep(&mut self, access: &Access, column: &Column, cell: &Cell) -> Result<(), FusionError> {
        let Cell::Sealed { token, original } = cell else { return Ok(()) };
        let (kind, token) = (column.kind.name(), token.to_bytes());
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        if self.seen.insert((kind, token)) {
            let sealed = access.sealer().seal(&blocks::sealed_place(kind), original)?;
            self.held.push(SealedRow { kind, token, sealed });
            if self.held.len() >= HANDED {
                self.hand_over()?;
            }
        }
        Ok(())
    }

    fn hand_over(&mut self) -> Result<(), FusionError> {
        let rows = std::mem::take(&mut self.held);
        self.to.blocking_send(rows).map_err(|_| FusionError::Thread { stage: "intake" })
    }
}

/// Reads every file of a source into `<folder>/<source>.parquet` and `<source>.rejects.parquet`. Blocks its thread.
///
/// The day that a row speaks of and a birth date cannot lie after `today`: a clock that runs ahead would make its
/// rows the newest for ever. Such a day counts as unreadable, and the row as undated.
pub fn take_in(
    mapping: &Mapping,
    files: &SourceFiles,
    access: &Access,
    seals: &mut Seals,
    today: Day,
    folder: &Path,
) -> Result<SourceReport, FusionError> {
    let mut readings: Vec<Reading<'_>> = mapping
        .columns
        .iter()
        .map(|(name, column)| Reading {
            name,
            column,
            reader: CellReader::new(column),
            profiler: Profiler::default(),
            position: 0,
            last: mapping.is_of_the_past(name).then_some(today),
        })
        .collect();
    let mut accepted =
        TypedSink::create(&folder.join(format!("{}.parquet", mapping.source)), mapping)?;
    let mut rejected =
        RejectSink::create(&folder.join(format!("{}.rejects.parquet", mapping.source)))?;
    let mut report = SourceReport { source: mapping.source.clone(), ..SourceReport::default() };
    let mut seen = Seen { once: files.day.is_some(), ..Seen::default() };
    for path in &files.paths {
        let mut table = tables::open(path, &Options::default())?;
        let name = files.name_of(path);
        check_headers(path, mapping, table.headers())?;
        for reading in &mut readings {
            reading.position =
                table.headers().iter().position(|header| header == reading.name).unwrap_or(0);
        }
        report.files.push(name.clone());
        let mut row = Row::default();
        while let Some(outcome) = table.next_into(&mut row) {
            report.rows += 1;
            let reject = match outcome {
                Err(error) => Some(Reject::of_row(&name, &error.unless_ends_file()?)),
                Ok(()) => accept(
                    &mut readings,
                    mapping,
                    &row,
                    &name,
                    &mut seen,
                    access,
                    &mut accepted,
                    seals,
                )?,
            };
            if let Some(reject) = reject {
                rejected.push(&reject)?;
                report.rejected += 1;
                if report.rejects.len() < SHOWN_REJECTS {
                    report.rejects.push(reject);
                }
            }
        }
    }
    seals.hand_over()?;
    report.accepted = accepted.finish()?;
    rejected.finish()?;
    report.profile = readings
        .into_iter()
        .map(|reading| reading.profiler.finish(reading.name, reading.column.kind.name()))
        .collect();
    Ok(report)
}

#[expect(
    clippy::too_many_arguments,
    reason = "the state of one pass over a file, used nowhere else"
)]
fn accept(
    readings: &mut [Reading<'_>],
    mapping: &Mapping,
    row: &Row,
    file: &str,
    seen: &mut Seen,
    access: &Access,
    accepted: &mut TypedSink,
    seals: &mut Seals,
) -> Result<Option<Reject>, FusionError> {
    let mut cells = Vec::with_capacity(readings.len());
    let mut lacking = None;
    let mut record = None;
    for reading in readings.iter_mut() {
        let written = row.get(reading.position);
        let cell = reading.read(written, access);
        if reading.column.required
            && matches!(cell, Cell::Missing | Cell::Unreadable(_))
            && lacking.is_none()
        {
            lacking = Some((reading.name.to_owned(), cell.clone()));
        }
        if mapping.record_id.as_deref() == Some(reading.name)
            && let Cell::Text(text) = &cell
        {
            record = Some(text.clone());
        }
        cells.push(cell);
    }
    if let Some((column, cell)) = lacking {
        return Ok(Some(Reject::lacking(file, row.number, &column, &cell)));
    }
    let Some(record) = seen.name(record, file, row.number) else {
        return Ok(Some(Reject::twice(file, row.number, mapping.record_id.as_deref())));
    };
    for (reading, cell) in readings.iter().zip(&cells) {
        if token_kind(reading.column).is_some() {
            seals.keep(access, reading.column, cell)?;
        }
    }
    accepted.push(mapping, &record, file, row.number, &cells)?;
    Ok(None)
}

/// Names records: by their id, by file and row where they have none, and by both where an id returns.
#[derive(Default)]
struct Seen {
    ids: HashSet<u64>,
    /// Whether an id may not return.
    once: bool,
    hasher: std::hash::BuildHasherDefault<std::hash::DefaultHasher>,
}

impl Seen {
    fn name(&mut self, record: Option<String>, file: &str, row: u64) -> Option<String> {
        match record {
            None => Some(format!("{file}:{row}")),
            Some(id) if self.ids.insert(self.hasher.hash_one(&id)) => Some(id),
            Some(_) if self.once => None,
            Some(id) => {
                // The same row of several files may hold the same id.
                let named = format!("{id}~{row}");
                let is_new = self.ids.insert(self.hasher.hash_one(&named));
                Some(if is_new { named } else { format!("{id}~{file}:{row}") })
            }
        }
    }
}

#[cfg(test)]
mod tests;
