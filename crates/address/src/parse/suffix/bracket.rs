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
        while low < end && self.class(low) & class::SEPARATOR != 0 {
            low += 1;
        }
        while end > low && self.class(end - 1) & class::SEPARATOR != 0 {
            end -= 1;
        }
        if low == end {
            return close + 1;
        }
        let phone = (low..end).any(|at| self.phone_end(at, end).is_some());
        if let Some(inner) = self.near(low, end).filter(|_| !phone) {
            self.beside(low, inner, end);
        } else if end - low <= 2
            && self.text[low..end].iter().all(|&c| self.words.class(c) & class::MODIFIER != 0)
        {
            self.push(ComponentKind::Note, low, end, Value::Name);
        } else if matches!(self.text[low], '原' | '曾') {
            // (原胶南): what it was called before.
            self.push(ComponentKind::Note, low, end, Value::Name);
        } else {
            let outer = std::mem::replace(&mut self.bracketed, true);
            self.segment(low, end);
            self.bracketed = outer;
        }
        close + 1
    }

    /// What stands in `low..end` is near: the place `inner`, and a word for it
    /// before or behind.
    fn beside(&mut self, low: usize, inner: (usize, usize), end: usize) {
        if low < inner.0 {
            self.push(ComponentKind::Nearby, low, inner.0, Value::Name);
        }
        let known = self.known;
        let outer = (self.near, self.bracketed);
        (self.near, self.bracketed) = (true, true);
        self.segment(inner.0, inner.1);
        (self.near, self.bracketed) = outer;
        self.known = known;
        if let Some((from, to)) = self.trimmed(inner.1, end) {
            self.push(ComponentKind::Nearby, from, to, Value::Name);
        }
    }

    /// The place in a bracket that tells only what is near: a word for near at
    /// its end (附近, 旁) or its beginning (近), or a side (西北) at the end of
    /// a round bracket.
    fn near(&self, low: usize, end: usize) -> Option<(usize, usize)> {
        if let Some((to, Word::NearBefore)) = self.word_at(low, end) {
            return Some((to, end));
        }
        for back in 1..=3.min(end - low) {
            let at = end - back;
            if let Some((to, Word::Nearby)) = self.word_at(at, end)
                && to == end
                && at > low
            {
                return Some((low, self.nearest_start(low, at)));
            }
        }
        let side = self.text[end - 1];
        (self.text[low - 1] == '(' && end - low > 3 && matches!(side, '东' | '西' | '南' | '北'))
            .then(|| (low, self.side_start(low, end)))
    }

    /// Where the side (西北) at the end starts.
    fn side_start(&self, low: usize, end: usize) -> usize {
        let side = |at: &usize| matches!(self.text[*at], '东' | '西' | '南' | '北' | '角' | '侧');
        (low + 1..end).rev().take(2).take_while(side).last().unwrap_or(end)
    }

    /// The longest word for near that ends where one was found starts earlier
    /// still (斜对面 for 对面).
    fn nearest_start(&self, low: usize, at: usize) -> usize {
        let longer = at.checked_sub(1).filter(|&earlier| earlier > low);
        match longer.and_then(|earlier| {
            self.word_at(earlier, self.text.len()).map(|(to, word)| (earlier, to, word))
        }) {
            Some((earlier, to, Word::Nearby)) if to > at => earlier,
            _ => at,
        }
    }
}
