//! The rows of entities, attribute by attribute from the highest and newest record that has it: many entities in one
//! batch, of the columns that the blocks take.

use std::{cmp::Reverse, collections::BTreeMap};

use arrow::record_batch::RecordBatch;
use blocks::{DayChange, OrganisationRow, PersonRow, StandingRows};
use kernel::Id;

use super::{
    index::{PEOPLE, Row, TABLES, text},
    large::Shifted,
};
use crate::{
    FusionError,
    lake::{Batcher, Fields, Kind, Value},
    stages::apply::{
        ORGANISATION_COLUMNS, PERSON_COLUMNS, evidence, survive_organisation, survive_person,
    },
};

/// Mentions of a batch; those of one entity are never parted.
const AT_ONCE: usize = 8_192;

/// Entities of one kind on their way into a change.
pub(super) struct Surviving<'a> {
    kind: usize,
    standing: &'a StandingRows,
    shifted: &'a BTreeMap<[u8; 16], Shifted>,
    /// Places in a row of the columns of the batch.
    columns: Vec<usize>,
    batch: Batcher,
    /// Of each entity, how many mentions the batch has.
    entities: Vec<([u8; 16], usize)>,
    held: usize,
}

impl<'a> Surviving<'a> {
    pub(super) fn new(
        kind: usize,
        standing: &'a StandingRows,
        shifted: &'a BTreeMap<[u8; 16], Shifted>,
    ) -> Self {
        let taken = if kind == PEOPLE { PERSON_COLUMNS } else { ORGANISATION_COLUMNS };
        let all = TABLES[kind].1.iter().enumerate();
        let (columns, named): (Vec<usize>, Vec<(&str, Kind)>) =
            all.filter(|(_, (name, _))| taken.contains(name)).map(|(at, of)| (at, *of)).unzip();
        let batch = Batcher::new("apply", &named);
        Self { kind, standing, shifted, columns, batch, entities: Vec::new(), held: 0 }
    }

    /// Adds an entity with all rows that speak of it; what is not what stands already goes into the change.
    pub(super) fn push(
        &mut self,
        entity: [u8; 16],
        mut rows: Vec<&Row>,
        change: &mut DayChange,
    ) -> Result<(), FusionError> {
        rows.sort_by_cached_key(|row| order(self.kind, row));
        for row in &rows {
            let value = |at: &usize| match row.get(*at) {
                Some(Value::Own(text)) => Value::Text(text),
                Some(other) => other.clone(),
                None => Value::Null,
            };
            let values: Vec<Value<'_>> = self.columns.iter().map(value).collect();
            self.batch.push(&values);
        }
        self.entities.push((entity, rows.len()));
        self.held += rows.len();
        if self.held >= AT_ONCE { self.flush(change) } else { Ok(()) }
    }

    /// Adds those of the last batch.
    pub(super) fn finish(mut self, change: &mut DayChange) -> Result<(), FusionError> {
        self.flush(change)
    }

    fn flush(&mut self, change: &mut DayChange) -> Result<(), FusionError> {
        let batch = self.batch.take()?;
        let mut first = 0;
        for (entity, count) in std::mem::take(&mut self.entities) {
            self.survive(entity, &batch.slice(first, count), change);
            first += count;
        }
        self.held = 0;
        Ok(())
    }

    fn survive(&self, entity: [u8; 16], rows: &RecordBatch, change: &mut DayChange) {
        let fields = (0..rows.num_rows()).map(|row| Fields::new(rows, row));
        if self.kind == PEOPLE {
            let mut person = PersonRow::unknown(Id::from_bytes(entity));
            fields.for_each(|of| survive_person(&mut person, of, &evidence(of)));
            if self.standing.people.get(&person.id) != Some(&person) {
                change.people.push(person);
            }
        } else {
            let mut organisation = OrganisationRow::unknown(Id::from_bytes(entity));
            fields.for_each(|of| survive_organisation(&mut organisation, of, &evidence(of)));
            let known = self.standing.organisations.get(&organisation.id);
            if let Some((known, of)) = known.zip(self.shifted.get(&entity)) {
                let more = known.records + of.new.len() as u64;
                organisation.records = more.saturating_sub(of.lost.len() as u64);
            }
            if known != Some(&organisation) {
                change.organisations.push(organisation);
            }
        }
    }
}

/// The highest first, of the same height the newest.
fn order(kind: usize, row: &Row) -> (Reverse<i64>, Reverse<String>, String) {
    let of = |column| text(kind, row, column).unwrap_or_default().to_owned();
    let rank = TABLES[kind].1.iter().position(|(name, _)| *name == "rank");
    let rank = match rank.and_then(|at| row.get(at)) {
        Some(Value::Int(rank)) => *rank,
        _ => 0,
    };
    // No day sorts before every day, and so comes last.
    (Reverse(rank), Reverse(of("as_of")), of("id"))
}
