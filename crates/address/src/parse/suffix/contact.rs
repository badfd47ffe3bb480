//! Telephone numbers and names of persons: found, and dropped.

use super::{Reader, Step, Value};
use crate::profile::suffix::{Word, class};
use crate::{ComponentKind, Span};

/// Digits in a row that are too many for any number of an address.
const PHONE_DIGITS: usize = 7;

impl Reader<'_> {
    /// The end of the telephone number that starts at `i`.
    pub(super) fn phone_end(&self, i: usize, high: usize) -> Option<usize> {
        let digits =
            |from: usize| (from..high).take_while(|&at| self.text[at].is_ascii_digit()).count();
        let first = digits(i);
        if first >= PHONE_DIGITS {
            let end = i + first;
            // An extension, or a second number.
            return Some(if end < high && self.text[end] == '-' && digits(end + 1) > 0 {
                end + 1 + digits(end + 1)
            } else {
                end
            });
        }
        let dash = i + first;
        if !(3..=4).contains(&first) || dash >= high || self.text[dash] != '-' {
            return None;
        }
        let second = digits(dash + 1);
        let end = dash + 1 + second;
        if self.text[i] == '0' && second >= PHONE_DIGITS {
            return Some(end);
        }
        // 400-123-4567 and 138-1234-5678.
        let third = if end < high && self.text[end] == '-' { digits(end + 1) } else { 0 };
        (second >= 3 && third >= 4 && first + second + third >= 10).then_some(end + 1 + third)
    }

    /// The end of a telephone number that letters stand before (TEL13800000000).
    pub(super) fn phone_inside(&self, i: usize, high: usize) -> Option<usize> {
        let run = (i..high).take_while(|&at| self.text[at].is_ascii_alphanumeric()).count();
        if run < PHONE_DIGITS {
            return None;
        }
        (i..i + run)
            .filter(|&at| at == i || !self.text[at - 1].is_ascii_digit())
            .filter(|&at| {
                (at..i + run).take_while(|&at| self.text[at].is_ascii_digit()).count()
                    >= PHONE_DIGITS
            })
            .find_map(|at| self.phone_end(at, high))
    }

    /// Drops the telephone number at `i..end`, and a name beside it.
    pub(super) fn drop_phone(
        &mut self,
        low: usize,
        start: usize,
        (i, end): (usize, usize),
        high: usize,
    ) -> Step {
        let mut from = start;
        while from < i && self.class(from) & class::SEPARATOR != 0 {
            from += 1;
        }
        let bounded = from == low
            || self.class(from - 1) & (class::SEPARATOR | class::OPEN | class::CLOSE) != 0;
        if bounded && self.is_person(from, i) {
            self.dropped.push(Span { start: from, end: i });
        } else {
            self.name(start, i);
            self.drop_person_before(i);
        }
        self.dropped.push(Span { start: i, end });
        Step::Took(self.person_after(end, high))
    }

    /// Drops a name of nothing known that stands alone before a number.
    fn drop_person_before(&mut self, i: usize) {
        if let Some(part) = self.parts.last().copied()
            && part.kind == ComponentKind::Poi
            && part.weak
            && part.end < i
            && self.text[part.end..i].iter().all(|&c| self.is_loose(c))
            && (part.start == 0 || self.is_loose(self.text[part.start - 1]))
            && self.is_person(part.start, part.end)
        {
            self.parts.pop();
            self.dropped.push(Span { start: part.start, end: part.end });
        }
    }

    /// Drops the name of a person that starts after separators; returns its end.
    fn person_after(&mut self, from: usize, high: usize) -> usize {
        let start = (from..high).find(|&at| self.class(at) & class::SEPARATOR == 0).unwrap_or(high);
        let end = (start..high)
            .find(|&at| self.is_edge(at, high) || self.text[at].is_ascii())
            .unwrap_or(high);
        if self.is_person(start, end) {
            self.dropped.push(Span { start, end });
            return end;
        }
        from
    }

    /// Two to four characters, the first a surname, no word of an address.
    pub(super) fn is_person(&self, start: usize, end: usize) -> bool {
        (2..=4).contains(&end.saturating_sub(start))
            && self.words.is_surname(self.text[start])
            && self.text[start..end].iter().all(|c| !c.is_ascii() && !self.is_loose(*c))
            && self.words.ending(self.text, start, end).is_none()
            && (start + 1..end)
                .all(|at| !matches!(self.word_at(at, end), Some((_, Word::Close(_)))))
    }

    pub(super) fn is_loose(&self, c: char) -> bool {
        self.words.class(c) & (class::SEPARATOR | class::OPEN | class::CLOSE) != 0
    }

    /// A remark that starts with the word `i..to`, up to a separator that ends
    /// it or a telephone number; returns its end. What it says after a word for
    /// getting in touch, or where it names a person, is dropped.
    pub(super) fn remark(&mut self, i: usize, to: usize, high: usize) -> usize {
        let end = (to..high)
            .find(|&at| {
                matches!(self.text[at], ',' | ';' | '(' | ')' | '[' | ']')
                    || self.phone_end(at, high).is_some()
            })
            .unwrap_or(high);
        let trimmed = self.trimmed(to, end).map_or(to, |(_, end)| end);
        let personal = self.text[i..to].iter().any(|c| matches!(c, '联' | '电'))
            || (to..end).any(|at| {
                self.text[at] == '找'
                    || matches!(self.word_at(at, end), Some((_, Word::Title | Word::Label)))
            });
        if personal && trimmed > to {
            self.dropped.push(Span { start: to, end: trimmed });
            self.push(ComponentKind::Note, i, to, Value::Name);
        } else {
            self.push(ComponentKind::Note, i, trimmed, Value::Name);
        }
        end
    }

    /// 联系人: a name follows.
    pub(super) fn label(&mut self, start: usize, (i, to): (usize, usize), high: usize) -> Step {
        self.name(start, i);
        let begin = (to..high).find(|&at| self.class(at) & class::SEPARATOR == 0).unwrap_or(high);
        let end = (begin..high)
            .take(4)
            .take_while(|&at| !self.is_edge(at, high) && !self.text[at].is_ascii())
            .last()
            .map_or(begin, |at| at + 1);
        if end > begin {
            self.dropped.push(Span { start: begin, end });
        }
        Step::Took(end)
    }

    /// 先生, 女士, 收: a name stands before.
    pub(super) fn title(&mut self, start: usize, (i, to): (usize, usize), high: usize) -> Step {
        if to - i == 1 {
            // 收 counts only after a name of two or three characters that stands alone.
            if self.is_edge(to, high) && self.is_person(start, i) {
                self.dropped.push(Span { start, end: to });
                return Step::Took(to);
            }
            return Step::Name(to);
        }
        let surname = (1..=3)
            .filter_map(|back| i.checked_sub(back))
            .filter(|&at| at >= start)
            .find(|&at| self.words.is_surname(self.text[at]));
        let Some(at) = surname else { return Step::Name(to) };
        self.name(start, at);
        self.dropped.push(Span { start: at, end: to });
        Step::Took(to)
    }
}
