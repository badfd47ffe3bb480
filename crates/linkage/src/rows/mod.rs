//! The standardised rows of a run, held column by column as numbers.
//!
//! A value is kept once and rows refer to it, so that five million rows of eight columns are
//! 160 MB and a similarity is a question about two small numbers.

mod bounds;
mod build;
mod interner;
mod keys;
mod texts;

pub(crate) use bounds::{Bounds, Keep};
pub(crate) use build::{Derived, RowsBuilder};
pub(crate) use interner::Interner;
pub(crate) use keys::{Blocks, KeyCodes, KeySource, Keys, is_text};
pub use texts::Texts;

/// Identifiers in the type they came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowIds {
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Text.
    Text(Vec<String>),
}

impl RowIds {
    /// The id of one row as text.
    #[must_use]
    pub fn text(&self, row: u32) -> String {
        match self {
            Self::Integer(ids) => ids[row as usize].to_string(),
            Self::Text(ids) => ids[row as usize].clone(),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Integer(ids) => ids.len(),
            Self::Text(ids) => ids.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One standardised column: its distinct values and how many rows hold each. Value 0 stands for null.
#[derive(Debug)]
pub struct Column {
    /// Name in the settings.
    pub name: String,
    /// Distinct values; 0 is the empty text and stands for null.
    pub values: Texts,
    /// Rows by value.
    pub counts: Vec<u32>,
    /// Rows that hold a value.
    pub filled: u64,
}

impl Column {
    /// Share of the filled rows that hold a value.
    #[must_use]
    pub fn frequency(&self, code: u32) -> f64 {
        f64::from(self.counts[code as usize]) / (self.filled.max(1)) as f64
    }

    /// Chance that two different filled rows hold the same value.
    #[must_use]
    pub fn agreement(&self) -> f64 {
        let n = self.filled as f64;
        if self.filled < 2 {
            return 0.0;
        }
        let same: f64 = self.counts[1..].iter().map(|&c| f64::from(c) * (f64::from(c) - 1.0)).sum();
        same / (n * (n - 1.0))
    }
}

/// Blocks left out because they were too large.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct SkippedBlocks {
    /// Blocks of the rule that were larger than the settings allow.
    pub blocks: u64,
    /// Rows in them.
    pub rows: u64,
    /// The largest one's rows.
    pub largest: u64,
    /// The keys of each, largest first. Values of the data: kept out of the report.
    #[serde(skip)]
    pub keys: Vec<Vec<String>>,
}

/// All rows of a run, in order of id: the order they were read in is forgotten.
#[derive(Debug)]
pub struct Rows {
    /// Identifiers, ascending.
    pub ids: RowIds,
    /// Source names.
    pub sources: Vec<String>,
    /// Source of each row.
    pub source: Vec<u16>,
    /// Columns that comparisons and constraints read.
    pub columns: Vec<Column>,
    /// Value of each row and column, row by row.
    pub(crate) codes: Vec<u32>,
    /// Blocking rules.
    pub rules: usize,
    /// Block of each row and rule, row by row; 0 where the row is alone or has no key.
    pub(crate) blocks: Vec<u32>,
    /// For each rule, the rows that share a block, block by block.
    pub(crate) members: Vec<Vec<u32>>,
    /// For each rule, what was left out for size.
    pub skipped: Vec<SkippedBlocks>,
    /// Rows whose pairs count; empty when all do.
    pub(crate) new: Vec<bool>,
}

impl Rows {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// The row's values, one per column.
    #[must_use]
    pub fn codes(&self, row: u32) -> &[u32] {
        let width = self.columns.len();
        &self.codes[row as usize * width..(row as usize + 1) * width]
    }

    /// The row's blocks, one per rule.
    #[must_use]
    pub fn blocks(&self, row: u32) -> &[u32] {
        &self.blocks[row as usize * self.rules..(row as usize + 1) * self.rules]
    }

    /// The row of an id, written as text.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<u32> {
        let at = match &self.ids {
            RowIds::Integer(ids) => ids.binary_search(&id.parse().ok()?).ok()?,
            RowIds::Text(ids) => ids.binary_search_by(|known| known.as_str().cmp(id)).ok()?,
        };
        u32::try_from(at).ok()
    }

    /// Position of a column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}
