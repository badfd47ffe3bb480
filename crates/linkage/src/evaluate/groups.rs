//! Errors by group: whether some groups of records go missing or merge more than others.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::interval::{Interval, wilson};
use super::{ByRecord, Truth, share};
use crate::rows::Rows;

/// Errors among the records of one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupError {
    /// The group; empty where the records name none.
    pub group: String,
    /// Its labelled records.
    pub rows: u64,
    /// Share of the pairs within clusters, seen from its records, that are of two labels.
    pub wrong: f64,
    /// Share of the true pairs, seen from its records, that are not within a cluster.
    pub missed: f64,
    /// Share of its records whose cluster is their entity, whole and nothing else.
    pub wholly_right: Interval,
}

#[derive(Default)]
struct Sums {
    rows: u64,
    said: u64,
    real: u64,
    right: u64,
    whole: u64,
}

pub(super) fn errors(
    rows: &Rows,
    clusters: &[u32],
    truth: &Truth,
    groups: &ByRecord,
) -> Vec<GroupError> {
    let of_row: FxHashMap<u32, &str> =
        groups.iter().filter_map(|(id, group)| Some((rows.row(id)?, group.as_str()))).collect();
    let mut cells: FxHashMap<(u32, u32), u64> = FxHashMap::default();
    let mut of_cluster: FxHashMap<u32, u64> = FxHashMap::default();
    let labelled =
        || (0_u32..).zip(clusters).filter_map(|(r, c)| Some((r, *c, truth.labelled(r)?)));
    for (_, cluster, label) in labelled() {
        *cells.entry((cluster, label)).or_default() += 1;
        *of_cluster.entry(cluster).or_default() += 1;
    }
    let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
    for (row, cluster, label) in labelled() {
        let of_group = sums.entry(of_row.get(&row).copied().unwrap_or("")).or_default();
        let (said, right) = (of_cluster[&cluster], cells[&(cluster, label)]);
        let real = truth.members[label as usize].len() as u64;
        of_group.rows += 1;
        of_group.said += said - 1;
        of_group.real += real - 1;
        of_group.right += right - 1;
        of_group.whole += u64::from(said == right && real == right);
    }
    let told = sums.into_iter().map(|(group, sums)| GroupError {
        group: group.to_owned(),
        rows: sums.rows,
        wrong: 1.0 - share(sums.right, sums.said),
        missed: 1.0 - share(sums.right, sums.real),
        wholly_right: wilson(sums.whole, sums.rows),
    });
    told.collect()
}
