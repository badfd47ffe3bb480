//! A hazard from finding to verified fixed.

mod deed;
mod offers;
mod refusal;
mod step;

use kernel::Instant;
use serde::{Deserialize, Serialize};

pub use deed::{HazardAction, HazardDeed};
pub use refusal::HazardRefusal;

use crate::{
    AccountId, Actor, Capacity, Catalogue, Fixer, FoundBy, HazardId, HazardState, Place, Severity,
};

/// After every day that is reckoned with, and still a date: 9999-01-01.
const NEVER: Instant = Instant::from_micros(253_370_764_800_000_000);

/// A hazard as it stands after its actions. A thing at a place; nobody who lives there is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// Its id.
    pub id: HazardId,
    /// Actions so far.
    pub version: u32,
    /// Its type in the catalogue.
    pub kind: String,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// Where it stands.
    pub state: HazardState,
    /// How it came to be known.
    pub how: FoundBy,
    /// The office that sees to it.
    pub office: String,
    /// When it was found.
    pub found_at: Instant,
    /// By whom.
    pub found_by: Actor,
    /// The hazard of the same type at the same place that was verified fixed before it.
    pub recurs: Option<HazardId>,
    /// Since when its clock runs: found, or reopened.
    pub clock_from: Instant,
    /// Until when it is to be verified fixed. While an objection suspends the duty, the latest day that may come of it.
    pub due_at: Instant,
    /// When it was ordered to be put right, last.
    pub ordered_at: Option<Instant>,
    /// Who said that it is fixed, last.
    pub said_fixed: Option<SaidFixed>,
    /// Everybody who ever fixed it or said so: none of them closes it.
    pub hands: Vec<AccountId>,
    /// Who saw that it is fixed.
    pub verified: Option<Verified>,
    /// Whether it was settled without an order.
    pub on_the_spot: bool,
    /// How often it was said to be fixed and was not.
    pub untrue: u32,
    /// How often it was reopened.
    pub reopened: u32,
    /// Objections that are to be decided and suspend the duty meanwhile.
    #[serde(default)]
    pub paused: u32,
    /// When something was last done.
    pub changed_at: Instant,
    /// Version of the catalogue that its limit is from.
    pub catalogue: u32,
}

/// Somebody says that it is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidFixed {
    /// When.
    pub at: Instant,
    /// Who says so.
    pub by: Actor,
    /// Who fixed it.
    pub fixer: Fixer,
}

/// Somebody saw that it is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: AccountId,
    /// As what.
    pub capacity: Capacity,
}

impl Hazard {
    /// Whether the danger may still be there.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// After when it counts as overdue: never while an objection suspends the duty, however long it takes to be decided.
    #[must_use]
    pub const fn overdue_after(&self) -> Instant {
        if self.paused == 0 { self.due_at } else { NEVER }
    }

    /// Whether it should have been verified fixed by now.
    #[must_use]
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.is_open() && now > self.overdue_after()
    }

    /// Whether it was verified fixed after its time.
    #[must_use]
    pub fn was_late(&self) -> bool {
        self.verified.is_some_and(|verified| verified.at > self.due_at)
    }

    /// Seconds from the beginning of its clock to verified fixed.
    #[must_use]
    pub fn took_s(&self) -> Option<i64> {
        self.verified.map(|verified| verified.at.seconds_since(self.clock_from))
    }
}

/// What came before at a place: refuses a second open hazard of one type there, and names the one that recurs, which
/// is the last that was verified fixed within the catalogue's days.
pub fn look_back(
    catalogue: &Catalogue,
    kind: &str,
    place: Place,
    at: Instant,
    earlier: &[Hazard],
) -> Result<Option<HazardId>, HazardRefusal> {
    let same = || earlier.iter().filter(|one| one.kind == kind && one.place == place);
    if let Some(open) = same().find(|one| one.is_open()) {
        return Err(HazardRefusal::AlreadyOpen(open.id));
    }
    let since = at.plus_seconds(-i64::from(catalogue.recurrence_days) * 86_400);
    let verified = same().filter_map(|one| one.verified.map(|verified| (verified.at, one.id)));
    Ok(verified
        .filter(|(verified, _)| *verified >= since && *verified <= at)
        .max()
        .map(|(_, id)| id))
}
