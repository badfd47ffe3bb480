//! Stage *score*: the match weight and probability of each pair.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::compare::{Comparer, Layout, Scratch};
use crate::error::Result;
use crate::explain::{Evidence, Explanation};
use crate::frequencies::{Frequencies, by_code};
use crate::model::Model;
use crate::parallel;
use crate::patterns::{Compared, Pattern};
use crate::rows::Rows;
use crate::settings::Settings;

/// Scored pairs in the parts that threads wrote.
pub(crate) type ScoredParts = Vec<Vec<ScoredPair>>;

/// A scored pair; rows are numbered in order of id, left before right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPair {
    /// Row of the smaller id.
    pub left: u32,
    /// Row of the larger id.
    pub right: u32,
    /// log2 of the odds that the two records are one entity, prior included.
    pub match_weight: f64,
}

impl ScoredPair {
    /// The match probability.
    #[must_use]
    pub fn probability(&self) -> f64 {
        probability(self.match_weight)
    }
}

/// From match weight to match probability.
#[must_use]
pub fn probability(match_weight: f64) -> f64 {
    1.0 / (1.0 + (-match_weight).exp2())
}

/// What a pattern says: log2 of the chances of matches, related pairs and strangers, and the
/// comparisons and levels where a value's frequency will be considered.
pub(crate) struct Base {
    sums: [f64; 3],
    open: Vec<(usize, usize)>,
}

/// Pairs whose frequencies are looked up together.
const AT_ONCE: usize = 128;

/// Scores pairs under a model.
pub(crate) struct Scorer<'a> {
    rows: &'a Rows,
    model: &'a Model,
    layout: &'a Layout,
    /// log2 of the priors of matches, related pairs and strangers.
    priors: [f64; 3],
    /// log2 of m, related and u by comparison and level.
    tables: Vec<Vec<[f64; 3]>>,
    /// Columns whose frequencies stand in for u, by comparison and level.
    columns: Vec<Vec<Vec<usize>>>,
    /// Frequency of each value, by column and number; empty where no level asks for it.
    frequencies: Vec<Vec<f64>>,
    /// The least of them by column.
    rarest: Vec<f64>,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        rows: &'a Rows,
        settings: &Settings,
        model: &'a Model,
        pinned: Option<&Frequencies>,
        layout: &'a Layout,
    ) -> Self {
        let frequencies = by_code(rows, settings, pinned);
        let columns = settings
            .comparisons
            .iter()
            .map(|c| {
                let columns = |l: &crate::settings::Level| {
                    l.term_frequency.iter().filter_map(|n| rows.column(n)).collect()
                };
                c.levels.iter().map(columns).chain([Vec::new()]).collect()
            })
            .collect();
        let tables = model
            .comparisons
            .iter()
            .map(|c| {
                c.levels
                    .iter()
                    .map(|l| [l.m.log2(), l.related(c.shared).log2(), l.u.log2()])
                    .collect()
            })
            .collect();
        let strangers = 1.0 - model.prior - model.related_prior;
        let priors = [model.prior.log2(), model.related_prior.log2(), strangers.log2()];
        let rarest = frequencies.iter().map(|of| of.iter().copied().fold(1.0, f64::min)).collect();
        Self { rows, model, layout, priors, tables, columns, frequencies, rarest }
    }

    /// What a pattern says before any value's frequency is considered.
    pub(crate) fn base(&self, levels: &[u8]) -> Base {
        let mut sums = self.priors;
        let mut open = Vec::new();
        for (c, &level) in levels.iter().enumerate().filter(|(_, l)| **l > 0) {
            let level = usize::from(level) - 1;
            for (sum, chance) in sums.iter_mut().zip(self.tables[c][level]) {
                *sum += chance;
            }
            if !self.columns[c][level].is_empty() {
                open.push((c, level));
            }
        }
        Base { sums, open }
    }

    /// The weight of a pair of this pattern; `left` holds the values agreed on.
    pub(crate) fn weight(&self, base: &Base, left: u32) -> f64 {
        self.weighed(base, self.frequencies(base, left))
    }

    /// As [`Self::weight`], by the frequency of what is agreed on at each open level.
    fn weighed(&self, base: &Base, frequencies: impl Iterator<Item = f64>) -> f64 {
        let [matched, mut related, mut strangers] = base.sums;
        for (&(c, level), frequency) in base.open.iter().zip(frequencies) {
            let (to_related, to_strangers) = self.adjusted(c, level, frequency);
            related += to_related;
            strangers += to_strangers;
        }
        matched - log2_sum(related, strangers)
    }

    /// How frequent the values of a row are at each open level.
    fn frequencies(&self, base: &Base, left: u32) -> impl Iterator<Item = f64> {
        let codes = self.rows.codes(left);
        base.open.iter().map(move |&(c, level)| self.frequency(c, level, codes))
    }

    /// No pair of a pattern weighs more than this: agreement on the rarest values weighs most.
    fn most(&self, base: &Base) -> f64 {
        let [matched, mut related, mut strangers] = base.sums;
        for &(c, level) in &base.open {
            let least: f64 =
                self.columns[c][level].iter().map(|column| self.rarest[*column]).product();
            let (to_related, to_strangers) = self.adjusted(c, level, least);
            related += to_related.min(0.0);
            strangers += to_strangers.min(0.0);
        }
        matched - log2_sum(related, strangers)
    }

    /// How frequent the values are that a level asks for.
    fn frequency(&self, c: usize, level: usize, codes: &[u32]) -> f64 {
        self.columns[c][level]
            .iter()
            .map(|&column| self.frequencies[column][codes[column] as usize])
            .product()
    }

    /// What the frequency of the agreed value adds to related pairs and to strangers.
    fn adjusted(&self, c: usize, level: usize, frequency: f64) -> (f64, f64) {
        if frequency <= 0.0 {
            return (0.0, 0.0);
        }
        let comparison = &self.model.comparisons[c];
        let [_, related, u] = self.tables[c][level];
        let shared = comparison.shared;
        let now = (shared * comparison.levels[level].m + (1.0 - shared) * frequency).log2();
        (now - related, frequency.log2() - u)
    }

    /// The weight of any two rows.
    pub(crate) fn score(&self, levels: &[u8], left: u32) -> f64 {
        self.weight(&self.base(levels), left)
    }

    pub(crate) fn layout(&self) -> &Layout {
        self.layout
    }

    /// Every blocked pair at or above a probability, in the order of the blocks and in parts, and the matches
    /// expected among them by the set of rules that find them.
    pub(crate) fn pairs(
        &self,
        compared: &Compared,
        least: f64,
        threads: usize,
    ) -> Result<(ScoredParts, BTreeMap<u32, f64>)> {
        let bound = (least / (1.0 - least)).log2();
        // A pattern none of whose pairs can reach the bound needs no look at them: most are of strangers.
        let worth = |base: &Base| self.most(base) + ROUNDING >= bound;
        let bases: Vec<Option<Base>> = compared
            .patterns
            .iter()
            .map(|p: &Pattern| Some(self.base(&p.levels)).filter(worth))
            .collect();
        let (parts, _) = parallel::run(
            "score",
            threads,
            &compared.chunks,
            || (),
            |_, (), chunk| {
                let mut kept = Vec::new();
                let mut matches: FxHashMap<u32, u128> = FxHashMap::default();
                let (mut together, mut frequencies) = (Vec::new(), Vec::new());
                let pairs = chunk.left.iter().zip(&chunk.right).zip(&chunk.pattern);
                let mut worth = pairs.filter_map(|((&left, &right), &pattern)| {
                    Some((left, right, pattern, bases[pattern as usize].as_ref()?))
                });
                loop {
                    // Values lie far apart. Looked up together, memory is waited for once.
                    together.clear();
                    together.extend(worth.by_ref().take(AT_ONCE));
                    if together.is_empty() {
                        break;
                    }
                    frequencies.clear();
                    for &(left, _, _, base) in &together {
                        frequencies.extend(self.frequencies(base, left));
                    }
                    let mut frequencies = frequencies.iter().copied();
                    for &(left, right, pattern, base) in &together {
                        let of_pair = frequencies.by_ref().take(base.open.len());
                        let match_weight = self.weighed(base, of_pair);
                        if match_weight >= bound {
                            kept.push(ScoredPair { left, right, match_weight });
                            let rules = compared.patterns[pattern as usize].rules;
                            *matches.entry(rules).or_default() +=
                                in_units(probability(match_weight));
                        }
                    }
                }
                (kept, matches)
            },
        )?;
        let mut pairs = Vec::with_capacity(parts.len());
        let mut matches: BTreeMap<u32, u128> = BTreeMap::new();
        for (kept, of_part) in parts {
            pairs.push(kept);
            for (rules, n) in of_part {
                *matches.entry(rules).or_default() += n;
            }
        }
        let matches = matches.into_iter().map(|(rules, units)| (rules, from_units(units)));
        Ok((pairs, matches.collect()))
    }

    /// What each comparison says of two rows.
    pub(crate) fn explain(
        &self,
        comparer: &Comparer<'_>,
        settings: &Settings,
        (left, right): (u32, u32),
        scratch: &mut Scratch,
    ) -> Explanation {
        let pattern = comparer.pattern(left, right, scratch);
        let levels = self.layout.unpack(pattern);
        let values = |row: u32, names: &[String]| -> Vec<String> {
            let at = names.iter().filter_map(|name| self.rows.column(name));
            at.map(|c| self.rows.columns[c].values.get(self.rows.codes(row)[c]).to_owned())
                .collect()
        };
        let evidence = levels.iter().enumerate().map(|(c, &level)| {
            let comparison = &self.model.comparisons[c];
            let columns = settings.comparisons[c].own_columns();
            let mut evidence = Evidence {
                comparison: comparison.name.clone(),
                level: "no evidence".into(),
                left: values(left, &columns),
                right: values(right, &columns),
                m: None,
                u: None,
                match_weight: 0.0,
            };
            if let Some(at) = usize::from(level).checked_sub(1) {
                let of_level = &comparison.levels[at];
                let mut log_u = of_level.u.log2();
                if !self.columns[c][at].is_empty() {
                    let frequency = self.frequency(c, at, self.rows.codes(left));
                    log_u += self.adjusted(c, at, frequency).1;
                }
                evidence.level.clone_from(&of_level.name);
                (evidence.m, evidence.u) = (Some(of_level.m), Some(log_u.exp2()));
                evidence.match_weight = of_level.m.log2() - log_u;
            }
            evidence
        });
        let evidence: Vec<Evidence> = evidence.collect();
        let prior_weight = self.priors[0] - self.priors[2];
        let match_weight = self.score(&levels, left);
        let added: f64 = evidence.iter().map(|e| e.match_weight).sum();
        Explanation {
            id_l: self.rows.ids.text(left),
            id_r: self.rows.ids.text(right),
            prior_weight,
            evidence,
            related_weight: (match_weight - prior_weight - added).min(0.0),
            match_weight,
            match_probability: probability(match_weight),
        }
    }
}

/// Parts of one expected match: whole numbers add up alike in whatever order the threads come.
const UNITS: f64 = (1_u64 << 52) as f64;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability lies between none and all of the units"
)]
fn in_units(probability: f64) -> u128 {
    (probability * UNITS).round() as u128
}

fn from_units(units: u128) -> f64 {
    units as f64 / UNITS
}

/// A bound and a weight may differ by this in their last digits.
const ROUNDING: f64 = 1e-9;

/// log2(2^a + 2^b).
fn log2_sum(a: f64, b: f64) -> f64 {
    let (high, low) = if a >= b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_logarithms() {
        assert!((log2_sum(3.0, 3.0) - 4.0).abs() < 1e-12);
        assert!((log2_sum(5.0, f64::NEG_INFINITY) - 5.0).abs() < 1e-12);
        assert!((probability(0.0) - 0.5).abs() < 1e-12);
    }
}
