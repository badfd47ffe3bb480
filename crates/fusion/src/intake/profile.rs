//! A column's quality, said without a single value of it.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use serde::{Deserialize, Serialize};

use super::Cell;

/// Hashes kept to estimate how many distinct values there are.
const SKETCH: usize = 1_024;
/// Shapes counted at most.
const SHAPES: usize = 256;

/// What a column looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Header.
    pub column: String,
    /// Type in the mapping.
    pub kind: String,
    /// Rows seen.
    pub rows: u64,
    /// Rows with a readable value.
    pub filled: u64,
    /// Rows with something written that is not what the column holds.
    pub unreadable: u64,
    /// Distinct written values, estimated (exact below 1,024).
    pub distinct: u64,
    /// The most frequent shapes: `9` a digit, `a` letters, `汉` Chinese characters; with their counts.
    pub shapes: Vec<(String, u64)>,
}

/// Builds a [`ColumnProfile`] cell by cell in bounded memory.
#[derive(Clone, Debug, Default)]
pub struct Profiler {
    rows: u64,
    filled: u64,
    unreadable: u64,
    smallest: BTreeSet<u64>,
    /// The largest of them, once they are as many as are kept.
    bound: Option<u64>,
    shapes: HashMap<String, u64>,
    /// The shape at hand.
    shape: String,
}

impl Profiler {
    /// Counts one cell as written and as read.
    pub fn see(&mut self, written: &str, cell: &Cell) {
        self.rows += 1;
        match cell {
            Cell::Missing => return,
            Cell::Unreadable(_) => self.unreadable += 1,
            _ => self.filled += 1,
        }
        let mut hasher = DefaultHasher::new();
        written.hash(&mut hasher);
        self.sketch(hasher.finish());
        shape(written, &mut self.shape);
        if let Some(count) = self.shapes.get_mut(&self.shape) {
            *count += 1;
        } else if self.shapes.len() < SHAPES {
            self.shapes.insert(self.shape.clone(), 1);
        }
    }

    fn sketch(&mut self, hash: u64) {
        if self.bound.is_some_and(|bound| hash >= bound) {
            return;
        }
        self.smallest.insert(hash);
        if self.smallest.len() > SKETCH {
            self.smallest.pop_last();
        }
        if self.smallest.len() == SKETCH {
            self.bound = self.smallest.last().copied();
        }
    }

    /// The profile so far.
    #[must_use]
    pub fn finish(self, column: &str, kind: &str) -> ColumnProfile {
        let mut shapes: Vec<(String, u64)> = self.shapes.into_iter().collect();
        shapes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        shapes.truncate(8);
        ColumnProfile {
            column: column.to_owned(),
            kind: kind.to_owned(),
            rows: self.rows,
            filled: self.filled,
            unreadable: self.unreadable,
            // An estimate: there are never more distinct values than values.
            distinct: distinct(&self.smallest).min(self.filled),
            shapes,
        }
    }
}

/// K minimum values (Bar-Yossef et al. 2002): k hashes fill `last / 2^64` of the range.
fn distinct(smallest: &BTreeSet<u64>) -> u64 {
    match smallest.last() {
        Some(last) if smallest.len() == SKETCH => {
            let wide =
                (SKETCH as u128 - 1) * (u128::from(u64::MAX) + 1) / u128::from((*last).max(1));
            u64::try_from(wide).unwrap_or(u64::MAX)
        }
        _ => smallest.len() as u64,
    }
}

/// Characters of a shape at most.
const LONGEST: usize = 24;

/// The shape of a text: each digit `9`, runs of letters `a`, runs of Chinese characters `汉`, signs as they are.
fn shape(written: &str, shape: &mut String) {
    shape.clear();
    let (mut last, mut length) = (None, 0);
    for c in written.trim().chars() {
        let sign = match c {
            '0'..='9' => '9',
            c if c.is_ascii_alphabetic() => 'a',
            '\u{3400}'..='\u{9fff}' => '汉',
            c if c.is_ascii_graphic() => c,
            c if c.is_alphabetic() => 'a',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if sign == '9' || last != Some(sign) {
            shape.push(sign);
            last = Some(sign);
            length += 1;
        }
        if length >= LONGEST {
            shape.push('…');
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_counts_without_keeping_values() {
        let mut profiler = Profiler::default();
        for i in 0..20_000_u32 {
            let written = format!("王{} {:04}", i % 5_000, i % 5_000);
            profiler.see(&written, &Cell::Text(written.clone()));
        }
        profiler.see("", &Cell::Missing);
        profiler.see("??", &Cell::Unreadable(None));
        let profile = profiler.finish("name", "text");
        assert_eq!((profile.rows, profile.filled, profile.unreadable), (20_002, 20_000, 1));
        assert!((4_500..5_500).contains(&profile.distinct), "{}", profile.distinct);
        assert_eq!(profile.shapes[0].0, "汉9999 9999");
        assert!(profile.shapes.iter().all(|(shape, _)| !shape.contains('王')));
    }
}
