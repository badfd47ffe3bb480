//! Why a cluster is as it is.

use std::fmt::Write;

use serde::Serialize;

use crate::cluster::{Refused, Step, edges, watched};
use crate::error::Result;
use crate::run::Outcome;
use crate::score::{ScoredPair, probability};
use crate::settings::Settings;

/// One cluster explained.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entity {
    /// The cluster: its smallest record id.
    pub cluster_id: String,
    /// Its records, ascending.
    pub records: Vec<String>,
    /// Every pair of its records.
    pub edges: Vec<Edge>,
    /// How it grew: each step joined two clusters into one, the strongest pair first.
    pub joins: Vec<Join>,
    /// The join that holds it together least, as a place among `joins`: the one of the lowest mean weight.
    pub weakest: Option<usize>,
    /// Pairs at or above the threshold that would have joined others to it, and why they did not.
    pub kept_out: Vec<KeptOut>,
}

/// Two records of a cluster.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Edge {
    /// The smaller id.
    pub id_l: String,
    /// The larger id.
    pub id_r: String,
    /// log2 of the odds that they are one entity.
    pub match_weight: f64,
    /// The same as a probability.
    pub match_probability: f64,
    /// Whether a blocking rule finds the pair.
    pub blocked: bool,
}

/// One step of growth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Join {
    /// Records of the one side.
    pub left: Vec<String>,
    /// Records of the other.
    pub right: Vec<String>,
    /// The pair that joined them.
    pub by: (String, String),
    /// Its weight.
    pub match_weight: f64,
    /// Mean weight over all pairs across, each held within the cap.
    pub mean_weight: f64,
}

/// A join that was refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeptOut {
    /// Records of this cluster at the time.
    pub inside: Vec<String>,
    /// Records that stayed out.
    pub outside: Vec<String>,
    /// The pair that would have joined them: the record inside, the record outside.
    pub by: (String, String),
    /// Its weight.
    pub match_weight: f64,
    /// Why not.
    pub why: Refused,
    /// Mean weight over all pairs across, where that was the question.
    pub mean_weight: Option<f64>,
}

/// Clustering takes the pairs of one connected part in the same order whatever else is there, so
/// that part is clustered once more, under watch.
pub(crate) fn explain(outcome: &Outcome, settings: &Settings, row: u32) -> Result<Entity> {
    let rows = &outcome.rows;
    let id = |row: &u32| rows.ids.text(*row);
    let ids = |rows: &[u32]| -> Vec<String> { rows.iter().map(id).collect() };
    let part = connected(rows.len(), &edges(&settings.clusters, &outcome.pairs), row);
    let root = outcome.clusters[row as usize];
    let members: Vec<u32> =
        (0..).zip(&outcome.clusters).filter(|(_, c)| **c == root).map(|(row, _)| row).collect();
    let inside = |row: u32| outcome.clusters[row as usize] == root;
    outcome.scoring(settings, |comparer, scorer| {
        let (mut joins, mut kept_out) = (Vec::new(), Vec::new());
        let watch = |step: &Step<'_>| {
            let (left, right) = (inside(step.pair.left), inside(step.pair.right));
            let (a, b) = (id(&step.pair.left), id(&step.pair.right));
            let match_weight = step.pair.match_weight;
            match (step.refused, step.mean) {
                (None, Some(mean_weight)) if left => joins.push(Join {
                    left: ids(step.left),
                    right: ids(step.right),
                    by: (a, b),
                    match_weight,
                    mean_weight,
                }),
                (Some(why), mean_weight) if left != right => {
                    let (inside, outside) =
                        if left { (step.left, step.right) } else { (step.right, step.left) };
                    kept_out.push(KeptOut {
                        inside: ids(inside),
                        outside: ids(outside),
                        by: if left { (a, b) } else { (b, a) },
                        match_weight,
                        why,
                        mean_weight,
                    });
                }
                _ => {}
            }
        };
        watched(rows, &settings.clusters, comparer, scorer, &part, watch);
        let mut scratch = comparer.scratch();
        let mut edges = Vec::new();
        for (at, &left) in members.iter().enumerate() {
            for &right in &members[at + 1..] {
                let levels = scorer.layout().unpack(comparer.pattern(left, right, &mut scratch));
                let match_weight = scorer.score(&levels, left);
                edges.push(Edge {
                    id_l: id(&left),
                    id_r: id(&right),
                    match_weight,
                    match_probability: probability(match_weight),
                    blocked: rows.found_by(left, right) != 0,
                });
            }
        }
        let weakest = joins.iter().enumerate();
        let weakest = weakest.min_by(|a, b| a.1.mean_weight.total_cmp(&b.1.mean_weight));
        let weakest = weakest.map(|(at, _)| at);
        Entity { cluster_id: id(&root), records: ids(&members), edges, joins, weakest, kept_out }
    })
}

/// Edges of the connected part that holds a row.
fn connected(rows: usize, edges: &[ScoredPair], row: u32) -> Vec<ScoredPair> {
    let mut parent: Vec<u32> = (0..).take(rows).collect();
    let root = |parent: &mut [u32], mut at: u32| {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    };
    for edge in edges {
        let (a, b) = (root(&mut parent, edge.left), root(&mut parent, edge.right));
        parent[a as usize] = b;
    }
    let of_row = root(&mut parent, row);
    edges.iter().filter(|edge| root(&mut parent, edge.left) == of_row).copied().collect()
}

impl Entity {
    /// The explanation as lines of English.
    #[must_use]
    pub fn words(&self) -> String {
        let mut text = format!(
            "{}: {} record{}: {}\n",
            self.cluster_id,
            self.records.len(),
            if self.records.len() == 1 { "" } else { "s" },
            self.records.join(", ")
        );
        for (at, join) in self.joins.iter().enumerate() {
            let _ = writeln!(
                text,
                "  joined {} with {} by {} and {}: match weight {:.2}, mean over all pairs across {:.2}{}",
                join.left.join(" "),
                join.right.join(" "),
                join.by.0,
                join.by.1,
                join.match_weight,
                join.mean_weight,
                if self.weakest == Some(at) && self.joins.len() > 1 {
                    " (the weakest bridge)"
                } else {
                    ""
                }
            );
        }
        for kept in &self.kept_out {
            let why = match (kept.why, kept.mean_weight) {
                (Refused::Mean, Some(mean)) => {
                    format!("as wholes they disagree: mean over all pairs across {mean:.2}")
                }
                (Refused::Source, _) => {
                    "a source with one record per entity has one in both".into()
                }
                (Refused::Value, _) => "they hold different values of a column of one value".into(),
                _ => "the cluster would be too large".into(),
            };
            let _ = writeln!(
                text,
                "  kept {} out, though {} and {} have match weight {:.2}: {why}",
                kept.outside.join(" "),
                kept.by.0,
                kept.by.1,
                kept.match_weight
            );
        }
        text
    }
}
