//! Reading an address that begins with its house number and ends with the
//! larger places: the ends are read first, what is left is the street.

mod token;

use super::line::Line;
use crate::profile::number_first::NumberFirst;
use crate::{Component, ComponentKind, Parsed, Span};
use token::{Token, tokens};

/// Reads a line.
pub(super) fn read(words: &NumberFirst, line: Line<'_>) -> Parsed {
    let mut reader = Reader { words, line, tokens: tokens(line.normal), out: Parsed::default() };
    reader.phones();
    let mut end = reader.tokens.len();
    end = reader.postcode(end);
    end = reader.state(end);
    let start = reader.unit_first();
    let start = reader.po_box(start);
    let start = reader.house(start, end);
    end = reader.city(start, end);
    let end = reader.unit(start, end);
    reader.road(start, end);
    reader.out.components.sort_by_key(|component| component.span.start);
    reader.out
}

struct Reader<'a> {
    words: &'a NumberFirst,
    line: Line<'a>,
    tokens: Vec<Token>,
    out: Parsed,
}

impl Reader<'_> {
    fn push(&mut self, kind: ComponentKind, from: usize, to: usize, value: String) {
        let (start, end) = (self.tokens[from].start, self.tokens[to - 1].end);
        let component: Component = self.line.component(kind, start, end, value);
        self.out.components.push(component);
    }

    /// The words of some tokens, joined by spaces.
    fn joined(&self, from: usize, to: usize) -> String {
        let mut out = String::new();
        for token in &self.tokens[from..to] {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&token.word);
        }
        out
    }

    /// Drops telephone numbers, and reads on with the words before the first of
    /// them (after it, where it stands first).
    fn phones(&mut self) {
        let count = self.tokens.len();
        let is_phone = |tokens: &[Token], i: usize| {
            tokens[i].is_phone() || i > 1 && i + 1 == count && tokens[i].is_local_phone()
        };
        let found: Vec<usize> = (0..count).filter(|&i| is_phone(&self.tokens, i)).collect();
        let Some(&first) = found.first() else { return };
        for &i in &found {
            self.out.dropped.push(Span { start: self.tokens[i].start, end: self.tokens[i].end });
        }
        if first > 1 {
            self.tokens.truncate(first);
            return;
        }
        let next = found.iter().copied().find(|&i| i > first).unwrap_or(count);
        self.tokens = self.tokens[first + 1..next].to_vec();
    }

    fn postcode(&mut self, end: usize) -> usize {
        for length in (1..=2.min(end.saturating_sub(1))).rev() {
            let from = end - length;
            let words = self.joined(from, end);
            if self.words.is_postcode(&words) {
                let value = words.chars().filter(|c| *c != ' ').collect();
                self.push(ComponentKind::Postcode, from, end, value);
                return from;
            }
        }
        end
    }

    fn state(&mut self, end: usize) -> usize {
        for length in (1..=3.min(end.saturating_sub(1))).rev() {
            let from = end - length;
            let words = self.joined(from, end);
            if let Some(state) = self.words.state(&words).map(str::to_owned) {
                // "12 Indiana Ave" has no state, and "12 Elm Ct" is a court: a
                // state closes a part or the line, and one that is a suffix as
                // well has a comma or a postal code beside it.
                let last = end == self.tokens.len();
                let has_postcode = !self.out.components.is_empty();
                let suffix = self.words.suffix(&words).is_some()
                    && !has_postcode
                    && !self.tokens[..from].iter().any(|token| token.closes);
                if from > 0 && !suffix && (self.tokens[end - 1].closes || last || has_postcode) {
                    self.push(ComponentKind::Province, from, end, state);
                    return from;
                }
            }
        }
        end
    }

    /// A unit before the house number: "apt 4, 12 Main St".
    fn unit_first(&mut self) -> usize {
        if self.tokens.len() > 2
            && self.tokens[1].closes
            && self.words.unit(&self.tokens[0].word).is_some()
            && self.tokens[2].has_digit()
        {
            let value = self.tokens[1].word.clone();
            self.push(ComponentKind::Room, 0, 2, value);
            return 2;
        }
        0
    }

    fn po_box(&mut self, start: usize) -> usize {
        let word = |i: usize| self.tokens.get(start + i).map_or("", |token| token.word.as_str());
        let length = match (word(0), word(1), word(2)) {
            ("P", "O", "BOX") | ("POST", "OFFICE", "BOX") => 3,
            ("PO" | "POB", "BOX", _) => 2,
            ("POBOX" | "BOX" | "POB", _, _) => 1,
            _ => return start,
        };
        let at = start + length;
        if self.tokens.get(at).is_some_and(Token::has_digit) {
            let value = self.tokens[at].word.clone();
            self.push(ComponentKind::PoBox, start, at + 1, value);
            return at + 1;
        }
        start
    }

    fn house(&mut self, start: usize, end: usize) -> usize {
        if start >= end || !self.tokens[start].is_house_number() {
            return start;
        }
        // "1ST Avenue" without a house number.
        if self.tokens[start].is_ordinal() {
            return start;
        }
        if self.words.unit_dash_number
            && let Some((unit, number)) = self.tokens[start].word.clone().split_once('-')
            && number.starts_with(|c: char| c.is_ascii_digit())
        {
            let (at, middle, to) = {
                let token = &self.tokens[start];
                (token.start, token.start + unit.chars().count(), token.end)
            };
            let room = self.line.component(ComponentKind::Room, at, middle, unit.to_owned());
            let house =
                self.line.component(ComponentKind::RoadNumber, middle + 1, to, number.to_owned());
            self.out.components.extend([room, house]);
            return start + 1;
        }
        let fraction = start + 1 < end && self.tokens[start + 1].is_fraction();
        let to = start + 1 + usize::from(fraction);
        // 213-41 REAR 99 AVENUE: the house behind; Rear Street is a street.
        let behind = to + 1 < end
            && self.tokens[to].word == "REAR"
            && !self.tokens[to].closes
            && self.words.suffix(&self.tokens[to + 1].word).is_none();
        let to = to + usize::from(behind);
        let value = self.joined(start, to);
        self.push(ComponentKind::RoadNumber, start, to, value);
        to
    }

    /// The city: what follows the last comma, or the words the caller named,
    /// or what follows the street's suffix and unit when a state was found.
    fn city(&mut self, start: usize, end: usize) -> usize {
        let from =
            (start..end.saturating_sub(1)).rev().find(|&i| self.tokens[i].closes).map(|i| i + 1);
        let named = (1..=4.min(end.saturating_sub(start)))
            .rev()
            .map(|length| end - length)
            .find(|&from| self.words.is_city(&self.joined(from, end)));
        let after_box =
            self.out.components.iter().any(|component| component.kind == ComponentKind::PoBox)
                && start < end;
        let has_state =
            self.out.components.iter().any(|component| component.kind == ComponentKind::Province);
        let from = match (named, from) {
            (Some(from), _) => from,
            (None, Some(from))
                if !self.is_unit(from)
                    && self.tokens[from..end].iter().all(|token| !token.has_digit()) =>
            {
                from
            }
            _ if after_box => start,
            _ if has_state => match self.after_street(start, end) {
                Some(from) => from,
                None => return end,
            },
            _ => return end,
        };
        if from >= end || from == start && !after_box && named.is_none() && !has_state {
            return end;
        }
        let value = self.joined(from, end);
        self.push(ComponentKind::City, from, end, value);
        from
    }

    fn is_unit(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        self.words.unit(word).is_some()
            || self.words.unit_alone(word).is_some()
            || word.starts_with('#')
    }

    /// Where the city starts in a line without commas.
    fn after_street(&self, start: usize, end: usize) -> Option<usize> {
        let mut at = (start + 1..end)
            .find(|&i| self.words.suffix(&self.tokens[i].word).is_some() && i + 1 < end)?
            + 1;
        // "Park Ave": the last of adjoining suffixes is the street's.
        while at + 1 < end && self.words.suffix(&self.tokens[at].word).is_some() {
            at += 1;
        }
        if at + 1 < end && self.words.direction(&self.tokens[at].word).is_some() {
            at += 1;
        }
        if at < end && self.is_unit(at) {
            let numbered = self.words.unit(&self.tokens[at].word).is_some()
                && !self.tokens[at].word.starts_with('#');
            at += 1 + usize::from(numbered || self.tokens[at].word == "#");
        }
        (at < end).then_some(at)
    }

    /// The unit at the end of the street line; returns where the street ends.
    fn unit(&mut self, start: usize, end: usize) -> usize {
        let mut end = end;
        // From the left: the first unit word after the street's first word.
        let Some(from) = (start + 1..end).find(|&i| {
            let word = self.tokens[i].word.as_str();
            let numbered = self.words.unit(word).is_some()
                && i + 1 < end
                && (self.tokens[i + 1].has_digit()
                    || self.tokens[i + 1].word.len() <= 2
                    || self.tokens[i + 1].word.starts_with('#'))
                && self.words.suffix(&self.tokens[i + 1].word).is_none();
            numbered
                || word.starts_with('#')
                || self.words.unit_alone(word).is_some() && i + 1 == end
        }) else {
            return self.trailing_unit(start, end);
        };
        let mut at = from;
        while at < end {
            let word = self.tokens[at].word.clone();
            let alone = self.words.unit_alone(&word).map(str::to_owned);
            let kind = match self.words.unit(&word) {
                Some("BLDG") => ComponentKind::Building,
                Some("FL") => ComponentKind::Floor,
                _ => ComponentKind::Room,
            };
            let long = self.words.unit(&word).is_some() || word == "#";
            let mut to = (at + 1 + usize::from(long)).min(end);
            if long && to < end && self.tokens[to - 1].word == "#" {
                to += 1;
            }
            let value = alone
                .unwrap_or_else(|| self.tokens[to - 1].word.trim_start_matches('#').to_owned());
            self.push(kind, at, to, value);
            at = to;
        }
        end = from;
        end
    }

    /// "12 Main St 4B" or "12 Main St, 4B": a number after the suffix.
    fn trailing_unit(&mut self, start: usize, end: usize) -> usize {
        if end < start + 3 || !self.tokens[end - 1].has_digit() || self.tokens[end - 1].is_ordinal()
        {
            return end;
        }
        let before = &self.tokens[end - 2];
        let standard = self.words.suffix(&before.word);
        // Highway 12 and Route 9 are names.
        let road_number = matches!(standard, Some("HWY" | "RTE"))
            || before.word == "ROAD" && !before.closes && end == start + 3;
        let closes = before.closes
            || standard.is_some() && !road_number
            || self.words.direction(&before.word).is_some();
        if !closes {
            return end;
        }
        let value = self.tokens[end - 1].word.clone();
        self.push(ComponentKind::Room, end - 1, end, value);
        end - 1
    }

    /// The street: predirection, name, suffix, postdirection, each abbreviated.
    fn road(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let mut words: Vec<String> =
            self.tokens[start..end].iter().map(|token| token.word.clone()).collect();
        let count = words.len();
        let mut name_end = count;
        if count >= 2
            && let Some(direction) = self.words.direction(&words[count - 1])
        {
            // "Avenue E": a letter, and no direction, where nothing else is the name.
            if count > 2 || self.words.suffix(&words[0]).is_none() {
                direction.clone_into(&mut words[count - 1]);
                name_end = count - 1;
            }
        }
        let name_start = usize::from(
            name_end >= 2
                && self.words.direction(&words[0]).is_some()
                && !(name_end == 2 && self.words.suffix(&words[1]).is_some()),
        );
        if name_start == 1
            && let Some(direction) = self.words.direction(&words[0])
        {
            direction.clone_into(&mut words[0]);
        }
        if name_end - name_start >= 2
            && let Some(suffix) = self.words.suffix(&words[name_end - 1])
        {
            suffix.clone_into(&mut words[name_end - 1]);
        }
        self.push(ComponentKind::Road, start, end, words.join(" "));
    }
}
