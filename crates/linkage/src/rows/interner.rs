//! Texts numbered in order of first sight.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use rustc_hash::FxHasher;

use super::Texts;
use crate::error::{LinkageError, Result};

/// Numbers texts; number 0 is the empty text and stands for null.
#[derive(Default)]
pub(crate) struct Interner {
    /// Half a hash and the number of each text, by open addressing; number 0 marks a free slot.
    slots: Vec<u64>,
    values: Texts,
    codes: Vec<u32>,
    /// Values in all, where that is told beforehand and room for the texts has not been made yet.
    expected: Option<usize>,
}

/// Values from which on it shows how many texts differ.
const TELLING: usize = 1 << 16;

const FIRST_SLOTS: usize = 1 << 10;

/// Texts looked up together.
const AT_ONCE: usize = 128;

/// A text on its way to its number.
struct Sought<'a> {
    text: &'a str,
    hash: u32,
    /// The number in the first slot for it, where the halves of the hashes agree; else 0.
    guess: u32,
    /// Where the text of that number lies.
    place: Range<usize>,
}

impl<'a> Sought<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, hash: half_hash(text), guess: 0, place: 0..0 }
    }
}

impl Interner {
    /// So many values more will come: memory for them is had once, not grown into.
    pub(crate) fn expect(&mut self, values: usize) {
        self.codes.reserve(values);
        self.expected = Some(self.codes.len() + values);
    }

    /// Adds the values of an array, one code each.
    pub(crate) fn extend(&mut self, array: &ArrayRef) -> Result<()> {
        self.codes.reserve(array.len());
        let so_far = self.codes.len();
        if let Some(all) = self.expected.take_if(|_| so_far >= TELLING) {
            self.values.make_room(all.saturating_sub(so_far), so_far);
        }
        match array.data_type() {
            DataType::Utf8View => self.add_all(array.as_string_view().iter()),
            DataType::Utf8 => self.add_all(array.as_string::<i32>().iter()),
            _ => {
                let failed = LinkageError::plan("reading the standardised rows");
                let texts = cast(array, &DataType::Utf8);
                return self.extend(&texts.map_err(DataFusionError::from).map_err(failed)?);
            }
        }
        Ok(())
    }

    /// Texts of many values lie far apart. Looked up together, each step for all of them, memory is waited for once.
    fn add_all<'a>(&mut self, mut texts: impl Iterator<Item = Option<&'a str>>) {
        let mut held: Vec<Sought<'a>> = Vec::with_capacity(AT_ONCE);
        loop {
            held.clear();
            held.extend(texts.by_ref().take(AT_ONCE).map(|text| Sought::of(text.unwrap_or(""))));
            if held.is_empty() {
                return;
            }
            if !self.slots.is_empty() {
                for sought in &mut held {
                    let slot = self.slots[self.start(sought.hash)];
                    sought.guess = if half_of(slot) == sought.hash { code_of(slot) } else { 0 };
                }
                for sought in &mut held {
                    sought.place = self.values.place(sought.guess);
                }
                for sought in &mut held {
                    if self.values.at(sought.place.clone()) != sought.text {
                        sought.guess = 0;
                    }
                }
            }
            for sought in &held {
                let known = sought.guess != 0 || sought.text.is_empty();
                let code = if known { sought.guess } else { self.code(sought.text, sought.hash) };
                self.codes.push(code);
            }
        }
    }

    fn code(&mut self, text: &str, hash: u32) -> u32 {
        if self.values.len() * 2 > self.slots.len() {
            self.grow();
        }
        let mut at = self.start(hash);
        loop {
            let slot = self.slots[at];
            let code = code_of(slot);
            if code == 0 {
                let code = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                self.values.push(text);
                self.slots[at] = u64::from(hash) << 32 | u64::from(code);
                return code;
            }
            if half_of(slot) == hash && self.values.get(code) == text {
                return code;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn start(&self, hash: u32) -> usize {
        let spread = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(spread >> 32).unwrap_or(0) & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; (old.len() * 4).max(FIRST_SLOTS)];
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let mut at = self.start(half_of(slot));
            while self.slots[at] != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = slot;
        }
    }

    /// The distinct texts, and the code of each value in the order they came.
    pub(crate) fn into_parts(self) -> (Texts, Vec<u32>) {
        (self.values, self.codes)
    }
}

/// The half of a hash that a slot holds.
fn half_of(slot: u64) -> u32 {
    (slot >> 32) as u32
}

/// The number that a slot holds.
fn code_of(slot: u64) -> u32 {
    u32::try_from(slot & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

fn half_hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use datafusion::arrow::array::{StringArray, StringViewArray};

    #[test]
    fn each_text_has_one_number_and_comes_back() {
        let texts: Vec<Option<String>> =
            (0..9_000).map(|n| (n % 7 != 0).then(|| format!("text {}", n % 4_000))).collect();
        let mut interner = Interner::default();
        interner.extend(&(Arc::new(StringArray::from(texts.clone())) as ArrayRef)).unwrap();
        interner.extend(&(Arc::new(StringViewArray::from(texts.clone())) as ArrayRef)).unwrap();
        let (values, codes) = interner.into_parts();
        for (code, text) in codes.iter().zip(texts.iter().chain(&texts)) {
            assert_eq!(values.get(*code), text.as_deref().unwrap_or(""));
        }
        let mut sorted: Vec<&str> = values.iter().collect();
        sorted.sort_unstable();
        assert!(sorted.windows(2).all(|w| w[0] != w[1]));
    }
}
