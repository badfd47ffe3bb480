//! What the model itself expects of each threshold.

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

/// Every whole weight from that of the weakest written pair to that of the strongest.
pub(crate) fn thresholds(outcome: &Outcome) -> Vec<Threshold> {
    let mut pairs: Vec<(f64, f64)> =
        outcome.pairs.iter().map(|p| (p.match_weight, p.probability())).collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (Some(high), Some(low)) = (pairs.first(), pairs.last()) else { return Vec::new() };
    let (mut match_weight, low) = (high.0.floor(), low.0.floor());
    let missed = outcome.report.unseen.missed_matches.unwrap_or(0.0);
    let all: f64 = pairs.iter().map(|(_, p)| p).sum::<f64>() + missed;
    let (mut told, mut at, mut expected) = (Vec::new(), 0_usize, 0.0);
    while match_weight >= low {
        let before = at;
        while pairs.get(at).is_some_and(|(weight, _)| *weight >= match_weight) {
            expected += pairs[at].1;
            at += 1;
        }
        told.push(Threshold {
            match_weight,
            pairs: (at - before) as u64,
            at_least: at as u64,
            precision: expected / at.max(1) as f64,
            recall: expected / all.max(f64::MIN_POSITIVE),
        });
        match_weight -= 1.0;
    }
    told.reverse();
    told
}
