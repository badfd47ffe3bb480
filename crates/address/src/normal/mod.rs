//! Normal forms: one character for one character, so that spans stay true.

mod numerals;
mod width;

pub use numerals::{is_numeral, push_arabic, push_chinese, run_end};
pub use width::{is_close, is_open, is_separator, matching_close};

use std::sync::LazyLock;

/// What each character of the basic plane becomes.
static TABLE: LazyLock<Box<[u16]>> = LazyLock::new(table);

/// The traditional characters of the basic plane with their simplified forms.
const TRADITIONAL: &str = include_str!("../../profiles/traditional.txt");

/// The normal form of one character: simplified, half width, upper case.
#[must_use]
pub fn normal_char(c: char) -> char {
    Normal::table().char(c)
}

/// What each character becomes, at hand for many.
#[derive(Clone, Copy)]
pub(crate) struct Normal<'a>(&'a [u16]);

impl Normal<'static> {
    pub(crate) fn table() -> Self {
        Self(&TABLE)
    }
}

impl Normal<'_> {
    /// The normal form of one character.
    #[inline]
    pub(crate) fn char(self, c: char) -> char {
        self.0.get(c as usize).and_then(|&code| char::from_u32(u32::from(code))).unwrap_or(c)
    }
}

/// The normal form of a text: each character by [`normal_char`].
///
/// ```
/// assert_eq!(address::normal::normal_text("三號樓Ａ座"), "三号楼A座");
/// ```
#[must_use]
pub fn normal_text(text: &str) -> String {
    text.chars().map(normal_char).collect()
}

fn table() -> Box<[u16]> {
    let mut table: Box<[u16]> = (0..=u16::MAX).collect();
    for line in TRADITIONAL.lines().filter(|line| !line.starts_with('#')) {
        let mut pair = line.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next()) {
            put(&mut table, from, to);
        }
    }
    for code in 0..=u16::MAX {
        if let Some(c) = char::from_u32(u32::from(code))
            && let Some(to) = width::half(c)
        {
            put(&mut table, c, to);
        }
    }
    table
}

fn put(table: &mut [u16], from: char, to: char) {
    if let (Some(place), Ok(code)) = (table.get_mut(from as usize), u16::try_from(u32::from(to))) {
        *place = code;
    }
}

#[cfg(test)]
mod tests;
