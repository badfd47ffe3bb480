//! From a line to its components.

mod number_first;
mod personal;
mod readings;
mod suffix;

pub use personal::personal;
pub use readings::{Reading, readings};

use crate::normal::normal_char;
use crate::profile::{Grammar, Profile};
use crate::{Component, ComponentKind, Parsed, Span};

/// The longest line that is read, in characters; what follows is left out.
/// An address is a hundred characters; a file's stray megabyte is none.
const LONGEST: usize = 2_000;

/// Reads a written address into components with their character spans.
///
/// Every line has an answer: a line that is no address has few components or
/// none. Telephone numbers and names of persons are dropped; only where they
/// stood is told.
///
/// ```
/// use address::{ComponentKind, Profile, parse};
///
/// let parsed = parse(&Profile::cn(), "柳岸街道春风路18号锦绣花园三幢二門十二樓03室");
/// let room = parsed.components.iter().find(|c| c.kind == ComponentKind::Room).unwrap();
/// assert_eq!((room.text.as_str(), room.value.as_str()), ("03室", "03"));
/// ```
#[must_use]
pub fn parse(profile: &Profile, line: &str) -> Parsed {
    let mut normal = Vec::with_capacity(line.len() / 2 + 1);
    let mut offsets = Vec::with_capacity(line.len() / 2 + 2);
    let mut end = 0;
    for (at, c) in line.char_indices().take(LONGEST) {
        normal.push(normal_char(c));
        offsets.push(at);
        end = at + c.len_utf8();
    }
    offsets.push(end);
    let line = Line { written: line, offsets: &offsets, normal: &normal };
    match &profile.grammar {
        Grammar::Suffix(words) => suffix::read(words, line),
        Grammar::NumberFirst(words) => number_first::read(words, line),
    }
}

/// A line as written, and its normal form character by character.
#[derive(Clone, Copy)]
struct Line<'a> {
    written: &'a str,
    /// Where each character starts in `written`, and where the last one ends.
    offsets: &'a [usize],
    normal: &'a [char],
}

impl Line<'_> {
    fn component(&self, kind: ComponentKind, start: usize, end: usize, value: String) -> Component {
        let text = self.written[self.offsets[start]..self.offsets[end]].to_owned();
        Component { kind, span: Span { start, end }, text, value, near: false }
    }
}

#[cfg(test)]
mod tests;
