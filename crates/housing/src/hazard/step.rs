//! From one state to the next: every transition takes the old state.

use super::{Hazard, HazardAction, HazardDeed, HazardRefusal, SaidFixed, Verified};
use crate::{
    Actor, Capacity, Catalogue, Deadlines, EvidenceKind, Fixer, FoundBy, HazardId, HazardState, Of,
    actor::missing, catalogue::HazardType,
};

impl Hazard {
    /// A hazard from the action that finds it; or why it is not taken.
    pub fn find(
        id: HazardId,
        action: &HazardAction,
        catalogue: &Catalogue,
        deadlines: &impl Deadlines,
    ) -> Result<Self, HazardRefusal> {
        let HazardDeed::Find { kind, place, how, recurs } = &action.deed else {
            return Err(HazardRefusal::NotFirst);
        };
        let rules = rules(catalogue, kind)?;
        let fits = match rules.of {
            Of::Building => place.unit.is_none(),
            Of::Unit => place.unit.is_some(),
            Of::Either => true,
        };
        if !fits {
            return Err(HazardRefusal::WrongPlace);
        }
        match action.actor {
            Actor::Installation => return Err(HazardRefusal::PeopleOnly),
            actor if actor.is_party() && *how != FoundBy::Declared => {
                return Err(HazardRefusal::DeclareOnly);
            }
            // An owner who tells of a hazard need not prove it.
            Actor::Party(_) | Actor::Received(_) => {}
            Actor::Officer(_) => show(&rules.find, action)?,
        }
        Ok(Self {
            id,
            version: 1,
            kind: kind.clone(),
            severity: rules.severity,
            place: *place,
            state: HazardState::Found,
            how: *how,
            office: rules.office.clone(),
            found_at: action.at,
            found_by: action.actor,
            recurs: *recurs,
            clock_from: action.at,
            due_at: deadlines.due(action.at, catalogue.within(rules)),
            ordered_at: None,
            said_fixed: None,
            hands: Vec::new(),
            verified: None,
            on_the_spot: false,
            untrue: 0,
            reopened: 0,
            paused: 0,
            changed_at: action.at,
            catalogue: catalogue.version,
        })
    }

    /// The hazard that follows from its actions, in order.
    pub fn replay(
        id: HazardId,
        actions: &[HazardAction],
        catalogue: &Catalogue,
        deadlines: &impl Deadlines,
    ) -> Result<Self, HazardRefusal> {
        let (first, rest) = actions.split_first().ok_or(HazardRefusal::NotFirst)?;
        let found = Self::find(id, first, catalogue, deadlines)?;
        rest.iter().try_fold(found, |hazard, action| hazard.step(action, catalogue, deadlines))
    }

    /// What becomes of it by an action; or why it is not done.
    pub fn step(
        &self,
        action: &HazardAction,
        catalogue: &Catalogue,
        deadlines: &impl Deadlines,
    ) -> Result<Self, HazardRefusal> {
        if action.at < self.changed_at {
            return Err(HazardRefusal::Earlier { last: self.changed_at });
        }
        if action.deed.needs_words() && !action.has_words {
            return Err(HazardRefusal::NoWords(action.deed.name()));
        }
        let rules = rules(catalogue, &self.kind)?;
        let mut next = self.clone();
        next.apply(action, rules)?;
        if action.deed == HazardDeed::Reopen {
            next.check_in_time(action, catalogue)?;
            next.clock_from = action.at;
            next.due_at = deadlines.due(action.at, catalogue.within(rules));
            next.catalogue = catalogue.version;
            next.verified = None;
        }
        match action.deed {
            HazardDeed::Pause { until } => {
                let latest = deadlines.due(until.max(action.at), catalogue.within(rules));
                next.due_at = next.due_at.max(latest);
            }
            HazardDeed::Resume if next.paused == 0 && next.is_open() => {
                next.due_at = deadlines.due(action.at, catalogue.within(rules));
            }
            // Whoever put it right meanwhile was in time.
            HazardDeed::Resume if next.paused == 0 => {
                next.due_at = next.due_at.max(action.at);
            }
            _ => {}
        }
        next.version += 1;
        next.changed_at = action.at;
        Ok(next)
    }

    fn apply(&mut self, action: &HazardAction, rules: &HazardType) -> Result<(), HazardRefusal> {
        use HazardState as S;
        match (self.state, &action.deed) {
            (_, HazardDeed::Find { .. }) => return Err(HazardRefusal::NotFirst),
            (S::Found | S::Ordered, HazardDeed::Order) => {
                officer(action)?;
                self.state = S::Ordered;
                self.ordered_at = Some(action.at);
            }
            (S::Found | S::Ordered | S::SaidFixed, HazardDeed::Refer { office }) => {
                officer(action)?;
                office.clone_into(&mut self.office);
            }
            (S::Found | S::Ordered | S::SaidFixed, HazardDeed::Show) => {
                person(action)?;
                if action.evidence.is_empty() {
                    return Err(HazardRefusal::Missing(vec![EvidenceKind::Photo]));
                }
            }
            (S::Found, HazardDeed::SayFixed { fixer }) => {
                if !rules.spot && self.how != FoundBy::Declared {
                    return Err(HazardRefusal::OrderFirst);
                }
                self.say_fixed(action, *fixer)?;
            }
            (S::Ordered, HazardDeed::SayFixed { fixer }) => self.say_fixed(action, *fixer)?,
            (S::SaidFixed, HazardDeed::Verify { fixed, capacity }) => {
                self.verify(action, rules, *fixed, *capacity)?;
            }
            (S::Found | S::Ordered | S::SaidFixed, HazardDeed::Withdraw) => {
                let account = officer(action)?;
                if self.found_by.account() == Some(account) {
                    return Err(HazardRefusal::OwnFinding);
                }
                self.not_own_hands(account)?;
                self.state = S::Withdrawn;
            }
            (S::Verified, HazardDeed::Reopen) => {
                officer(action)?;
                show(&rules.find, action)?;
                self.state = S::Ordered;
                self.ordered_at = Some(action.at);
                self.said_fixed = None;
                self.on_the_spot = false;
                self.reopened += 1;
            }
            (S::Found | S::Ordered | S::SaidFixed, HazardDeed::Pause { .. })
                if action.actor == Actor::Installation =>
            {
                self.paused += 1;
            }
            (_, HazardDeed::Resume) if action.actor == Actor::Installation && self.paused > 0 => {
                self.paused -= 1;
            }
            (state, deed) => return Err(HazardRefusal::NotNow { state, deed: deed.name() }),
        }
        Ok(())
    }

    fn say_fixed(&mut self, action: &HazardAction, fixer: Fixer) -> Result<(), HazardRefusal> {
        person(action)?;
        let whose = match fixer {
            Fixer::Account(account) => Some(account),
            Fixer::Outside => None,
        };
        for account in action.actor.account().into_iter().chain(whose) {
            if !self.hands.contains(&account) {
                self.hands.push(account);
            }
        }
        self.on_the_spot = self.state == HazardState::Found;
        self.state = HazardState::SaidFixed;
        self.said_fixed = Some(SaidFixed { at: action.at, by: action.actor, fixer });
        Ok(())
    }

    fn verify(
        &mut self,
        action: &HazardAction,
        rules: &HazardType,
        fixed: bool,
        capacity: Capacity,
    ) -> Result<(), HazardRefusal> {
        let account = officer(action)?;
        self.not_own_hands(account)?;
        if !rules.clearers.contains(&capacity) {
            return Err(HazardRefusal::NotAble { able: rules.clearers.clone() });
        }
        if fixed {
            show(&rules.clear, action)?;
            self.state = HazardState::Verified;
            self.verified = Some(Verified { at: action.at, by: account, capacity });
        } else {
            // What was said to be settled on the spot and was not is as good as ordered: it must be put right. The
            // clock runs on from where it began.
            self.state = HazardState::Ordered;
            self.ordered_at = Some(action.at);
            self.said_fixed = None;
            self.on_the_spot = false;
            self.untrue += 1;
        }
        Ok(())
    }

    fn not_own_hands(&self, account: crate::AccountId) -> Result<(), HazardRefusal> {
        if self.hands.contains(&account) { Err(HazardRefusal::OwnHands) } else { Ok(()) }
    }

    fn check_in_time(
        &self,
        action: &HazardAction,
        catalogue: &Catalogue,
    ) -> Result<(), HazardRefusal> {
        let Some(verified) = self.verified else { return Ok(()) };
        let since = verified.at.plus_seconds(i64::from(catalogue.reopen_days) * 86_400);
        if action.at > since { Err(HazardRefusal::TooLate { since }) } else { Ok(()) }
    }
}

fn rules<'a>(catalogue: &'a Catalogue, kind: &str) -> Result<&'a HazardType, HazardRefusal> {
    catalogue.get(kind).ok_or_else(|| HazardRefusal::NoType(kind.to_owned()))
}

fn officer(action: &HazardAction) -> Result<crate::AccountId, HazardRefusal> {
    action.actor.officer().ok_or(HazardRefusal::OfficersOnly)
}

fn person(action: &HazardAction) -> Result<crate::AccountId, HazardRefusal> {
    action.actor.account().ok_or(HazardRefusal::PeopleOnly)
}

fn show(needed: &[EvidenceKind], action: &HazardAction) -> Result<(), HazardRefusal> {
    let missing = missing(needed, &action.evidence);
    if missing.is_empty() { Ok(()) } else { Err(HazardRefusal::Missing(missing)) }
}
