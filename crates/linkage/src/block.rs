//! Stage *block*: which pairs of rows are worth comparing.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::rows::Rows;
use crate::settings::LinkType;

/// Some of the blocks: those whose key falls to one of several shares. The shares of a run are the
/// same whoever asks, for a block is known by its rule and the smallest id in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which share, from 0.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Share {
    /// Every block.
    pub(crate) const WHOLE: Self = Self { number: 0, of: 1 };

    fn holds(self, rule: usize, first: u32) -> bool {
        if self.of <= 1 {
            return true;
        }
        let key = (rule as u64) << 32 | u64::from(first);
        let spread = key.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (spread ^ spread >> 29) % u64::from(self.of) == u64::from(self.number)
    }
}

/// A run of whole blocks of one rule: from one to another of its blocks.
pub(crate) struct Task {
    pub(crate) rule: usize,
    blocks: Range<usize>,
}

/// Cuts every rule's blocks into tasks of about this many pairs.
pub(crate) fn tasks(rows: &Rows, pairs_each: usize) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (rule, of_rule) in rows.rules.iter().enumerate() {
        let (mut start, mut pairs) = (0, 0);
        for (at, block) in of_rule.blocks.ranges().enumerate() {
            pairs += block.len() * (block.len() - 1) / 2;
            if pairs >= pairs_each || at + 1 == of_rule.blocks.ends.len() {
                tasks.push(Task { rule, blocks: start..at + 1 });
                (start, pairs) = (at + 1, 0);
            }
        }
    }
    tasks
}

/// Whether a run of this type looks at the pair at all.
pub(crate) fn wanted(rows: &Rows, link: LinkType, left: u32, right: u32) -> bool {
    if !(rows.new.is_empty() || rows.new[left as usize] || rows.new[right as usize]) {
        return false;
    }
    let same = rows.sources.len() < 2 || rows.source[left as usize] == rows.source[right as usize];
    match link {
        LinkType::Dedupe => same,
        LinkType::Link => !same,
        LinkType::LinkAndDedupe => true,
    }
}

/// A pair of rows with what stands in them, the smaller id left, and a bit for every rule that finds it.
pub(crate) struct Pair<'a> {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) of_left: &'a [u32],
    pub(crate) of_right: &'a [u32],
    pub(crate) rules: u32,
}

impl<'a> Pair<'a> {
    /// Two rows, whichever rules find them.
    pub(crate) fn of(rows: &'a Rows, left: u32, right: u32) -> Self {
        Self { left, right, of_left: rows.codes(left), of_right: rows.codes(right), rules: 0 }
    }
}

/// Rows looked up together. Rows of a block lie far apart; looked up at once, memory is waited for once.
const AT_ONCE: usize = 256;

/// Pairs told together, at most.
pub(crate) const PAIRS_AT_ONCE: usize = 128;

/// Tells the pairs of the task and share that no earlier rule produced, some at a time.
pub(crate) fn pairs(
    rows: &Rows,
    link: LinkType,
    task: &Task,
    share: Share,
    mut found: impl FnMut(&[Pair<'_>]),
) {
    let blocks = &rows.rules[task.rule].blocks;
    let first = task.blocks.start.checked_sub(1).map_or(0, |before| blocks.ends[before]);
    let ends = &blocks.ends[task.blocks.clone()];
    let width = rows.width();
    let has_new =
        |block: &[u32]| rows.new.is_empty() || block.iter().any(|row| rows.new[*row as usize]);
    let (mut start, mut at) = (first as usize, 0);
    let (mut together, mut held): (Vec<&[u32]>, Vec<u32>) = (Vec::new(), Vec::new());
    while at < ends.len() {
        together.clear();
        held.clear();
        // Whole blocks, one at least.
        while at < ends.len() {
            let end = ends[at] as usize;
            let block = &blocks.members[start..end];
            if !together.is_empty() && held.len() + block.len() * width > AT_ONCE * width {
                break;
            }
            (start, at) = (end, at + 1);
            if share.holds(task.rule, block[0]) && has_new(block) {
                together.push(block);
                for row in block {
                    held.extend_from_slice(rows.whole(*row));
                }
            }
        }
        let mut rest = &held[..];
        let mut waiting = Vec::with_capacity(PAIRS_AT_ONCE);
        for block in &together {
            let (held, after) = rest.split_at(block.len() * width);
            rest = after;
            for (n, (&left, of_left)) in block.iter().zip(held.chunks_exact(width)).enumerate() {
                let others = block[n + 1..].iter().zip(held[(n + 1) * width..].chunks_exact(width));
                for (&right, of_right) in others {
                    if !wanted(rows, link, left, right) {
                        continue;
                    }
                    let rules = rows.rules_for(left, of_left, of_right);
                    if rules.trailing_zeros() as usize == task.rule {
                        waiting.push(Pair { left, right, of_left, of_right, rules });
                        if waiting.len() == PAIRS_AT_ONCE {
                            found(&waiting);
                            waiting.clear();
                        }
                    }
                }
            }
        }
        found(&waiting);
    }
}
