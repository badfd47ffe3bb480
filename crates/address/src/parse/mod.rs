//! From a line to its components.

mod line;
mod number_first;
mod parser;
mod personal;
mod readings;
mod suffix;

pub use parser::Parser;
pub use personal::personal;
pub use readings::{Reading, readings};

use std::cell::RefCell;

use crate::normal::Normal;
use crate::profile::{Grammar, Profile};
use crate::{Component, Parsed};
use line::{Buffers, Line};

/// The longest line that is read, in characters; what follows is left out.
/// An address is a hundred characters; a file's stray megabyte is none.
pub(crate) const LONGEST: usize = 2_000;

thread_local! {
    /// The memory that a thread reads its lines in.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Memory of one line that serves the next.
#[derive(Default)]
struct Memory {
    line: Buffers,
    suffix: suffix::Memory,
    /// Components of earlier answers, to write new ones into.
    spare: Vec<Component>,
}

/// Reads a written address into components with their character spans.
///
/// Every line has an answer: a line that is no address has few components or
/// none. Telephone numbers and names of persons are dropped; only where they
/// stood is told. Where many lines are read, a [`Parser`] is faster.
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
    let mut memory = MEMORY.take();
    let mut parsed = Parsed::default();
    read(profile, line, &mut memory, &mut parsed);
    memory.spare.clear();
    MEMORY.set(memory);
    parsed
}

/// Reads a line into `parsed`, which is empty.
fn read(profile: &Profile, line: &str, memory: &mut Memory, parsed: &mut Parsed) {
    match &profile.grammar {
        Grammar::Suffix(words) => {
            let line = Line::new(line, LONGEST, |c| words.normal(c), &mut memory.line);
            suffix::read(words, line, &mut memory.suffix, &mut memory.spare, parsed);
        }
        Grammar::NumberFirst(words) => {
            let table = Normal::table();
            let line = Line::new(line, LONGEST, |c| table.char(c), &mut memory.line);
            *parsed = number_first::read(words, line);
        }
    }
}

#[cfg(test)]
mod tests;
