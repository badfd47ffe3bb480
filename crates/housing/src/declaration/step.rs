//! From one state of a declaration to the next.

use kernel::Day;

use super::{
    Declaration,
    deed::{DeclarationAction, DeclarationDeed as Deed, Part, Said},
    refusal::DeclarationRefusal as Refusal,
    words::{Answer, DeclarationState as State, DeclaredBy, DeclaredUse, Doubt, Finding, Tie},
};
use crate::DeclarationId;

/// Days ahead of which something may be declared.
const AHEAD_DAYS: u64 = 31;

impl Said {
    /// Whether it may be declared by such a declarant on such a day, of themselves or of others.
    ///
    /// # Errors
    /// [`Refusal::NotTheirs`], [`Refusal::Days`].
    pub fn check(&self, own: bool, today: Day) -> Result<(), Refusal> {
        let ties: &[Tie] = match self.by {
            DeclaredBy::Tenant => &[Tie::Lives, Tie::Works, Tie::Operates],
            DeclaredBy::Landlord => &[Tie::Lets, Tie::Lives, Tie::Operates],
            DeclaredBy::SubLetter => &[Tie::SubLets, Tie::Lives, Tie::Operates],
            DeclaredBy::Agency => &[Tie::Brokers, Tie::Lives, Tie::Operates],
            DeclaredBy::Employer => &[Tie::Houses, Tie::Lives, Tie::Works],
            DeclaredBy::Operator => &[Tie::Operates, Tie::Works],
        };
        // Whoever answers for a place says so of themselves; a landlord's word makes nobody an agency.
        let answers = matches!(self.tie, Tie::Lets | Tie::SubLets | Tie::Brokers | Tie::Houses);
        let housed = matches!(self.used_as, DeclaredUse::Dormitory | DeclaredUse::Site);
        if !ties.contains(&self.tie) || (answers && !own) || (self.tie == Tie::Houses && !housed) {
            return Err(Refusal::NotTheirs);
        }
        let ends_first = self.until.is_some_and(|until| until < self.from);
        if ends_first || self.from > today.plus_days(AHEAD_DAYS) {
            return Err(Refusal::Days);
        }
        Ok(())
    }
}

/// Whom a declaration waits for: the declarant where something that is theirs to know speaks against it, then the person
/// where another declared it, then the worker. Nobody is passed over.
fn waits_for(own: bool, doubts: &[Doubt], answer: Option<Answer>, confirmed: bool) -> State {
    if doubts.iter().any(|doubt| doubt.is_asked(own)) && answer.is_none() {
        State::Asked
    } else if !own && !confirmed {
        State::Confirming
    } else {
        State::Verifying
    }
}

impl Declaration {
    /// The first of its states.
    ///
    /// # Errors
    /// [`Refusal`] where the rules refuse what is declared.
    pub fn begin(
        id: DeclarationId,
        action: &DeclarationAction,
        today: Day,
    ) -> Result<Self, Refusal> {
        let Deed::Declare { said, place, own, doubts } = &action.deed else {
            return Err(Refusal::NotFirst);
        };
        let Part::Declarant(declarant) = action.part else { return Err(Refusal::NotYours) };
        if place.unit.is_none() {
            return Err(Refusal::NoUnit);
        }
        said.check(*own, today)?;
        Ok(Self {
            id,
            version: 1,
            state: waits_for(*own, doubts, None, false),
            place: *place,
            said: *said,
            declarant,
            own: *own,
            doubts: doubts.clone(),
            answer: None,
            confirmed_at: None,
            visits: 0,
            verified_at: None,
            left_on: None,
            declared_at: action.at,
            changed_at: action.at,
        })
    }

    /// What becomes of it.
    ///
    /// # Errors
    /// [`Refusal`] where the rules refuse it; nothing has changed then.
    pub fn step(&self, action: &DeclarationAction, today: Day) -> Result<Self, Refusal> {
        let mut next = self.clone();
        next.version += 1;
        next.changed_at = action.at;
        match (&action.deed, action.part) {
            (Deed::Declare { .. }, _) => return Err(Refusal::NotFirst),
            (Deed::Correct { said, doubts }, Part::Declarant(_)) => {
                next.correct(said, doubts, today)?;
            }
            (Deed::Answer { answer }, Part::Declarant(_)) => next.answered(*answer)?,
            (Deed::Confirm, Part::Named(_)) => next.confirm(action)?,
            (Deed::Deny, Part::Named(_)) => next.deny()?,
            (Deed::Visit { found, heard }, Part::Worker(_)) => {
                next.visit(action, *found, *heard, today)?;
            }
            (Deed::Leave { on }, Part::Declarant(_) | Part::Named(_)) => {
                next.leave(*on, action.part, today)?;
            }
            (Deed::Withdraw, Part::Declarant(_)) => next.withdraw()?,
            _ => return Err(Refusal::NotYours),
        }
        Ok(next)
    }

    const fn not_now(&self, deed: &'static str) -> Refusal {
        Refusal::NotNow { state: self.state, deed }
    }

    /// What the person confirmed, or a doubt that was answered, was another declaration: both are asked again.
    fn correct(&mut self, said: &Said, doubts: &[Doubt], today: Day) -> Result<(), Refusal> {
        if !matches!(self.state, State::Asked | State::Confirming | State::Verifying) {
            return Err(self.not_now("correct"));
        }
        said.check(self.own, today)?;
        self.said = *said;
        self.doubts = doubts.to_vec();
        self.answer = None;
        self.confirmed_at = None;
        self.state = waits_for(self.own, doubts, None, false);
        Ok(())
    }

    fn answered(&mut self, answer: Answer) -> Result<(), Refusal> {
        if self.state != State::Asked {
            return Err(self.not_now("answer"));
        }
        self.answer = Some(answer);
        self.state = waits_for(self.own, &self.doubts, self.answer, self.confirmed_at.is_some());
        Ok(())
    }

    fn confirm(&mut self, action: &DeclarationAction) -> Result<(), Refusal> {
        match self.state {
            State::Confirming => {
                self.confirmed_at = Some(action.at);
                self.state = State::Verifying;
            }
            State::Leaving => self.state = State::Ended,
            _ => return Err(self.not_now("confirm")),
        }
        Ok(())
    }

    fn deny(&mut self) -> Result<(), Refusal> {
        match self.state {
            State::Asked | State::Confirming | State::Verifying => self.state = State::Denied,
            // They are still there.
            State::Leaving => {
                self.left_on = None;
                self.state = State::Verified;
            }
            _ => return Err(self.not_now("deny")),
        }
        Ok(())
    }

    fn visit(
        &mut self,
        action: &DeclarationAction,
        found: Finding,
        heard: bool,
        today: Day,
    ) -> Result<(), Refusal> {
        if action.part.account() == self.declarant {
            return Err(Refusal::OwnWord);
        }
        if !matches!(
            self.state,
            State::Confirming | State::Verifying | State::Verified | State::Leaving
        ) {
            return Err(self.not_now("visit"));
        }
        self.visits += 1;
        match found {
            Finding::NobodyMet => {}
            Finding::So => {
                // Whoever has no account is asked on the door; what others say is not enough.
                if !self.own && self.confirmed_at.is_none() && !heard {
                    return Err(Refusal::NotHeard);
                }
                self.confirmed_at = self.confirmed_at.or(Some(action.at));
                self.verified_at = Some(action.at);
                self.left_on = None;
                self.state = State::Verified;
            }
            Finding::NotSo if self.state.stands() => return Err(self.not_now("visit")),
            Finding::NotSo if !action.has_words => return Err(Refusal::NoWords),
            Finding::NotSo => self.state = State::NotSo,
            Finding::Left => {
                self.left_on = self.left_on.or(Some(today));
                self.state = if self.state.stands() { State::Ended } else { State::NotSo };
            }
        }
        Ok(())
    }

    fn leave(&mut self, on: Day, part: Part, today: Day) -> Result<(), Refusal> {
        if self.state != State::Verified {
            return Err(self.not_now("leave"));
        }
        if on < self.said.from || on > today.plus_days(AHEAD_DAYS) {
            return Err(Refusal::Days);
        }
        self.left_on = Some(on);
        // One says of oneself that one has left; of others it is confirmed, or seen.
        let own = self.own || matches!(part, Part::Named(_));
        self.state = if own { State::Ended } else { State::Leaving };
        Ok(())
    }

    fn withdraw(&mut self) -> Result<(), Refusal> {
        if !matches!(self.state, State::Asked | State::Confirming | State::Verifying) {
            return Err(self.not_now("withdraw"));
        }
        self.state = State::Withdrawn;
        Ok(())
    }
}
