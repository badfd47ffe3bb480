//! Pairs reduced to patterns of comparison levels, and patterns to integer counts.

use rustc_hash::FxHashMap;

use crate::block::{Share, pairs, tasks};
use crate::compare::{Comparer, Layout};
use crate::error::Result;
use crate::parallel;
use crate::rows::Rows;
use crate::settings::Settings;

/// One combination of levels and of satisfied blocking rules, with the number of pairs that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) levels: Vec<u8>,
    pub(crate) rules: u32,
    pub(crate) pairs: u64,
}

/// Pairs of one task, in the order of its blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chunk {
    pub(crate) left: Vec<u32>,
    pub(crate) right: Vec<u32>,
    pub(crate) pattern: Vec<u32>,
}

impl Chunk {
    fn clear(&mut self) {
        self.left.clear();
        self.right.clear();
        self.pattern.clear();
    }
}

/// Every blocked pair with its pattern.
pub(crate) struct Compared {
    /// Patterns in ascending order, so that what is learned from them depends on nothing else.
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) chunks: Vec<Chunk>,
    /// Pairs found first by each rule.
    pub(crate) by_rule: Vec<u64>,
}

const PAIRS_PER_TASK: usize = 200_000;

/// Numbers of patterns as one thread met them.
#[derive(Default)]
pub(crate) struct Numbers {
    known: FxHashMap<(u64, u32), u32>,
    counts: Vec<u64>,
}

/// Pairs of one task as one thread numbered their patterns.
pub(crate) struct Found {
    pub(crate) thread: usize,
    pub(crate) rule: usize,
    pub(crate) chunk: Chunk,
}

impl Compared {
    /// Pairs by combination of levels, whichever rules found them; in order of levels.
    pub(crate) fn counts(&self) -> std::collections::BTreeMap<Vec<u8>, u64> {
        let mut counts = std::collections::BTreeMap::new();
        for pattern in &self.patterns {
            *counts.entry(pattern.levels.clone()).or_default() += pattern.pairs;
        }
        counts
    }
}

impl Numbers {
    /// Packed patterns with the rules they satisfy, by their numbers.
    pub(crate) fn keys(&self) -> Vec<(u64, u32)> {
        let mut keys = vec![(0, 0); self.counts.len()];
        for (key, number) in &self.known {
            keys[*number as usize] = *key;
        }
        keys
    }

    /// The number of a packed pattern with the rules it satisfies; the pair is counted.
    pub(crate) fn number(&mut self, key: (u64, u32)) -> u32 {
        let next = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        number
    }
}

/// Blocks and compares.
pub(crate) fn compare(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
) -> Result<Compared> {
    let (found, numbers) = compare_share(rows, settings, comparer, Share::WHOLE, &|| ())?;
    Ok(gather(rows.rules.len(), comparer.layout(), found, numbers))
}

/// Blocks and compares one share; `step` is told of each task. The second part of the answer is what each thread
/// numbered.
pub(crate) fn compare_share(
    rows: &Rows,
    settings: &Settings,
    comparer: &Comparer<'_>,
    share: Share,
    step: &(dyn Fn() + Sync),
) -> Result<(Vec<Found>, Vec<Numbers>)> {
    let tasks = tasks(rows, PAIRS_PER_TASK);
    let (found, states) = parallel::run(
        "compare",
        parallel::threads(settings.threads),
        &tasks,
        || (comparer.scratch(), Numbers::default(), Vec::new(), Chunk::default()),
        |thread, (scratch, numbers, patterns, chunk), task| {
            chunk.clear();
            pairs(rows, settings.link_type, task, share, |pairs| {
                comparer.patterns(pairs, scratch, patterns);
                for (pair, levels) in pairs.iter().zip(&*patterns) {
                    chunk.left.push(pair.left);
                    chunk.right.push(pair.right);
                    chunk.pattern.push(numbers.number((*levels, pair.rules)));
                }
            });
            step();
            // A copy has the memory that it needs and no more.
            Found { thread, rule: task.rule, chunk: chunk.clone() }
        },
    )?;
    Ok((found, states.into_iter().map(|(_, numbers, ..)| numbers).collect()))
}

/// One numbering of the patterns for all threads, in ascending order.
pub(crate) fn gather(
    rules: usize,
    layout: &Layout,
    found: Vec<Found>,
    numbered: Vec<Numbers>,
) -> Compared {
    let mut all: Vec<(u64, u32)> = numbered.iter().flat_map(|n| n.known.keys().copied()).collect();
    all.sort_unstable();
    all.dedup();
    let mut patterns: Vec<Pattern> = all
        .iter()
        .map(|&(levels, rules)| Pattern { levels: layout.unpack(levels), rules, pairs: 0 })
        .collect();
    let mut renumber: Vec<Vec<u32>> = Vec::with_capacity(numbered.len());
    for numbers in numbered {
        let mut to = vec![0_u32; numbers.counts.len()];
        for (key, number) in numbers.known {
            let at = all.binary_search(&key).unwrap_or(0);
            patterns[at].pairs += numbers.counts[number as usize];
            to[number as usize] = u32::try_from(at).unwrap_or(u32::MAX);
        }
        renumber.push(to);
    }
    let mut by_rule = vec![0; rules];
    let mut chunks = Vec::with_capacity(found.len());
    for Found { thread, rule, mut chunk } in found {
        by_rule[rule] += chunk.left.len() as u64;
        for pattern in &mut chunk.pattern {
            *pattern = renumber[thread][*pattern as usize];
        }
        chunks.push(chunk);
    }
    Compared { patterns, chunks, by_rule }
}
