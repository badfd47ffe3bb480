//! Connected parts: rows that lead to one another by pairs that may join clusters.

use std::ops::Range;

use crate::score::ScoredPair;

/// The connected parts of all rows, each with its rows and the pairs among them.
pub(super) struct Parts {
    /// Rows, part by part, ascending within.
    rows: Vec<u32>,
    /// Where the rows of each part begin, by its smallest row; one end more.
    starts: Vec<u32>,
    /// Places of pairs, part by part, ascending within. Those between parts are in none.
    pairs: Vec<u32>,
    /// Where the pairs of each part begin, by its smallest row; one end more.
    pair_starts: Vec<u32>,
}

/// Rows of one piece of work.
const AT_ONCE: u32 = 16_384;

impl Parts {
    /// Pairs at or above the bound connect.
    pub(super) fn of(rows: usize, pairs: &[ScoredPair], bound: f64) -> Self {
        let mut parent: Vec<u32> = (0..).take(rows).collect();
        for pair in pairs.iter().filter(|pair| pair.match_weight >= bound) {
            let (a, b) = (root(&mut parent, pair.left), root(&mut parent, pair.right));
            parent[a.max(b) as usize] = a.min(b);
        }
        // A parent comes before its row, and knows its root already.
        for row in 0..rows {
            parent[row] = parent[parent[row] as usize];
        }
        let roots = parent;
        let starts = begins(rows, roots.iter().copied());
        let mut next = starts.clone();
        let mut grouped = vec![0; rows];
        for (row, &root) in (0..).zip(&roots) {
            deal(&mut grouped, &mut next, root, row);
        }
        let within = || {
            (0_u32..).zip(pairs).filter_map(|(at, pair)| {
                let root = roots[pair.left as usize];
                (root == roots[pair.right as usize]).then_some((at, root))
            })
        };
        let pair_starts = begins(rows, within().map(|(_, root)| root));
        next.copy_from_slice(&pair_starts);
        let mut dealt = vec![0; pair_starts.last().map_or(0, |all| *all as usize)];
        for (at, root) in within() {
            deal(&mut dealt, &mut next, root, at);
        }
        Self { rows: grouped, starts, pairs: dealt, pair_starts }
    }

    /// Rows in pieces, in order.
    pub(super) fn shares(&self) -> Vec<Range<u32>> {
        let all = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let starts = (0..all).step_by(AT_ONCE as usize);
        starts.map(|at| at..all.min(at.saturating_add(AT_ONCE))).collect()
    }

    /// The rows of the part whose smallest row this is; none where it is not.
    pub(super) fn rows(&self, smallest: u32) -> &[u32] {
        &self.rows[range(&self.starts, smallest)]
    }

    /// All rows, part by part.
    pub(super) fn all_rows(&self) -> &[u32] {
        &self.rows
    }

    /// Places of the pairs of the part whose smallest row this is.
    pub(super) fn pairs(&self, smallest: u32) -> impl Iterator<Item = usize> {
        self.pairs[range(&self.pair_starts, smallest)].iter().map(|at| *at as usize)
    }
}

fn range(starts: &[u32], of: u32) -> Range<usize> {
    starts[of as usize] as usize..starts[of as usize + 1] as usize
}

fn deal(to: &mut [u32], next: &mut [u32], of: u32, one: u32) {
    let at = &mut next[of as usize];
    to[*at as usize] = one;
    *at += 1;
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let above = parent[parent[at as usize] as usize];
        parent[at as usize] = above;
        at = above;
    }
    at
}

/// Where each number's begin among as many as there are of it, in order; one end more.
pub(crate) fn begins(numbers: usize, of: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut begins = vec![0_u32; numbers + 1];
    of.for_each(|number| begins[number as usize + 1] += 1);
    let mut sum = 0;
    for begin in &mut begins {
        sum += *begin;
        *begin = sum;
    }
    begins
}
