//! The report of a run: rows in and out at every stage, quality, match rates, and what came of it.

mod html;
pub(crate) mod words;

pub use html::html;
pub(crate) use html::{escaped, head, stages};

use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::{
    intake::SourceReport,
    measure::StageReport,
    prepare::Prepared,
    stages::{apply::Applied, link::Linked, relations::Related, wash::MatchRate},
    truth::TruthReport,
};

/// A source and how its addresses matched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceOfRun {
    /// Title in Chinese.
    pub title_zh: String,
    /// Title in English.
    pub title_en: String,
    /// Intake.
    #[serde(flatten)]
    pub intake: SourceReport,
    /// The wash, by role.
    pub rates: Vec<MatchRate>,
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    /// The run's id.
    pub run: String,
    /// The run's number.
    pub number: i64,
    /// The folder of mappings.
    pub folder: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Instant,
    /// The version of the register it washed against.
    pub register: i64,
    /// Stages, in order.
    pub stages: Vec<StageReport>,
    /// Sources, in order of id.
    pub sources: Vec<SourceOfRun>,
    /// Mentions, relations, contact points and events stated.
    pub prepared: Prepared,
    /// Linking of people.
    pub people: Linked,
    /// Linking of organisations.
    pub organisations: Linked,
    /// Relations.
    pub related: Related,
    /// What was loaded.
    pub applied: Applied,
    /// Quality against the truth, where a comparison was asked for after the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<TruthReport>,
}
