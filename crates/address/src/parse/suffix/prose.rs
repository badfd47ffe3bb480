//! Telephone numbers and names of persons in a text that is no address.
//!
//! An address has few words, so that [`label`](Reader::label) may drop whatever follows 房东. A text says 房东不退押金:
//! here a name must look like one and end where a word begins.

use super::{Reader, Step};
use crate::Span;
use crate::profile::suffix::Word;

/// Most characters of a name.
const NAME: usize = 4;
/// Most characters of a name that follows a word without a sign between, as most are.
const BARE_NAME: usize = 3;

impl Reader<'_> {
    /// Reads a text up to `high` for telephone numbers and names of persons alone.
    pub(super) fn contacts(&mut self, high: usize) {
        let (mut low, mut i) = (0, 0);
        while i < high {
            match self.contact(low, i, high) {
                Step::Took(end) => (low, i) = (end, end),
                Step::Name(end) => i = end,
            }
        }
    }

    fn contact(&mut self, low: usize, i: usize, high: usize) -> Step {
        let number = self.text[i].is_ascii_alphanumeric();
        if number && let Some(end) = self.phone_end(i, high).or_else(|| self.phone_inside(i, high))
        {
            self.person_before(low, i);
            self.dropped.push(Span { start: i, end });
            return Step::Took(self.person_beside(end, high));
        }
        match self.word_at(i, high) {
            Some((to, Word::Label)) => Step::Took(self.person_of_label(to, high)),
            Some((to, Word::Title)) => self.title(self.clause(low, i), (i, to), high),
            _ => Step::Name(i + 1),
        }
    }

    /// Where the words begin that end at `end`, without a sign between.
    fn clause(&self, low: usize, end: usize) -> usize {
        let words = (low..end).rev().take_while(|&at| !self.is_loose(self.text[at]));
        words.last().unwrap_or(end)
    }

    /// Drops the name of a person that stands alone before a number at `i`, with 电话 between or not.
    fn person_before(&mut self, low: usize, i: usize) {
        let mut end = i;
        loop {
            while end > low && self.is_loose(self.text[end - 1]) {
                end -= 1;
            }
            let label = (low..end)
                .rev()
                .take(NAME + 1)
                .find(|&at| self.word_at(at, end) == Some((end, Word::PhoneLabel)));
            match label {
                Some(at) => end = at,
                None => break,
            }
        }
        let start = self.clause(low, end);
        if self.is_name(start, end) {
            self.dropped.push(Span { start, end });
        }
    }

    /// Drops the name of a person that stands alone after a number that ends at `from`; its end.
    fn person_beside(&mut self, from: usize, high: usize) -> usize {
        let start = self.begin(from, high);
        let end = (start..high).find(|&at| self.is_edge(at, high)).unwrap_or(high);
        if start < high && self.is_name(start, end) {
            self.dropped.push(Span { start, end });
            return end;
        }
        from
    }

    /// Drops the name after 联系人 or 房东, which ends at `to`; its end.
    fn person_of_label(&mut self, to: usize, high: usize) -> usize {
        let start = self.begin(to, high);
        let ends = |at: usize| {
            self.is_edge(at, high) || self.text[at].is_ascii() || self.word_at(at, high).is_some()
        };
        let longest = if start == to { BARE_NAME } else { NAME };
        let end = (start + 1..=high).take(longest).find(|&at| ends(at));
        // 联系人:王小明说 ends nowhere: most names have three characters.
        let end = end.or_else(|| (start > to).then_some((start + BARE_NAME).min(high)));
        match end {
            Some(end) if self.is_name(start, end) => {
                self.dropped.push(Span { start, end });
                end
            }
            _ => to,
        }
    }

    /// The first place from `from` on that is no sign.
    fn begin(&self, from: usize, high: usize) -> usize {
        (from..high).find(|&at| !self.is_loose(self.text[at])).unwrap_or(high)
    }

    /// A person's name, and no word that lines know (谢谢).
    fn is_name(&self, start: usize, end: usize) -> bool {
        self.is_person(start, end) && self.word_at(start, end).is_none()
    }
}
