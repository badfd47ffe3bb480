//! Which blocks are left out, and how many pairs are too many.

use super::keys::Blocks;
use crate::error::{LinkageError, Result};
use crate::pinned::key_hash;

/// Which blocks are left out.
pub(crate) enum Keep<'a> {
    /// Those larger than this.
    UpTo(usize),
    /// Those whose keys a pinned model leaves out, by rule.
    Unless(&'a [Vec<String>]),
}

impl Keep<'_> {
    pub(super) fn leaves_out(
        &self,
        rule: usize,
        block: &[u32],
        name: &impl Fn(u32) -> Vec<String>,
    ) -> bool {
        match self {
            Self::UpTo(largest) => block.len() > *largest,
            Self::Unless(keys) => keys
                .get(rule)
                .is_some_and(|keys| !keys.is_empty() && keys.contains(&key_hash(&name(block[0])))),
        }
    }
}

/// What a run refuses.
pub(crate) struct Bounds<'a> {
    /// Blocks left out.
    pub(crate) which: Keep<'a>,
    /// Pairs above which nothing is compared.
    pub(crate) most_pairs: u64,
    /// Keys of each rule, for messages.
    pub(crate) rules: Vec<String>,
}

const CULPRITS: usize = 5;

impl Bounds<'_> {
    /// Refuses blocks that make too many pairs; `keys` tells a block's keys by one of its rows.
    pub(super) fn check(
        &self,
        formed: &[Blocks],
        keys: impl Fn(usize, u32) -> Vec<String>,
    ) -> Result<()> {
        let left_out =
            |rule: usize, block: &[u32]| self.which.leaves_out(rule, block, &|row| keys(rule, row));
        let pairs_of = |rule: usize, blocks: &Blocks| -> u64 {
            let kept = blocks.ranges().map(|range| &blocks.members[range]);
            kept.filter(|block| !left_out(rule, block)).map(|block| pairs(block.len())).sum()
        };
        let of_rules: Vec<u64> =
            formed.iter().enumerate().map(|(rule, blocks)| pairs_of(rule, blocks)).collect();
        let all = of_rules.iter().sum();
        if all <= self.most_pairs {
            return Ok(());
        }
        let worst = (0..of_rules.len()).max_by_key(|rule| of_rules[*rule]).unwrap_or(0);
        let blocks = &formed[worst];
        let mut largest: Vec<&[u32]> = blocks
            .ranges()
            .map(|range| &blocks.members[range])
            .filter(|block| !left_out(worst, block))
            .collect();
        largest.sort_by_key(|block| (std::cmp::Reverse(block.len()), block[0]));
        let told = largest.iter().take(CULPRITS).map(|block| {
            format!("\"{}\" ({} rows)", keys(worst, block[0]).join("\", \""), block.len())
        });
        Err(LinkageError::TooManyPairs {
            pairs: all,
            most: self.most_pairs,
            rule: worst,
            keys: self.rules[worst].clone(),
            of_rule: of_rules[worst],
            culprits: told.collect::<Vec<_>>().join(", "),
        })
    }
}

fn pairs(rows: usize) -> u64 {
    let rows = rows as u64;
    rows * rows.saturating_sub(1) / 2
}
