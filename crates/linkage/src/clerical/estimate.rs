//! From judged pairs to precision and recall with intervals.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Judgement, Stratum, place, strata};
use crate::error::{LinkageError, Result};
use crate::evaluate::interval::{Interval, part_of, weighted_sum, wilson};
use crate::run::Outcome;
use crate::score::ScoredPair;
use crate::settings::Settings;

/// Quality of a run as judged on a sample.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// By stratum, from the lowest probability up.
    pub strata: Vec<StratumEstimate>,
    /// Share of matches among the pairs at or above the threshold of the run; none where a stratum
    /// above it has no judged pair.
    pub precision: Option<Interval>,
    /// Share of the matches among all written pairs that lie at or above the threshold. Matches that
    /// no blocking rule finds, or that score below the output probability, are not in it: see
    /// [`crate::report::Unseen::missed_matches`].
    pub recall: Option<Interval>,
}

/// What was judged in one stratum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StratumEstimate {
    /// The stratum.
    #[serde(flatten)]
    pub stratum: Stratum,
    /// Pairs judged same or different.
    pub judged: u64,
    /// Those judged same.
    pub same: u64,
    /// Pairs that the person was unsure of; they take no part.
    pub unsure: u64,
    /// Share of matches; none where nothing is judged.
    pub matches: Option<Interval>,
}

pub(crate) fn estimate(
    outcome: &Outcome,
    settings: &Settings,
    judgements: &[Judgement],
) -> Result<Estimate> {
    let by_pair: BTreeMap<(u32, u32), &ScoredPair> = {
        let asked = judgements.iter().filter_map(|j| rows_of(outcome, j));
        let asked: std::collections::BTreeSet<(u32, u32)> = asked.collect();
        let pairs = outcome.pairs.iter().map(|p| ((p.left, p.right), p));
        pairs.filter(|(rows, _)| asked.contains(rows)).collect()
    };
    let mut told: Vec<StratumEstimate> = strata(outcome, settings)
        .into_iter()
        .map(|stratum| StratumEstimate { stratum, judged: 0, same: 0, unsure: 0, matches: None })
        .collect();
    let plain: Vec<Stratum> = told.iter().map(|t| t.stratum).collect();
    let mut known = std::collections::BTreeSet::new();
    for judgement in judgements {
        let rows = rows_of(outcome, judgement);
        let Some(pair) = rows.and_then(|rows| by_pair.get(&rows)) else {
            let (id_l, id_r) = (judgement.id_l.clone(), judgement.id_r.clone());
            return Err(LinkageError::JudgedElsewhere { id_l, id_r });
        };
        if !known.insert((pair.left, pair.right)) {
            let (id_l, id_r) = (judgement.id_l.clone(), judgement.id_r.clone());
            return Err(LinkageError::JudgedTwice { id_l, id_r });
        }
        let of = &mut told[place(&plain, pair.probability())];
        match judgement.same {
            Some(same) => {
                of.judged += 1;
                of.same += u64::from(same);
            }
            None => of.unsure += 1,
        }
    }
    Ok(Estimate::of_strata(told, settings.clusters.probability))
}

impl Estimate {
    /// What judged strata say of a whole run whose pairs join from the match probability `threshold` on. What `matches`
    /// holds is not read.
    #[must_use]
    pub fn of_strata(mut told: Vec<StratumEstimate>, threshold: f64) -> Self {
        for of in &mut told {
            of.matches = (of.judged > 0).then(|| finite(of));
        }
        let above: Vec<&StratumEstimate> =
            told.iter().filter(|t| t.stratum.from >= threshold && t.stratum.pairs > 0).collect();
        let below: Vec<&StratumEstimate> =
            told.iter().filter(|t| t.stratum.from < threshold && t.stratum.pairs > 0).collect();
        let (matched, left) = (matches(&above), matches(&below));
        let pairs: u64 = above.iter().map(|t| t.stratum.pairs).sum();
        let per_pair = |sum: Interval| Interval {
            share: sum.share / pairs as f64,
            low: (sum.low / pairs as f64).max(0.0),
            high: (sum.high / pairs as f64).min(1.0),
        };
        let precision = matched.filter(|_| pairs > 0).map(per_pair);
        let recall = matched.zip(left).and_then(|(a, b)| part_of(a, b));
        Self { strata: told, precision, recall }
    }
}

/// Matches in some strata; none where one of them has no judged pair.
fn matches(strata: &[&StratumEstimate]) -> Option<Interval> {
    let parts = strata.iter().map(|t| Some((t.stratum.pairs as f64, t.matches?)));
    Some(weighted_sum(&parts.collect::<Option<Vec<_>>>()?))
}

/// Wilson's interval, narrowed by the share of the stratum that was judged.
fn finite(of: &StratumEstimate) -> Interval {
    let whole = wilson(of.same, of.judged);
    let rest = 1.0 - of.judged as f64 / of.stratum.pairs.max(of.judged) as f64;
    Interval {
        low: whole.share - (whole.share - whole.low) * rest.sqrt(),
        high: whole.share + (whole.high - whole.share) * rest.sqrt(),
        ..whole
    }
}

fn rows_of(outcome: &Outcome, judgement: &Judgement) -> Option<(u32, u32)> {
    let (a, b) = (outcome.rows.row(&judgement.id_l)?, outcome.rows.row(&judgement.id_r)?);
    Some((a.min(b), a.max(b)))
}
