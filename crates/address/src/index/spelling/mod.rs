//! Brings names and numbers to keys: two writings of one thing share a key.
//!
//! A name has keys of three levels. `same` ignores case, width, script,
//! punctuation and spacing; `variant` also ignores how a street type or an
//! estate's generic suffix is spelled; `core` leaves those out.

mod han;
mod latin;
pub(crate) mod look_alikes;

use std::sync::Arc;

use crate::profile::number_first::NumberFirst;
use crate::profile::suffix::Suffix;
use crate::profile::{Grammar, Profile};
use crate::{Component, ComponentKind};

/// How a profile's addresses are written.
#[derive(Clone, Debug)]
pub(crate) enum Spelling {
    /// Words between spaces, street types and directions.
    Latin(Arc<NumberFirst>),
    /// Ideographs, each part closed by its kind.
    Han(Arc<Suffix>),
}

/// The keys of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameKeys {
    /// Same but for case, width, script, punctuation and spacing.
    pub(crate) same: String,
    /// And but for the spelling of its generic parts.
    pub(crate) variant: String,
    /// Without its generic parts.
    pub(crate) core: String,
    /// The generic parts, to compare where only the core agrees.
    pub(crate) generic: Vec<String>,
}

impl Spelling {
    /// The way a profile writes.
    pub(crate) fn of(profile: &Profile) -> Self {
        match &profile.grammar {
            Grammar::Suffix(words) => Self::Han(Arc::clone(words)),
            Grammar::NumberFirst(words) => Self::Latin(Arc::clone(words)),
        }
    }

    /// True where names are short strings of ideographs.
    pub(crate) fn is_ideographic(&self) -> bool {
        matches!(self, Self::Han(_))
    }

    /// Which form of a parsed part the keys are made from.
    pub(crate) fn said<'a>(&self, part: &'a Component) -> &'a str {
        match self {
            Self::Latin(_) => &part.text,
            Self::Han(_) => &part.value,
        }
    }

    /// The keys of a name.
    pub(crate) fn name(&self, text: &str) -> NameKeys {
        match self {
            Self::Latin(words) => latin::name(words, text),
            Self::Han(_) => han::name(text),
        }
    }

    /// Whether `said` may be a misspelling of the name that the register writes as `held`: its own
    /// words are in it but for a few slips, and no known direction or type that it has not.
    pub(crate) fn may_mean(&self, said: &NameKeys, held: &str) -> bool {
        match self {
            Self::Latin(words) => latin::may_mean(words, said, held),
            Self::Han(_) => false,
        }
    }

    /// Other ways to read a name, where letters and figures stand for each other.
    pub(crate) fn look_alikes(&self, text: &str) -> Vec<String> {
        match self {
            Self::Latin(_) => latin::look_alikes(text),
            Self::Han(_) => Vec::new(),
        }
    }

    /// The key of the unit that was meant, where a word for it is misspelled or figures are written
    /// as letters.
    pub(crate) fn unit_meant(&self, floor: &str, room: &str) -> Option<String> {
        match self {
            Self::Latin(words) => latin::unit_meant(words, floor, room),
            Self::Han(_) => None,
        }
    }

    /// The key of an area's name.
    pub(crate) fn area(&self, kind: ComponentKind, text: &str) -> String {
        match self {
            Self::Latin(words) => latin::area(words, kind, text),
            Self::Han(_) => han::area(kind, text),
        }
    }

    /// The key of a number: house number, building, entrance, floor or room.
    pub(crate) fn number(&self, kind: ComponentKind, text: &str) -> String {
        match self {
            Self::Latin(words) => latin::number(words, kind, text),
            Self::Han(words) => han::number(words, kind, text),
        }
    }

    /// The key of a unit inside its building, from floor and room as written.
    pub(crate) fn unit(&self, floor: &str, room: &str) -> String {
        match self {
            Self::Latin(words) => latin::unit(words, floor, room),
            Self::Han(words) => han::unit(words, floor, room),
        }
    }

    /// How a name sounds, to find it by letters: in full, and by initials.
    pub(crate) fn sound(&self, text: &str) -> Option<(String, String)> {
        match self {
            Self::Latin(_) => None,
            Self::Han(_) => Some(han::sound(text)),
        }
    }
}
