//! What somebody may do to a rating now: found by trying, so that the rules stand in one place.

use kernel::{Id, Instant};

use super::{Rating, RatingAction, RatingDeed};
use crate::{AccountId, Actor, ByTheClock, Evidence, EvidenceKind, stars::StarRules};

impl Rating {
    /// The names of the deeds that an officer could do at `now`, in person or by taking down the word of those who let or
    /// run the building, had they the evidence and the words that are needed.
    #[must_use]
    pub fn offers(&self, officer: AccountId, rules: &StarRules, now: Instant) -> Vec<&'static str> {
        let deeds = [
            RatingDeed::Reply,
            RatingDeed::SendBack,
            RatingDeed::Decide,
            RatingDeed::Publish,
            RatingDeed::Appeal,
            RatingDeed::DecideAppeal { upheld: true },
            RatingDeed::PlaqueUp,
            RatingDeed::PlaqueDown,
        ];
        let file = Some(Id::from_bytes([0; 16]));
        let could = |deed: &RatingDeed| {
            let action = RatingAction {
                id: Id::from_bytes([0; 16]),
                at: now.max(self.changed_at),
                actor: deed.actor_of(officer),
                deed: deed.clone(),
                evidence: vec![Evidence { kind: EvidenceKind::Photo, file }],
                has_words: true,
            };
            self.step(&action, rules, &ByTheClock).is_ok()
        };
        deeds.iter().filter(|deed| could(deed)).map(RatingDeed::name).collect()
    }
}

impl RatingDeed {
    /// Who does it where an officer writes it down: a reply and an appeal are the word of those who let or run the
    /// building.
    #[must_use]
    pub const fn actor_of(&self, officer: AccountId) -> Actor {
        match self {
            Self::Reply | Self::Appeal => Actor::Received(officer),
            _ => Actor::Officer(officer),
        }
    }
}
