//! Stage *cluster*: from pairs to entities.
//!
//! Pairs are taken from the strongest down. A pair joins the clusters of its two records only when
//! the clusters as wholes agree: the mean match weight over all cross pairs, each held within a
//! cap, must reach a bound, and no constraint may be broken. One false pair between two families
//! therefore does not join them, as it would in connected components.

use rustc_hash::FxHashMap;

use crate::compare::{Comparer, Scratch};
use crate::rows::Rows;
use crate::score::{Base, ScoredPair, Scorer};
use crate::settings::ClusterSettings;
use crate::stop::{self, Stop};

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
pub(crate) fn strongest_first(pairs: &mut [ScoredPair]) {
    pairs.sort_unstable_by(|a, b| {
        b.match_weight
            .total_cmp(&a.match_weight)
            .then(a.left.cmp(&b.left))
            .then(a.right.cmp(&b.right))
    });
}

/// The cluster of each row: the smallest row in it. `watch` sees every step.
pub(crate) fn cluster(
    rows: &Rows,
    settings: &ClusterSettings,
    comparer: &Comparer<'_>,
    scorer: &Scorer<'_>,
    pairs: &[ScoredPair],
    watch: impl FnMut(&Step<'_>),
) -> (Vec<u32>, ClusterReport) {
    grow(rows, settings, comparer, scorer, &edges(settings, pairs), watch)
}

/// As [`cluster`], over pairs that stand strongest first.
pub(crate) fn grow(
    rows: &Rows,
    settings: &ClusterSettings,
    comparer: &Comparer<'_>,
    scorer: &Scorer<'_>,
    pairs: &[ScoredPair],
    mut watch: impl FnMut(&Step<'_>),
) -> (Vec<u32>, ClusterReport) {
    let joining = pairs.partition_point(|pair| pair.match_weight >= settings.bound());
    let mut forest = Forest::new(rows, settings);
    let mut report = ClusterReport::default();
    let mut weigher = Weigher::new(comparer, scorer);
    let mut weight = |left: u32, right: u32| settings.held(weigher.weight(left, right));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let stop = stop::asked();
    for &pair in &pairs[..joining] {
        if stop.as_ref().is_some_and(Stop::is_set) {
            break;
        }
        let (a, b) = (forest.root(pair.left), forest.root(pair.right));
        if a == b {
            continue;
        }
        forest.members(a, &mut left);
        forest.members(b, &mut right);
        let mut mean = None;
        let refused = if left.len() + right.len() > settings.largest {
            report.refused_by_size += 1;
            Some(Refused::Size)
        } else if forest.sources_clash(&left, &right) {
            report.refused_by_source += 1;
            Some(Refused::Source)
        } else if forest.values_clash(&left, &right) {
            report.refused_by_value += 1;
            Some(Refused::Value)
        } else {
            let agreed = if left.len() + right.len() == 2 {
                settings.held(pair.match_weight)
            } else {
                mean_weight(&left, &right, &mut weight)
            };
            mean = Some(agreed);
            report.refused_by_mean += u64::from(agreed < settings.mean_weight);
            (agreed < settings.mean_weight).then_some(Refused::Mean)
        };
        watch(&Step { pair, left: &left, right: &right, mean, refused });
        if refused.is_none() {
            forest.join(a, b);
        }
    }
    for row in 0..u32::try_from(rows.len()).unwrap_or(u32::MAX) {
        if forest.root(row) == row {
            let size = forest.size[row as usize];
            report.clusters += 1;
            report.joined += u64::from(size > 1);
            report.largest = report.largest.max(u64::from(size));
        }
    }
    (forest.smallest(), report)
}

/// Clusters under construction: sixteen bytes a row, however they grow.
struct Forest<'a> {
    rows: &'a Rows,
    parent: Vec<u32>,
    /// The next member of the same cluster, round and round.
    next: Vec<u32>,
    /// Members of each root.
    size: Vec<u32>,
    one_per_source: Vec<bool>,
    at_most_one: Vec<usize>,
}

impl<'a> Forest<'a> {
    fn new(rows: &'a Rows, settings: &ClusterSettings) -> Self {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Self {
            rows,
            parent: (0..count).collect(),
            next: (0..count).collect(),
            size: vec![1; rows.len()],
            one_per_source: rows
                .sources
                .iter()
                .map(|s| settings.one_per_source.contains(s))
                .collect(),
            at_most_one: settings.at_most_one.iter().filter_map(|name| rows.column(name)).collect(),
        }
    }

    fn root(&mut self, row: u32) -> u32 {
        let mut at = row;
        while self.parent[at as usize] != at {
            let above = self.parent[at as usize];
            self.parent[at as usize] = self.parent[above as usize];
            at = above;
        }
        at
    }

    /// The members of a root's cluster, ascending.
    fn members(&self, root: u32, members: &mut Vec<u32>) {
        members.clear();
        members.push(root);
        let mut at = self.next[root as usize];
        while at != root {
            members.push(at);
            at = self.next[at as usize];
        }
        members.sort_unstable();
    }

    /// The smallest member of each row's cluster.
    fn smallest(mut self) -> Vec<u32> {
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let mut of_root = vec![u32::MAX; self.rows.len()];
        (0..count)
            .map(|row| {
                let root = self.root(row) as usize;
                // Rows come ascending: the first of a cluster is its smallest.
                of_root[root] = of_root[root].min(row);
                of_root[root]
            })
            .collect()
    }

    fn sources_clash(&self, left: &[u32], right: &[u32]) -> bool {
        if !self.one_per_source.contains(&true) {
            return false;
        }
        let unique = |row: &u32| {
            Some(self.rows.source[*row as usize]).filter(|s| self.one_per_source[usize::from(*s)])
        };
        let of_left: Vec<u16> = left.iter().filter_map(unique).collect();
        right.iter().filter_map(unique).any(|s| of_left.contains(&s))
    }

    fn values_clash(&self, left: &[u32], right: &[u32]) -> bool {
        self.at_most_one.iter().any(|&column| {
            let value = |row: &u32| Some(self.rows.codes(*row)[column]).filter(|code| *code != 0);
            let of_left: Vec<u32> = left.iter().filter_map(value).collect();
            !of_left.is_empty()
                && right.iter().filter_map(value).any(|value| !of_left.contains(&value))
        })
    }

    fn join(&mut self, a: u32, b: u32) {
        let (into, from) =
            if self.size[a as usize] >= self.size[b as usize] { (a, b) } else { (b, a) };
        self.parent[from as usize] = into;
        self.size[into as usize] += self.size[from as usize];
        self.next.swap(a as usize, b as usize);
    }
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
        let (clusters, report) =
            cluster(&rows, &settings.clusters, &comparer, &scorer, &pairs, watch);
        assert_eq!(report.refused_by_mean, refused.len() as u64);
        (clusters, refused)
    }

    #[test]
    fn a_bridge_that_the_other_records_speak_against_is_cut() {
        assert_eq!(bridged(0.0), (vec![0, 0, 0, 3, 3, 3], vec![Refused::Mean]));
        // Connected components would make one of the two.
        assert_eq!(bridged(f64::NEG_INFINITY), (vec![0; 6], Vec::new()));
    }
}
