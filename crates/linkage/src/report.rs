//! What a run reports about itself.

use serde::Serialize;

use crate::cluster::ClusterReport;
use crate::meter::StageCost;
use crate::model::Model;
use crate::rows::SkippedBlocks;
use crate::train::TrainingReport;

/// The report of one run, written as `report.json`.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Rows read.
    pub rows: usize,
    /// Rows by source.
    pub sources: Vec<SourceCount>,
    /// Pairs found first by each blocking rule.
    pub blocking: Vec<RuleCount>,
    /// What the blocking rules cannot see.
    pub unseen: Unseen,
    /// Pairs compared.
    pub pairs_compared: u64,
    /// Pairs at or above the output probability.
    pub pairs_written: u64,
    /// Training.
    pub training: TrainingReport,
    /// The model.
    pub model: Model,
    /// Clustering.
    pub clusters: ClusterReport,
    /// Cost of each stage.
    pub stages: Vec<StageCost>,
}

/// Rows of one source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceCount {
    /// The source.
    pub source: String,
    /// Its rows.
    pub rows: usize,
}

/// What one blocking rule did. Matches are expected numbers: the sum of the match probabilities of
/// the pairs written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleCount {
    /// The rule's keys.
    pub keys: Vec<String>,
    /// Pairs that no earlier rule had found.
    pub pairs: u64,
    /// All pairs that the rule finds.
    pub all_pairs: u64,
    /// Pairs that no other rule finds.
    pub only_pairs: u64,
    /// Matches among all its pairs.
    pub matches: f64,
    /// Matches that no other rule finds.
    pub only_matches: f64,
    /// An earlier or larger rule that finds every pair of this one, by its place; none as a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
    /// Blocks left out for size.
    pub skipped: SkippedBlocks,
}

/// What the blocking rules cannot see.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Unseen {
    /// Rows that share no block with any other row: whatever they match is never compared.
    pub rows_in_no_block: u64,
    /// Share of those rows and of all rows that hold a value, by compared column.
    pub filled: Vec<Filled>,
    /// Rows in blocks that were left out for size, counted for each rule.
    pub rows_left_out: u64,
    /// Matches that exactly one rule finds, of rules that lie within no other.
    pub found_once: f64,
    /// Matches that exactly two such rules find.
    pub found_twice: f64,
    /// Matches that no rule finds, at least: `found_once`² / (2 `found_twice`) (Chao 1987), which
    /// takes the rules for independent catches and errs on the low side where they are alike. None
    /// with fewer than three such rules, or where no match is found twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_matches: Option<f64>,
}

/// How often a column holds a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Filled {
    /// The column.
    pub column: String,
    /// Share among rows in no block.
    pub unseen: f64,
    /// Share among all rows.
    pub all: f64,
}
