//! Reading an address that runs from the large to the small, each part closed
//! by the word for its kind: one pass, with a look ahead of a few characters.

mod annex;
mod bracket;
mod chain;
mod contact;
mod distance;
mod finish;
mod item;
mod name;
mod number;
mod place;
mod prose;
mod value;

use std::cell::Cell;

use super::line::Line;
use crate::profile::suffix::{Mark, Suffix, Unit, Word, class};
use crate::{Component, ComponentKind, Parsed, Span};
use place::Names;

/// Reads a line into `parsed`, which is empty, with components of earlier
/// answers to write into.
pub(super) fn read(
    words: &Suffix,
    line: Line<'_>,
    memory: &mut Memory,
    spare: &mut Vec<Component>,
    parsed: &mut Parsed,
) {
    let mut reader = Reader::new(words, line, std::mem::take(memory));
    reader.dropped = std::mem::take(&mut parsed.dropped);
    reader.segment(0, line.normal.len());
    reader.finish(spare, parsed);
    *memory = reader.into_memory();
}

/// What a text that is no address says of persons.
pub(super) fn contacts(words: &Suffix, line: Line<'_>) -> Vec<Span> {
    let mut reader = Reader::new(words, line, Memory::default());
    reader.contacts(line.normal.len());
    reader.dropped
}

/// Memory of one line that serves the next.
#[derive(Default)]
pub(super) struct Memory {
    marks: Vec<Mark>,
    parts: Vec<Part>,
    divisions: Vec<usize>,
    kept: Vec<usize>,
}

/// A part as found, before its strings are made.
#[derive(Clone, Copy, Debug)]
struct Part {
    kind: ComponentKind,
    start: usize,
    end: usize,
    value: Value,
    /// A name whose kind nothing told.
    weak: bool,
    /// A division by its own name.
    own: bool,
    /// It only tells what is near.
    near: bool,
}

/// Where a part's normal value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    /// The name as written.
    Name,
    /// The number in this range.
    Number(usize, usize),
    /// The division's full name.
    Division(u32),
}

/// What became of the characters at a place.
enum Step {
    /// Read as a part (or passed over); a new name may start here.
    Took(usize),
    /// They belong to the name that is being gathered.
    Name(usize),
}

struct Reader<'a> {
    words: &'a Suffix,
    line: Line<'a>,
    /// The normal form of the line.
    text: &'a [char],
    /// What is known of each character of it.
    marks: Vec<Mark>,
    parts: Vec<Part>,
    dropped: Vec<Span>,
    /// The divisions among the parts, and those that stay: for the last look.
    divisions: Vec<usize>,
    kept: Vec<usize>,
    /// The divisions' names asked for last, by the place modulo their count.
    names: [Cell<Names>; 4],
    /// Province, city and county as far as they are known.
    known: [Option<u32>; 3],
    /// Inside a bracket, where the larger places may be named again.
    bracketed: bool,
    /// Inside a bracket that tells only what is near.
    near: bool,
}

impl<'a> Reader<'a> {
    fn new(words: &'a Suffix, line: Line<'a>, memory: Memory) -> Self {
        let Memory { mut marks, mut parts, divisions, kept } = memory;
        marks.clear();
        marks.extend(line.normal.iter().map(|&c| words.known(c)));
        for (mark, pair) in marks.iter_mut().zip(line.normal.windows(2)) {
            let may = words.divisions.may_start(pair[0], pair[1]);
            mark.class |= if may { class::NAME } else { 0 };
        }
        parts.clear();
        Self {
            words,
            line,
            text: line.normal,
            marks,
            parts,
            dropped: Vec::new(),
            divisions,
            kept,
            names: Default::default(),
            known: [None; 3],
            bracketed: false,
            near: false,
        }
    }

    fn into_memory(self) -> Memory {
        let Self { marks, parts, divisions, kept, .. } = self;
        Memory { marks, parts, divisions, kept }
    }
}

impl Reader<'_> {
    /// Reads the characters from `low` up to `high`.
    fn segment(&mut self, low: usize, high: usize) {
        let (mut start, mut i) = (low, low);
        while i < high {
            let bits = self.class(i);
            if bits & (class::SEPARATOR | class::CLOSE) != 0 {
                self.name(start, i);
                i += 1;
                start = i;
                continue;
            }
            if bits & class::OPEN != 0 {
                self.name(start, i);
                i = self.bracket(i, high);
                start = i;
                continue;
            }
            if bits & class::PLACE != 0 {
                if i == start {
                    if let Some(end) = self.place(i, high) {
                        i = end;
                        start = i;
                        continue;
                    }
                } else if self.place_again(i, high) {
                    self.name(start, i);
                    start = i;
                    continue;
                }
            } else if i == start
                && let Some(end) = self.county_by_form(i, high)
            {
                i = end;
                start = i;
                continue;
            }
            if i == start && self.inside(i, high) {
                self.push(ComponentKind::Note, i, i + 1, Value::Name);
                i += 1;
                start = i;
                continue;
            }
            let step = if bits & (class::ASCII | class::NUMERAL) != 0 {
                self.number(low, start, i, high)
            } else if let Some((to, word)) = self.word_at(i, high) {
                self.word(low, start, (i, to), word, high)
            } else {
                Step::Name(i + 1)
            };
            match step {
                Step::Took(end) => {
                    i = end;
                    start = i;
                }
                Step::Name(end) => i = end,
            }
        }
        self.name(start, high);
    }

    fn word(
        &mut self,
        low: usize,
        start: usize,
        (i, to): (usize, usize),
        word: Word,
        high: usize,
    ) -> Step {
        match word {
            Word::Close(kind) => self.close(start, (i, to), kind, high),
            Word::Nearby => self.nearby(start, i, to),
            // 巷口村: the word is the beginning of a name.
            Word::Aside
                if i == start
                    && matches!(
                        self.word_at(to, high),
                        Some((_, Word::Close(ComponentKind::Street | ComponentKind::Community)))
                    ) =>
            {
                Step::Name(to)
            }
            // 山东头路58号.
            Word::Aside if self.road_of_one(to, high).is_some() => Step::Name(to),
            Word::Aside => self.aside(start, i, to),
            Word::Joining if i == start && self.joins_roads(i, to, high) => Step::Took(to),
            Word::Leading
                if i == start && (to - i > 1 || i == low) && !self.is_name_word(to, high) =>
            {
                Step::Took(to)
            }
            // 达道路10号: a road after all.
            Word::Plain
                if i > start
                    && matches!(self.text[to - 1], '路' | '街' | '道' | '巷')
                    && self.text.get(to).is_some_and(char::is_ascii_digit) =>
            {
                self.push(ComponentKind::Road, start, to, Value::Name);
                Step::Took(to)
            }
            Word::Plain | Word::NearBefore | Word::Joining | Word::Leading => Step::Name(to),
            Word::Remark => {
                self.name(start, i);
                Step::Took(self.remark(i, to, high))
            }
            Word::Alone(unit) => self.alone(start, (i, to), unit, high),
            // 三间房东路: the word is part of a name.
            Word::Label if self.is_name_word(to, high) => Step::Name(to),
            Word::Label => self.label(start, (i, to), high),
            Word::PhoneLabel => {
                self.name(start, i);
                Step::Took(to)
            }
            Word::Title => self.title(start, (i, to), high),
        }
    }

    /// Where a single character for a road ends at a place, with a number or an
    /// edge behind it.
    fn road_of_one(&self, at: usize, high: usize) -> Option<usize> {
        let road = matches!(
            self.word_at(at, high),
            Some((end, Word::Close(ComponentKind::Road))) if end == at + 1
        );
        (road && self.number_or_edge(at + 1, high)).then_some(at + 1)
    }

    /// 与 and 和 between two roads (和 begins names too: 和平, 和谐).
    fn joins_roads(&self, i: usize, to: usize, high: usize) -> bool {
        // 天明路【与生产路交叉口】: in a bracket of its own as well.
        self.parts.last().is_some_and(|part| {
            part.kind == ComponentKind::Road
                && (part.end == i
                    || self.text[i] == '与' && (part.end..i).all(|at| self.is_edge(at, i)))
        }) && (self.text[i] != '和'
            || (to + 2..high.min(to + 8)).any(|at| {
                matches!(self.word_at(at, high), Some((_, Word::Close(ComponentKind::Road))))
            }))
    }

    /// 柳岸大学内教育超市: 内 after a place belongs to no name.
    fn inside(&self, i: usize, high: usize) -> bool {
        self.text[i] == '内'
            && !self.is_edge(i + 1, high)
            && !self.is_name_word(i + 1, high)
            && self.parts.last().is_some_and(|part| {
                part.end == i
                    && matches!(
                        part.kind,
                        ComponentKind::Estate | ComponentKind::Poi | ComponentKind::RoadNumber
                    )
            })
    }

    /// A part that is named rather than numbered: 东塔, 顶楼, 南区.
    fn alone(&mut self, start: usize, (i, to): (usize, usize), unit: Unit, high: usize) -> Step {
        if self.is_name_word(to, high) {
            return Step::Name(to);
        }
        let kind = match unit {
            Unit::Building => ComponentKind::Building,
            Unit::Entrance => ComponentKind::Entrance,
            Unit::Floor => ComponentKind::Floor,
            Unit::Phase => return self.phase(start, i, to),
            _ => ComponentKind::Room,
        };
        let numbered = self.last().is_some_and(|part| {
            matches!(
                part.kind,
                ComponentKind::Building
                    | ComponentKind::Entrance
                    | ComponentKind::Floor
                    | ComponentKind::Room
            )
        });
        if self.parts.is_empty() && i == start
            || kind == ComponentKind::Room && !(i == start && numbered)
        {
            return Step::Name(to);
        }
        self.name(start, i);
        self.push(kind, i, to, Value::Name);
        Step::Took(to)
    }

    fn push(&mut self, kind: ComponentKind, start: usize, end: usize, value: Value) {
        let near = self.near;
        self.parts.push(Part { kind, start, end, value, weak: false, own: false, near });
    }

    /// The last part that is on the way down to the dwelling.
    fn last(&self) -> Option<&Part> {
        self.parts.iter().rfind(|part| {
            !part.near && !matches!(part.kind, ComponentKind::Note | ComponentKind::Nearby)
        })
    }

    fn last_kind(&self) -> Option<ComponentKind> {
        self.last().map(|part| part.kind)
    }

    /// What the character at a place may be.
    #[inline]
    fn class(&self, at: usize) -> u16 {
        self.marks[at].class
    }

    /// The longest word at a place.
    #[inline]
    fn word_at(&self, from: usize, end: usize) -> Option<(usize, Word)> {
        if from >= end {
            return None;
        }
        self.words.word(self.marks[from], self.text, from, end)
    }

    /// The unit at a place: its end, itself, and whether it needs care.
    #[inline]
    fn unit_at(&self, from: usize, end: usize) -> Option<(usize, Unit, bool)> {
        if from >= end || self.class(from) & class::UNIT == 0 {
            return None;
        }
        self.words.unit(self.text, from, end)
    }

    /// Whether nothing of a name follows: the end, a separator, a bracket.
    fn is_edge(&self, at: usize, high: usize) -> bool {
        at >= high || self.class(at) & (class::SEPARATOR | class::OPEN | class::CLOSE) != 0
    }

    /// Whether a word that closes a name stands at a place, directly or after
    /// modifiers that lead to a road (花园西路).
    fn is_name_word(&self, at: usize, high: usize) -> bool {
        matches!(self.word_at(at, high), Some((_, Word::Close(_))))
            || self.road_after_modifiers(at, high).is_some()
    }

    /// The end of a road's closing word after one to three modifiers.
    fn road_after_modifiers(&self, at: usize, high: usize) -> Option<usize> {
        let mut j = at;
        while j < high && j < at + 3 {
            let bits = self.class(j);
            if bits & (class::MODIFIER | class::NUMERAL) == 0 && !self.text[j].is_ascii_digit() {
                return None;
            }
            j += 1;
            if let Some((end, Word::Close(ComponentKind::Road))) = self.word_at(j, high) {
                return Some(end);
            }
        }
        None
    }
}
