//! A rating from draft to publication, with the right of reply and of appeal.

mod deed;
mod offers;
mod refusal;
mod rerate;
mod step;

use kernel::Instant;
use serde::{Deserialize, Serialize};

pub use deed::{RatingAction, RatingDeed};
pub use refusal::RatingRefusal;
pub use rerate::{Since, rerate};

use crate::{AccountId, Actor, BuildingId, Cause, RatingId, RatingState, stars::BuildingStars};

/// A rating of a building as it stands after its actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Its id.
    pub id: RatingId,
    /// Actions so far.
    pub version: u32,
    /// The building.
    pub building: BuildingId,
    /// Why it was rated.
    pub cause: Cause,
    /// Its stars and what they rest on, as they were reckoned. Nobody writes others in.
    pub reckoned: BuildingStars,
    /// Where it stands.
    pub state: RatingState,
    /// When it was drafted.
    pub drafted_at: Instant,
    /// By whom: a run of the installation, or an officer.
    pub drafted_by: Actor,
    /// Until when there may be a reply.
    pub reply_until: Instant,
    /// When there was one.
    pub replied_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// Until when it may be appealed against.
    pub appeal_until: Option<Instant>,
    /// The appeal.
    pub appeal: Option<Appeal>,
    /// Everybody who had a part in it: who inspected, drafted, sent on, decided, published. None of them decides the
    /// appeal.
    pub involved: Vec<AccountId>,
    /// The plaque on the building: put up.
    pub plaque_up_at: Option<Instant>,
    /// And taken down.
    pub plaque_down_at: Option<Instant>,
    /// The rating that was published after it.
    pub superseded_by: Option<RatingId>,
    /// When something was last done.
    pub changed_at: Instant,
}

/// An appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Actor,
    /// Until when it is to be decided.
    pub decide_until: Instant,
    /// How it was.
    pub decision: Option<AppealDecision>,
}

/// How an appeal was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealDecision {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: AccountId,
    /// Whether it was right.
    pub upheld: bool,
}

impl Rating {
    /// Stars that may be shown now.
    #[must_use]
    pub fn public_stars(&self) -> Option<u8> {
        let shown = self.state.is_public() && self.superseded_by.is_none();
        self.reckoned.stars.filter(|_| shown)
    }

    /// Whether a plaque hangs that no longer holds.
    #[must_use]
    pub fn plaque_must_come_down(&self) -> bool {
        let hangs = self.plaque_up_at.is_some() && self.plaque_down_at.is_none();
        hangs && self.public_stars().is_none()
    }

    /// Whether its appeal should have been decided by now.
    #[must_use]
    pub fn is_appeal_overdue(&self, now: Instant) -> bool {
        self.appeal.is_some_and(|appeal| appeal.decision.is_none() && now > appeal.decide_until)
    }
}

/// The rating of a building that is shown, of all it ever had.
#[must_use]
pub fn standing(history: &[Rating]) -> Option<&Rating> {
    let public = history.iter().filter(|rating| rating.public_stars().is_some());
    public.max_by_key(|rating| rating.published_at)
}
