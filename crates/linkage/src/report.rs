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

/// What one blocking rule did.
#[derive(Debug, Clone, Serialize)]
pub struct RuleCount {
    /// The rule's keys.
    pub keys: Vec<String>,
    /// Pairs that no earlier rule had found.
    pub pairs: u64,
    /// Blocks left out for size.
    pub skipped: SkippedBlocks,
}
