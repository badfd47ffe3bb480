//! What stands in brackets: more of the address, or a remark, or what is near.

use super::{Reader, Value};
use crate::ComponentKind;
use crate::normal::matching_close;
use crate::profile::suffix::{Word, class};

impl Reader<'_> {
    /// Reads the bracket that opens at `open`; returns where to go on.
    pub(super) fn bracket(&mut self, open: usize, high: usize) -> usize {
        let Some(close) = matching_close(self.text, open, high) else { return open + 1 };
        let (mut low, mut end) = (open + 1, close);
        while low < end && self.words.class(self.text[low]) & class::SEPARATOR != 0 {
            low += 1;
        }
        while end > low && self.words.class(self.text[end - 1]) & class::SEPARATOR != 0 {
            end -= 1;
        }
        if low == end {
            return close + 1;
        }
        let phone = (low..end).any(|at| self.phone_end(at, end).is_some());
        if let Some(inner) = self.near(low, end).filter(|_| !phone) {
            self.push(ComponentKind::Nearby, low, end, Value::Inner(inner.0, inner.1));
        } else if end - low <= 2
            && self.text[low..end].iter().all(|&c| self.words.class(c) & class::MODIFIER != 0)
        {
            self.push(ComponentKind::Note, low, end, Value::Name);
        } else {
            let outer = std::mem::replace(&mut self.bracketed, true);
            self.segment(low, end);
            self.bracketed = outer;
        }
        close + 1
    }

    /// The name in a bracket that tells only what is near: a word for near at
    /// its end (附近, 旁) or its beginning (近), or a side (西北) at the end of
    /// a round bracket.
    fn near(&self, low: usize, end: usize) -> Option<(usize, usize)> {
        if let Some((to, Word::NearBefore)) = self.words.word(self.text, low, end) {
            return Some((to, end));
        }
        for back in 1..=3.min(end - low) {
            let at = end - back;
            if let Some((to, Word::Nearby)) = self.words.word(self.text, at, end)
                && to == end
                && at > low
            {
                return Some((low, self.nearest_start(low, at)));
            }
        }
        let side = self.text[end - 1];
        (self.text[low - 1] == '(' && end - low > 3 && matches!(side, '东' | '西' | '南' | '北'))
            .then_some((low, end))
    }

    /// The longest word for near that ends where one was found starts earlier
    /// still (斜对面 for 对面).
    fn nearest_start(&self, low: usize, at: usize) -> usize {
        let longer = at.checked_sub(1).filter(|&earlier| earlier > low);
        match longer.and_then(|earlier| {
            self.words
                .word(self.text, earlier, self.text.len())
                .map(|(to, word)| (earlier, to, word))
        }) {
            Some((earlier, to, Word::Nearby)) if to > at => earlier,
            _ => at,
        }
    }
}
