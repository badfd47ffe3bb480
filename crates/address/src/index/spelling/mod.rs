//! Brings names and numbers to keys: two writings of one thing share a key.
//!
//! A name has keys of three levels. `same` ignores case, width, script,
//! punctuation and spacing; `variant` also ignores how a street type or an
//! estate's generic suffix is spelled; `core` leaves those out.

mod latin;
mod latin_words;

use crate::ComponentKind;

/// How a profile's addresses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Words between spaces, street types and directions (profile `us`).
    Latin,
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
    /// The keys of a name.
    pub(crate) fn name(self, text: &str) -> NameKeys {
        match self {
            Self::Latin => latin::name(text),
        }
    }

    /// The key of an area's name.
    pub(crate) fn area(self, kind: ComponentKind, text: &str) -> String {
        match self {
            Self::Latin => latin::area(kind, text),
        }
    }

    /// The key of a number: house number, building, entrance, floor or room.
    pub(crate) fn number(self, _kind: ComponentKind, text: &str) -> String {
        match self {
            Self::Latin => latin::number(text),
        }
    }

    /// The key of a unit inside its building, from floor and room as written.
    pub(crate) fn unit(self, floor: &str, room: &str) -> String {
        match self {
            Self::Latin => latin::unit(floor, room),
        }
    }
}

impl Spelling {
    /// The way a profile writes.
    pub(crate) fn of(profile: &str) -> Self {
        let _ = profile;
        Self::Latin
    }

    /// True where names are short strings of ideographs.
    pub(crate) fn is_ideographic(self) -> bool {
        match self {
            Self::Latin => false,
        }
    }
}
