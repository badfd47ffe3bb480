//! What a day's tables change: rows that are new or changed, and records that their source withdrew.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use kernel::Day;
use tables::{Options, Row};

use super::index::{Index, Stated, TABLES, key, text};
use crate::{
    Context, FusionError,
    intake::{Cell, CellReader, RECORD, SourceFiles, files_under},
    lake::{Batches, Fields, open_parquet},
    mapping::{Bundle, Mapping},
};

/// The folder beside the changed tables that holds those of withdrawn records.
const WITHDRAWN: &str = "withdrawn";

/// A record that a day changed: what it stated before, and what it states now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    pub(crate) source: String,
    pub(crate) record: String,
    pub(crate) before: Option<Stated>,
    pub(crate) now: Option<Stated>,
}

/// By the record's key.
pub(crate) type Changes = BTreeMap<String, Changed>;

/// The tables of a day, by mapping: those without any are left out.
pub(crate) fn files_of_day(bundle: &Bundle, root: &Path, day: Day) -> Vec<SourceFiles> {
    let found = bundle.mappings.iter().map(|(mapping, _)| SourceFiles {
        root: root.to_owned(),
        paths: files_under(root, &mapping.files),
        objects: None,
        day: Some(day),
    });
    found.collect()
}

/// Records that the day's tables withdraw, by source. They hold the column that names a record, and may hold others.
pub(crate) fn withdrawn(
    context: &Context,
    bundle: &Bundle,
    root: &Path,
) -> Result<BTreeMap<String, BTreeSet<String>>, FusionError> {
    let mut found = BTreeMap::new();
    for (mapping, _) in &bundle.mappings {
        let paths = files_under(&root.join(WITHDRAWN), &mapping.files);
        if !paths.is_empty() {
            let column =
                mapping.record_id.as_deref().and_then(|id| mapping.columns.get_key_value(id));
            let (name, column) = column.ok_or_else(|| FusionError::NoRecordId {
                file: paths[0].clone(),
                source_id: mapping.source.clone(),
            })?;
            let reader = CellReader::new(column);
            let mut records = BTreeSet::new();
            for path in paths {
                let mut table = tables::open(&path, &Options::default())?;
                let position = table.headers().iter().position(|header| header == name);
                let position = position.ok_or_else(|| FusionError::MissingColumn {
                    file: path.clone(),
                    column: name.clone(),
                    nearest: None,
                })?;
                let mut row = Row::default();
                while let Some(read) = table.next_into(&mut row) {
                    if let Err(error) = read {
                        // A row that cannot be read withdraws nothing.
                        error.unless_ends_file()?;
                        continue;
                    }
                    let cell = reader.read(row.get(position), context.access.tokenizer());
                    if let Cell::Text(record) = cell {
                        records.insert(record);
                    }
                }
            }
            found.insert(mapping.source.clone(), records);
        }
    }
    Ok(found)
}

/// How many records of a source a day named, and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Records that were not known.
    pub new: u64,
    /// Records that say something else than before.
    pub changed: u64,
    /// Records that say what they said.
    pub unchanged: u64,
    /// Records that their source withdrew.
    pub withdrawn: u64,
    /// Records to be withdrawn that are not known.
    pub unknown: u64,
}

impl Counts {
    /// Records that were known.
    pub(crate) const fn known(&self) -> u64 {
        self.changed + self.unchanged + self.withdrawn
    }
}

/// What stands in the day's prepared tables, beside what was known; `mappings` are those with tables of the day.
pub(crate) fn compare(
    mappings: &[&Mapping],
    intake: &Path,
    prepared: &Path,
    withdrawn: &BTreeMap<String, BTreeSet<String>>,
    index: &Index,
) -> Result<(Changes, BTreeMap<String, Counts>), FusionError> {
    let mut all = stated_in(mappings, intake, prepared)?;
    for (source, records) in withdrawn {
        for record in records {
            all.entry(key(source, record)).or_insert_with(|| Changed {
                source: source.clone(),
                record: record.clone(),
                ..Changed::default()
            });
        }
    }
    let mut known = index.find(all.keys().map(String::as_str))?;
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let mut changes = Changes::new();
    for (key, mut change) in all {
        change.before = known.remove(&key);
        let of = counts.entry(change.source.clone()).or_default();
        let count = match (&change.before, &change.now) {
            (None, None) => &mut of.unknown,
            (None, Some(_)) => &mut of.new,
            (Some(_), None) => &mut of.withdrawn,
            (Some(before), Some(now)) if before == now => &mut of.unchanged,
            (Some(_), Some(_)) => &mut of.changed,
        };
        *count += 1;
        if change.before != change.now {
            changes.insert(key, change);
        }
    }
    Ok((changes, counts))
}

/// What each accepted record of the day states.
fn stated_in(
    mappings: &[&Mapping],
    intake: &Path,
    prepared: &Path,
) -> Result<Changes, FusionError> {
    let mut all = Changes::new();
    for mapping in mappings {
        let file = intake.join(format!("{}.parquet", mapping.source));
        each_row(open_parquet(&file)?, |fields| {
            let record = fields.text(RECORD).unwrap_or_default().to_owned();
            let change = Changed {
                source: mapping.source.clone(),
                record: record.clone(),
                before: None,
                now: Some(Stated::default()),
            };
            all.insert(key(&mapping.source, &record), change);
        })?;
    }
    if mappings.is_empty() {
        return Ok(all);
    }
    for (at, (name, columns)) in TABLES.iter().enumerate() {
        for batch in open_parquet(&prepared.join(name))? {
            let batch = batch.map_err(FusionError::arrow("compare"))?;
            for row in 0..batch.num_rows() {
                let row = super::index::read_row(columns, batch.columns(), row);
                let of = |column| text(at, &row, column).unwrap_or_default();
                let key = key(of("source"), of("record"));
                if let Some(Changed { now: Some(stated), .. }) = all.get_mut(&key) {
                    stated.rows[at].push(row);
                }
            }
        }
    }
    Ok(all)
}

/// Calls `each` for every row of a table.
pub(crate) fn each_row(
    batches: Batches,
    mut each: impl FnMut(Fields<'_>),
) -> Result<(), FusionError> {
    for batch in batches {
        let batch = batch.map_err(FusionError::arrow("compare"))?;
        (0..batch.num_rows()).for_each(|row| each(Fields::new(&batch, row)));
    }
    Ok(())
}
