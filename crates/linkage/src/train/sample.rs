//! How often records of different entities agree: exact value frequencies, and a fixed sample.

use rustc_hash::FxHashMap;

use crate::block::wanted;
use crate::compare::Comparer;
use crate::error::Result;
use crate::parallel;
use crate::rows::Rows;
use crate::settings::{Settings, Test};

/// Share of each level among random pairs that give evidence, by comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RandomPairs {
    /// Level shares by comparison; *no evidence* is not among them.
    pub(crate) shares: Vec<Vec<f64>>,
    /// All pairs the run could look at.
    pub(crate) possible: f64,
}

/// Draws pairs by a fixed sequence over the rows in order of id and counts their levels. Exact
/// agreement on one column is taken from the frequencies of its values instead.
pub(crate) fn random_pairs(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
) -> Result<RandomPairs> {
    let n = rows.len() as u64;
    let all = n * n.saturating_sub(1) / 2;
    let draws: Vec<(u64, u64)> = ranges(all.min(settings.sample_pairs as u64));
    let exhaustive = all <= settings.sample_pairs as u64;
    let levels = &comparer.layout().levels;
    let (_, states) = parallel::run(
        "train",
        parallel::threads(settings.threads),
        &draws,
        || (comparer.scratch(), FxHashMap::<u64, u64>::default()),
        |_, (scratch, counts), &(from, to)| {
            for draw in from..to {
                let (left, right) = if exhaustive {
                    nth_pair(draw)
                } else {
                    (mixed(2 * draw) % n, mixed(2 * draw + 1) % n)
                };
                let (left, right) = (narrow(left.min(right)), narrow(left.max(right)));
                if left == right || !wanted(rows, settings.link_type, left, right) {
                    continue;
                }
                *counts.entry(comparer.pattern(left, right, scratch)).or_default() += 1;
            }
        },
    )?;
    let mut counts: Vec<Vec<u64>> = levels.iter().map(|&l| vec![0; usize::from(l) + 1]).collect();
    for (pattern, pairs) in states.into_iter().flat_map(|(_, part)| part) {
        for (count, level) in counts.iter_mut().zip(comparer.layout().unpack(pattern)) {
            count[usize::from(level)] += pairs;
        }
    }
    let shares = counts
        .iter()
        .enumerate()
        .map(|(c, counts)| shares(rows, settings, c, &counts[1..]))
        .collect();
    Ok(RandomPairs { shares, possible: possible(rows, settings) })
}

/// Level shares of one comparison, smoothed by half a pair.
fn shares(rows: &Rows, settings: &Settings, comparison: usize, counts: &[u64]) -> Vec<f64> {
    let seen: u64 = counts.iter().sum();
    let total = seen as f64 + 0.5 * counts.len() as f64;
    let mut shares: Vec<f64> = counts.iter().map(|&c| (c as f64 + 0.5) / total).collect();
    let first = &settings.comparisons[comparison].levels[0];
    if let Test::Exact(name) = &first.when
        && let Some(column) = rows.column(name)
        && settings.comparisons[comparison].own_columns().len() == 1
    {
        let column = &rows.columns[column];
        let pairs = column.filled as f64 * (column.filled as f64 - 1.0) / 2.0;
        let exact = column.agreement().max(0.5 / pairs.max(1.0));
        let rest = 1.0 - shares[0];
        let scale = if rest > 0.0 { (1.0 - exact) / rest } else { 0.0 };
        shares[1..].iter_mut().for_each(|s| *s *= scale);
        shares[0] = exact;
    }
    shares
}

fn possible(rows: &Rows, settings: &Settings) -> f64 {
    use crate::settings::LinkType::{Dedupe, Link, LinkAndDedupe};
    let mut sizes = vec![0.0_f64; rows.sources.len()];
    for &source in &rows.source {
        sizes[usize::from(source)] += 1.0;
    }
    let n = rows.len() as f64;
    let all = n * (n - 1.0) / 2.0;
    let within: f64 = sizes.iter().map(|s| s * (s - 1.0) / 2.0).sum();
    match settings.link_type {
        Dedupe => within,
        Link => all - within,
        LinkAndDedupe => all,
    }
    .max(1.0)
}

fn ranges(total: u64) -> Vec<(u64, u64)> {
    const EACH: u64 = 20_000;
    (0..total.div_ceil(EACH)).map(|n| (n * EACH, ((n + 1) * EACH).min(total))).collect()
}

/// The nth of all pairs (a, b) with a < b, ordered by b and then a.
fn nth_pair(n: u64) -> (u64, u64) {
    let mut b = (1 + 8 * n).isqrt().div_ceil(2);
    while b * (b - 1) / 2 > n {
        b -= 1;
    }
    (n - b * (b - 1) / 2, b)
}

/// A fixed sequence that looks random (`SplitMix64`, Steele, Lea and Flood 2014).
fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn narrow(row: u64) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::nth_pair;

    #[test]
    fn every_pair_once() {
        let pairs: Vec<_> = (0..10).map(nth_pair).collect();
        assert_eq!(
            pairs,
            [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3), (0, 4), (1, 4), (2, 4), (3, 4)]
        );
    }
}
