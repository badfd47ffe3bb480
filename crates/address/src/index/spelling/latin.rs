//! Keys of addresses written in words: `1501 Interlake Ave. N, Apt # 4`.

use super::{NameKeys, latin_words as words};
use crate::ComponentKind;

/// Lower case, half width; apostrophes vanish, other punctuation parts words.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for ch in text.chars().map(narrow).flat_map(char::to_lowercase) {
        if ch.is_alphanumeric() {
            word.push(ch);
        } else if !word.is_empty() && parts(ch, &word) {
            found.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Whether a mark ends a word: an apostrophe never does (`o'dell`), a stop
/// not after one letter (`u.s. 223`).
fn parts(mark: char, word: &str) -> bool {
    match mark {
        '\'' | '’' => false,
        '.' => word.chars().count() > 1,
        _ => true,
    }
}

/// Full-width forms to their ASCII ones.
fn narrow(ch: char) -> char {
    match ch {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => ch,
    }
}

/// Words set end to end; a hyphen stays between two digits, where it counts.
fn squash<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for word in words {
        let digits = key.ends_with(|ch: char| ch.is_ascii_digit()) && word.starts_with(|ch: char| ch.is_ascii_digit());
        if digits {
            key.push('-');
        }
        key.push_str(word);
    }
    key
}

pub(super) fn name(text: &str) -> NameKeys {
    let words = tokens(text);
    let same = squash(words.iter().map(String::as_str));
    let standard: Vec<&str> = words.iter().map(|word| words::standard(word)).collect();
    let variant = squash(standard.iter().copied());
    let mut from = 0;
    let mut to = standard.len();
    let mut generic = Vec::new();
    while to > from + 1 && words::is_generic(standard[to - 1]) {
        to -= 1;
        generic.push(standard[to].to_owned());
    }
    while to > from + 1 && words::is_direction(standard[from]) {
        generic.push(standard[from].to_owned());
        from += 1;
    }
    generic.sort_unstable();
    NameKeys { same, variant, core: squash(standard[from..to].iter().copied()), generic }
}

pub(super) fn area(kind: ComponentKind, text: &str) -> String {
    let words = tokens(text);
    match kind {
        ComponentKind::Postcode => squash(words.iter().map(String::as_str).take(1)),
        ComponentKind::Province => {
            let whole = words.join(" ");
            words::state(&whole).map_or_else(|| squash(words.iter().map(String::as_str)), str::to_owned)
        }
        _ => squash(words.iter().map(|word| words::standard(word))),
    }
}

pub(super) fn number(text: &str) -> String {
    let words = tokens(text);
    squash(words.iter().map(String::as_str))
}

/// `apt # 204`, `unit 204` and `#204` are one unit; `2nd fl` and `floor 2` one floor.
pub(super) fn unit(floor: &str, room: &str) -> String {
    let mut key = String::new();
    if !floor.is_empty() {
        key.push_str("fl");
        key.push_str(&squash(tokens(floor).iter().map(|word| words::ordinal(word)).filter(|word| !words::is_floor(word))));
    }
    let parts = tokens(room);
    let floors = parts.iter().any(|word| words::is_floor(word));
    if floors && key.is_empty() {
        key.push_str("fl");
    }
    let named = |word: &&str| !words::is_floor(word) && !words::is_designator(word);
    let rest: Vec<&str> = parts.iter().map(|word| words::ordinal(word)).filter(named).collect();
    if rest.is_empty() && !floors {
        return key + &squash(parts.iter().map(String::as_str));
    }
    if !key.is_empty() && !floors && !rest.is_empty() {
        key.push('-');
    }
    key + &squash(rest)
}
