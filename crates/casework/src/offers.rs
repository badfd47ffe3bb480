//! What can be done to a case as it stands: for the buttons of a screen.

use kernel::{Id, Instant, Text};

use crate::{
    Actor, Case, Catalogue, Deed, EvidenceKind, Outcome, Refusal, WaitReason, step::Context,
};

impl Case {
    /// Names of the deeds that this actor could do to the case now; some need words or evidence first.
    #[must_use]
    pub fn offers(&self, catalogue: &Catalogue, actor: Actor, now: Instant) -> Vec<&'static str> {
        let context = Context { catalogue, now, actor, has_words: true, other: None };
        let possible = |deed: &Deed| {
            let refused = self.step(deed, &context).err();
            !matches!(
                refused,
                Some(
                    Refusal::NotNow { .. }
                        | Refusal::NotYours
                        | Refusal::NotOffered
                        | Refusal::PausesSpent
                        | Refusal::SamePerson
                )
            )
        };
        samples(self, actor).iter().filter(|deed| possible(deed)).map(Deed::name).collect()
    }
}

/// One of each deed that people do.
fn samples(case: &Case, actor: Actor) -> Vec<Deed> {
    let officer = actor.account().unwrap_or_else(|| Id::from_bytes([0; 16]));
    let office = || case.office.clone();
    vec![
        Deed::Take,
        Deed::Decline,
        Deed::Accept,
        Deed::Assign { officer },
        Deed::Claim,
        Deed::Start,
        Deed::Contact,
        Deed::Visit { met: true },
        Deed::Evidence { kind: EvidenceKind::PhotoAfter, attachment: None },
        Deed::Wait { waits_for: WaitReason::Entry },
        Deed::Resume,
        Deed::Resolve { outcome: Outcome::Fixed },
        Deed::Confirm { content: None },
        Deed::Object,
        Deed::Reopen,
        Deed::Recheck { fixed: true },
        Deed::Transfer { office: office() },
        Deed::Join { office: office() },
        Deed::Reclassify { subclass: case.subclass.clone() },
        Deed::Merge { into: case.id },
        Deed::Rearm,
        Deed::Split { to: case.id },
        Deed::Refuse { responsible: Text::new("某单位", "Some body") },
        Deed::Note,
        Deed::Offer { officer: Id::from_bytes([0; 16]), then_next: false },
    ]
}
