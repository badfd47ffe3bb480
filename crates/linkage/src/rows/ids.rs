//! Identifiers of rows, in order.

use super::Texts;
use crate::error::{LinkageError, Result};

/// Identifiers in the type they came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowIds {
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Text.
    Text(Names),
}

impl RowIds {
    /// The id of one row as text.
    #[must_use]
    pub fn text(&self, row: u32) -> String {
        match self {
            Self::Integer(ids) => ids[row as usize].to_string(),
            Self::Text(ids) => ids.get(row),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Integer(ids) => ids.len(),
            Self::Text(ids) => ids.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of an id, written as text.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<u32> {
        match self {
            Self::Integer(ids) => u32::try_from(ids.binary_search(&id.parse().ok()?).ok()?).ok(),
            Self::Text(ids) => ids.find(id),
        }
    }
}

/// Texts in ascending order. Each is kept as what it adds to the one before, so that ids that count up or name
/// their table first take a few bytes each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    bytes: Vec<u8>,
    /// Where every sixteenth text begins; that one is kept whole.
    starts: Vec<usize>,
    len: usize,
    last: String,
}

/// Texts from one that is kept whole to the next.
const GROUP: usize = 16;

impl Names {
    /// Keeps one more text, which must stand after all before it.
    pub fn push(&mut self, text: &str) {
        let shared = if self.len.is_multiple_of(GROUP) {
            self.starts.push(self.bytes.len());
            0
        } else {
            common(&self.last, text)
        };
        put(&mut self.bytes, shared);
        put(&mut self.bytes, text.len() - shared);
        self.bytes.extend_from_slice(&text.as_bytes()[shared..]);
        self.len += 1;
        self.last.truncate(shared);
        self.last.push_str(&text[shared..]);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> String {
        let mut text = String::new();
        self.read(row, &mut text);
        text
    }

    /// Puts the text of a row in the place of what `text` holds.
    pub fn read(&self, row: u32, text: &mut String) {
        let row = row as usize;
        let mut at = self.starts[row / GROUP];
        for _ in 0..=row % GROUP {
            at = self.step(at, text);
        }
    }

    /// Calls `each` with every text, in order.
    pub fn each(&self, mut each: impl FnMut(&str)) {
        let (mut text, mut at) = (String::new(), 0);
        for _ in 0..self.len {
            at = self.step(at, &mut text);
            each(&text);
        }
    }

    /// From one text to the next, which is written at `at`; where the one after it is.
    fn step(&self, at: usize, text: &mut String) -> usize {
        let (shared, at) = take(&self.bytes, at);
        let (rest, at) = take(&self.bytes, at);
        text.truncate(shared);
        text.push_str(std::str::from_utf8(&self.bytes[at..at + rest]).unwrap_or_default());
        at + rest
    }

    /// The row of a text.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        let mut text = String::new();
        let first = |group_no: usize, text: &mut String| {
            text.clear();
            self.step(self.starts[group_no], text);
        };
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = low.midpoint(high);
            first(middle, &mut text);
            if text.as_str() <= id { low = middle + 1 } else { high = middle }
        }
        let start = low.checked_sub(1)? * GROUP;
        let end = self.len.min(start + GROUP);
        let mut at = self.starts[low - 1];
        text.clear();
        let found = (start..end).find(|_| {
            at = self.step(at, &mut text);
            text == id
        });
        found.and_then(|row| u32::try_from(row).ok())
    }
}

/// A place among [`Names`], for texts that are mostly asked in their order.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    names: &'a Names,
    /// The row whose text this is; the rows' number at the end.
    row: usize,
    text: String,
    /// Where the next one is written.
    next: usize,
}

/// Texts that a walk passes before it leaps.
const STEPS: usize = 8;

impl<'a> Walk<'a> {
    /// From the first text on.
    #[must_use]
    pub fn new(names: &'a Names) -> Self {
        let mut walk = Self { names, row: 0, text: String::new(), next: 0 };
        if !names.is_empty() {
            walk.next = names.step(0, &mut walk.text);
        }
        walk
    }

    /// The row of a text, wherever it stands.
    pub fn seek(&mut self, id: &str) -> Option<u32> {
        for _ in 0..STEPS {
            if self.row >= self.names.len || self.text.as_str() >= id {
                break;
            }
            self.row += 1;
            if self.row < self.names.len {
                self.next = self.names.step(self.next, &mut self.text);
            }
        }
        if self.row < self.names.len && self.text == id {
            return u32::try_from(self.row).ok();
        }
        let row = self.names.find(id)?;
        self.row = row as usize;
        let mut at = self.names.starts[self.row / GROUP];
        for _ in 0..=self.row % GROUP {
            at = self.names.step(at, &mut self.text);
        }
        self.next = at;
        Some(row)
    }
}

/// Bytes that two texts begin with alike, up to the border of a character.
fn common(one: &str, other: &str) -> usize {
    let alike = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    (0..=alike).rev().find(|at| other.is_char_boundary(*at)).unwrap_or(0)
}

/// Appends a number, seven bits a byte.
fn put(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn take(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[at];
        at += 1;
        number |= usize::from(byte & 127) << shift;
        if byte < 128 {
            return (number, at);
        }
        shift += 7;
    }
}

/// Identifiers in the order they were read.
#[derive(Debug)]
pub(crate) enum UnorderedIds {
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Text.
    Text(Texts),
}

impl UnorderedIds {
    pub(crate) fn new(integer: bool) -> Self {
        if integer { Self::Integer(Vec::new()) } else { Self::Text(Texts::default()) }
    }

    /// Room for so many more, where each takes alike much.
    pub(crate) fn expect(&mut self, more: usize) {
        if let Self::Integer(ids) = self {
            ids.reserve(more);
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Integer(ids) => ids.len(),
            // Number 0 is the empty text, which was not read.
            Self::Text(ids) => ids.len() - 1,
        }
    }

    /// The ids in ascending order, and the places they were read at.
    pub(crate) fn sort(self, source: impl Fn(u32) -> String) -> Result<(RowIds, Vec<u32>)> {
        let count = u32::try_from(self.len()).map_err(|_| LinkageError::TooManyRows)?;
        match self {
            Self::Integer(ids) => {
                let order = order(count, |row| ids[row as usize], i64::to_string, source)?;
                Ok((RowIds::Integer(order.iter().map(|&r| ids[r as usize]).collect()), order))
            }
            Self::Text(ids) => {
                let text = |row: u32| ids.get(row + 1);
                let order = order(count, text, |id| (*id).to_owned(), source)?;
                let mut names = Names::default();
                for row in &order {
                    names.push(text(*row));
                }
                names.bytes.shrink_to_fit();
                Ok((RowIds::Text(names), order))
            }
        }
    }
}

/// Rows in order of id. Tables mostly come in stretches that are in order already: where the stretches follow one
/// another no row is compared with a row of another stretch.
fn order<T: Ord + Copy>(
    count: u32,
    id: impl Fn(u32) -> T,
    name: impl Fn(&T) -> String,
    source: impl Fn(u32) -> String,
) -> Result<Vec<u32>> {
    let mut runs: Vec<std::ops::Range<u32>> = Vec::new();
    for row in 0..count {
        match runs.last_mut() {
            Some(run) if id(row - 1) < id(row) => run.end = row + 1,
            _ => runs.push(row..row + 1),
        }
    }
    runs.sort_by_key(|run| id(run.start));
    let apart = runs.windows(2).all(|two| id(two[0].end - 1) < id(two[1].start));
    let mut order: Vec<u32> = Vec::with_capacity(count as usize);
    for run in runs {
        order.extend(run);
    }
    if !apart {
        order.sort_by_key(|row| id(*row));
        let twice = order.windows(2).find(|two| id(two[0]) == id(two[1]));
        if let Some(two) = twice {
            return Err(LinkageError::DuplicateId {
                id: name(&id(two[0])),
                first: source(two[0].min(two[1])),
                second: source(two[0].max(two[1])),
            });
        }
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unordered(texts: &[String]) -> UnorderedIds {
        let mut ids = Texts::default();
        for text in texts {
            ids.push(text);
        }
        UnorderedIds::Text(ids)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn names_come_back_and_are_found(
            texts in prop::collection::btree_set("(water|power/)?[a-c王李]{0,3}[0-9]{0,4}", 0..80),
            turn in 0_usize..80,
        ) {
            let sorted: Vec<String> = texts.into_iter().collect();
            let mut read = sorted.clone();
            if !read.is_empty() {
                let middle = turn % read.len();
                read.rotate_left(middle);
            }
            let (ids, order) = unordered(&read).sort(none).unwrap();
            let RowIds::Text(names) = &ids else { panic!("numbers") };
            let mut walk = Walk::new(names);
            for text in &read {
                prop_assert_eq!(walk.seek(text), names.find(text));
                prop_assert_eq!(walk.seek("no such"), None);
            }
            let mut each = Vec::new();
            names.each(|text| each.push(text.to_owned()));
            prop_assert_eq!(&each, &sorted);
            for (row, text) in (0..).zip(&sorted) {
                prop_assert_eq!(&ids.text(row), text);
                prop_assert_eq!(ids.row(text), Some(row));
                prop_assert_eq!(&read[order[row as usize] as usize], text);
                let mut other = text.clone();
                other.push('~');
                prop_assert_eq!(ids.row(&other), None);
            }
        }
    }

    fn none(_: u32) -> String {
        String::new()
    }

    #[test]
    fn an_id_that_returns_is_told_wherever_it_stands() {
        for texts in [["a", "a", "b"], ["b", "a", "b"], ["a", "b", "b"]] {
            let texts = texts.map(str::to_owned);
            assert!(matches!(unordered(&texts).sort(none), Err(LinkageError::DuplicateId { .. })));
        }
        let numbers = UnorderedIds::Integer(vec![5, 6, 1, 5]);
        let told = numbers.sort(|row| format!("table {}", row / 2)).unwrap_err().to_string();
        assert!(
            told.starts_with("id 5 occurs in source table 0 and again in source table 1"),
            "{told}"
        );
    }

    #[test]
    fn ids_that_count_up_are_kept_in_a_few_bytes() {
        let texts: Vec<String> =
            (0..10_000).map(|n| format!("registration/R{n:010}/self")).collect();
        let (RowIds::Text(names), _) = unordered(&texts).sort(none).unwrap() else {
            panic!("numbers")
        };
        assert!(names.bytes.len() < 14 * texts.len(), "{}", names.bytes.len());
    }
}
