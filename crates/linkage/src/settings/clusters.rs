//! How pairs become clusters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Clusters grow by the strongest pair first; each step must keep every rule here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClusterSettings {
    /// A pair at or above this match probability may join two clusters.
    pub probability: f64,
    /// Two clusters join only when the mean match weight over all their cross pairs
    /// (each held within ±`weight_cap`) reaches this.
    pub mean_weight: f64,
    /// Bound on one pair's say in the mean.
    pub weight_cap: f64,
    /// Sources in which an entity has at most one record.
    pub one_per_source: Vec<String>,
    /// Columns of which an entity has at most one value.
    pub at_most_one: Vec<String>,
    /// No cluster grows beyond this many records.
    pub largest: usize,
}

impl Default for ClusterSettings {
    fn default() -> Self {
        Self {
            probability: 0.8,
            mean_weight: 0.0,
            weight_cap: 20.0,
            one_per_source: Vec::new(),
            at_most_one: Vec::new(),
            largest: 500,
        }
    }
}

impl ClusterSettings {
    /// The match weight from which a pair may join two clusters.
    pub(crate) fn bound(&self) -> f64 {
        (self.probability / (1.0 - self.probability)).log2()
    }

    /// One pair's say in a mean.
    pub(crate) fn held(&self, match_weight: f64) -> f64 {
        match_weight.clamp(-self.weight_cap, self.weight_cap)
    }
}
