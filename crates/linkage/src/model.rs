//! What training learns: how often matches, related entities and strangers agree.

use serde::{Deserialize, Serialize};

/// A trained model. Kept with a run, it can score another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Chance that two random records are one entity.
    pub prior: f64,
    /// Chance that two random records are of related entities; 0 where the settings name nothing shared.
    pub related_prior: f64,
    /// One per comparison of the settings.
    pub comparisons: Vec<ComparisonModel>,
}

/// The model of one comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonModel {
    /// Name in the settings.
    pub name: String,
    /// Chance that two related entities share this value.
    pub shared: f64,
    /// Levels in order; *anything else* is last.
    pub levels: Vec<LevelModel>,
}

/// The model of one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelModel {
    /// Name of the level.
    pub name: String,
    /// Chance of this level among matches.
    pub m: f64,
    /// Chance of this level among records of different, unrelated entities.
    pub u: f64,
    /// log2(m / u).
    pub match_weight: f64,
    /// Matches expected to show this level among the pairs that taught it.
    pub expected_matches: f64,
    /// Where m comes from.
    pub taught: Taught,
}

/// Where an m probability comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taught {
    /// Learned from pairs that other columns brought together.
    Learned,
    /// Every training rule blocks on this comparison's columns: learned from all blocked pairs,
    /// so likely too favourable.
    FromAllBlockedPairs,
    /// Fewer than one expected match shows the level: a smoothed guess.
    TooFewMatches,
}

impl LevelModel {
    /// Chance of this level among related entities that share the value with this probability.
    #[must_use]
    pub fn related(&self, shared: f64) -> f64 {
        shared * self.m + (1.0 - shared) * self.u
    }
}

impl Model {
    /// Whether the model knows related entities.
    #[must_use]
    pub fn has_related(&self) -> bool {
        self.related_prior > 0.0
    }
}
