//! What somebody may do to a hazard now: found by trying, so that the rules stand in one place.

use kernel::{Id, Instant};

use super::{Hazard, HazardAction, HazardDeed};
use crate::{Actor, ByTheClock, Capacity, Catalogue, Evidence, EvidenceKind, Fixer};

impl Hazard {
    /// The names of the deeds that `actor` could do at `now`, had they the evidence and the words that are needed.
    #[must_use]
    pub fn offers(&self, actor: Actor, catalogue: &Catalogue, now: Instant) -> Vec<&'static str> {
        let clearers = catalogue.get(&self.kind).map(|kind| kind.clearers.clone());
        let capacity = clearers.and_then(|clearers| clearers.first().copied());
        let fixed =
            HazardDeed::Verify { fixed: true, capacity: capacity.unwrap_or(Capacity::Inspector) };
        let deeds = [
            HazardDeed::Order,
            HazardDeed::Refer { office: self.office.clone() },
            HazardDeed::Show,
            HazardDeed::SayFixed { fixer: Fixer::Outside },
            fixed,
            HazardDeed::Withdraw,
            HazardDeed::Reopen,
        ];
        let file = Some(Id::from_bytes([0; 16]));
        let shown = EvidenceKind::ALL.iter().map(|kind| Evidence { kind: *kind, file });
        let evidence: Vec<Evidence> = shown.collect();
        let could = |deed: &HazardDeed| {
            let action = HazardAction {
                id: Id::from_bytes([0; 16]),
                at: now.max(self.changed_at),
                actor,
                deed: deed.clone(),
                evidence: evidence.clone(),
                has_words: true,
            };
            self.step(&action, catalogue, &ByTheClock).is_ok()
        };
        deeds.iter().filter(|deed| could(deed)).map(HazardDeed::name).collect()
    }
}
