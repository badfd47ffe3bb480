//! What can be done to a hazard.

use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::{ActionId, Actor, Capacity, Evidence, Fixer, FoundBy, HazardId, Place};

/// Something that is done to a hazard. Words that go with it are kept apart, by the action's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
pub enum HazardDeed {
    /// It is found. The first action of every hazard, and of no other.
    Find {
        /// Its type.
        kind: String,
        /// Where.
        place: Place,
        /// How it came to be known.
        how: FoundBy,
        /// What it repeats: see [`look_back`](crate::hazard::look_back).
        recurs: Option<HazardId>,
    },
    /// It is to be put right.
    Order,
    /// Another office is to see to it.
    Refer {
        /// Which.
        office: String,
    },
    /// Something more shows how it is.
    Show,
    /// It is said to be fixed.
    SayFixed {
        /// Who fixed it.
        fixer: Fixer,
    },
    /// Somebody looked whether it is.
    Verify {
        /// Whether it is.
        fixed: bool,
        /// As what they looked.
        capacity: Capacity,
    },
    /// It was found in error.
    Withdraw,
    /// It was verified fixed and is not.
    Reopen,
    /// Somebody objects, and nothing is in danger: the duty is suspended. The installation does it.
    Pause {
        /// Until when the objection is to be decided.
        until: Instant,
    },
    /// That objection is decided: the time is counted anew. The installation does it.
    Resume,
}

impl HazardDeed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Find { .. } => "find",
            Self::Order => "order",
            Self::Refer { .. } => "refer",
            Self::Show => "show",
            Self::SayFixed { .. } => "say_fixed",
            Self::Verify { .. } => "verify",
            Self::Withdraw => "withdraw",
            Self::Reopen => "reopen",
            Self::Pause { .. } => "pause",
            Self::Resume => "resume",
        }
    }

    /// Whether it says how the thing is, seen where it is; anything else is decided.
    #[must_use]
    pub const fn is_at_the_door(&self) -> bool {
        matches!(self, Self::Show | Self::SayFixed { .. } | Self::Verify { .. })
    }

    /// Whether it needs words: why.
    #[must_use]
    pub const fn needs_words(&self) -> bool {
        matches!(
            self,
            Self::Order
                | Self::Refer { .. }
                | Self::Verify { fixed: false, .. }
                | Self::Withdraw
                | Self::Reopen
        )
    }
}

/// A recorded deed: what, who, when, on what evidence; why lies in the words under its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardAction {
    /// Made by whoever acts.
    pub id: ActionId,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// What.
    pub deed: HazardDeed,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Whether words go with it.
    pub has_words: bool,
}
