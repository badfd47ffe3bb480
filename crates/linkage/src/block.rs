//! Stage *block*: which pairs of rows are worth comparing.

use std::ops::Range;

use crate::rows::Rows;
use crate::settings::LinkType;

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

/// Calls `found(rule, left, right, rules)` for each pair of the task that no earlier rule produced;
/// `rules` has a bit for every rule the pair satisfies. Left is always the smaller id.
pub(crate) fn pairs(
    rows: &Rows,
    link: LinkType,
    task: &Task,
    mut found: impl FnMut(usize, u32, u32, u32),
) {
    let rule = task.rule;
    let members = &rows.members[rule];
    let mut at = task.members.start;
    while at < task.members.end {
        let size = block_size(rows, rule, at);
        let block = &members[at..at + size];
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
        at += size;
    }
}
