//! Objections to notices: whoever a notice is served on says, within the written term, what is wrong with it; somebody who
//! had no part in it decides. Where the catalogue says that nothing is in danger, the duty is suspended until then and its
//! time counted anew; elsewhere it runs on, and danger is put right first.

mod refusal;
mod words;

use kernel::Instant;
use serde::{Deserialize, Serialize};

pub use self::{
    refusal::ObjectionRefusal,
    words::{Effect, ObjectionOutcome, ObjectionState},
};
use crate::{
    AccountId, ActionId, Deadlines, Evidence, Limit, NoticeId, ObjectionId, Place,
    notice::{Notice, NoticeKind, moment},
};

/// The written terms, days by the working calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// From when the notice reached them to the last day of an objection.
    pub object_days: u32,
    /// From the objection to the last day of its decision.
    pub decide_days: u32,
    /// How far east of UTC days are read.
    pub offset_minutes: i32,
}

/// An objection to a notice as it stands. Its reasons are the words of its action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Its id.
    pub id: ObjectionId,
    /// Actions so far.
    pub version: u32,
    /// The notice.
    pub notice: NoticeId,
    /// The notice's number.
    pub number: String,
    /// What the notice tells.
    pub kind: NoticeKind,
    /// Where.
    pub place: Place,
    /// Who objects: an account that answers for the place.
    pub by: AccountId,
    /// When.
    pub made_at: Instant,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What becomes of the duty meanwhile.
    pub effect: Effect,
    /// Until when it is to be decided.
    pub decide_until: Instant,
    /// How it was.
    pub decision: Option<Decided>,
}

/// How an objection was decided. Why lies in the words of the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: AccountId,
    /// How.
    pub outcome: ObjectionOutcome,
}

/// Something that is done to an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum ObjectionDeed {
    /// It is said. The first action of every objection.
    Object,
    /// It is decided.
    DecideObjection {
        /// How.
        outcome: ObjectionOutcome,
    },
}

impl ObjectionDeed {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::DecideObjection { .. } => "decide_objection",
        }
    }
}

/// A recorded deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAction {
    /// Made by whoever acts.
    pub id: ActionId,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: AccountId,
    /// What.
    pub deed: ObjectionDeed,
}

/// Somebody objects.
#[derive(Clone, Copy, Debug)]
pub struct Objecting<'a> {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// What shows it.
    pub evidence: &'a [Evidence],
    /// Whether there are reasons.
    pub has_words: bool,
    /// What becomes of the duty meanwhile.
    pub effect: Effect,
}

/// Somebody decides.
#[derive(Clone, Copy, Debug)]
pub struct Deciding<'a> {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// How.
    pub outcome: ObjectionOutcome,
    /// Whether there are reasons.
    pub has_words: bool,
    /// Everybody who had a part in the notice or in what it tells, or answers for the place.
    pub involved: &'a [AccountId],
}

impl Objection {
    /// An objection to a notice; or why it is not taken. That whoever objects answers for the place is for the caller to see
    /// to.
    ///
    /// # Errors
    /// [`ObjectionRefusal`] where the rules refuse it.
    pub fn begin(
        id: ObjectionId,
        notice: &Notice,
        new: Objecting<'_>,
        terms: Terms,
        deadlines: &impl Deadlines,
    ) -> Result<Self, ObjectionRefusal> {
        let content = &notice.content;
        if !notice.may_be_objected_to() {
            return Err(ObjectionRefusal::NotOfThis);
        }
        if notice.withdrawn_at.is_some() {
            return Err(ObjectionRefusal::Withdrawn);
        }
        if !new.has_words {
            return Err(ObjectionRefusal::NoWords);
        }
        let until = notice.object_until(terms.object_days, deadlines);
        if let Some(until) = until.filter(|until| new.at > *until) {
            return Err(ObjectionRefusal::TooLate(moment(until, terms.offset_minutes)));
        }
        Ok(Self {
            id,
            version: 1,
            notice: notice.id,
            number: content.number.clone(),
            kind: content.kind,
            place: content.place,
            by: new.by,
            made_at: new.at,
            evidence: new.evidence.to_vec(),
            effect: new.effect,
            decide_until: deadlines.due(new.at, Limit::days(terms.decide_days)),
            decision: None,
        })
    }

    /// What becomes of it by a decision; or why it is not taken.
    ///
    /// # Errors
    /// [`ObjectionRefusal::Involved`] for whoever objected, had a part in the notice, or answers for the place.
    pub fn decide(&self, new: Deciding<'_>) -> Result<Self, ObjectionRefusal> {
        if self.decision.is_some() {
            return Err(ObjectionRefusal::Decided);
        }
        if new.by == self.by || new.involved.contains(&new.by) {
            return Err(ObjectionRefusal::Involved);
        }
        if !new.has_words {
            return Err(ObjectionRefusal::NoWords);
        }
        let mut next = self.clone();
        next.version += 1;
        next.decision = Some(Decided { at: new.at, by: new.by, outcome: new.outcome });
        Ok(next)
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ObjectionState {
        self.decision.map_or(ObjectionState::Open, |decision| decision.outcome.state())
    }

    /// Whether it should have been decided by now.
    #[must_use]
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.decision.is_none() && now > self.decide_until
    }
}
