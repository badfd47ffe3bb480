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

/// A run of whole blocks of one rule.
pub(crate) struct Task {
    rule: usize,
    members: Range<usize>,
}

/// Cuts every rule's blocks into tasks of about this many pairs.
pub(crate) fn tasks(rows: &Rows, pairs_each: usize) -> Vec<Task> {
    let mut tasks = Vec::new();
    for rule in 0..rows.rules {
        let (mut start, mut pairs) = (0, 0);
        let members = &rows.members[rule];
        let mut at = 0;
        while at < members.len() {
            let size = block_size(rows, rule, at);
            at += size;
            pairs += size * (size - 1) / 2;
            if pairs >= pairs_each || at == members.len() {
                tasks.push(Task { rule, members: start..at });
                (start, pairs) = (at, 0);
            }
        }
    }
    tasks
}

fn block_size(rows: &Rows, rule: usize, at: usize) -> usize {
    let members = &rows.members[rule];
    let block = rows.blocks(members[at])[rule];
    members[at..].iter().take_while(|&&row| rows.blocks(row)[rule] == block).count()
}

/// Whether a run of this type looks at the pair at all.
pub(crate) fn wanted(rows: &Rows, link: LinkType, left: u32, right: u32) -> bool {
    if !(rows.new.is_empty() || rows.new[left as usize] || rows.new[right as usize]) {
        return false;
    }
    let same = rows.source[left as usize] == rows.source[right as usize];
    match link {
        LinkType::Dedupe => same,
        LinkType::Link => !same,
        LinkType::LinkAndDedupe => true,
    }
}

/// Calls `found(rule, left, right, rules)` for each pair of the task and share that no earlier rule produced;
/// `rules` has a bit for every rule the pair satisfies. Left is always the smaller id.
pub(crate) fn pairs(
    rows: &Rows,
    link: LinkType,
    task: &Task,
    share: Share,
    mut found: impl FnMut(usize, u32, u32, u32),
) {
    let rule = task.rule;
    let members = &rows.members[rule];
    let mut at = task.members.start;
    while at < task.members.end {
        let size = block_size(rows, rule, at);
        let block = &members[at..at + size];
        at += size;
        if !share.holds(rule, block[0]) {
            continue;
        }
        for (n, &left) in block.iter().enumerate() {
            let of_left = rows.blocks(left);
            for &right in &block[n + 1..] {
                if !wanted(rows, link, left, right) {
                    continue;
                }
                let of_right = rows.blocks(right);
                let mut rules = 0_u32;
                for (bit, (l, r)) in of_left.iter().zip(of_right).enumerate() {
                    rules |= u32::from(*l != 0 && l == r) << bit;
                }
                if rules.trailing_zeros() as usize == rule {
                    found(rule, left, right, rules);
                }
            }
        }
    }
}
