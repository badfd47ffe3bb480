//! From one state to the next: every transition takes the old state.

use kernel::{Id, Instant};

use crate::{
    Actor, AttachmentId, Case, CaseId, Catalogue, Content, Deed, Evidence, EvidenceKind, Merged,
    Offered, Outcome, Pause, Refusal, Running, State, Subclass,
};

/// All that a step is decided by, beside the case and the deed.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The catalogues.
    pub catalogue: &'a Catalogue,
    /// The instant of the action.
    pub now: Instant,
    /// Who acts.
    pub actor: Actor,
    /// Whether words go with it.
    pub has_words: bool,
    /// The case it is to be merged into, where it is.
    pub other: Option<&'a Case>,
}

const MINUTES_A_DAY: u32 = 24 * 60;
/// Whoever is offered a case has so long to answer, seconds.
const ANSWER_S: i64 = 10 * 60;

impl Case {
    /// What becomes of the case when `deed` is done to it; or why it is not done.
    pub fn step(&self, deed: &Deed, context: &Context<'_>) -> Result<Self, Refusal> {
        if deed.needs_words() && !context.has_words {
            return Err(Refusal::NoWords(deed.name()));
        }
        let mut next = self.clone();
        next.apply(deed, context)?;
        next.version += 1;
        next.changed_at = context.now;
        Ok(next)
    }

    fn apply(&mut self, deed: &Deed, context: &Context<'_>) -> Result<(), Refusal> {
        use State as S;
        let refused = Refusal::NotNow { state: self.state, deed: deed.name() };
        match (self.state, deed) {
            (S::Reported | S::Reopened, Deed::Accept) => self.state = S::Accepted,
            (
                S::Reported | S::Reopened | S::Accepted | S::Assigned | S::InHand,
                Deed::Assign { officer },
            ) => {
                self.give(*officer);
            }
            (S::Reported | S::Reopened | S::Accepted | S::Assigned, Deed::Claim) => {
                let Actor::Account(officer) = context.actor else { return Err(refused) };
                self.give(officer);
            }
            (
                S::Reported | S::Reopened | S::Accepted | S::Assigned,
                Deed::Offer { .. } | Deed::Take | Deed::Decline | Deed::Lapse | Deed::NobodyNear,
            ) => return self.apply_offer(deed, context, refused),
            (S::Assigned, Deed::Start) => {
                self.only_officer(context.actor)?;
                self.stop_asking();
                self.state = S::InHand;
            }
            (S::InHand, Deed::Wait { .. }) => {
                self.only_officer(context.actor)?;
                self.pause(context)?;
            }
            (S::Waiting, Deed::Resume) => {
                self.only_officer(context.actor)?;
                self.run_again(context);
                self.state = S::InHand;
            }
            // What is put right on the spot needs no step that says that work began.
            (S::Assigned | S::InHand, Deed::Resolve { outcome }) => {
                self.only_officer(context.actor)?;
                self.resolve(*outcome, context)?;
            }
            (S::Resolved, Deed::Confirm { content }) => self.confirm(*content, context, refused)?,
            (S::Resolved | S::Confirmed, Deed::MeToo { can_contact, photos }) => {
                self.take_in(*can_contact, photos, context)?;
            }
            (S::Resolved | S::Confirmed, Deed::Object) => {
                self.objections += 1;
                // Once to the office, from the second time on to the supervisors.
                self.supervised |= self.objections > 1;
                self.reopen(context);
            }
            (S::Resolved | S::Confirmed, Deed::Reopen) => self.reopen(context),
            (S::Resolved | S::Confirmed, Deed::Recheck { fixed }) => {
                if self.resolved_by.is_some() && self.resolved_by == context.actor.account() {
                    return Err(Refusal::SamePerson);
                }
                self.rechecked = Some(*fixed);
                match fixed {
                    true if self.followers() == 0 => self.state = S::Confirmed,
                    true => {}
                    false => self.reopen(context),
                }
            }
            (S::Refused, Deed::Object) => {
                // An office has said that it is not theirs: the supervisors decide whose it is.
                self.objections += 1;
                self.supervised = true;
                self.reopen(context);
            }
            (S::Merged, Deed::Rearm | Deed::Object) => {
                self.merged = None;
                self.reopen(context);
                self.state = S::Reported;
            }
            (state, _) if !state.is_closed() => return self.apply_open(deed, context, refused),
            (_, Deed::Note) => {}
            _ => return Err(refused),
        }
        Ok(())
    }

    /// Asking somebody on duty, and what they say.
    fn apply_offer(
        &mut self,
        deed: &Deed,
        context: &Context<'_>,
        refused: Refusal,
    ) -> Result<(), Refusal> {
        let offered = self.offered.clone();
        let theirs = offered
            .as_ref()
            .filter(|offered| context.actor.account() == Some(offered.officer))
            .ok_or(Refusal::NotOffered);
        match (deed, offered.as_ref()) {
            (Deed::Offer { officer, then_next }, _) => {
                if self.officer == Some(*officer) {
                    return Err(Refusal::TheirsAlready);
                }
                let until = context.now.plus_seconds(ANSWER_S);
                self.seeks = false;
                self.offered = Some(Offered { officer: *officer, until, then_next: *then_next });
            }
            // An answer that comes late, but before anybody else is asked, counts.
            (Deed::Take, _) => self.give(theirs?.officer),
            (Deed::Decline, _) => self.pass_over(&theirs?.clone()),
            (Deed::Lapse, Some(offered))
                if context.actor == Actor::Installation && offered.until <= context.now =>
            {
                self.pass_over(offered);
            }
            (Deed::NobodyNear, None) if context.actor == Actor::Installation && self.seeks => {
                self.seeks = false;
            }
            _ => return Err(refused),
        }
        Ok(())
    }

    fn pass_over(&mut self, offered: &Offered) {
        self.offered = None;
        self.seeks = offered.then_next;
        if !self.asked.contains(&offered.officer) {
            self.asked.push(offered.officer);
        }
    }

    /// Nobody is asked any more: somebody has it, or another office, or it is closed.
    fn stop_asking(&mut self) {
        self.offered = None;
        self.seeks = false;
        self.asked.clear();
    }

    /// What can be done to any open case.
    fn apply_open(
        &mut self,
        deed: &Deed,
        context: &Context<'_>,
        refused: Refusal,
    ) -> Result<(), Refusal> {
        let catalogue = context.catalogue;
        let known = |office: &String| {
            let found = catalogue.offices.contains_key(office);
            found.then_some(()).ok_or_else(|| Refusal::NoOffice(office.clone()))
        };
        match deed {
            Deed::Contact => {
                self.contacted_at.get_or_insert(context.now);
                self.show(EvidenceKind::Contact, None, context.now);
            }
            Deed::Evidence { kind, attachment } => self.show(*kind, *attachment, context.now),
            Deed::Visit { met } => self.failed_visits += u32::from(!met),
            Deed::Join { office } => {
                known(office)?;
                if *office == self.office || !self.co_offices.insert(office.clone()) {
                    return Err(Refusal::SameOffice);
                }
            }
            Deed::Leave { office } => {
                if !self.co_offices.remove(office) {
                    return Err(Refusal::NoOffice(office.clone()));
                }
            }
            Deed::Transfer { office } => {
                known(office)?;
                if *office == self.office {
                    return Err(Refusal::SameOffice);
                }
                self.pass_to(office.clone(), context);
            }
            Deed::Refuse { responsible } => {
                if responsible.zh.trim().is_empty() || responsible.en.trim().is_empty() {
                    return Err(Refusal::NoBody);
                }
                self.responsible = Some(responsible.clone());
                self.close(State::Refused, context);
            }
            Deed::Reclassify { subclass } => {
                let found = catalogue.standing(subclass);
                let found = found.ok_or_else(|| Refusal::NoSubclass(subclass.clone()))?;
                subclass.clone_into(&mut self.subclass);
                self.severity = self.severity.max(found.severity);
                self.count(context);
            }
            Deed::Merge { .. } => self.merge(context)?,
            Deed::MeToo { can_contact, photos } => self.take_in(*can_contact, photos, context)?,
            Deed::Note | Deed::Split { .. } => {}
            Deed::Warn { level } => {
                if context.actor != Actor::Installation
                    || *level != self.alarmed + 1
                    || self.alarms.is_empty()
                {
                    return Err(refused);
                }
                self.alarms.remove(0);
                self.alarmed = *level;
            }
            Deed::Recompute => self.count(context),
            _ => return Err(refused),
        }
        debug_assert!(*deed != Deed::Report, "a report makes a case and is never a step");
        Ok(())
    }

    fn give(&mut self, officer: Id<access::Account>) {
        self.stop_asking();
        self.officer = Some(officer);
        self.state = State::Assigned;
    }

    fn only_officer(&self, actor: Actor) -> Result<(), Refusal> {
        let theirs = self.officer.is_some() && actor.account() == self.officer;
        theirs.then_some(()).ok_or(Refusal::NotYours)
    }

    fn show(&mut self, kind: EvidenceKind, attachment: Option<crate::AttachmentId>, at: Instant) {
        self.evidence.push(Evidence { kind, attachment, at });
    }

    fn pass_to(&mut self, office: String, context: &Context<'_>) {
        self.run_again(context);
        self.stop_asking();
        self.co_offices.remove(&office);
        self.passed_on.push(std::mem::replace(&mut self.office, office));
        self.officer = None;
        self.state = State::Reported;
    }

    fn pause(&mut self, context: &Context<'_>) -> Result<(), Refusal> {
        if self.pauses.len() >= context.catalogue.pauses as usize {
            return Err(Refusal::PausesSpent);
        }
        let cap_min = context.catalogue.pause_cap_days * MINUTES_A_DAY;
        self.pauses.push(Pause { from: context.now, to: None, cap_min });
        self.state = State::Waiting;
        self.count(context);
        Ok(())
    }

    /// Ends a pause that lasts, if one does.
    fn run_again(&mut self, context: &Context<'_>) {
        if let Some(pause) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) {
            pause.to = Some(context.now);
            self.count(context);
        }
    }

    fn resolve(&mut self, outcome: Outcome, context: &Context<'_>) -> Result<(), Refusal> {
        let subclass = self.rules(context)?;
        match outcome {
            Outcome::Fixed => {
                let missing = self.missing(&subclass.evidence);
                if !missing.is_empty() {
                    return Err(Refusal::Missing(missing));
                }
            }
            Outcome::Unreachable if subclass.safety => return Err(Refusal::SafetyNeedsMeeting),
            Outcome::Unreachable if self.failed_visits < 2 => return Err(Refusal::TooFewVisits),
            Outcome::NotFound => {
                let missing = self.missing(&[EvidenceKind::LocationNear]);
                if !missing.is_empty() {
                    return Err(Refusal::Missing(missing));
                }
            }
            Outcome::Settled if self.can_contact => {
                let missing = self.missing(&[EvidenceKind::Contact]);
                if !missing.is_empty() {
                    return Err(Refusal::Missing(missing));
                }
            }
            Outcome::Unreachable | Outcome::Settled => {}
        }
        self.outcome = Some(outcome);
        self.resolved_by = context.actor.account();
        self.recheck_drawn = is_drawn(self.id, self.version, context.catalogue.recheck_percent);
        self.close(State::Resolved, context);
        Ok(())
    }

    fn close(&mut self, state: State, context: &Context<'_>) {
        self.run_again(context);
        self.stop_asking();
        self.state = state;
        self.closed_at = Some(context.now);
        self.alarms.clear();
    }

    fn reopen(&mut self, context: &Context<'_>) {
        self.state = State::Reopened;
        self.reopened = true;
        self.closed_at = None;
        self.outcome = None;
        self.content = None;
        self.agreed.clear();
        self.responsible = None;
        self.officer = None;
        self.evidence.clear();
        self.failed_visits = 0;
        self.pauses.clear();
        self.alarmed = 0;
        self.clock_from = context.now;
        self.count(context);
    }

    /// One reporter's word; or the installation's, once the time to object is over. Where several reported it, it is confirmed
    /// when each has said so, and no more content than the least of them.
    fn confirm(
        &mut self,
        told: Option<Content>,
        context: &Context<'_>,
        refused: Refusal,
    ) -> Result<(), Refusal> {
        if context.actor == Actor::Installation {
            if !self.is_silent(context) {
                return Err(refused);
            }
            self.state = State::Confirmed;
            return Ok(());
        }
        if self.has_agreed(context.actor) {
            return Err(refused);
        }
        self.agreed.push(context.actor.me_too());
        self.content = match (self.content, told) {
            (Some(Content::Partly), _) | (_, Some(Content::Partly)) => Some(Content::Partly),
            (said, now) => now.or(said),
        };
        if self.agreed.len() >= self.followers() as usize {
            self.state = State::Confirmed;
        }
        Ok(())
    }

    /// Somebody else reports it too. What was resolved is open again: it is there, or back.
    fn take_in(
        &mut self,
        can_contact: bool,
        photos: &[AttachmentId],
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let until = self.takes_in_until(context.catalogue);
        if until <= context.now {
            return Err(Refusal::MergeExpired { since: until });
        }
        self.me_too = self.me_too.saturating_add(1);
        if self.is_closed() {
            self.reopen(context);
        }
        if can_contact && !self.can_contact {
            self.can_contact = true;
            self.contact_from = Some(context.now);
            self.count(context);
        }
        for photo in photos {
            self.show(EvidenceKind::PhotoBefore, Some(*photo), context.now);
        }
        Ok(())
    }

    fn is_silent(&self, context: &Context<'_>) -> bool {
        let wait_s = i64::from(context.catalogue.confirm_days) * 86_400;
        self.closed_at.is_some_and(|closed| context.now >= closed.plus_seconds(wait_s))
            && !(self.recheck_drawn && self.rechecked.is_none())
    }

    fn merge(&mut self, context: &Context<'_>) -> Result<(), Refusal> {
        let other = context.other.ok_or(Refusal::NotMergeable)?;
        if other.id == self.id || other.merged.is_some() || other.subclass != self.subclass {
            return Err(Refusal::NotMergeable);
        }
        let until = other.takes_in_until(context.catalogue);
        if let Some(closed) = other.closed_at {
            return Err(Refusal::MergeExpired { since: closed });
        }
        if until <= context.now {
            return Err(Refusal::MergeExpired { since: until });
        }
        self.merged = Some(Merged { into: other.id, until });
        self.close(State::Merged, context);
        Ok(())
    }

    fn rules<'a>(&self, context: &Context<'a>) -> Result<&'a Subclass, Refusal> {
        let found = context.catalogue.subclass(&self.subclass);
        found.ok_or_else(|| Refusal::NoSubclass(self.subclass.clone()))
    }

    /// Counts deadlines and levels anew from what the case holds.
    pub(crate) fn count(&mut self, context: &Context<'_>) {
        let catalogue = context.catalogue;
        let Some(subclass) = catalogue.subclass(&self.subclass) else { return };
        let running =
            |limit, from, pauses| Running { calendar: &catalogue.calendar, limit, from, pauses };
        let resolve = running(subclass.resolve, self.clock_from, &self.pauses);
        // Nobody can be contacted before anybody can.
        let reached = self.contact_from.map_or(self.clock_from, |from| from.max(self.clock_from));
        let contact = running(subclass.contact, reached, &[]);
        let (due, alarms) = (resolve.due(), resolve.alarms(catalogue.levels_of(subclass)));
        self.contact_due_at = self.can_contact.then(|| contact.due());
        self.due_at = Some(due);
        // What was told is not told again.
        self.alarms = alarms.into_iter().skip(self.alarmed as usize).collect();
        catalogue.version.clone_into(&mut self.catalogue);
    }
}

/// Whether a case is of the part that somebody else looks at again: by its id, which chance made.
fn is_drawn(id: CaseId, version: u32, percent: u32) -> bool {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&id.to_bytes()).update(&version.to_be_bytes());
    let drawn = hasher.finalize();
    let number = u16::from_be_bytes([drawn.as_bytes()[0], drawn.as_bytes()[1]]);
    u32::from(number) * 100 < percent * 65_536
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{Chance, FixedClock, Ids};

    use super::*;

    #[test]
    fn the_part_to_be_looked_at_again_is_drawn_by_chance_and_as_large_as_it_is_said() {
        let clock = Arc::new(FixedClock::at(Instant::from_micros(1_700_000_000_000_000)));
        let ids = Ids::new(clock, Chance::seeded(9));
        let cases: Vec<CaseId> = (0..10_000).map(|_| ids.next()).collect();
        let drawn = |version: u32, percent: u32| -> Vec<CaseId> {
            cases.iter().copied().filter(|id| is_drawn(*id, version, percent)).collect()
        };
        let tenth = drawn(3, 10);
        assert!((900..1_100).contains(&tenth.len()), "{}", tenth.len());
        assert_eq!(tenth, drawn(3, 10), "whoever reckons it again draws the same");
        assert_ne!(tenth, drawn(4, 10), "another round is another draw");
        assert_eq!((drawn(3, 0).len(), drawn(3, 100).len()), (0, cases.len()));
    }
}
