//! Many lines, one after the other.

use super::{Memory, read};
use crate::{Parsed, Profile};

/// Reads many lines, each answer in the memory of the one before: what
/// [`parse`](crate::parse) answers, faster.
///
/// ```
/// use address::{Parser, Profile};
///
/// let mut parser = Parser::new(Profile::cn());
/// for (line, count) in [("春风路18号", 2), ("锦绣花园3栋2单元1203", 4)] {
///     assert_eq!(parser.parse(line).components.len(), count);
/// }
/// ```
pub struct Parser {
    profile: Profile,
    memory: Memory,
    parsed: Parsed,
}

impl Parser {
    /// A parser of lines that are written as the profile says.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        Self { profile, memory: Memory::default(), parsed: Parsed::default() }
    }

    /// Reads a line. The answer stands until the next line is read.
    pub fn parse(&mut self, line: &str) -> &Parsed {
        self.memory.spare.append(&mut self.parsed.components);
        self.parsed.dropped.clear();
        read(&self.profile, line, &mut self.memory, &mut self.parsed);
        &self.parsed
    }
}

impl std::fmt::Debug for Parser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The last line read may name a dwelling: it is no matter for a log.
        f.debug_struct("Parser").field("profile", &self.profile.name()).finish_non_exhaustive()
    }
}
