//! Keys of addresses written in words: `1501 Interlake Ave. N, Apt # 4`.

use std::ops::Range;

use super::{NameKeys, look_alikes as alike};
use crate::ComponentKind;
use crate::index::typo::{self, distance_to_part};
use crate::normal::normal_char;
use crate::profile::number_first::NumberFirst;

/// Upper case, half width; apostrophes vanish, other punctuation parts words.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for ch in text.chars().map(normal_char) {
        // An upright stroke beside a figure is one: 29|6.
        if ch.is_alphanumeric() || ch == '|' {
            word.push(ch);
        } else if !word.is_empty() && parts(ch, &word) {
            found.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found.retain(|word| word.chars().any(char::is_alphanumeric));
    found
}

/// Whether a mark ends a word: an apostrophe never does (`O'DELL`), a stop
/// not after one letter (`U.S. 223`).
fn parts(mark: char, word: &str) -> bool {
    match mark {
        '\'' | '’' => false,
        '.' => word.chars().count() > 1,
        _ => true,
    }
}

/// Words set end to end; a hyphen stays between two digits, where it counts.
fn squash<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for word in words {
        let digit = |ch: char| ch.is_ascii_digit();
        if key.ends_with(digit) && word.starts_with(digit) {
            key.push('-');
        }
        key.push_str(word);
    }
    key
}

fn own(words: &[String]) -> impl Iterator<Item = &str> {
    words.iter().map(String::as_str)
}

/// The standard spelling of a direction or street type, or the word.
fn standard<'a>(words: &'a NumberFirst, word: &'a str) -> &'a str {
    words.direction(word).or_else(|| words.suffix(word)).unwrap_or(word)
}

pub(super) fn name(words: &NumberFirst, text: &str) -> NameKeys {
    let written = tokens(text);
    let same = squash(own(&written));
    let standard: Vec<&str> = written.iter().map(|word| standard(words, word)).collect();
    let variant = squash(standard.iter().copied());
    let proper = proper(words, &written);
    let around = standard[..proper.start].iter().chain(&standard[proper.end..]);
    let mut generic: Vec<String> = around.map(|word| (*word).to_owned()).collect();
    generic.sort_unstable();
    NameKeys { same, variant, core: squash(standard[proper].iter().copied()), generic }
}

/// The words that are a name's own, between its directions and types.
fn proper(words: &NumberFirst, written: &[String]) -> Range<usize> {
    let direction = |at: usize| words.direction(&written[at]).is_some();
    let (mut from, mut to) = (0, written.len());
    while to > from + 1 && (direction(to - 1) || words.suffix(&written[to - 1]).is_some()) {
        to -= 1;
    }
    while to > from + 1 && direction(from) {
        from += 1;
    }
    from..to
}

/// Of so many letters of a name's own words one may be a slip.
const LETTERS_A_SLIP: usize = 3;

pub(super) fn may_mean(words: &NumberFirst, said: &NameKeys, held: &str) -> bool {
    let keys = name(words, held);
    let is_slip = |own: &str, text: &str| {
        let (own, text): (Vec<char>, Vec<char>) = (own.chars().collect(), text.chars().collect());
        distance_to_part(&own, &text) * LETTERS_A_SLIP <= own.len()
    };
    let written = tokens(held);
    let own_words = squash(own(&written[proper(words, &written)]));
    said.generic.iter().all(|word| keys.generic.contains(word))
        && (is_slip(&own_words, &said.same) || is_slip(&keys.core, &said.variant))
}

pub(super) fn look_alikes(text: &str) -> Vec<String> {
    alike::names(&tokens(text))
}

pub(super) fn area(words: &NumberFirst, kind: ComponentKind, text: &str) -> String {
    let written = tokens(text);
    match kind {
        // Five digits place an address; the four after them a block face.
        ComponentKind::Postcode => written.first().cloned().unwrap_or_default(),
        ComponentKind::Province => {
            words.state(&written.join(" ")).map_or_else(|| squash(own(&written)), str::to_owned)
        }
        _ => squash(written.iter().map(|word| standard(words, word))),
    }
}

/// A word that only says that a number follows.
fn is_designator(words: &NumberFirst, word: &str) -> bool {
    matches!(word, "NO" | "NUM" | "NUMBER")
        || matches!(words.unit(word), Some("APT" | "UNIT" | "STE" | "RM"))
}

fn is_floor(words: &NumberFirst, word: &str) -> bool {
    words.unit(word) == Some("FL")
}

pub(super) fn number(words: &NumberFirst, kind: ComponentKind, text: &str) -> String {
    let written = tokens(text);
    if kind == ComponentKind::Building {
        let told = |word: &&str| words.unit(word) != Some("BLDG");
        return squash(own(&written).filter(told));
    }
    squash(own(&written))
}

/// `apt # 204`, `unit 204` and `#204` are one unit; `2nd fl` and `floor 2` one floor.
pub(super) fn unit(words: &NumberFirst, floor: &str, room: &str) -> String {
    let plain = |text: &str| {
        let written = tokens(text);
        let rest: Vec<String> = written
            .iter()
            .filter(|word| !is_floor(words, word) && !is_designator(words, word))
            .map(|word| words.unit(word).unwrap_or_else(|| ordinal(word)).to_owned())
            .collect();
        let floor = written.iter().any(|word| is_floor(words, word));
        (floor, squash(own(&rest)), squash(own(&written)))
    };
    let (_, level, _) = plain(floor);
    let (floor_said, inner, whole) = plain(room);
    match (level.is_empty(), floor_said) {
        (true, true) => format!("FL{inner}"),
        (true, false) if inner.is_empty() => whole,
        (true, false) => inner,
        (false, _) if inner.is_empty() => format!("FL{level}"),
        (false, _) => format!("FL{level}-{inner}"),
    }
}

/// What a unit says without the words that are designators but for a slip (`aprt 204`), and with figures
/// for the letters that look like them (`apt 2O4`); none where neither is in it.
pub(super) fn unit_meant(words: &NumberFirst, floor: &str, room: &str) -> Option<String> {
    let written = tokens(room);
    let kept: Vec<&str> = own(&written).filter(|word| !is_near_designator(words, word)).collect();
    let changed = kept.len() < written.len();
    let meant = (!kept.is_empty()).then(|| unit(words, floor, &kept.join(" ")))?;
    alike::figures(&meant).or_else(|| changed.then_some(meant))
}

/// A word that is none, and a designator but for a slip.
fn is_near_designator(words: &NumberFirst, word: &str) -> bool {
    let known = words.unit(word).is_some() || words.unit_alone(word).is_some();
    let letters: Vec<char> = word.chars().collect();
    if known || letters.len() < 3 || !letters.iter().all(char::is_ascii_alphabetic) {
        return false;
    }
    let near = |form: &str| {
        let form: Vec<char> = form.chars().collect();
        let slips = typo::reach(form.len().max(4), false);
        form.len() >= 3 && typo::distance(&letters, &form, slips).is_some()
    };
    near("NUMBER") || words.unit_forms().any(|form| is_designator(words, form) && near(form))
}

/// `2ND` and `SECOND` as `2`.
fn ordinal(word: &str) -> &str {
    const WORDS: [&str; 10] = [
        "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH",
        "TENTH",
    ];
    const FIGURES: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    if let Some(at) = WORDS.iter().position(|known| *known == word) {
        return FIGURES[at];
    }
    let figures = word.trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
    let ending = &word[figures.len()..];
    if !figures.is_empty() && matches!(ending, "ST" | "ND" | "RD" | "TH") { figures } else { word }
}

#[cfg(test)]
mod tests {
    use crate::Profile;
    use crate::index::spelling::Spelling;

    #[test]
    fn units_are_told_by_what_they_number() {
        let spelling = Spelling::of(&Profile::us());
        for same in ["apt # 204", "Unit 204", "#204", "apartment 204", "204"] {
            assert_eq!(spelling.unit("", same), "204");
        }
        for same in ["2nd fl", "floor # 2", "Second Floor"] {
            assert_eq!(spelling.unit("", same), "FL2");
        }
        assert_eq!(spelling.unit("2", ""), "FL2");
        assert_ne!(spelling.unit("", "lot 2"), spelling.unit("", "apt 2"));
    }

    #[test]
    fn names_share_the_keys_of_their_spellings() {
        let spelling = Spelling::of(&Profile::us());
        let (long, short) =
            (spelling.name("North Interlake Avenue"), spelling.name("N. Interlake AVE"));
        assert_ne!(long.same, short.same);
        assert_eq!(long.variant, short.variant);
        assert_eq!(long.core, "INTERLAKE");
        assert_eq!(spelling.name("U.S. 223").same, spelling.name("us 223").same);
        assert_ne!(
            spelling.number(crate::ComponentKind::RoadNumber, "88-25"),
            spelling.number(crate::ComponentKind::RoadNumber, "8825")
        );
    }
}
