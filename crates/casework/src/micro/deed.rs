//! What can be done to a micro-event, and how it is recorded.

use access::Account;
use kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use crate::{Actor, AttachmentId, CasePlace, MicroActionId, MicroEventId};

/// Something that is done to a micro-event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
pub enum MicroDeed {
    /// It was found. The first action of every one, and of no other.
    Find {
        /// Photos that show it.
        photos: Vec<AttachmentId>,
    },
    /// It is put right.
    Fix {
        /// Photos that show that.
        photos: Vec<AttachmentId>,
    },
    /// It is more than that, or nobody puts it right: it becomes a case.
    Escalate,
    /// Somebody else looked at what was drawn.
    Verify {
        /// Whether it is put right.
        fixed: bool,
    },
}

impl MicroDeed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Find { .. } => "find",
            Self::Fix { .. } => "fix",
            Self::Escalate => "escalate",
            Self::Verify { .. } => "verify",
        }
    }

    /// Whether a case follows from it.
    #[must_use]
    pub const fn makes_a_case(&self) -> bool {
        matches!(self, Self::Escalate | Self::Verify { fixed: false })
    }

    /// The photos that come with it.
    #[must_use]
    pub fn photos(&self) -> &[AttachmentId] {
        match self {
            Self::Find { photos } | Self::Fix { photos } => photos,
            Self::Escalate | Self::Verify { .. } => &[],
        }
    }
}

/// A micro-event that somebody found.
#[derive(Clone, Debug)]
pub struct NewMicroEvent {
    /// Its id, made by whoever found it: sent twice, it is one. It is the id of its first action too.
    pub id: MicroEventId,
    /// Which of the catalogue.
    pub kind: String,
    /// Where.
    pub place: CasePlace,
    /// Photos that show it, uploaded before.
    pub photos: Vec<AttachmentId>,
    /// A word for the file.
    pub words: String,
    /// Who found it.
    pub account: Id<Account>,
    /// When, by their clock.
    pub acted_at: Option<Instant>,
}

/// Something to be done to a micro-event.
#[derive(Clone, Debug)]
pub struct MicroAct {
    /// Its id, made by whoever acts: sent twice, it is done once.
    pub id: MicroActionId,
    /// The micro-event.
    pub event: MicroEventId,
    /// The version that whoever acts saw.
    pub seen: u32,
    /// What.
    pub deed: MicroDeed,
    /// Why, or a word for the file.
    pub words: String,
    /// Who.
    pub actor: Actor,
    /// When, by their clock.
    pub acted_at: Option<Instant>,
}

/// A recorded action of a micro-event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMicro {
    /// The version that it made.
    pub version: u32,
    /// What was done.
    pub deed: MicroDeed,
    /// By whom; nobody where the clock did it.
    pub account: Option<Id<Account>>,
    /// When, by their clock.
    pub acted_at: Option<Instant>,
    /// When, by ours.
    pub recorded_at: Instant,
    /// The words that went with it, without numbers of persons.
    pub words: String,
}
