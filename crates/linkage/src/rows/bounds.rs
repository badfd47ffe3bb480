//! Which blocks are left out, and how many pairs are too many.

use super::keys::Blocks;
use crate::error::{LinkageError, Result};
use crate::pinned::key_hash;
use crate::settings::LinkType;

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
    /// Which pairs count.
    pub(crate) link: LinkType,
    /// Keys of each rule, for messages.
    pub(crate) rules: Vec<String>,
}

/// What decides which pairs of a block a run looks at.
pub(super) struct Looked<'a> {
    /// Source of each row.
    pub(super) source: &'a [u16],
    /// How many sources there are.
    pub(super) sources: usize,
    /// Rows whose pairs count; empty when all do.
    pub(super) new: &'a [bool],
}

impl Looked<'_> {
    /// Pairs of a block that a run of this type looks at.
    fn pairs(&self, link: LinkType, block: &[u32]) -> u64 {
        let all = self.among(link, block.iter().copied());
        if self.new.is_empty() {
            return all;
        }
        let old = block.iter().copied().filter(|row| !self.new[*row as usize]);
        all - self.among(link, old)
    }

    fn among(&self, link: LinkType, rows: impl Iterator<Item = u32>) -> u64 {
        if link == LinkType::LinkAndDedupe || self.sources < 2 {
            return if link == LinkType::Link { 0 } else { pairs(rows.count()) };
        }
        let mut sources: Vec<u16> = rows.map(|row| self.source[row as usize]).collect();
        sources.sort_unstable();
        let within: u64 = sources.chunk_by(|a, b| a == b).map(|of| pairs(of.len())).sum();
        if link == LinkType::Link { pairs(sources.len()) - within } else { within }
    }
}

const CULPRITS: usize = 5;

impl Bounds<'_> {
    /// Refuses blocks that make too many pairs; `keys` tells a block's keys by one of its rows.
    pub(super) fn check(
        &self,
        formed: &[Blocks],
        looked: &Looked<'_>,
        keys: impl Fn(usize, u32) -> Vec<String>,
    ) -> Result<()> {
        let pairs = |block: &[u32]| looked.pairs(self.link, block);
        let left_out =
            |rule: usize, block: &[u32]| self.which.leaves_out(rule, block, &|row| keys(rule, row));
        let pairs_of = |rule: usize, blocks: &Blocks| -> u64 {
            let kept = blocks.ranges().map(|range| &blocks.members[range]);
            kept.filter(|block| !left_out(rule, block)).map(pairs).sum()
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
        largest.sort_by_cached_key(|block| (std::cmp::Reverse(pairs(block)), block[0]));
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
