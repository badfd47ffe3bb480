//! What a run compares and how: the settings, from TOML or from Rust.

mod check;
mod clusters;
mod comparison;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use clusters::ClusterSettings;
pub use comparison::{Comparison, Level, Test};

use crate::error::Result;

/// Which pairs of records may be one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkType {
    /// Duplicates inside each table.
    Dedupe,
    /// Pairs across tables only.
    Link,
    /// Both.
    LinkAndDedupe,
}

/// One blocking rule: rows that agree on all its keys become a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockingRule {
    /// SQL expressions over the standardised columns; a row with a null key joins no block.
    pub keys: Vec<String>,
    /// Whether this rule's pairs teach the model. A rule whose blocks are chosen by
    /// similarity rather than equality is better left out.
    #[serde(default = "yes")]
    pub trains: bool,
}

/// The chance that two random records are one entity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prior {
    /// Learned from the data: expected matches among the blocked pairs over all pairs.
    Learned,
    /// Given.
    Fixed(f64),
}

/// Settings of one linkage run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which pairs are of interest.
    pub link_type: LinkType,
    /// Column that names each record; unique over all tables, or within each source where `id_by_source` says so.
    #[serde(default = "default_id")]
    pub id: String,
    /// Column that names a record's source, where one table holds several; else each table is one source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Ids are unique within each source alone: a record is then named `source/id`, in what a run writes
    /// and in the labels it is judged by.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub id_by_source: bool,
    /// Standardised columns: name to SQL expression over the raw columns. A name shadows a raw column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub standardise: BTreeMap<String, String>,
    /// Blocking rules, in order: a pair belongs to the first rule that finds it.
    pub blocking: Vec<BlockingRule>,
    /// Comparisons.
    #[serde(rename = "comparison")]
    pub comparisons: Vec<Comparison>,
    /// Chance that two random records match.
    #[serde(default = "default_prior")]
    pub prior: Prior,
    /// Pairs below this match probability are not written.
    #[serde(default = "default_output")]
    pub output_probability: f64,
    /// Whether what is written weighs a pair by the entities of its records as well as by the two alone.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub settle: bool,
    /// Blocks larger than this are left out and reported.
    #[serde(default = "default_block")]
    pub largest_block: usize,
    /// A run that would compare more pairs than this is refused before it compares any.
    #[serde(default = "default_pairs")]
    pub most_pairs: u64,
    /// Pairs drawn to learn how often records of different entities agree.
    #[serde(default = "default_sample")]
    pub sample_pairs: usize,
    /// At most this many rounds of expectation maximisation.
    #[serde(default = "default_rounds")]
    pub rounds: usize,
    /// Clustering.
    #[serde(default)]
    pub clusters: ClusterSettings,
    /// Working threads; 0 takes what the machine has. Never changes the answer.
    #[serde(default)]
    pub threads: usize,
}

fn yes() -> bool {
    true
}
fn default_id() -> String {
    "unique_id".into()
}
fn default_prior() -> Prior {
    Prior::Learned
}
fn default_output() -> f64 {
    0.01
}
fn default_block() -> usize {
    5_000
}
fn default_pairs() -> u64 {
    300_000_000
}
fn default_sample() -> usize {
    1_000_000
}
fn default_rounds() -> usize {
    200
}

impl BlockingRule {
    /// Rows that agree on all these SQL expressions become a pair, and teach.
    #[must_use]
    pub fn on(keys: &[&str]) -> Self {
        Self { keys: keys.iter().map(|key| (*key).to_owned()).collect(), trains: true }
    }
}

impl Settings {
    /// Settings with every other value as TOML leaves it, for settings written in Rust. Every run checks
    /// them first.
    #[must_use]
    pub fn new(
        link_type: LinkType,
        blocking: Vec<BlockingRule>,
        comparisons: Vec<Comparison>,
    ) -> Self {
        Self {
            link_type,
            id: default_id(),
            source: None,
            id_by_source: false,
            standardise: BTreeMap::new(),
            blocking,
            comparisons,
            prior: default_prior(),
            output_probability: default_output(),
            settle: true,
            largest_block: default_block(),
            most_pairs: default_pairs(),
            sample_pairs: default_sample(),
            rounds: default_rounds(),
            clusters: ClusterSettings::default(),
            threads: 0,
        }
    }

    /// Reads settings from TOML and checks them.
    pub fn from_toml(text: &str) -> Result<Self> {
        let settings: Self = toml::from_str(text)?;
        settings.check()?;
        Ok(settings)
    }

    /// Every standardised column that a comparison or a constraint reads, in order of first use.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for comparison in &self.comparisons {
            for name in comparison.columns() {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        for name in &self.clusters.at_most_one {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }
}
