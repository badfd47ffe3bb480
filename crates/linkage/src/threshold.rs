//! What the model itself expects of each threshold.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::run::Outcome;

/// One threshold, and what would be said to match by it. A belief of the model, not a measurement: labels
/// or a clerical review measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Threshold {
    /// The threshold: a whole match weight, log2 of the odds.
    pub match_weight: f64,
    /// Written pairs from here up to the next whole weight.
    pub pairs: u64,
    /// Written pairs at or above it.
    pub at_least: u64,
    /// Share of these that are expected to match: their mean match probability.
    pub precision: f64,
    /// Share of the expected matches among these; matches that no blocking rule finds count as missed,
    /// where their number can be estimated.
    pub recall: f64,
}

/// Every whole weight from that of the weakest written pair to that of the strongest. One look at each pair, and memory
/// for the whole weights alone: a run may have hundreds of millions of pairs.
pub(crate) fn thresholds(outcome: &Outcome) -> Vec<Threshold> {
    let mut by_weight: BTreeMap<i64, (u64, f64)> = BTreeMap::new();
    for pair in &outcome.pairs {
        let (pairs, expected) = by_weight.entry(whole(pair.match_weight)).or_default();
        *pairs += 1;
        *expected += pair.probability();
    }
    let ends = by_weight.keys().next().copied().zip(by_weight.keys().next_back().copied());
    let Some((low, high)) = ends else { return Vec::new() };
    let missed = outcome.report.unseen.missed_matches.unwrap_or(0.0);
    // In the order in which they are added up below.
    let all: f64 = by_weight.values().rev().map(|(_, expected)| expected).sum::<f64>() + missed;
    let (mut told, mut at_least, mut expected) = (Vec::new(), 0_u64, 0.0_f64);
    for weight in (low..=high).rev() {
        let (pairs, of_them) = by_weight.get(&weight).copied().unwrap_or_default();
        at_least += pairs;
        expected += of_them;
        told.push(Threshold {
            match_weight: weight as f64,
            pairs,
            at_least,
            precision: expected / at_least.max(1) as f64,
            recall: expected / all.max(f64::MIN_POSITIVE),
        });
    }
    told.reverse();
    told
}

#[expect(clippy::cast_possible_truncation, reason = "a match weight is a few dozen at most")]
fn whole(match_weight: f64) -> i64 {
    match_weight.floor() as i64
}
