//! The words of a grammar that closes each part by its kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::normal::{Normal, is_close, is_numeral, is_open, is_separator, normal_char};
use crate::profile::divisions::Divisions;
use crate::profile::trie::{self, Trie};
use crate::{AddressError, ComponentKind};

/// Bits of what a character may be, by character of the basic plane.
pub(crate) mod class {
    pub(crate) const SEPARATOR: u16 = 1;
    pub(crate) const OPEN: u16 = 2;
    pub(crate) const CLOSE: u16 = 4;
    pub(crate) const ASCII: u16 = 8;
    pub(crate) const NUMERAL: u16 = 16;
    /// A unit may start with it.
    pub(crate) const UNIT: u16 = 32;
    pub(crate) const PLACE: u16 = 64;
    pub(crate) const MODIFIER: u16 = 128;
    /// Belongs to no name at the edge of one.
    pub(crate) const LOOSE: u16 = 256;
    /// With the next character of the line a division's name may start.
    pub(crate) const NAME: u16 = 512;
}

/// What is known of a normal character.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mark {
    /// The bits of [`class`].
    pub(crate) class: u16,
    /// Where the words that start with it are, or 0.
    word: u16,
}

/// A character of the basic plane: its normal form, and the mark that it has
/// where it is normal itself.
#[derive(Clone, Copy, Debug)]
struct Character {
    normal: char,
    mark: Mark,
}

/// The profile as it stands in TOML.
#[derive(Deserialize)]
pub(crate) struct SuffixToml {
    #[serde(default)]
    divisions: String,
    #[serde(default)]
    floor_before_room: Vec<String>,
    closing: BTreeMap<ComponentKind, Vec<String>>,
    plain: Words,
    ending: BTreeMap<ComponentKind, Vec<String>>,
    unit: BTreeMap<Unit, Vec<String>>,
    cautious: Words,
    alone: BTreeMap<Unit, Vec<String>>,
    context: ContextToml,
    contact: ContactToml,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct ContextToml {
    nearby: Vec<String>,
    aside: Vec<String>,
    near_before: Vec<String>,
    joining: Vec<String>,
    remark: Vec<String>,
    leading: Vec<String>,
    modifier: String,
    road_tail: Vec<String>,
}

#[derive(Deserialize)]
struct ContactToml {
    label: Vec<String>,
    phone_label: Vec<String>,
    title: Vec<String>,
    surnames: String,
}

/// What a number becomes by the word after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    Building,
    Entrance,
    /// 门: an entrance, or a gate in a name.
    Door,
    Floor,
    /// 楼: a floor, or a building.
    Storey,
    Room,
    /// 号: of a road, a building or a room.
    Number,
    Compound,
    Lane,
    Group,
    /// A part of an estate (二期, A区).
    Phase,
    Street,
    Community,
    Distance,
    Plain,
}

const UNITS: [Unit; 15] = [
    Unit::Building,
    Unit::Entrance,
    Unit::Door,
    Unit::Floor,
    Unit::Storey,
    Unit::Room,
    Unit::Number,
    Unit::Compound,
    Unit::Lane,
    Unit::Group,
    Unit::Phase,
    Unit::Street,
    Unit::Community,
    Unit::Distance,
    Unit::Plain,
];

/// What a word in the line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Closes a name of this kind.
    Close(ComponentKind),
    /// Holds a closing word and closes nothing.
    Plain,
    /// The place before it is near, not here.
    Nearby,
    /// Where at the place: 门口, 路口.
    Aside,
    /// The place after it is near, not here.
    NearBefore,
    /// Joins two roads.
    Joining,
    /// A remark from here on.
    Remark,
    /// Says that an address follows.
    Leading,
    /// A part named rather than numbered: 东塔, 顶楼.
    Alone(Unit),
    /// A person's name follows.
    Label,
    /// A telephone number follows.
    PhoneLabel,
    /// A person's name stands before.
    Title,
}

/// The words of a profile, ready to read lines with.
#[derive(Clone, Debug)]
pub(crate) struct Suffix {
    characters: Box<[Character]>,
    pub(crate) divisions: Arc<Divisions>,
    /// Names given by the caller.
    places: Trie,
    words: Trie,
    kinds: Vec<Word>,
    endings: Trie,
    units: Trie,
    cautious: Vec<bool>,
    road_tails: Trie,
    surnames: String,
    floor_before_room: Vec<String>,
}

impl Suffix {
    pub(crate) fn new(toml: SuffixToml) -> Result<Self, AddressError> {
        let divisions = match toml.divisions.as_str() {
            "china" => Arc::new(Divisions::china()),
            "" => Arc::default(),
            _ => return Err(AddressError::UnknownWord { key: "divisions", word: toml.divisions }),
        };
        let normal = Normal::table();
        let character = |code: u16| {
            let c = char::from_u32(u32::from(code)).unwrap_or_default();
            let mark = Mark { class: own_class(c), word: 0 };
            Character { normal: normal.char(c), mark }
        };
        let mut suffix = Self {
            characters: (0..=u16::MAX).map(character).collect(),
            divisions,
            places: Trie::default(),
            words: Trie::default(),
            kinds: Vec::new(),
            endings: Trie::default(),
            units: Trie::default(),
            cautious: Vec::new(),
            road_tails: Trie::default(),
            surnames: toml.contact.surnames,
            floor_before_room: toml.floor_before_room,
        };
        let mut gathered = trie::Words::default();
        for (kind, words) in toml.closing {
            suffix.add_words(&mut gathered, &words, Word::Close(kind));
        }
        for (words, word) in [
            (&toml.context.nearby, Word::Nearby),
            (&toml.context.aside, Word::Aside),
            (&toml.context.near_before, Word::NearBefore),
            (&toml.context.joining, Word::Joining),
            (&toml.context.remark, Word::Remark),
            (&toml.context.leading, Word::Leading),
            (&toml.contact.label, Word::Label),
            (&toml.contact.phone_label, Word::PhoneLabel),
            (&toml.contact.title, Word::Title),
        ] {
            suffix.add_words(&mut gathered, words, word);
        }
        for (unit, words) in toml.alone {
            suffix.add_words(&mut gathered, &words, Word::Alone(unit));
        }
        suffix.add_words(&mut gathered, &toml.plain.words, Word::Plain);
        suffix.words = Trie::new(&gathered, |_, _| ());
        for (code, character) in (0..).zip(&mut suffix.characters) {
            character.mark.word = char::from_u32(code).map_or(0, |c| suffix.words.start(c));
        }
        let mut endings = trie::Words::default();
        for (kind, words) in toml.ending {
            for word in words {
                endings.add(word.chars().rev(), kind as u32);
            }
        }
        suffix.endings = Trie::new(&endings, |_, _| ());
        let mut units = trie::Words::default();
        for (unit, words) in toml.unit {
            for word in words {
                let cautious = toml.cautious.words.contains(&word);
                let value = u32::try_from(suffix.cautious.len()).unwrap_or(0) * 16 + unit as u32;
                suffix.cautious.push(cautious);
                units.add(word.chars().map(normal_char), value);
                if let Some(first) = word.chars().next() {
                    suffix.mark(normal_char(first), class::UNIT);
                }
            }
        }
        suffix.units = Trie::new(&units, |_, _| ());
        let mut tails = trie::Words::default();
        for word in toml.context.road_tail {
            tails.add(word.chars(), 0);
        }
        suffix.road_tails = Trie::new(&tails, |_, _| ());
        let starts: Vec<char> = suffix.divisions.starts().collect();
        for c in starts {
            suffix.mark(c, class::PLACE);
        }
        for c in toml.context.modifier.chars() {
            suffix.mark(c, class::MODIFIER);
        }
        suffix.mark('中', class::PLACE);
        Ok(suffix)
    }

    fn add_words(&mut self, gathered: &mut trie::Words, words: &[String], word: Word) {
        let value = u32::try_from(self.kinds.len()).unwrap_or(0);
        self.kinds.push(word);
        for text in words {
            gathered.add(text.chars().map(normal_char), value);
        }
    }

    fn mark(&mut self, c: char, bit: u16) {
        if let Some(character) = self.characters.get_mut(c as usize) {
            character.mark.class |= bit;
        }
    }

    /// Adds names of places in their normal form.
    pub(crate) fn add_places(&mut self, places: impl Iterator<Item = (ComponentKind, String)>) {
        let mut words = self.places.words();
        for (kind, name) in places {
            if let Some(first) = name.chars().next() {
                words.add(name.chars(), kind as u32);
                self.mark(first, class::PLACE);
            }
        }
        self.places = Trie::new(&words, |_, _| ());
    }

    /// The normal form of a character.
    #[inline]
    pub(crate) fn normal(&self, c: char) -> char {
        self.characters.get(c as usize).map_or(c, |character| character.normal)
    }

    /// What is known of a normal character.
    #[inline]
    pub(crate) fn known(&self, c: char) -> Mark {
        self.characters.get(c as usize).map(|character| character.mark).unwrap_or_default()
    }

    /// What a normal character may be.
    pub(crate) fn class(&self, c: char) -> u16 {
        self.known(c).class
    }

    /// The longest word at a place that holds the character of a mark.
    #[inline]
    pub(crate) fn word(
        &self,
        mark: Mark,
        line: &[char],
        from: usize,
        end: usize,
    ) -> Option<(usize, Word)> {
        self.words
            .longest_started(mark.word, line, from, end)
            .map(|(to, value)| (to, self.kinds[value as usize]))
    }

    /// The longest name given by the caller at a place.
    pub(crate) fn place(
        &self,
        line: &[char],
        from: usize,
        end: usize,
    ) -> Option<(usize, ComponentKind)> {
        self.places
            .longest(line, from, end)
            .map(|(to, value)| (to, ComponentKind::ALL[value as usize]))
    }

    /// The kind that the end of a name tells.
    pub(crate) fn ending(&self, line: &[char], from: usize, to: usize) -> Option<ComponentKind> {
        self.endings
            .longest_back(line, from, to)
            .map(|(_, value)| ComponentKind::ALL[value as usize])
    }

    /// The unit after a number, at a character of the class [`class::UNIT`]: its
    /// end, itself, and whether it needs care.
    pub(crate) fn unit(
        &self,
        line: &[char],
        from: usize,
        end: usize,
    ) -> Option<(usize, Unit, bool)> {
        let (to, value) = self.units.longest(line, from, end)?;
        Some((to, UNITS[(value % 16) as usize], self.cautious[(value / 16) as usize]))
    }

    /// Where the words after a road's name end (东段), or `from`.
    pub(crate) fn road_tail(&self, line: &[char], from: usize, end: usize) -> usize {
        self.road_tails.longest(line, from, end).map_or(from, |(to, _)| to)
    }

    /// Whether a character is a surname.
    pub(crate) fn is_surname(&self, c: char) -> bool {
        self.surnames.contains(c)
    }

    /// Whether a short last number of three is a room on a floor here.
    pub(crate) fn floor_before_room(&self, province: &str) -> bool {
        self.floor_before_room.iter().any(|name| name == province)
    }
}

fn own_class(c: char) -> u16 {
    let mut bits = 0;
    if is_separator(c)
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
    {
        bits |= class::SEPARATOR | class::LOOSE;
    }
    if matches!(c, '-' | '·' | '.' | '/' | '#' | '的') {
        bits |= class::LOOSE;
    }
    if is_open(c) {
        bits |= class::OPEN;
    }
    if is_close(c) {
        bits |= class::CLOSE;
    }
    if c.is_ascii_alphanumeric() || c == '#' || c == '-' {
        bits |= class::ASCII;
    }
    if is_numeral(c) || "甲乙丙丁戊己庚辛负第特".contains(c) {
        bits |= class::NUMERAL;
    }
    bits
}
