//! Many small texts in one buffer.

use std::ops::Range;

/// Texts by number.
#[derive(Debug, Clone)]
pub struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0] }
    }
}

impl Texts {
    /// Adds a text; its number is the count of those before it.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Makes room for what so many values more bring if as many of them are new as of those `so_far`. Where there is
    /// not that much memory, it grows as it must.
    pub(crate) fn make_room(&mut self, values: usize, so_far: usize) {
        let room = |held: usize| held.saturating_mul(values) / so_far.max(1);
        drop(self.text.try_reserve_exact(room(self.text.len())));
        drop(self.ends.try_reserve_exact(room(self.ends.len())));
    }

    /// The text of a number; 0 is empty.
    #[must_use]
    pub fn get(&self, code: u32) -> &str {
        self.at(self.place(code))
    }

    /// Where the text of a number lies.
    pub(crate) fn place(&self, code: u32) -> Range<usize> {
        let at = code as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        start..self.ends[at]
    }

    /// What lies at a place.
    pub(crate) fn at(&self, place: Range<usize>) -> &str {
        &self.text[place]
    }

    /// How many there are, the empty one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Never: number 0 is always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// All texts, the empty one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|at| {
            let start = if at == 0 { 0 } else { self.ends[at - 1] };
            &self.text[start..self.ends[at]]
        })
    }
}
