//! Measures of two values, each computed once per pair and remembered per pair of values.

use rustc_hash::FxHashMap;

use super::letters::Letters;
use crate::block::{PAIRS_AT_ONCE, Pair};
use crate::rows::Rows;
use crate::{chinese, dates, similarity};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    JaroWinkler,
    Edits,
    Prefix,
    Words,
    WordsContained,
    Difference,
    Days,
    DateBits,
    Intersection,
    Distance { latitude: usize },
    ChineseSame,
    ChineseSound,
    ChineseNearSound,
    ChineseSorted,
}

/// A kind on a column, with what can be prepared per distinct value.
pub(super) struct Measure<'a> {
    column: usize,
    kind: Kind,
    /// Edits beyond this are not counted: no level asks for more.
    most_edits: u32,
    /// Similarities below this are not told apart: no level asks for less.
    least: f64,
    prepared: Prepared<'a>,
}

enum Prepared<'a> {
    Nothing,
    Days(Vec<Option<i32>>),
    Dates(Vec<Option<dates::Digits>>),
    Numbers(Vec<Option<f64>>),
    Points(Vec<Option<f64>>, Vec<Option<f64>>),
    /// Kept with the column, for all measures of it.
    Letters(&'a [Letters]),
    /// Values that count as equal have the same class; 0 is none.
    Classes(Vec<u32>),
}

/// Remembered values per measure and thread, a power of two.
const REMEMBERED: usize = 1 << 15;

impl<'a> Measure<'a> {
    /// The number of a measure among those in use, added when new.
    pub(super) fn number(
        measures: &mut Vec<Self>,
        column: usize,
        kind: Kind,
        rows: &'a Rows,
    ) -> usize {
        if let Some(at) = measures.iter().position(|m| m.column == column && m.kind == kind) {
            return at;
        }
        let values = &rows.columns[column].values;
        let numbers =
            |c: usize| rows.columns[c].values.iter().map(|v| v.trim().parse().ok()).collect();
        let prepared = match kind {
            Kind::Days => {
                Prepared::Days(values.iter().map(|v| dates::parts(v).map(dates::days)).collect())
            }
            Kind::DateBits => Prepared::Dates(values.iter().map(dates::Digits::of).collect()),
            Kind::Difference => Prepared::Numbers(numbers(column)),
            Kind::Distance { latitude } => Prepared::Points(numbers(column), numbers(latitude)),
            Kind::ChineseSame => classes(values.iter().map(chinese::simplified)),
            Kind::ChineseSound => classes(values.iter().map(chinese::sound)),
            Kind::ChineseNearSound => classes(values.iter().map(chinese::near_sound)),
            Kind::ChineseSorted => classes(values.iter().map(chinese::sorted_sound)),
            Kind::JaroWinkler | Kind::Edits => Prepared::Letters(rows.columns[column].letters()),
            _ => Prepared::Nothing,
        };
        measures.push(Self { column, kind, most_edits: 0, least: 1.0, prepared });
        measures.len() - 1
    }

    /// Edits up to this many are asked for.
    pub(super) fn count_edits(&mut self, at_most: u32) {
        self.most_edits = self.most_edits.max(at_most);
    }

    /// Similarities from here on are asked for.
    pub(super) fn ask_from(&mut self, at_least: f64) {
        self.least = self.least.min(at_least);
    }

    /// A value no level holds for, where the letters alone say so.
    fn at_a_glance(&self, left: u32, right: u32) -> Option<f64> {
        let Prepared::Letters(letters) = &self.prepared else { return None };
        let (a, b) = (&letters[left as usize], &letters[right as usize]);
        if self.kind == Kind::Edits {
            (a.fewest_edits(b) > self.most_edits).then(|| f64::from(self.most_edits) + 1.0)
        } else {
            (a.most_alike(b) + ROUNDING < self.least).then_some(0.0)
        }
    }

    fn compute(&self, rows: &Rows, left: &[u32], right: &[u32]) -> Option<f64> {
        let (l, r) = (left[self.column] as usize, right[self.column] as usize);
        match &self.prepared {
            Prepared::Days(days) => Some(f64::from(days[l]?.abs_diff(days[r]?))),
            Prepared::Dates(dates) => {
                let texts = || {
                    let values = &rows.columns[self.column].values;
                    let (a, b) = (values.get(left[self.column]), values.get(right[self.column]));
                    dates::resemblance(a, b)
                };
                let digits = dates[l].zip(dates[r]);
                Some(f64::from(digits.map_or_else(texts, |(a, b)| a.resemblance(b))))
            }
            Prepared::Numbers(numbers) => Some((numbers[l]? - numbers[r]?).abs()),
            Prepared::Classes(classes) => {
                Some(f64::from(u8::from(classes[l] != 0 && classes[l] == classes[r])))
            }
            Prepared::Points(longitudes, latitudes) => {
                let Kind::Distance { latitude } = self.kind else { return None };
                let (y_l, y_r) = (left[latitude] as usize, right[latitude] as usize);
                Some(similarity::distance_m(
                    (longitudes[l]?, latitudes[y_l]?),
                    (longitudes[r]?, latitudes[y_r]?),
                ))
            }
            Prepared::Nothing | Prepared::Letters(_) => {
                let values = &rows.columns[self.column].values;
                let (a, b) = (values.get(left[self.column]), values.get(right[self.column]));
                Some(match self.kind {
                    Kind::JaroWinkler => similarity::jaro_winkler(a, b),
                    Kind::Edits => f64::from(similarity::edits(a, b, self.most_edits)),
                    Kind::Prefix => f64::from(u8::from(a.starts_with(b) || b.starts_with(a))),
                    Kind::Words => similarity::words(a, b).0,
                    Kind::WordsContained => f64::from(u8::from(similarity::words(a, b).1)),
                    _ => f64::from(similarity::intersection(a, b)),
                })
            }
        }
    }

    /// Worth remembering: dearer to compute than to look up.
    fn dear(&self) -> bool {
        matches!(
            self.kind,
            Kind::JaroWinkler
                | Kind::Edits
                | Kind::Words
                | Kind::WordsContained
                | Kind::Intersection
        )
    }
}

/// The value of a measure that says nothing: no bound holds for it.
const NONE: f64 = f64::NAN;

/// A bound and a similarity may differ by this in their last digits.
const ROUNDING: f64 = 1e-9;

fn classes(keys: impl Iterator<Item = String>) -> Prepared<'static> {
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let classes = keys.map(|key| {
        let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
        if key.is_empty() { 0 } else { *numbers.entry(key).or_insert(next) }
    });
    Prepared::Classes(classes.collect())
}

/// Whether a measure that is a set of bits has one.
pub(super) fn has_bit(value: f64, bit: u32) -> bool {
    // The sets have four bits: the value is a whole number from 0 to 15.
    (0..16_u32).find(|n| f64::from(*n) >= value).is_some_and(|n| n & bit != 0)
}

/// One thread's working space.
pub(crate) struct Scratch {
    /// By measure, values of the pairs at hand; the round says whether they are of these pairs.
    values: Vec<(u64, f64)>,
    round: u64,
    /// Which of the pairs is compared.
    pair: usize,
    remembered: Vec<Vec<(u64, f64)>>,
}

impl Scratch {
    pub(super) fn new(measures: &[Measure<'_>]) -> Self {
        let memory =
            |m: &Measure<'_>| if m.dear() { vec![(0, NONE); REMEMBERED] } else { Vec::new() };
        Self {
            values: vec![(0, NONE); measures.len() * PAIRS_AT_ONCE],
            round: 0,
            pair: 0,
            remembered: measures.iter().map(memory).collect(),
        }
    }

    /// Takes up other pairs, the first of them first.
    pub(super) fn begin(&mut self) {
        self.round += 1;
        self.pair = 0;
    }

    pub(super) fn turn_to(&mut self, pair: usize) {
        self.pair = pair;
    }

    /// Looks at the letters of all pairs; what they say of a pair is its value.
    pub(super) fn glance(&mut self, at: usize, measure: &Measure<'_>, pairs: &[Pair<'_>]) {
        let values = &mut self.values[at * PAIRS_AT_ONCE..][..PAIRS_AT_ONCE];
        for (value, pair) in values.iter_mut().zip(pairs) {
            let (left, right) = (pair.of_left[measure.column], pair.of_right[measure.column]);
            if left != right
                && left != 0
                && right != 0
                && let Some(glance) = measure.at_a_glance(left, right)
            {
                *value = (self.round, glance);
            }
        }
    }

    pub(super) fn value(
        &mut self,
        at: usize,
        measure: &Measure<'_>,
        rows: &Rows,
        left: &[u32],
        right: &[u32],
    ) -> f64 {
        let place = at * PAIRS_AT_ONCE + self.pair;
        if self.values[place].0 == self.round {
            return self.values[place].1;
        }
        let value = self.look_up(at, measure, rows, left, right);
        self.values[place] = (self.round, value);
        value
    }

    fn look_up(
        &mut self,
        at: usize,
        measure: &Measure<'_>,
        rows: &Rows,
        left: &[u32],
        right: &[u32],
    ) -> f64 {
        let (l, r) = (left[measure.column], right[measure.column]);
        if l == 0 || r == 0 {
            return NONE;
        }
        if let Some(value) = measure.at_a_glance(l, r) {
            return value;
        }
        let memory = &mut self.remembered[at];
        if memory.is_empty() {
            return measure.compute(rows, left, right).unwrap_or(NONE);
        }
        let key = u64::from(l.min(r)) << 32 | u64::from(l.max(r));
        let slot = usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 49).unwrap_or(0);
        if memory[slot].0 != key {
            memory[slot] = (key, measure.compute(rows, left, right).unwrap_or(NONE));
        }
        memory[slot].1
    }
}
