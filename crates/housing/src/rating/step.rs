//! From one state to the next: every transition takes the old state.

use super::{Appeal, AppealDecision, Rating, RatingAction, RatingDeed, RatingRefusal};
use crate::{
    AccountId, Actor, Deadlines, EvidenceKind, Limit, RatingId, RatingState, actor::missing,
    stars::StarRules,
};

impl Rating {
    /// A rating from the action that drafts it; or why it is not taken.
    pub fn draft(
        id: RatingId,
        action: &RatingAction,
        rules: &StarRules,
        deadlines: &impl Deadlines,
    ) -> Result<Self, RatingRefusal> {
        let RatingDeed::Draft { building, cause, reckoned, inspectors } = &action.deed else {
            return Err(RatingRefusal::NotFirst);
        };
        if action.actor.is_party() {
            return Err(RatingRefusal::OfficersOnly);
        }
        let whole = reckoned.categories.iter().all(|one| one.stars.is_some());
        if reckoned.stars.is_none() || !whole {
            let missing = reckoned.categories.iter().flat_map(|one| one.missing.clone()).collect();
            return Err(RatingRefusal::NoStar { missing });
        }
        let mut involved = inspectors.clone();
        involved.extend(action.actor.account());
        Ok(Self {
            id,
            version: 1,
            building: *building,
            cause: *cause,
            reckoned: (**reckoned).clone(),
            state: RatingState::Draft,
            drafted_at: action.at,
            drafted_by: action.actor,
            reply_until: deadlines.due(action.at, Limit::days(rules.published().reply_days)),
            replied_at: None,
            decided_at: None,
            published_at: None,
            appeal_until: None,
            appeal: None,
            involved,
            plaque_up_at: None,
            plaque_down_at: None,
            superseded_by: None,
            changed_at: action.at,
        })
    }

    /// The rating that follows from its actions, in order.
    pub fn replay(
        id: RatingId,
        actions: &[RatingAction],
        rules: &StarRules,
        deadlines: &impl Deadlines,
    ) -> Result<Self, RatingRefusal> {
        let (first, rest) = actions.split_first().ok_or(RatingRefusal::NotFirst)?;
        let draft = Self::draft(id, first, rules, deadlines)?;
        rest.iter().try_fold(draft, |rating, action| rating.step(action, rules, deadlines))
    }

    /// What becomes of it by an action; or why it is not done.
    pub fn step(
        &self,
        action: &RatingAction,
        rules: &StarRules,
        deadlines: &impl Deadlines,
    ) -> Result<Self, RatingRefusal> {
        if action.at < self.changed_at {
            return Err(RatingRefusal::Earlier { last: self.changed_at });
        }
        if action.deed.needs_words() && !action.has_words {
            return Err(RatingRefusal::NoWords(action.deed.name()));
        }
        let mut next = self.clone();
        next.apply(action, rules, deadlines)?;
        next.version += 1;
        next.changed_at = action.at;
        Ok(next)
    }

    fn apply(
        &mut self,
        action: &RatingAction,
        rules: &StarRules,
        deadlines: &impl Deadlines,
    ) -> Result<(), RatingRefusal> {
        use RatingState as S;
        match (self.state, &action.deed) {
            (_, RatingDeed::Draft { .. }) => return Err(RatingRefusal::NotFirst),
            (S::Draft, RatingDeed::Reply) => {
                party(action)?;
                in_time(action, self.reply_until)?;
                self.replied_at = Some(action.at);
            }
            (S::Draft, RatingDeed::SendBack) => {
                self.takes_part(officer(action)?);
                self.state = S::SentBack;
            }
            (S::Draft, RatingDeed::Decide) => {
                let account = officer(action)?;
                if self.drafted_by.account() == Some(account) {
                    return Err(RatingRefusal::OwnDraft);
                }
                if self.replied_at.is_none() && action.at <= self.reply_until {
                    return Err(RatingRefusal::ReplyAwaited { until: self.reply_until });
                }
                self.takes_part(account);
                self.state = S::Decided;
                self.decided_at = Some(action.at);
            }
            (S::Decided, RatingDeed::Publish) => {
                self.takes_part(officer(action)?);
                self.state = S::Published;
                self.published_at = Some(action.at);
                let days = Limit::days(rules.published().appeal_days);
                self.appeal_until = Some(deadlines.due(action.at, days));
            }
            (S::Published, RatingDeed::Appeal) => {
                party(action)?;
                if self.appeal.is_some() {
                    return Err(RatingRefusal::AppealedAlready);
                }
                in_time(action, self.appeal_until.unwrap_or(action.at))?;
                let days = Limit::days(rules.published().decide_days);
                let decide_until = deadlines.due(action.at, days);
                let by = action.actor;
                self.appeal = Some(Appeal { at: action.at, by, decide_until, decision: None });
                self.state = S::Appealed;
            }
            (S::Appealed, RatingDeed::DecideAppeal { upheld }) => {
                self.decide_appeal(action, *upheld)?;
            }
            (S::Published | S::Appealed, RatingDeed::Supersede { by }) => {
                not_a_party(action)?;
                if self.superseded_by.is_some() || *by == self.id {
                    return Err(RatingRefusal::NotSuperseded);
                }
                self.superseded_by = Some(*by);
                // An appeal is decided all the same.
                if self.state == S::Published {
                    self.state = S::Superseded;
                }
            }
            (S::Published | S::Appealed, RatingDeed::PlaqueUp) => {
                photo(action)?;
                if self.plaque_up_at.is_some() || self.superseded_by.is_some() {
                    return Err(RatingRefusal::Plaque);
                }
                self.plaque_up_at = Some(action.at);
            }
            (_, RatingDeed::PlaqueDown) => {
                photo(action)?;
                if self.plaque_up_at.is_none() || self.plaque_down_at.is_some() {
                    return Err(RatingRefusal::Plaque);
                }
                self.plaque_down_at = Some(action.at);
            }
            (state, deed) => return Err(RatingRefusal::NotNow { state, deed: deed.name() }),
        }
        Ok(())
    }

    fn decide_appeal(&mut self, action: &RatingAction, upheld: bool) -> Result<(), RatingRefusal> {
        let by = officer(action)?;
        let appellant = self.appeal.and_then(|appeal| appeal.by.account());
        if self.involved.contains(&by) || appellant == Some(by) {
            return Err(RatingRefusal::Involved);
        }
        if let Some(appeal) = &mut self.appeal {
            appeal.decision = Some(AppealDecision { at: action.at, by, upheld });
        }
        self.state = match (upheld, self.superseded_by) {
            (true, _) => RatingState::Overturned,
            (false, Some(_)) => RatingState::Superseded,
            (false, None) => RatingState::Published,
        };
        Ok(())
    }

    fn takes_part(&mut self, account: AccountId) {
        if !self.involved.contains(&account) {
            self.involved.push(account);
        }
    }
}

fn not_a_party(action: &RatingAction) -> Result<(), RatingRefusal> {
    match action.actor {
        Actor::Party(_) | Actor::Received(_) => Err(RatingRefusal::OfficersOnly),
        Actor::Officer(_) | Actor::Installation => Ok(()),
    }
}

fn officer(action: &RatingAction) -> Result<AccountId, RatingRefusal> {
    action.actor.officer().ok_or(RatingRefusal::OfficersOnly)
}

fn party(action: &RatingAction) -> Result<(), RatingRefusal> {
    match action.actor {
        Actor::Party(_) | Actor::Received(_) => Ok(()),
        Actor::Officer(_) | Actor::Installation => Err(RatingRefusal::PartiesOnly),
    }
}

fn in_time(action: &RatingAction, until: kernel::Instant) -> Result<(), RatingRefusal> {
    if action.at > until { Err(RatingRefusal::TooLate { since: until }) } else { Ok(()) }
}

fn photo(action: &RatingAction) -> Result<(), RatingRefusal> {
    if action.actor.account().is_none() {
        return Err(RatingRefusal::OfficersOnly);
    }
    let lacks = !missing(&[EvidenceKind::Photo], &action.evidence).is_empty();
    if lacks { Err(RatingRefusal::NoPhoto) } else { Ok(()) }
}
