//! How right a run is, where the truth of some records is known.

mod clusters;
mod curve;
mod groups;
pub(crate) mod interval;
pub(crate) mod read;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::error::{LinkageError, Result};
use crate::rows::Rows;
use crate::run::Outcome;
use crate::score::ScoredPair;
use crate::settings::{LinkType, Settings};
use crate::settle::SettledPair;

pub use clusters::ClusterPoint;
pub use curve::PairPoint;
pub use groups::GroupError;
pub use interval::Interval;

/// Texts by record id: the entity a record is of, or the group it belongs to. Records may be left
/// out: those without a label take no part in an evaluation.
pub type ByRecord = Vec<(String, String)>;

/// How well pairs and clusters agree with labels. Only labelled records count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Labelled records that are in the run.
    pub rows: u64,
    /// Pairs of them with one label, of the kind the run looks at.
    pub true_pairs: u64,
    /// Share of the true pairs that a blocking rule finds: no threshold recalls more.
    pub blocking_recall: f64,
    /// Pairs by threshold, from the lowest match weight up.
    pub pairs: Vec<PairPoint>,
    /// The threshold of the best F1 of pairs.
    pub best_pairs: Option<PairPoint>,
    /// The same of what is written, where a pair weighs what the entities of its records make of it.
    pub best_settled: Option<PairPoint>,
    /// The run's own clusters.
    pub run: ClusterPoint,
    /// Clusters at other thresholds, from the lowest up.
    pub clusters: Vec<ClusterPoint>,
    /// Errors of the run's clusters by group, in order of name; empty where no group was asked for.
    pub groups: Vec<GroupError>,
}

/// True pairs are looked at one by one: more than this would take minutes.
const MOST_TRUE_PAIRS: u64 = 2_000_000_000;

/// Labels as numbers, by row; 0 is none.
pub(crate) struct Truth {
    labels: Vec<u32>,
    /// Rows of each label.
    members: Vec<Vec<u32>>,
}

impl Truth {
    fn new(rows: &Rows, by_record: &ByRecord) -> Result<Self> {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut truth = Self { labels: vec![0; rows.len()], members: vec![Vec::new()] };
        for (id, label) in by_record {
            let Some(row) = rows.row(id) else { continue };
            let next = u32::try_from(truth.members.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(label).or_insert(next);
            if number == next {
                truth.members.push(Vec::new());
            }
            match truth.labels[row as usize] {
                0 => {
                    truth.labels[row as usize] = number;
                    truth.members[number as usize].push(row);
                }
                before if before != number => {
                    return Err(LinkageError::LabelledTwice { id: id.clone() });
                }
                _ => {}
            }
        }
        if truth.members.len() == 1 {
            return Err(LinkageError::NoLabels);
        }
        truth.bounded(&numbers)
    }

    /// Refuses labels that would make more pairs than can be looked at one by one.
    fn bounded(self, numbers: &FxHashMap<&str, u32>) -> Result<Self> {
        let sizes = || self.members.iter().map(|members| members.len() as u64);
        if sizes().map(|n| n * n.saturating_sub(1) / 2).sum::<u64>() <= MOST_TRUE_PAIRS {
            return Ok(self);
        }
        let largest = sizes().max().unwrap_or(0);
        let at = |number: &u32| self.members[*number as usize].len() as u64 == largest;
        let label = numbers.iter().filter(|(_, number)| at(number)).map(|(label, _)| *label).min();
        let label = label.unwrap_or_default().to_owned();
        Err(LinkageError::LabelTooLarge { label, records: largest })
    }

    fn labelled(&self, row: u32) -> Option<u32> {
        Some(self.labels[row as usize]).filter(|label| *label != 0)
    }

    /// Pairs of one label, each once.
    fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.members.iter().flat_map(|members| {
            let pairs = members.iter().enumerate();
            pairs.flat_map(|(n, a)| members[n + 1..].iter().map(|b| (*a, *b)))
        })
    }
}

/// Whether a run of this type looks at two rows as a pair.
fn of_interest(rows: &Rows, link: LinkType, left: u32, right: u32) -> bool {
    crate::block::wanted(rows, link, left, right)
}

/// Judges a run whose pairs weigh what `settled` says.
pub(crate) fn evaluate(
    outcome: &Outcome,
    settings: &Settings,
    settled: &[SettledPair],
    labels: &ByRecord,
    groups: Option<&ByRecord>,
) -> Result<Evaluation> {
    let rows = &outcome.rows;
    let truth = Truth::new(rows, labels)?;
    let (mut true_pairs, mut blocked) = (0_u64, 0_u64);
    for (a, b) in truth.pairs().filter(|(a, b)| of_interest(rows, settings.link_type, *a, *b)) {
        true_pairs += 1;
        blocked += u64::from(rows.found_by(a, b) != 0);
    }
    let (pairs, best_pairs) = curve::curve(&outcome.pairs, &truth, true_pairs);
    let settled: Vec<ScoredPair> = settled
        .iter()
        .map(|one| ScoredPair { match_weight: one.match_weight, ..one.own })
        .collect();
    let (_, best_settled) = curve::curve(&settled, &truth, true_pairs);
    let own = settings.clusters.probability;
    let run = clusters::judge(&outcome.clusters, &truth, own);
    Ok(Evaluation {
        rows: truth.members.iter().map(|m| m.len() as u64).sum(),
        true_pairs,
        blocking_recall: blocked as f64 / true_pairs.max(1) as f64,
        pairs,
        best_pairs,
        best_settled,
        run,
        clusters: clusters::by_threshold(outcome, settings, &truth)?,
        groups: groups
            .map(|groups| groups::errors(rows, &outcome.clusters, &truth, groups))
            .unwrap_or_default(),
    })
}

/// Harmonic mean of precision and recall.
fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tests::{rows_of, settings};
    use crate::settings::Test;

    #[test]
    fn a_label_for_whoever_is_not_known_is_refused() {
        let settings = settings(vec![("name", vec![Test::Exact("name".into())])]);
        let names = vec!["a"; 80_000];
        let rows = rows_of(&settings, &names, &[&names]);
        let label = |row: usize| if row < 70_000 { "unknown" } else { "known" };
        let labels: ByRecord = (0..80_000).map(|n| (n.to_string(), label(n).into())).collect();
        let error = Truth::new(&rows, &labels).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("the label \"unknown\" is on 70000 records"), "{error}");
    }
}
