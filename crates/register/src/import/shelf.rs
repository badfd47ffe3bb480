//! What is known and what waits to be written of one table.

use super::report::Tally;
use crate::model::Record;
use rustc_hash::{FxHashMap, FxHashSet};
use sea_orm::Value;
use std::hash::{BuildHasher as _, BuildHasherDefault};

/// A row that is already in the register, or loaded beside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) id: [u8; 16],
    pub(crate) digest: i64,
    pub(crate) seen: bool,
}

/// A row whose id is not settled yet.
pub(crate) struct Waiting {
    pub(crate) key: String,
    pub(crate) digest: i64,
    pub(crate) fresh: [u8; 16],
    /// Stage, valid time and the row's own columns.
    pub(crate) rest: Vec<Value>,
}

/// One table of an import.
pub(crate) struct Shelf {
    pub(crate) table: &'static str,
    pub(crate) staged: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// Rows by source key, where they fit in memory: all tables but units.
    pub(crate) known: FxHashMap<Box<str>, Known>,
    /// Hashes of the keys met, of a table whose keys are not held.
    pub(crate) met: FxHashSet<u64>,
    /// Ids promised to rows that are still to come.
    pub(crate) reserved: FxHashMap<Box<str>, [u8; 16]>,
    /// Whether keys have to be looked up, batch by batch.
    pub(crate) look_up: bool,
    pub(crate) waiting: Vec<Waiting>,
    pub(crate) ready: Vec<Vec<Value>>,
    /// Whether the table beside exists.
    pub(crate) made: bool,
    pub(crate) tally: Tally,
}

/// The tables, in the order in which they may refer to one another.
pub(crate) const TABLES: [(&str, &str); 7] = [
    ("area", "area_next"),
    ("thoroughfare", "thoroughfare_next"),
    ("estate", "estate_next"),
    ("building", "building_next"),
    ("unit", "unit_next"),
    ("alias", "alias_next"),
    ("feature", "feature_next"),
];

pub(crate) fn hash(key: &str) -> u64 {
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(key)
}

impl Shelf {
    pub(crate) fn new<R: Record>() -> Self {
        let (table, staged) = TABLES.into_iter().find(|(t, _)| *t == R::TABLE).unwrap_or_default();
        Self {
            table,
            staged,
            columns: R::COLUMNS,
            known: FxHashMap::default(),
            met: FxHashSet::default(),
            reserved: FxHashMap::default(),
            look_up: false,
            waiting: Vec::new(),
            ready: Vec::new(),
            made: false,
            tally: Tally::default(),
        }
    }

    /// Whether its keys are held in memory. There are too many units for that.
    pub(crate) fn holds_keys(&self) -> bool {
        self.table != "unit"
    }

    /// Takes a row in; its id, or none where the key was met before in this import.
    pub(crate) fn put<R: Record>(&mut self, row: &R, fresh: [u8; 16]) -> Option<[u8; 16]> {
        let head = row.head();
        let fresh = self.reserved.remove(head.key.as_str()).unwrap_or(fresh);
        let digest = row.digest();
        self.tally.read += 1;
        let known = if self.holds_keys() {
            let known = self.known.get_mut(head.key.as_str());
            if known.as_ref().is_some_and(|known| known.seen) {
                return None;
            }
            known
        } else {
            if !self.met.insert(hash(&head.key)) {
                return None;
            }
            None
        };
        let mut rest = vec![
            Value::from(head.stage.word()),
            Value::from(head.valid_from.clone()),
            Value::from(head.valid_to.clone()),
        ];
        rest.extend(row.body());
        let waiting = Waiting { key: head.key.clone(), digest, fresh, rest };
        match known {
            Some(known) => {
                known.seen = true;
                let id = known.id;
                if known.digest == digest {
                    self.tally.unchanged += 1;
                } else {
                    known.digest = digest;
                    self.tally.changed += 1;
                    self.settle(waiting, id);
                }
                Some(id)
            }
            None if self.look_up => {
                self.waiting.push(waiting);
                Some(fresh)
            }
            None => {
                if self.holds_keys() {
                    let known = Known { id: fresh, digest, seen: true };
                    self.known.insert(head.key.as_str().into(), known);
                }
                self.tally.created += 1;
                self.settle(waiting, fresh);
                Some(fresh)
            }
        }
    }

    /// Makes a waiting row ready to write under its id. Data set and version are filled in when it is written.
    pub(crate) fn settle(&mut self, waiting: Waiting, id: [u8; 16]) {
        let mut values: Vec<Value> = Vec::with_capacity(waiting.rest.len() + 5);
        values.extend([
            id.to_vec().into(),
            0_i32.into(),
            waiting.key.into(),
            waiting.digest.into(),
            0_i64.into(),
        ]);
        values.extend(waiting.rest);
        self.ready.push(values);
    }

    pub(crate) fn pending(&self) -> usize {
        self.ready.len() + self.waiting.len()
    }
}
