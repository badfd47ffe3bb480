//! One connected part of the rows, and the clusters that grow in it.

use super::{ClusterReport, Refused, Step, Weigher, mean_weight, stronger};
use crate::rows::Rows;
use crate::score::ScoredPair;
use crate::settings::ClusterSettings;
use crate::stop::Stop;

/// Clusters under construction. Rows are known by their places in the part.
pub(super) struct Forest<'a> {
    all: &'a Rows,
    settings: &'a ClusterSettings,
    stop: Option<Stop>,
    one_per_source: Vec<bool>,
    at_most_one: Vec<usize>,
    /// The rows of the part, ascending.
    rows: Vec<u32>,
    parent: Vec<u32>,
    /// The next member of the same cluster, round and round.
    next: Vec<u32>,
    /// Members of each root.
    size: Vec<u32>,
    /// Pairs that may join, strongest first.
    joining: Vec<ScoredPair>,
}

impl<'a> Forest<'a> {
    pub(super) fn new(all: &'a Rows, settings: &'a ClusterSettings, stop: Option<Stop>) -> Self {
        Self {
            all,
            settings,
            stop,
            one_per_source: all
                .sources
                .iter()
                .map(|source| settings.one_per_source.contains(source))
                .collect(),
            at_most_one: settings.at_most_one.iter().filter_map(|name| all.column(name)).collect(),
            rows: Vec::new(),
            parent: Vec::new(),
            next: Vec::new(),
            size: Vec::new(),
            joining: Vec::new(),
        }
    }

    /// Takes a part, its rows ascending and its pairs in the order of their rows, and joins what belongs together.
    pub(super) fn grow(
        &mut self,
        rows: &[u32],
        pairs: &[ScoredPair],
        weigher: &mut Weigher<'_>,
        report: &mut ClusterReport,
        mut watch: impl FnMut(&Step<'_>),
    ) {
        self.begin(rows, pairs);
        let settings = self.settings;
        let mut weight = |left: u32, right: u32| {
            let key = (left.min(right), left.max(right));
            let known = pairs.binary_search_by_key(&key, |pair| (pair.left, pair.right));
            settings.held(match known {
                Ok(at) => pairs[at].match_weight,
                Err(_) => weigher.weight(left, right),
            })
        };
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for at in 0..self.joining.len() {
            if self.stop.as_ref().is_some_and(Stop::is_set) {
                break;
            }
            let pair = self.joining[at];
            let (a, b) = (self.root_of(pair.left), self.root_of(pair.right));
            if a == b {
                continue;
            }
            self.members(a, &mut left);
            self.members(b, &mut right);
            let mut mean = None;
            let refused = if left.len() + right.len() > settings.largest {
                report.refused_by_size += 1;
                Some(Refused::Size)
            } else if self.sources_clash(&left, &right) {
                report.refused_by_source += 1;
                Some(Refused::Source)
            } else if self.values_clash(&left, &right) {
                report.refused_by_value += 1;
                Some(Refused::Value)
            } else {
                let agreed = mean_weight(&left, &right, &mut weight);
                mean = Some(agreed);
                report.refused_by_mean += u64::from(agreed < settings.mean_weight);
                (agreed < settings.mean_weight).then_some(Refused::Mean)
            };
            watch(&Step { pair, left: &left, right: &right, mean, refused });
            if refused.is_none() {
                self.join(a, b);
            }
        }
    }

    /// Every row by itself.
    fn begin(&mut self, rows: &[u32], pairs: &[ScoredPair]) {
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let bound = self.settings.bound();
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        for numbers in [&mut self.parent, &mut self.next] {
            numbers.clear();
            numbers.extend(0..count);
        }
        self.size.clear();
        self.size.resize(rows.len(), 1);
        self.joining.clear();
        self.joining.extend(pairs.iter().filter(|pair| pair.match_weight >= bound));
        self.joining.sort_unstable_by(stronger);
    }

    /// Tells the cluster of each row of the part, in order: the smallest row in it. The part is used up.
    pub(super) fn clusters(&mut self, clusters: &mut Vec<u32>, report: &mut ClusterReport) {
        let begun = clusters.len();
        for at in 0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX) {
            let root = self.root(at);
            if root == at {
                let size = self.size[at as usize];
                report.clusters += 1;
                report.joined += u64::from(size > 1);
                report.largest = report.largest.max(u64::from(size));
            }
            clusters.push(root);
        }
        let smallest = &mut self.next;
        smallest.fill(u32::MAX);
        for (cluster, &row) in clusters[begun..].iter_mut().zip(&self.rows) {
            let smallest = &mut smallest[*cluster as usize];
            // Rows come ascending: the first of a cluster is its smallest.
            *smallest = row.min(*smallest);
            *cluster = *smallest;
        }
    }

    /// The root of a row of the part.
    fn root_of(&mut self, row: u32) -> u32 {
        let at = self.rows.binary_search(&row).unwrap_or(0);
        self.root(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let above = self.parent[at as usize];
            self.parent[at as usize] = self.parent[above as usize];
            at = above;
        }
        at
    }

    /// The rows of a root's cluster, ascending.
    fn members(&self, root: u32, members: &mut Vec<u32>) {
        members.clear();
        members.push(self.rows[root as usize]);
        let mut at = self.next[root as usize];
        while at != root {
            members.push(self.rows[at as usize]);
            at = self.next[at as usize];
        }
        members.sort_unstable();
    }

    fn sources_clash(&self, left: &[u32], right: &[u32]) -> bool {
        if !self.one_per_source.contains(&true) {
            return false;
        }
        let unique = |row: &u32| {
            Some(self.all.source[*row as usize]).filter(|s| self.one_per_source[usize::from(*s)])
        };
        let of_left: Vec<u16> = left.iter().filter_map(unique).collect();
        right.iter().filter_map(unique).any(|s| of_left.contains(&s))
    }

    fn values_clash(&self, left: &[u32], right: &[u32]) -> bool {
        self.at_most_one.iter().any(|&column| {
            let value = |row: &u32| Some(self.all.codes(*row)[column]).filter(|code| *code != 0);
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
