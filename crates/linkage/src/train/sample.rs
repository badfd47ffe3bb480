//! How often records of different entities agree: exact value frequencies where a comparison
//! allows, else a fixed sample whose size follows the rows.

use super::exact;
use crate::block::{PAIRS_AT_ONCE, Pair, wanted};
use crate::compare::Comparer;
use crate::error::Result;
use crate::parallel;
use crate::rows::Rows;
use crate::settings::Settings;

/// Share of each level among random pairs that give evidence, by comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RandomPairs {
    /// Level shares by comparison; *no evidence* is not among them.
    pub(crate) shares: Vec<Vec<f64>>,
    /// Pairs that showed each level, drawn or counted.
    pub(crate) seen: Vec<Vec<u64>>,
    /// Comparisons whose first level is equality, known from the frequencies of the values.
    pub(crate) exact: Vec<String>,
    /// All pairs the run could look at.
    pub(crate) possible: f64,
}

/// Counts the levels of random pairs. A comparison of few distinct values is counted whole; the
/// others share one sample, drawn by a fixed sequence over the rows in order of id, and each leaves
/// it when all of its levels have been seen often enough. Exact agreement is taken from the
/// frequencies of the values in any case.
pub(crate) fn random_pairs(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
) -> Result<RandomPairs> {
    let plan = Plan::new(rows.len() as u64, settings.sample_pairs as u64);
    let mut counts: Vec<Vec<u64>> = Vec::new();
    let mut open = Vec::new();
    for (at, &levels) in comparer.layout().levels.iter().enumerate() {
        let whole = exact::counts(rows, settings, comparer, at, plan.pairs)?;
        if whole.is_none() {
            open.push(at);
        }
        counts.push(whole.unwrap_or_else(|| vec![0; usize::from(levels) + 1]));
    }
    for draws in plan.rounds() {
        if open.is_empty() {
            break;
        }
        draw(rows, settings, comparer, &plan, &draws, &open, &mut counts)?;
        open.retain(|at| counts[*at][1..].iter().any(|seen| *seen < ENOUGH));
    }
    let mut exact = Vec::new();
    let mut shares = Vec::new();
    for (at, (comparison, counts)) in settings.comparisons.iter().zip(&counts).enumerate() {
        let known = exact::first_level(rows, settings, at);
        if known.is_some() {
            exact.push(comparison.name.clone());
        }
        shares.push(smoothed(&counts[1..], known.map(|k| k.max(0.5 / possible(rows, settings)))));
    }
    let seen = counts.into_iter().map(|counts| counts[1..].to_vec()).collect();
    Ok(RandomPairs { shares, seen, exact, possible: possible(rows, settings) })
}

/// Pairs that show a level after which its share is known well enough: to three in a hundred.
pub(super) const ENOUGH: u64 = 1_000;

/// Which pairs are drawn.
struct Plan {
    rows: u64,
    /// At most this many pairs.
    pairs: u64,
    /// All pairs, rather than some of them.
    exhaustive: bool,
}

impl Plan {
    /// A hundred pairs a row, a quarter of a million at least, `most` at most.
    fn new(rows: u64, most: u64) -> Self {
        let all = rows * rows.saturating_sub(1) / 2;
        let pairs = most.min((PAIRS_A_ROW * rows).max(FEWEST_PAIRS));
        Self { rows, pairs: pairs.min(all), exhaustive: all <= pairs }
    }

    /// Draws by round, each cut into tasks.
    fn rounds(&self) -> impl Iterator<Item = Vec<(u64, u64)>> {
        let rounds = if self.exhaustive { 1 } else { ROUNDS };
        let each = self.pairs.div_ceil(rounds).max(1);
        (0..self.pairs.div_ceil(each)).map(move |round| {
            let to = ((round + 1) * each).min(self.pairs);
            let starts = (round * each..to).step_by(TASK);
            starts.map(|from| (from, (from + TASK as u64).min(to))).collect()
        })
    }

    fn pair(&self, draw: u64) -> (u32, u32) {
        let (left, right) = if self.exhaustive {
            nth_pair(draw)
        } else {
            (mixed(2 * draw) % self.rows, mixed(2 * draw + 1) % self.rows)
        };
        (narrow(left.min(right)), narrow(left.max(right)))
    }
}

const PAIRS_A_ROW: u64 = 100;
const FEWEST_PAIRS: u64 = 250_000;
const ROUNDS: u64 = 8;
const TASK: usize = 20_000;

/// Compares the pairs drawn by the comparisons that are still open.
fn draw(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
    plan: &Plan,
    draws: &[(u64, u64)],
    open: &[usize],
    counts: &mut [Vec<u64>],
) -> Result<()> {
    let none: Vec<Vec<u64>> = open.iter().map(|at| vec![0; counts[*at].len()]).collect();
    let (_, states) = parallel::run(
        "train",
        parallel::threads(settings.threads),
        draws,
        || (comparer.scratch(), none.clone()),
        |_, (scratch, counts), &(from, to)| {
            let mut pairs = Vec::with_capacity(PAIRS_AT_ONCE);
            for start in (from..to).step_by(PAIRS_AT_ONCE) {
                let both = (start..to).take(PAIRS_AT_ONCE).map(|draw| plan.pair(draw));
                let wanted = both.filter(|(left, right)| {
                    left != right && wanted(rows, settings.link_type, *left, *right)
                });
                pairs.clear();
                pairs.extend(wanted.map(|(left, right)| Pair::of(rows, left, right)));
                for (counts, at) in counts.iter_mut().zip(open) {
                    comparer.levels_of(*at, &pairs, scratch).for_each(|level| counts[level] += 1);
                }
            }
        },
    )?;
    for (_, part) in states {
        for (at, part) in open.iter().zip(part) {
            counts[*at].iter_mut().zip(part).for_each(|(sum, n)| *sum += n);
        }
    }
    Ok(())
}

/// Level shares of one comparison, smoothed by half a pair; the first is given where it is known.
fn smoothed(counts: &[u64], first: Option<f64>) -> Vec<f64> {
    let seen: u64 = counts.iter().sum();
    let total = seen as f64 + 0.5 * counts.len() as f64;
    let mut shares: Vec<f64> = counts.iter().map(|&c| (c as f64 + 0.5) / total).collect();
    if let Some(exact) = first {
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

/// The nth of all pairs (a, b) with a < b, ordered by b and then a.
fn nth_pair(n: u64) -> (u64, u64) {
    let mut b = (1 + 8 * n).isqrt().div_ceil(2);
    while b * (b - 1) / 2 > n {
        b -= 1;
    }
    (n - b * (b - 1) / 2, b)
}

/// A fixed sequence that looks random (`SplitMix64`, Steele, Lea and Flood 2014).
pub(crate) fn mixed(n: u64) -> u64 {
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
