//! Precision and recall of pairs by threshold.

use serde::Serialize;

use super::{Truth, f1, share};
use crate::score::{ScoredPair, probability};

/// Pairs at or above one threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairPoint {
    /// The threshold as a match weight.
    pub match_weight: f64,
    /// The same as a probability.
    pub match_probability: f64,
    /// Labelled pairs at or above it.
    pub pairs: u64,
    /// Those of one label.
    pub right: u64,
    /// `right` over `pairs`.
    pub precision: f64,
    /// `right` over all true pairs.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// One point for every whole match weight, and the best of all thresholds.
pub(super) fn curve(
    pairs: &[ScoredPair],
    truth: &Truth,
    true_pairs: u64,
) -> (Vec<PairPoint>, Option<PairPoint>) {
    let mut judged: Vec<(f64, bool)> = pairs
        .iter()
        .filter_map(|p| Some((p.match_weight, truth.labelled(p.left)? == truth.labelled(p.right)?)))
        .collect();
    judged.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut points = Vec::new();
    let mut best: Option<PairPoint> = None;
    let (mut seen, mut right) = (0, 0);
    for (at, &(match_weight, hit)) in judged.iter().enumerate() {
        seen += 1;
        right += u64::from(hit);
        let next = judged.get(at + 1).map(|(weight, _)| *weight);
        if next == Some(match_weight) {
            continue;
        }
        let point = |match_weight: f64| {
            let (precision, recall) = (share(right, seen), share(right, true_pairs));
            PairPoint {
                match_weight,
                match_probability: probability(match_weight),
                pairs: seen,
                right,
                precision,
                recall,
                f1: f1(precision, recall),
            }
        };
        if best.is_none_or(|best| point(match_weight).f1 > best.f1) {
            best = Some(point(match_weight));
        }
        // Thresholds between this weight and the next lower one hold the same pairs.
        let mut whole = match_weight.floor();
        let low = next.unwrap_or(whole - 1.0);
        while whole > low {
            points.push(point(whole));
            whole -= 1.0;
        }
    }
    points.reverse();
    (points, best)
}
