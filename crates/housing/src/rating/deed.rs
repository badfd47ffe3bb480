//! What can be done to a rating.

use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, ActionId, Actor, BuildingId, Cause, Evidence, RatingId, stars::BuildingStars,
};

/// Something that is done to a rating. Words that go with it are kept apart, by the action's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
pub enum RatingDeed {
    /// It is reckoned and told to those who let or run the building. The first action, and no other.
    Draft {
        /// The building.
        building: BuildingId,
        /// Why.
        cause: Cause,
        /// The stars, from [`StarRules::rate`](crate::stars::StarRules::rate).
        reckoned: Box<BuildingStars>,
        /// Who inspected what it rests on.
        inspectors: Vec<AccountId>,
    },
    /// Those who let or run the building say what they think of it.
    Reply,
    /// A fact is to be looked at again; the draft is over.
    SendBack,
    /// An officer decides that it holds.
    Decide,
    /// It is published.
    Publish,
    /// Those who let or run the building appeal.
    Appeal,
    /// Somebody uninvolved decides the appeal.
    DecideAppeal {
        /// Whether it is right.
        upheld: bool,
    },
    /// Another was published.
    Supersede {
        /// Which.
        by: RatingId,
    },
    /// The plaque is on the building.
    PlaqueUp,
    /// It is off again.
    PlaqueDown,
}

impl RatingDeed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "draft",
            Self::Reply => "reply",
            Self::SendBack => "send_back",
            Self::Decide => "decide",
            Self::Publish => "publish",
            Self::Appeal => "appeal",
            Self::DecideAppeal { .. } => "decide_appeal",
            Self::Supersede { .. } => "supersede",
            Self::PlaqueUp => "plaque_up",
            Self::PlaqueDown => "plaque_down",
        }
    }

    /// Whether it needs words: why.
    #[must_use]
    pub const fn needs_words(&self) -> bool {
        matches!(self, Self::Reply | Self::SendBack | Self::Appeal | Self::DecideAppeal { .. })
    }
}

/// A recorded deed: what, who, when, on what evidence; why lies in the words under its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingAction {
    /// Made by whoever acts.
    pub id: ActionId,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// What.
    pub deed: RatingDeed,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Whether words go with it.
    pub has_words: bool,
}
