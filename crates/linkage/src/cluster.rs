//! Stage *cluster*: from pairs to entities.
//!
//! Pairs are taken from the strongest down. A pair joins the clusters of its two records only when
//! the clusters as wholes agree: the mean match weight over all cross pairs, each held within a
//! cap, must reach a bound, and no constraint may be broken. One false pair between two families
//! therefore does not join them, as it would in connected components.

mod forest;
mod parts;

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::compare::{Comparer, Scratch};
use crate::error::Result;
use crate::parallel;
use crate::rows::Rows;
use crate::score::{Base, ScoredPair, Scorer};
use crate::settings::ClusterSettings;
use crate::stop;

use forest::Forest;
use parts::Parts;
pub(crate) use parts::begins;

/// Counts of what clustering did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct ClusterReport {
    /// Clusters, those of a single record included.
    pub clusters: u64,
    /// Clusters of two records or more.
    pub joined: u64,
    /// Records in the largest.
    pub largest: u64,
    /// Joins refused because the clusters as wholes disagree.
    pub refused_by_mean: u64,
    /// Joins refused because a source has one record per entity.
    pub refused_by_source: u64,
    /// Joins refused because an entity has one value of a column.
    pub refused_by_value: u64,
    /// Joins refused because the cluster would be too large.
    pub refused_by_size: u64,
}

impl ClusterReport {
    fn add(&mut self, other: &Self) {
        self.clusters += other.clusters;
        self.joined += other.joined;
        self.largest = self.largest.max(other.largest);
        self.refused_by_mean += other.refused_by_mean;
        self.refused_by_source += other.refused_by_source;
        self.refused_by_value += other.refused_by_value;
        self.refused_by_size += other.refused_by_size;
    }
}

/// Why two clusters that a pair would join stayed apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The clusters as wholes disagree: the mean weight of their cross pairs is too low.
    Mean,
    /// A source has one record per entity, and each cluster holds one of it.
    Source,
    /// An entity has one value of a column, and the clusters hold different ones.
    Value,
    /// The cluster would be too large.
    Size,
}

/// One step of clustering: a pair met two clusters.
pub(crate) struct Step<'a> {
    /// The pair.
    pub(crate) pair: ScoredPair,
    /// Members of the cluster of its left row, before the step.
    pub(crate) left: &'a [u32],
    /// Members of the cluster of its right row.
    pub(crate) right: &'a [u32],
    /// Mean weight of the cross pairs, where it was asked.
    pub(crate) mean: Option<f64>,
    /// Why they stayed apart; none where they joined.
    pub(crate) refused: Option<Refused>,
}

/// Pairs that may join clusters, from the strongest down.
pub(crate) fn edges(settings: &ClusterSettings, pairs: &[ScoredPair]) -> Vec<ScoredPair> {
    let bound = settings.bound();
    let mut edges: Vec<ScoredPair> =
        pairs.iter().filter(|p| p.match_weight >= bound).copied().collect();
    strongest_first(&mut edges);
    edges
}

/// Puts pairs in the order in which they join clusters.
fn strongest_first(pairs: &mut [ScoredPair]) {
    pairs.sort_unstable_by(stronger);
}

fn stronger(a: &ScoredPair, b: &ScoredPair) -> Ordering {
    let by_weight = b.match_weight.total_cmp(&a.match_weight);
    by_weight.then(a.left.cmp(&b.left)).then(a.right.cmp(&b.right))
}

/// What clustering made of the rows.
pub(crate) struct Clustered {
    /// The cluster of each row: the smallest row in it.
    pub(crate) clusters: Vec<u32>,
    pub(crate) report: ClusterReport,
    /// Pairs at or above the threshold that joined nothing, and why, strongest first.
    pub(crate) refused: Vec<(ScoredPair, Refused)>,
}

/// Clusters the rows by pairs that stand in the order of their rows. No pair joins two connected parts: each is
/// clustered by itself, whichever thread takes it.
pub(crate) fn cluster(
    rows: &Rows,
    settings: &ClusterSettings,
    comparer: &Comparer<'_>,
    scorer: &Scorer<'_>,
    pairs: &[ScoredPair],
    threads: usize,
) -> Result<Clustered> {
    let parts = Parts::of(rows.len(), pairs, settings.bound());
    let stop = stop::asked();
    let start = || (Weigher::new(comparer, scorer), Forest::new(rows, settings, stop.clone()));
    let (found, _) = parallel::run(
        "cluster",
        threads,
        &parts.shares(),
        start,
        |_, (weigher, forest), share: &Range<u32>| {
            let mut of_share = (Vec::new(), ClusterReport::default(), Vec::new());
            let (clusters, report, refused) = &mut of_share;
            let mut of_part = Vec::new();
            for root in share.clone() {
                let members = parts.rows(root);
                if members.len() > 1 {
                    of_part.clear();
                    of_part.extend(parts.pairs(root).map(|at| pairs[at]));
                    let watch =
                        |step: &Step<'_>| refused.extend(step.refused.map(|why| (step.pair, why)));
                    forest.grow(members, &of_part, weigher, report, watch);
                    forest.clusters(clusters, report);
                } else {
                    clusters.extend(members);
                    report.clusters += members.len() as u64;
                    report.largest = report.largest.max(members.len() as u64);
                }
            }
            of_share
        },
    )?;
    let mut all = Clustered {
        clusters: vec![0; rows.len()],
        report: ClusterReport::default(),
        refused: Vec::new(),
    };
    let mut of_all = parts.all_rows().iter();
    for (clusters, report, refused) in found {
        for (cluster, row) in clusters.iter().zip(of_all.by_ref()) {
            all.clusters[*row as usize] = *cluster;
        }
        all.report.add(&report);
        all.refused.extend(refused);
    }
    all.refused.sort_unstable_by(|(a, _), (b, _)| stronger(a, b));
    Ok(all)
}

/// Clusters the rows of some pairs once more; `watch` sees every step.
pub(crate) fn watched(
    rows: &Rows,
    settings: &ClusterSettings,
    comparer: &Comparer<'_>,
    scorer: &Scorer<'_>,
    pairs: &[ScoredPair],
    watch: impl FnMut(&Step<'_>),
) {
    let mut members: Vec<u32> = pairs.iter().flat_map(|pair| [pair.left, pair.right]).collect();
    members.sort_unstable();
    members.dedup();
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
    let mut report = ClusterReport::default();
    let mut weigher = Weigher::new(comparer, scorer);
    let mut forest = Forest::new(rows, settings, stop::asked());
    forest.grow(&members, &pairs, &mut weigher, &mut report, watch);
}

/// Weighs any two rows, whether or not a rule found them.
pub(crate) struct Weigher<'a> {
    comparer: &'a Comparer<'a>,
    scorer: &'a Scorer<'a>,
    scratch: Scratch,
    bases: FxHashMap<u64, Base>,
}

impl<'a> Weigher<'a> {
    pub(crate) fn new(comparer: &'a Comparer<'a>, scorer: &'a Scorer<'a>) -> Self {
        Self { comparer, scorer, scratch: comparer.scratch(), bases: FxHashMap::default() }
    }

    /// The match weight of two rows, whichever comes first.
    pub(crate) fn weight(&mut self, left: u32, right: u32) -> f64 {
        let (left, right) = (left.min(right), left.max(right));
        let pattern = self.comparer.pattern(left, right, &mut self.scratch);
        let scorer = self.scorer;
        let unpacked = || scorer.base(&scorer.layout().unpack(pattern));
        let base = self.bases.entry(pattern).or_insert_with(unpacked);
        scorer.weight(base, left)
    }
}

/// Mean weight over the cross pairs; of very many, those of the first members.
pub(crate) fn mean_weight(
    left: &[u32],
    right: &[u32],
    weight: &mut impl FnMut(u32, u32) -> f64,
) -> f64 {
    let (mut sum, mut pairs) = (0.0, 0_u32);
    for &x in left.iter().take(MOST_MEMBERS_ASKED) {
        for &y in right.iter().take(MOST_MEMBERS_ASKED) {
            sum += weight(x, y);
            pairs += 1;
        }
    }
    sum / f64::from(pairs.max(1))
}

/// Members of a cluster that speak for it.
pub(crate) const MOST_MEMBERS_ASKED: usize = 30;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::compare::tests::{rows_of, settings};
    use crate::model::{ComparisonModel, LevelModel, Model, Taught};
    use crate::settings::{Settings, Test};

    const COLUMNS: [&str; 5] = ["first", "last", "phone", "email", "card"];

    /// Every comparison: agreement in nine of ten matches and in one of a hundred others.
    fn model() -> Model {
        let level = |m: f64, u: f64| LevelModel {
            name: String::new(),
            m,
            u,
            match_weight: (m / u).log2(),
            expected_matches: 100.0,
            taught: Taught::Learned,
        };
        let comparison = |name: &&str| ComparisonModel {
            name: (*name).into(),
            shared: 0.0,
            levels: vec![level(0.9, 0.01), level(0.1, 0.99)],
        };
        let comparisons = COLUMNS.iter().map(comparison).collect();
        Model { prior: 0.01, related_prior: 0.0, comparisons }
    }

    /// Three records of one person and three of another; the last of the one and the first of the other
    /// agree on a telephone, an e-mail address and a card, and on no name.
    fn bridged(mean_weight: f64) -> (Vec<u32>, Vec<Refused>) {
        let tests = COLUMNS.map(|name| (name, vec![Test::Exact(name.into())])).to_vec();
        let mut settings = Settings { output_probability: 0.5, ..settings(tests) };
        settings.clusters.mean_weight = mean_weight;
        let names = ["a", "a", "a", "b", "b", "b"];
        let contact = ["", "", "c", "c", "", ""];
        let columns: [&[&str]; 5] = [&names, &names, &contact, &contact, &contact];
        let rows = rows_of(&settings, &["t"; 6], &columns);
        let comparer = Comparer::new(&rows, &settings).unwrap();
        let model = model();
        let scorer = Scorer::new(&rows, &settings, &model, None, comparer.layout());
        let mut scratch = comparer.scratch();
        let pairs =
            [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)].map(|(left, right)| {
                let levels = scorer.layout().unpack(comparer.pattern(left, right, &mut scratch));
                ScoredPair { left, right, match_weight: scorer.score(&levels, left) }
            });
        assert!(pairs.iter().all(|pair| pair.match_weight > settings.clusters.bound()));
        let mut refused = Vec::new();
        let watch = |step: &Step<'_>| refused.extend(step.refused);
        watched(&rows, &settings.clusters, &comparer, &scorer, &pairs, watch);
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
        let all = cluster(&rows, &settings.clusters, &comparer, &scorer, &pairs, 2).unwrap();
        assert_eq!(all.report.refused_by_mean, refused.len() as u64);
        assert_eq!(all.refused.iter().map(|(_, why)| *why).collect::<Vec<_>>(), refused);
        (all.clusters, refused)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_by_themselves_are_clustered_as_all_rows_at_once(
            records in prop::collection::vec((prop::array::uniform5(0_usize..4), any::<bool>()), 2..16),
            left_out in prop::collection::vec(any::<bool>(), 120),
            bound in any::<[bool; 2]>(),
            threads in 1_usize..4,
        ) {
            let tests = COLUMNS.map(|name| (name, vec![Test::Exact(name.into())])).to_vec();
            let mut settings = Settings { output_probability: 0.1, ..settings(tests) };
            if bound[0] {
                settings.clusters.one_per_source.push("u".into());
            }
            if bound[1] {
                settings.clusters.at_most_one.push("card".into());
            }
            settings.clusters.largest = 5;
            let sources: Vec<&str> = records.iter().map(|(_, u)| if *u { "u" } else { "t" }).collect();
            let values = |column: usize| -> Vec<&str> {
                records.iter().map(|(values, _)| ["", "a", "b", "c"][values[column]]).collect()
            };
            let columns = [values(0), values(1), values(2), values(3), values(4)];
            let columns: Vec<&[&str]> = columns.iter().map(Vec::as_slice).collect();
            let rows = rows_of(&settings, &sources, &columns);
            let comparer = Comparer::new(&rows, &settings).unwrap();
            let model = model();
            let scorer = Scorer::new(&rows, &settings, &model, None, comparer.layout());
            let mut weigher = Weigher::new(&comparer, &scorer);
            let all = 0..u32::try_from(records.len()).unwrap();
            let pairs: Vec<ScoredPair> = all
                .clone()
                .flat_map(|left| (left + 1..all.end).map(move |right| (left, right)))
                .zip(&left_out)
                .filter(|(_, out)| !**out)
                .map(|((left, right), _)| ScoredPair { left, right, match_weight: weigher.weight(left, right) })
                .collect();
            let mut clusters: Vec<u32> = all.collect();
            let mut refused = BTreeMap::new();
            watched(&rows, &settings.clusters, &comparer, &scorer, &pairs, |step| {
                let Some(why) = step.refused else {
                    let smallest = step.left[0].min(step.right[0]);
                    step.left.iter().chain(step.right).for_each(|row| clusters[*row as usize] = smallest);
                    return;
                };
                assert!(refused.insert((step.pair.left, step.pair.right), why).is_none());
            });
            let found = cluster(&rows, &settings.clusters, &comparer, &scorer, &pairs, threads).unwrap();
            prop_assert_eq!(&found.clusters, &clusters);
            let said = found.refused.iter().map(|(pair, why)| ((pair.left, pair.right), *why));
            prop_assert_eq!(said.collect::<BTreeMap<_, _>>(), refused);
            let roots = (0..).zip(&clusters).filter(|(row, cluster)| row == *cluster).count();
            prop_assert_eq!(found.report.clusters, roots as u64);
        }
    }

    #[test]
    fn a_bridge_that_the_other_records_speak_against_is_cut() {
        assert_eq!(bridged(0.0), (vec![0, 0, 0, 3, 3, 3], vec![Refused::Mean]));
        // Connected components would make one of the two.
        assert_eq!(bridged(f64::NEG_INFINITY), (vec![0; 6], Vec::new()));
    }
}
