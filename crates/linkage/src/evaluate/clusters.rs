//! Precision and recall of clusters.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Truth, f1, share};
use crate::cluster::cluster;
use crate::error::Result;
use crate::parallel;
use crate::run::Outcome;
use crate::settings::{ClusterSettings, Settings};

/// Clusters at one threshold, judged by labels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ClusterPoint {
    /// The threshold, a match probability.
    pub probability: f64,
    /// Share of pairs within clusters that are of one label.
    pub precision: f64,
    /// Share of pairs of one label that are within a cluster.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Mean over records of the share of their cluster that is of their label (B³, Bagga and
    /// Baldwin 1998).
    pub b3_precision: f64,
    /// Mean over records of the share of their label that is in their cluster.
    pub b3_recall: f64,
    /// Harmonic mean of the two.
    pub b3_f1: f64,
}

const THRESHOLDS: [f64; 7] = [0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999];

/// Clusters as the run would make them at other thresholds.
pub(super) fn by_threshold(
    outcome: &Outcome,
    settings: &Settings,
    truth: &Truth,
) -> Result<Vec<ClusterPoint>> {
    let threads = parallel::threads(settings.threads);
    outcome.scoring(settings, |comparer, scorer| {
        let at = THRESHOLDS.iter().filter(|t| **t >= settings.output_probability);
        at.map(|&probability| {
            let settings = ClusterSettings { probability, ..settings.clusters.clone() };
            let (rows, pairs) = (&outcome.rows, &outcome.pairs);
            let all = cluster(rows, &settings, comparer, scorer, pairs, threads)?;
            Ok(judge(&all.clusters, truth, probability))
        })
        .collect()
    })?
}

/// Judges one set of clusters: the cluster of each row.
pub(super) fn judge(clusters: &[u32], truth: &Truth, probability: f64) -> ClusterPoint {
    let mut cells: FxHashMap<(u32, u32), u64> = FxHashMap::default();
    let mut of_cluster: FxHashMap<u32, u64> = FxHashMap::default();
    for (row, cluster) in (0..).zip(clusters) {
        if let Some(label) = truth.labelled(row) {
            *cells.entry((*cluster, label)).or_default() += 1;
            *of_cluster.entry(*cluster).or_default() += 1;
        }
    }
    let among = |n: u64| n * n.saturating_sub(1) / 2;
    let right: u64 = cells.values().map(|n| among(*n)).sum();
    let said: u64 = of_cluster.values().map(|n| among(*n)).sum();
    let real: u64 = truth.members.iter().map(|m| among(m.len() as u64)).sum();
    let (precision, recall) = (share(right, said), share(right, real));
    // Summed in a fixed order: the answer is the same to the last bit.
    let mut cells: Vec<((u32, u32), u64)> = cells.into_iter().collect();
    cells.sort_unstable();
    let (mut b3_precision, mut b3_recall, mut rows) = (0.0, 0.0, 0_u64);
    for ((cluster, label), n) in cells {
        let all = truth.members[label as usize].len() as f64;
        let squared = n as f64 * n as f64;
        b3_precision += squared / of_cluster[&cluster] as f64;
        b3_recall += squared / all;
        rows += n;
    }
    let rows = rows.max(1) as f64;
    let (b3_precision, b3_recall) = (b3_precision / rows, b3_recall / rows);
    ClusterPoint {
        probability,
        precision,
        recall,
        f1: f1(precision, recall),
        b3_precision,
        b3_recall,
        b3_f1: f1(b3_precision, b3_recall),
    }
}
