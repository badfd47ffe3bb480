//! Quality without labels: a stratified random sample of pairs that a person judges, and what the
//! judgements say of the whole run.
//!
//! Pairs are put into strata by match probability and drawn at random within each (Cochran 1977,
//! chapter 5); more are drawn where the model is unsure. Shares of matches by stratum have Wilson's
//! interval (1927); sums over strata and recall have theirs by Zou, Huang and Zhang (2009) and Donner
//! and Zou (2012), finite strata considered. Nothing of the model enters the estimates: it only says
//! where to look.

mod estimate;
mod sheet;

use std::collections::BinaryHeap;

use serde::Serialize;

use crate::run::Outcome;
use crate::score::ScoredPair;
use crate::settings::Settings;

pub(crate) use estimate::estimate;
pub use estimate::{Estimate, StratumEstimate};
pub use sheet::{Judgement, judgements};

/// Pairs of one range of match probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stratum {
    /// Match probability from here on.
    pub from: f64,
    /// Up to here, excluded; the last stratum holds 1.
    pub to: f64,
    /// Written pairs within.
    pub pairs: u64,
}

/// Pairs drawn for clerical review. A larger sample of the same run holds every pair of a smaller one.
#[derive(Debug, Clone, PartialEq)]
pub struct ClericalSample {
    /// The strata, from the lowest probability up.
    pub strata: Vec<Stratum>,
    /// The pairs drawn, in an order that says nothing of their strata.
    pub pairs: Vec<ScoredPair>,
}

/// Bounds between strata, besides the threshold of the run.
const BOUNDS: [f64; 6] = [0.1, 0.5, 0.8, 0.95, 0.99, 0.999];

/// The strata of a run, each with its pairs.
pub(crate) fn strata(outcome: &Outcome, settings: &Settings) -> Vec<Stratum> {
    let mut strata = empty(settings);
    for pair in &outcome.pairs {
        let at = place(&strata, pair.probability());
        strata[at].pairs += 1;
    }
    strata
}

/// The strata before any pair is counted.
fn empty(settings: &Settings) -> Vec<Stratum> {
    let mut bounds: Vec<f64> = BOUNDS.to_vec();
    bounds.push(settings.clusters.probability);
    bounds.retain(|b| *b > settings.output_probability && *b < 1.0);
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    bounds.insert(0, settings.output_probability);
    let ends = bounds[1..].iter().copied().chain([1.0]);
    bounds.iter().zip(ends).map(|(from, to)| Stratum { from: *from, to, pairs: 0 }).collect()
}

/// The stratum of a match probability.
fn place(strata: &[Stratum], probability: f64) -> usize {
    strata.iter().rposition(|s| probability >= s.from).unwrap_or(0)
}

/// Draws about `size` pairs: two from every stratum at least, the rest by how many pairs a stratum
/// has and how unsure the model is of them (Neyman 1934). The draw depends on the records alone. One look at each
/// pair, and memory for a few times `size` of them: a run may have hundreds of millions.
pub(crate) fn sample(outcome: &Outcome, settings: &Settings, size: usize) -> ClericalSample {
    let mut strata = empty(settings);
    let mut drawn: Vec<BinaryHeap<Lot>> = vec![BinaryHeap::new(); strata.len()];
    let mut doubt = vec![0.0_f64; strata.len()];
    for (n, pair) in outcome.pairs.iter().enumerate() {
        let probability = pair.probability();
        let at = place(&strata, probability);
        strata[at].pairs += 1;
        let unsure = probability.clamp(0.02, 0.98);
        doubt[at] += (unsure * (1.0 - unsure)).sqrt();
        // No stratum gives more than all of them together.
        keep(&mut drawn[at], size.max(FEWEST), (lot(pair, 0), n));
    }
    let all: f64 = doubt.iter().sum();
    let mut pairs: Vec<ScoredPair> = Vec::new();
    for (held, doubt) in drawn.into_iter().zip(&doubt) {
        let count = wanted(size, doubt / all.max(f64::MIN_POSITIVE));
        let lots = held.into_sorted_vec().into_iter().take(count);
        pairs.extend(lots.map(|(_, n)| outcome.pairs[n]));
    }
    pairs.sort_unstable_by_key(|pair| lot(pair, 1));
    ClericalSample { strata, pairs }
}

/// What a pair drew, and where it stands among the pairs of the run.
type Lot = (u64, usize);

/// Takes a lot in if it is among the `most` smallest so far.
fn keep(held: &mut BinaryHeap<Lot>, most: usize, one: Lot) {
    if held.len() < most {
        held.push(one);
    } else if let Some(mut largest) = held.peek_mut()
        && one < *largest
    {
        *largest = one;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a size, rounded up"
)]
fn wanted(size: usize, share: f64) -> usize {
    ((size as f64 * share).ceil() as usize).max(FEWEST)
}

/// Pairs of every stratum at least, where it has them.
const FEWEST: usize = 2;

/// A number that looks drawn, fixed for a pair of rows (rows are numbered in order of id).
fn lot(pair: &ScoredPair, draw: u64) -> u64 {
    let seed = u64::from(pair.left) << 32 | u64::from(pair.right);
    crate::train::mixed(seed ^ crate::train::mixed(draw))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::mixed;

    #[test]
    fn a_draw_never_holds_more_than_it_may_give() {
        let mut lots: Vec<Lot> = (0_u64..10_000).map(mixed).zip(0_usize..).collect();
        let mut held = BinaryHeap::new();
        for lot in &lots {
            keep(&mut held, 7, *lot);
            assert!(held.len() <= 7);
        }
        lots.sort_unstable();
        lots.truncate(7);
        assert_eq!(held.into_sorted_vec(), lots, "the smallest of all");
    }
}
