//! Tiers of a dwelling: up at once, down slowly, always with a reason.

mod explain;
mod rules;

use kernel::Instant;
use serde::{Deserialize, Serialize};

pub use explain::{Explained, Need, Reason};
pub use rules::{TIERS, TierFile, TierLine, TierRule, TierRules, TierWhen};

use crate::{Hazard, HazardId, Severity, Tier};

/// What tiers follow from: facts about the unit, none about those who live there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// Its hazards, open or verified fixed; withdrawn ones are not among them.
    pub hazards: Vec<UnitHazard>,
    /// Fires in it.
    pub fires_at: Vec<Instant>,
    /// Whether its letting is suspended.
    pub suspended: bool,
    /// The last visit that found nothing.
    pub clean_visit_at: Option<Instant>,
}

/// A hazard, as far as tiers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitHazard {
    /// Which.
    pub id: HazardId,
    /// How grave.
    pub severity: Severity,
    /// When it was found.
    pub found_at: Instant,
    /// Until when it is to be verified fixed; never while the duty is suspended.
    pub due_at: Instant,
    /// Whether it is open.
    pub open: bool,
    /// Whether it was there before.
    pub recurs: bool,
}

impl UnitHazard {
    /// A hazard, as far as tiers go; none where it was found in error.
    #[must_use]
    pub fn of(hazard: &Hazard) -> Option<Self> {
        (hazard.state != crate::HazardState::Withdrawn).then(|| Self {
            id: hazard.id,
            severity: hazard.severity,
            found_at: hazard.found_at,
            due_at: hazard.overdue_after(),
            open: hazard.is_open(),
            recurs: hazard.recurs.is_some(),
        })
    }
}

/// The tier of a unit, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierState {
    /// Which.
    pub tier: Tier,
    /// Since when.
    pub since: Instant,
    /// Since when no rule asks for it; none while one does.
    pub quiet_since: Option<Instant>,
}

impl TierState {
    /// A unit of which nothing is known: ordinary.
    #[must_use]
    pub const fn first(at: Instant) -> Self {
        Self { tier: Tier::Ordinary, since: at, quiet_since: None }
    }

    /// The tier after these facts: at once up to what a rule asks for; one down when nothing is needed any more.
    #[must_use]
    pub fn next(self, facts: &UnitFacts, rules: &TierRules, now: Instant) -> Self {
        let asked = rules.asked(facts, now);
        if asked > self.tier {
            return Self { tier: asked, since: now, quiet_since: None };
        }
        if asked == self.tier {
            return Self { quiet_since: None, ..self };
        }
        let quiet = Self { quiet_since: Some(self.quiet_since.unwrap_or(now)), ..self };
        if !rules.may_fall(quiet, facts, now) {
            return quiet;
        }
        let tier = if self.tier == Tier::Key { Tier::Watch } else { Tier::Ordinary };
        Self { tier, since: now, quiet_since: (asked < tier).then_some(now) }
    }
}
