//! What an import did, for people and machines.

use kernel::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rejects kept in a report; more are counted, and listed in the register's own table.
pub(crate) const KEPT: usize = 1_000;

/// How many rows of one kind did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Read from the input.
    pub read: u64,
    /// New in the register.
    pub created: u64,
    /// Known, and different now.
    pub changed: u64,
    /// Known and the same.
    pub unchanged: u64,
    /// In the register, no longer in the input, and retired.
    pub retired: u64,
}

/// A row that was not imported, or was and needs looking at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The file.
    pub file: String,
    /// The row (feature, line or object) from 1; 0 where the whole file is meant.
    pub row: u64,
    /// The column, property or tag.
    pub column: String,
    /// What is wrong and what to do.
    pub message: Text,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Whether it only looked.
    pub dry_run: bool,
    /// Whether it continued one that had been broken off.
    pub resumed: bool,
    /// The register's version after it.
    pub version: i64,
    /// By kind of thing: area, thoroughfare, estate, building, unit, alias, feature.
    pub tallies: BTreeMap<String, Tally>,
    /// Further counts, such as addresses with a house number.
    pub counts: BTreeMap<String, u64>,
    /// What was done to the input that a reader should know of, such as a conversion of coordinates.
    pub notes: Vec<Text>,
    /// Rows not imported.
    pub rejected: u64,
    /// Rows imported that need looking at.
    pub warned: u64,
    /// The first rejects.
    pub rejects: Vec<Reject>,
    /// The first warnings.
    pub warnings: Vec<Reject>,
}

impl ImportReport {
    /// Rows that came in or were already there.
    #[must_use]
    pub fn total(&self, kind: &str) -> u64 {
        self.tallies.get(kind).map_or(0, |t| t.created + t.changed + t.unchanged)
    }

    /// Whether the register is as it was.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.tallies.values().all(|t| t.created + t.changed + t.retired == 0)
    }

    pub(crate) fn reject(&mut self, reject: Reject) {
        self.rejected += 1;
        if self.rejects.len() < KEPT {
            self.rejects.push(reject);
        }
    }

    pub(crate) fn warn(&mut self, reject: Reject) {
        self.warned += 1;
        if self.warnings.len() < KEPT {
            self.warnings.push(reject);
        }
    }

    pub(crate) fn count(&mut self, what: &str, more: u64) {
        *self.counts.entry(what.to_owned()).or_default() += more;
    }
}

impl From<tables::RowError> for Reject {
    fn from(error: tables::RowError) -> Self {
        let message = error.message();
        Self { file: error.file, row: error.row, column: error.column.unwrap_or_default(), message }
    }
}
