//! Stage *compare*: a pair of rows becomes one number, the pattern of its comparison levels.

mod compile;
mod letters;
mod measure;

use std::ops::Range;

use crate::block::Pair;
use crate::error::{LinkageError, Result};
use crate::rows::Rows;
use crate::settings::Settings;

use compile::{Check, compile};
pub(crate) use letters::Letters;
use measure::Measure;
pub(crate) use measure::Scratch;

/// Compares rows under one set of settings.
pub(crate) struct Comparer<'a> {
    rows: &'a Rows,
    comparisons: Vec<Compiled>,
    measures: Vec<Measure<'a>>,
    layout: Layout,
}

struct Compiled {
    /// Columns whose presence makes evidence.
    columns: Vec<usize>,
    /// Points, by their columns of longitude and latitude, whose presence does.
    points: Vec<(usize, usize)>,
    /// All columns that a level reads.
    read: Vec<usize>,
    levels: Vec<Check>,
    /// Levels that give no evidence.
    silent: Vec<bool>,
    /// Measures that no comparison before it takes.
    measures: Range<usize>,
}

/// How levels are packed into a pattern: level 0 is *no evidence*, then the levels in order, then *anything else*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Levels of each comparison, *anything else* included, *no evidence* not.
    pub(crate) levels: Vec<u8>,
    strides: Vec<u64>,
}

impl Layout {
    pub(crate) fn new(settings: &Settings) -> Result<Self> {
        let levels: Vec<u8> = settings
            .comparisons
            .iter()
            .map(|c| u8::try_from(c.levels.len() + 1).unwrap_or(u8::MAX))
            .collect();
        let mut strides = Vec::with_capacity(levels.len());
        let mut stride = 1_u64;
        for &count in &levels {
            strides.push(stride);
            stride =
                stride.checked_mul(u64::from(count) + 1).ok_or(LinkageError::TooManyPatterns)?;
        }
        Ok(Self { levels, strides })
    }

    /// The level of each comparison in a pattern.
    pub(crate) fn unpack(&self, pattern: u64) -> Vec<u8> {
        self.levels
            .iter()
            .zip(&self.strides)
            .map(|(&count, stride)| {
                u8::try_from(pattern / stride % (u64::from(count) + 1)).unwrap_or(0)
            })
            .collect()
    }
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(rows: &'a Rows, settings: &Settings) -> Result<Self> {
        let mut measures = Vec::new();
        let mut comparisons = Vec::new();
        for comparison in &settings.comparisons {
            let before = measures.len();
            let levels = comparison
                .levels
                .iter()
                .map(|level| compile(&level.when, rows, &mut measures))
                .collect::<Result<Vec<_>>>()?;
            let place = |names: Vec<String>| -> Vec<usize> {
                names.iter().filter_map(|name| rows.column(name)).collect()
            };
            let (columns, points) = rows.evidence(comparison);
            let read = place(comparison.columns());
            let silent = comparison.levels.iter().map(|l| l.counted_elsewhere).collect();
            let measures = before..measures.len();
            comparisons.push(Compiled { columns, points, read, levels, silent, measures });
        }
        Ok(Self { rows, comparisons, measures, layout: Layout::new(settings)? })
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Working space for one thread.
    pub(crate) fn scratch(&self) -> Scratch {
        Scratch::new(&self.measures)
    }

    /// The pattern of two rows; the same whichever comes first.
    pub(crate) fn pattern(&self, left: u32, right: u32, scratch: &mut Scratch) -> u64 {
        scratch.begin();
        let (left, right) = (self.rows.codes(left), self.rows.codes(right));
        let comparisons = self.comparisons.iter().zip(&self.layout.strides);
        comparisons.map(|(of, stride)| stride * self.level(of, left, right, scratch)).sum()
    }

    /// As [`Self::pattern`], of pairs told together; what `patterns` held before is forgotten.
    pub(crate) fn patterns(
        &self,
        pairs: &[Pair<'_>],
        scratch: &mut Scratch,
        patterns: &mut Vec<u64>,
    ) {
        patterns.clear();
        patterns.resize(pairs.len(), 0);
        scratch.begin();
        for (comparison, stride) in self.comparisons.iter().zip(&self.layout.strides) {
            let patterns = patterns.iter_mut();
            let levels = self.levels(comparison, pairs, scratch);
            levels.zip(patterns).for_each(|(level, pattern)| *pattern += stride * level);
        }
    }

    /// As [`Self::level_of`], of pairs told together.
    pub(crate) fn levels_of(
        &self,
        comparison: usize,
        pairs: &[Pair<'_>],
        scratch: &mut Scratch,
    ) -> impl Iterator<Item = usize> {
        scratch.begin();
        let levels = self.levels(&self.comparisons[comparison], pairs, scratch);
        levels.map(|level| usize::try_from(level).unwrap_or(0))
    }

    /// What is known of values lies far apart: it is looked at for all pairs before any is compared, so that memory is
    /// waited for once.
    fn levels(
        &self,
        comparison: &Compiled,
        pairs: &[Pair<'_>],
        scratch: &mut Scratch,
    ) -> impl Iterator<Item = u64> {
        for measure in comparison.measures.clone() {
            scratch.glance(measure, &self.measures[measure], pairs);
        }
        pairs.iter().enumerate().map(move |(at, pair)| {
            scratch.turn_to(at);
            self.level(comparison, pair.of_left, pair.of_right, scratch)
        })
    }

    /// The level of one comparison as its place among the levels; 0 is *no evidence*.
    pub(crate) fn level_of(
        &self,
        comparison: usize,
        left: u32,
        right: u32,
        scratch: &mut Scratch,
    ) -> usize {
        scratch.begin();
        let (left, right) = (self.rows.codes(left), self.rows.codes(right));
        let level = self.level(&self.comparisons[comparison], left, right, scratch);
        usize::try_from(level).unwrap_or(0)
    }

    /// Columns that a comparison's levels read.
    pub(crate) fn columns(&self, comparison: usize) -> &[usize] {
        &self.comparisons[comparison].read
    }

    fn level(
        &self,
        comparison: &Compiled,
        left: &[u32],
        right: &[u32],
        scratch: &mut Scratch,
    ) -> u64 {
        let missing = |c: usize| left[c] == 0 || right[c] == 0;
        if comparison.columns.iter().all(|&c| missing(c))
            && comparison.points.iter().all(|&(x, y)| missing(x) || missing(y))
        {
            return 0;
        }
        match comparison.levels.iter().position(|check| self.holds(check, left, right, scratch)) {
            Some(at) if comparison.silent[at] => 0,
            Some(at) => at as u64 + 1,
            None => comparison.levels.len() as u64 + 1,
        }
    }

    fn holds(&self, check: &Check, left: &[u32], right: &[u32], scratch: &mut Scratch) -> bool {
        match check {
            Check::Equal(c) => left[*c] != 0 && left[*c] == right[*c],
            Check::Swapped { a, b, to_a, to_b } => {
                let there = left[*a] != 0 && left[*b] != 0 && right[*a] != 0 && right[*b] != 0;
                there
                    && to_b[left[*a] as usize] == right[*b]
                    && to_a[left[*b] as usize] == right[*a]
            }
            Check::AtLeast(m, bound) => self.value(*m, left, right, scratch) >= *bound,
            Check::AtMost(m, bound) => self.value(*m, left, right, scratch) <= *bound,
            Check::Bit(m, bit) => measure::has_bit(self.value(*m, left, right, scratch), *bit),
            Check::All(checks) => checks.iter().all(|c| self.holds(c, left, right, scratch)),
            Check::Any(checks) => checks.iter().any(|c| self.holds(c, left, right, scratch)),
            Check::Not(columns, check) => {
                columns.iter().all(|&c| left[c] != 0 && right[c] != 0)
                    && !self.holds(check, left, right, scratch)
            }
        }
    }

    fn value(&self, measure: usize, left: &[u32], right: &[u32], scratch: &mut Scratch) -> f64 {
        scratch.value(measure, &self.measures[measure], self.rows, left, right)
    }
}

#[cfg(test)]
pub(crate) mod tests;
