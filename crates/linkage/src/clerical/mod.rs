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

pub(crate) fn strata(outcome: &Outcome, settings: &Settings) -> Vec<Stratum> {
    let mut bounds: Vec<f64> = BOUNDS.to_vec();
    bounds.push(settings.clusters.probability);
    bounds.retain(|b| *b > settings.output_probability && *b < 1.0);
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    bounds.insert(0, settings.output_probability);
    let ends = bounds[1..].iter().copied().chain([1.0]);
    let mut strata: Vec<Stratum> =
        bounds.iter().zip(ends).map(|(from, to)| Stratum { from: *from, to, pairs: 0 }).collect();
    for pair in &outcome.pairs {
        let at = place(&strata, pair);
        strata[at].pairs += 1;
    }
    strata
}

/// The stratum of a pair.
fn place(strata: &[Stratum], pair: &ScoredPair) -> usize {
    let probability = pair.probability();
    strata.iter().rposition(|s| probability >= s.from).unwrap_or(0)
}

/// Draws about `size` pairs: two from every stratum at least, the rest by how many pairs a stratum
/// has and how unsure the model is of them (Neyman 1934). The draw depends on the records alone.
pub(crate) fn sample(outcome: &Outcome, settings: &Settings, size: usize) -> ClericalSample {
    let strata = strata(outcome, settings);
    let mut drawn: Vec<Vec<(u64, ScoredPair)>> = vec![Vec::new(); strata.len()];
    let mut doubt = vec![0.0_f64; strata.len()];
    for pair in &outcome.pairs {
        let at = place(&strata, pair);
        let probability = pair.probability().clamp(0.02, 0.98);
        doubt[at] += (probability * (1.0 - probability)).sqrt();
        drawn[at].push((lot(pair, 0), *pair));
    }
    let all: f64 = doubt.iter().sum();
    for (pairs, doubt) in drawn.iter_mut().zip(&doubt) {
        pairs.sort_unstable_by_key(|(lot, _)| *lot);
        pairs.truncate(wanted(size, doubt / all.max(f64::MIN_POSITIVE)));
    }
    let mut pairs: Vec<ScoredPair> = drawn.into_iter().flatten().map(|(_, pair)| pair).collect();
    pairs.sort_unstable_by_key(|pair| lot(pair, 1));
    ClericalSample { strata, pairs }
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
