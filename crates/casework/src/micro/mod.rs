//! Micro-events: small things that are put right where they are found, in two steps.
//!
//! Somebody in the field finds one and shows it by a photo; it is put right, with a photo from after, or becomes a case.
//! A part of those put right, drawn by chance, is verified by somebody else; what they find not put right becomes a case.

mod deed;
mod desk;
mod filter;
mod photos;
mod step;

use access::Account;
use kernel::{Id, Instant, words};
use serde::{Deserialize, Serialize};

pub use deed::{MicroAct, MicroDeed, NewMicroEvent, RecordedMicro};
pub use filter::{MicroFilter, MicroRow, MicroSort};
pub use step::MicroContext;

use crate::{AttachmentId, CaseId, CasePlace, MicroEventId};

words! {
    /// Where a micro-event stands.
    MicroState {
        /// Found, and to be put right.
        Found = "found", "待整改", "To be put right";
        /// Put right; somebody else may be to verify it.
        Fixed = "fixed", "已整改", "Put right";
        /// Somebody else saw that it is put right.
        Verified = "verified", "已核实", "Verified";
        /// It became a case.
        Escalated = "escalated", "已转事件", "Became a case";
    }
}

/// A micro-event as it stands. A thing at a place, never a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MicroEvent {
    /// Its id, made by whoever found it, so that what is sent twice is one.
    pub id: MicroEventId,
    /// Counts its actions.
    pub version: u32,
    /// Which of the catalogue.
    pub kind: String,
    /// Where it stands.
    pub state: MicroState,
    /// Where it is.
    pub place: CasePlace,
    /// Who found it.
    pub found_by: Id<Account>,
    /// When it came in.
    pub found_at: Instant,
    /// When it is to be put right at the latest; from then on it is a case.
    pub due_at: Instant,
    /// Photos that show it.
    pub before: Vec<AttachmentId>,
    /// Who put it right, or saw that it was.
    pub fixed_by: Option<Id<Account>>,
    /// When.
    pub fixed_at: Option<Instant>,
    /// Photos that show that.
    pub after: Vec<AttachmentId>,
    /// Whether chance drew it to be verified.
    pub drawn: bool,
    /// What whoever verified it found.
    pub verified: Option<bool>,
    /// Who verified it.
    pub verified_by: Option<Id<Account>>,
    /// The case that it became.
    pub case: Option<CaseId>,
    /// When nothing more was to be done.
    pub closed_at: Option<Instant>,
    /// The catalogues its limit follows from.
    pub catalogue: String,
}

impl MicroEvent {
    /// Whether somebody is to verify it.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(self.state, MicroState::Fixed) && self.drawn
    }

    /// Whether it should have been put right by now.
    #[must_use]
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.state == MicroState::Found && self.due_at < now
    }
}
