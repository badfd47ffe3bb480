//! The settings of counts of people: how they are told.

use insight::{Rule, Telling};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// Counts of people. They are told by one way alone, so that nobody learns from two what neither tells; do not change it
/// once somebody has seen them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CountsConfig {
    /// `cell_keys`: at any time, each number with a little noise. `releases`: what the last `linli counts release` told,
    /// small numbers withheld.
    pub told: CountsTold,
    /// Releases do not tell of fewer people than this; 3 at least.
    #[serde(deserialize_with = "three_at_least")]
    #[schemars(range(min = 3))]
    pub threshold: u32,
    /// Whether releases tell exact numbers that add up. Each then withholds what differs from an earlier one by fewer
    /// than the threshold, so they should be far apart. Else they tell with the noise of cell keys.
    pub exact: bool,
}

/// How counts are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountsTold {
    /// By cell keys.
    #[default]
    CellKeys,
    /// By fixed releases.
    Releases,
}

impl Default for CountsConfig {
    fn default() -> Self {
        Self { told: CountsTold::CellKeys, threshold: 10, exact: false }
    }
}

impl CountsConfig {
    /// As counting takes it.
    #[must_use]
    pub fn telling(&self) -> Telling {
        match self.told {
            CountsTold::CellKeys => Telling::CellKeys,
            CountsTold::Releases => {
                Telling::Releases(Rule { threshold: self.threshold.into(), exact: self.exact })
            }
        }
    }
}

fn three_at_least<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let threshold = u32::deserialize(deserializer)?;
    if threshold < 3 {
        return Err(serde::de::Error::custom("`threshold` must be 3 at least"));
    }
    Ok(threshold)
}
