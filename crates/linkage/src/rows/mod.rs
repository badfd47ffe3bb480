//! The standardised rows of a run, held column by column as numbers.
//!
//! A value is kept once and rows refer to it, so that five million rows of eight columns are
//! 160 MB and a similarity is a question about two small numbers.

mod bounds;
mod build;
mod fill;
mod found;
mod ids;
mod interner;
mod keys;
mod texts;

use std::sync::OnceLock;

pub(crate) use bounds::{Bounds, Keep};
pub(crate) use build::{Derived, RowsBuilder};
pub use ids::{Names, RowIds, Walk};
pub(crate) use interner::Interner;
pub(crate) use keys::{Blocks, KeySource, Keys, Workspace, is_shared, is_text, tally};
pub use texts::Texts;

use crate::compare::Letters;
use crate::settings::Comparison;
use found::Finder;

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
    /// The letters of each value, once a comparison has asked for them.
    letters: OnceLock<Box<[Letters]>>,
}

impl Column {
    pub(crate) fn new(name: String, values: Texts, counts: Vec<u32>) -> Self {
        let filled = counts.iter().map(|&rows| u64::from(rows)).sum();
        Self { name, values, counts, filled, letters: OnceLock::new() }
    }

    /// The letters of each value.
    pub(crate) fn letters(&self) -> &[Letters] {
        self.letters.get_or_init(|| self.values.iter().map(Letters::of).collect())
    }

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
    /// What stands in each row, row by row: the value of each column, then of each blocking key that is no column.
    pub(crate) codes: Vec<u32>,
    /// Where in a row each distinct blocking key stands.
    pub(crate) keys: Vec<usize>,
    /// Each blocking rule.
    pub(crate) rules: Vec<RuleRows>,
    /// Which of them find a pair.
    finder: Finder,
    /// For each rule, what was left out for size.
    pub skipped: Vec<SkippedBlocks>,
    /// Rows whose pairs count; empty when all do.
    pub(crate) new: Vec<bool>,
}

/// The rows of one blocking rule.
#[derive(Debug)]
pub(crate) struct RuleRows {
    /// A bit for each key of [`Rows::keys`] that the rule asks for.
    pub(crate) asks: u64,
    /// Rows that share a block, block by block.
    pub(crate) blocks: Blocks,
    /// A bit for each row that is in one of them.
    inside: Vec<u64>,
    /// No block was left out: rows that share its keys share one of the blocks.
    whole: bool,
}

impl RuleRows {
    pub(crate) fn new(asks: u64, blocks: Blocks, rows: usize, whole: bool) -> Self {
        let mut inside = vec![0; rows.div_ceil(64)];
        blocks.members.iter().for_each(|row| inside[*row as usize / 64] |= 1 << (row % 64));
        Self { asks, blocks, inside, whole }
    }

    fn holds(&self, row: u32) -> bool {
        self.inside[row as usize / 64] >> (row % 64) & 1 == 1
    }
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
        &self.whole(row)[..self.columns.len()]
    }

    /// The row's values and keys.
    pub(crate) fn whole(&self, row: u32) -> &[u32] {
        let width = self.width();
        &self.codes[row as usize * width..(row as usize + 1) * width]
    }

    /// Values and keys of a row.
    pub(crate) fn width(&self) -> usize {
        self.codes.len() / self.source.len().max(1)
    }

    /// The blocking rules that find a pair of different rows, a bit each.
    #[must_use]
    pub fn found_by(&self, left: u32, right: u32) -> u32 {
        self.rules_for(left, self.whole(left), self.whole(right))
    }

    /// As [`Self::found_by`], of a row's values and keys and another's.
    pub(crate) fn rules_for(&self, left: u32, of_left: &[u32], of_right: &[u32]) -> u32 {
        let agreed = self.keys.iter().enumerate().fold(0_u64, |agreed, (bit, &key)| {
            let (l, r) = (of_left[key], of_right[key]);
            agreed | u64::from(l != 0 && l == r) << bit
        });
        self.finder.rules(agreed, |rule| self.rules[rule].holds(left))
    }

    /// The blocking rules by which a row shares a block with another, a bit each.
    #[must_use]
    pub fn rules_of(&self, row: u32) -> u32 {
        let rules = self.rules.iter().enumerate();
        rules.fold(0, |held, (bit, rule)| held | u32::from(rule.holds(row)) << bit)
    }

    /// The row of an id, written as text.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<u32> {
        self.ids.row(id)
    }

    /// Rows that have a value in every key of a rule.
    pub(crate) fn keyed(&self, rule: usize) -> usize {
        let asks = self.rules[rule].asks;
        let asked = self.keys.iter().enumerate().filter(|(bit, _)| asks >> bit & 1 == 1);
        let places: Vec<usize> = asked.map(|(_, place)| *place).collect();
        let all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        all.filter(|row| places.iter().all(|place| self.whole(*row)[*place] != 0)).count()
    }

    /// What gives a comparison evidence: columns, and points by their two columns.
    pub(crate) fn evidence(&self, comparison: &Comparison) -> (Vec<usize>, Vec<(usize, usize)>) {
        let (columns, points) = comparison.evidence();
        let points = points.iter().filter_map(|(x, y)| Some((self.column(x)?, self.column(y)?)));
        (columns.iter().filter_map(|name| self.column(name)).collect(), points.collect())
    }

    /// Position of a column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}
