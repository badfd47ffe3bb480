//! The rules of the short procedure: pure, so that they can be tried in any order.

use kernel::Instant;

use super::{MicroDeed, MicroEvent, MicroState};
use crate::{Actor, Catalogue, Limit, Refusal, Running};

/// What a step depends on beside the micro-event itself.
#[derive(Clone, Copy, Debug)]
pub struct MicroContext<'a> {
    /// The catalogues.
    pub catalogue: &'a Catalogue,
    /// Now.
    pub now: Instant,
    /// Who acts.
    pub actor: Actor,
    /// Whether words go with it.
    pub has_words: bool,
    /// What chance says, 0 to 99: below the kind's sample it is to be verified. Drawn here, so that no device can choose it.
    pub lot: u8,
}

impl MicroEvent {
    /// The micro-event after a deed, or why not. The case that may follow from it is made by whoever calls.
    ///
    /// # Errors
    /// A [`Refusal`]; nothing has changed then.
    pub fn step(&self, deed: &MicroDeed, context: &MicroContext<'_>) -> Result<Self, Refusal> {
        let refused = Refusal::MicroNotNow { state: self.state, deed: deed.name() };
        let mut next = self.clone();
        match (self.state, deed) {
            (MicroState::Found, MicroDeed::Fix { photos }) => {
                let by = context.actor.account().ok_or(refused)?;
                if photos.is_empty() {
                    return Err(Refusal::NoFile);
                }
                next.state = MicroState::Fixed;
                next.fixed_by = Some(by);
                next.fixed_at = Some(context.now);
                next.after.clone_from(photos);
                next.drawn = is_drawn(context, &self.kind);
                next.closed_at = (!next.drawn).then_some(context.now);
            }
            (MicroState::Found, MicroDeed::Escalate) => {
                // The clock says why by itself, and only once the time is over.
                let by_clock = context.actor == Actor::Installation;
                if by_clock && !self.is_overdue(context.now) {
                    return Err(refused);
                }
                if !by_clock && !context.has_words {
                    return Err(Refusal::NoWords(deed.name()));
                }
                next.state = MicroState::Escalated;
                next.closed_at = Some(context.now);
            }
            (MicroState::Fixed, MicroDeed::Verify { fixed }) => {
                let by = context.actor.account().ok_or(refused)?;
                if !self.drawn {
                    return Err(Refusal::NotDrawn);
                }
                if self.fixed_by == Some(by) {
                    return Err(Refusal::SamePerson);
                }
                if !fixed && !context.has_words {
                    return Err(Refusal::NoWords(deed.name()));
                }
                next.verified = Some(*fixed);
                next.verified_by = Some(by);
                next.state = if *fixed { MicroState::Verified } else { MicroState::Escalated };
                next.closed_at = Some(context.now);
            }
            _ => return Err(refused),
        }
        next.version += 1;
        Ok(next)
    }

    /// What somebody may do to it now, by name.
    #[must_use]
    pub fn offers(&self, actor: Actor) -> Vec<&'static str> {
        match self.state {
            MicroState::Found => vec!["fix", "escalate"],
            MicroState::Fixed if self.drawn && self.fixed_by != actor.account() => vec!["verify"],
            MicroState::Fixed | MicroState::Verified | MicroState::Escalated => Vec::new(),
        }
    }
}

/// When something found now is to be put right at the latest.
pub(super) fn due(catalogue: &Catalogue, rectify: Limit, from: Instant) -> Instant {
    Running { calendar: &catalogue.calendar, limit: rectify, from, pauses: &[] }.due()
}

fn is_drawn(context: &MicroContext<'_>, kind: &str) -> bool {
    let kind = context.catalogue.micro_event(kind);
    kind.is_some_and(|kind| u32::from(context.lot) < kind.sample_percent)
}
