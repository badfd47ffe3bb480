//! Texts numbered in order of first sight.

use std::hash::{Hash, Hasher};

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
}

const FIRST_SLOTS: usize = 1 << 10;

impl Interner {
    /// Adds the values of an array, one code each.
    pub(crate) fn extend(&mut self, array: &ArrayRef) -> Result<()> {
        self.codes.reserve(array.len());
        match array.data_type() {
            DataType::Utf8View => {
                let texts = array.as_string_view();
                texts.iter().for_each(|text| self.add(text));
            }
            DataType::Utf8 => {
                let texts = array.as_string::<i32>();
                texts.iter().for_each(|text| self.add(text));
            }
            _ => {
                let failed = LinkageError::plan("reading the standardised rows");
                let texts = cast(array, &DataType::Utf8);
                return self.extend(&texts.map_err(DataFusionError::from).map_err(failed)?);
            }
        }
        Ok(())
    }

    fn add(&mut self, text: Option<&str>) {
        let code = self.code(text.unwrap_or(""));
        self.codes.push(code);
    }

    fn code(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if self.values.len() * 2 > self.slots.len() {
            self.grow();
        }
        let hash = half_hash(text);
        let mut at = self.start(hash);
        loop {
            let slot = self.slots[at];
            let code = u32::try_from(slot & u64::from(u32::MAX)).unwrap_or(u32::MAX);
            if code == 0 {
                let code = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                self.values.push(text);
                self.slots[at] = u64::from(hash) << 32 | u64::from(code);
                return code;
            }
            if slot >> 32 == u64::from(hash) && self.values.get(code) == text {
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
            let mut at = self.start((slot >> 32) as u32);
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
