//! What a run would make of a sample: told before anything is kept.

use access::Tokenizer;
use address::{AddressIndex, Class, ComponentKind};
use kernel::Text;
use tables::Row;

use super::{Draft, Sample, shape::Shape};
use crate::{
    MatchRate,
    intake::{Cell, CellReader, ColumnProfile, Profiler, Reject},
    mapping::{AddressRole, Column, ColumnType, Mapping},
};

/// Rejects that are told one by one.
const TOLD: usize = 100;
/// Most shares of personal numbers in a column that is read as text.
const MOST_PERSONAL: f64 = 0.05;

/// What a draft makes of a sample.
#[derive(Clone, Debug, PartialEq)]
pub enum Trial {
    /// It cannot be used yet: what is wrong, and what to do.
    Not(Text),
    /// It can.
    Made(Box<Tried>),
}

/// What a run would make of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The mapping.
    pub mapping: Mapping,
    /// Rows of the sample.
    pub rows: u64,
    /// Rows that would come in.
    pub accepted: u64,
    /// Rows that would be kept apart.
    pub rejected: u64,
    /// The first hundred of them: where and why, never what they say.
    pub rejects: Vec<Reject>,
    /// Quality by column, without a value.
    pub profile: Vec<ColumnProfile>,
    /// How the addresses match the register, by role; empty where there is no index yet.
    pub rates: Vec<MatchRate>,
}

/// Tries a draft on a sample. Tokens are made to see whether numbers are sound, and dropped.
#[must_use]
pub fn try_out(
    draft: &Draft,
    sample: &Sample,
    tokenizer: &Tokenizer,
    index: Option<&AddressIndex>,
) -> Trial {
    let mapping = match draft.assemble() {
        Ok(mapping) => mapping,
        Err(wrong) => return Trial::Not(wrong),
    };
    let position = |name: &str| sample.headers.iter().position(|header| header == name);
    for (name, column) in &mapping.columns {
        let Some(at) = position(name) else {
            return Trial::Not(Text::new(
                format!("样表没有列“{name}”。请更换样表，或不读入该列。"),
                format!(
                    "The sample has no column `{name}`: send another sample, or leave the column out."
                ),
            ));
        };
        let personal = || Shape::of(sample.cells(at), tokenizer).personal() >= MOST_PERSONAL;
        if column.kind == ColumnType::Text && personal() {
            return Trial::Not(Text::new(
                format!(
                    "列“{name}”里有证件号码、手机号或邮箱，不能按文本读入。请把类型改为相应的号码，或不读入该列。"
                ),
                format!(
                    "Column `{name}` holds identity numbers, mobile telephones or e-mail addresses and cannot be read as text: give it the type of those numbers, or leave it out."
                ),
            ));
        }
    }
    Trial::Made(Box::new(tried(mapping, sample, tokenizer, index)))
}

struct Reading<'a> {
    name: &'a str,
    column: &'a Column,
    at: usize,
    reader: CellReader,
    profiler: Profiler,
}

fn tried(
    mapping: Mapping,
    sample: &Sample,
    tokenizer: &Tokenizer,
    index: Option<&AddressIndex>,
) -> Tried {
    let mut readings: Vec<Reading<'_>> = mapping
        .columns
        .iter()
        .map(|(name, column)| Reading {
            name,
            column,
            at: sample.headers.iter().position(|header| header == name).unwrap_or(usize::MAX),
            reader: CellReader::new(column),
            profiler: Profiler::default(),
        })
        .collect();
    let mut rejects = sample.unreadable.clone();
    let mut rejected = rejects.len();
    let mut accepted: Vec<&Row> = Vec::new();
    for row in &sample.rows {
        let mut lacking = None;
        for reading in &mut readings {
            let written = row.get(reading.at);
            let cell = reading.reader.read(written, tokenizer);
            reading.profiler.see(written, &cell);
            let empty = matches!(cell, Cell::Missing | Cell::Unreadable(_));
            if reading.column.required && empty && lacking.is_none() {
                lacking = Some(Reject::lacking(&sample.name, row.number, reading.name, &cell));
            }
        }
        match lacking {
            None => accepted.push(row),
            Some(reject) => {
                rejected += 1;
                rejects.push(reject);
            }
        }
    }
    rejects.sort_by_key(|reject| reject.row);
    rejects.truncate(TOLD);
    let profile = readings
        .into_iter()
        .map(|reading| reading.profiler.finish(reading.name, reading.column.kind.name()))
        .collect();
    let rates = index.map(|index| washed(&mapping, sample, &accepted, index)).unwrap_or_default();
    Tried {
        rows: sample.len() as u64,
        accepted: accepted.len() as u64,
        rejected: rejected as u64,
        rejects,
        profile,
        rates,
        mapping,
    }
}

fn washed(
    mapping: &Mapping,
    sample: &Sample,
    rows: &[&Row],
    index: &AddressIndex,
) -> Vec<MatchRate> {
    let rate = |role: &AddressRole| {
        let mut rate = MatchRate {
            source: mapping.source.clone(),
            role: role.role.clone(),
            ..MatchRate::default()
        };
        for class in rows.iter().filter_map(|row| class_of(role, sample, row, index)) {
            rate.written += 1;
            *match class {
                Class::A => &mut rate.a,
                Class::B => &mut rate.b,
                Class::C => &mut rate.c,
                Class::None => &mut rate.none,
            } += 1;
        }
        rate
    };
    mapping.addresses.iter().map(rate).collect()
}

/// The class of a row's address; nothing where none is written.
fn class_of(role: &AddressRole, sample: &Sample, row: &Row, index: &AddressIndex) -> Option<Class> {
    let cell = |column: &String| {
        let at = sample.headers.iter().position(|header| header == column)?;
        Some(row.get(at)).filter(|cell| !cell.is_empty())
    };
    if !role.line.is_empty() {
        let line: String = role.line.iter().filter_map(cell).collect();
        let written = !line.trim().is_empty();
        return written.then(|| index.wash(index.profile(), &line).class);
    }
    let parts: Vec<(ComponentKind, &str)> = role
        .parts()
        .into_iter()
        .filter_map(|(kind, column)| Some((kind, cell(column?)?)))
        .collect();
    let placed = parts.iter().any(|(kind, _)| {
        !matches!(kind, ComponentKind::City | ComponentKind::Province | ComponentKind::Postcode)
    });
    placed.then(|| index.wash_fields(&parts).class)
}
