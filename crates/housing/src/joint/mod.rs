//! Joint enforcement: several offices act together on the hazards of one building, led by the authority in charge.
//!
//! An officer proposes it, each office that is asked agrees or declines, the lead sets the day once they all answered, and
//! says that it was held; each that came writes what it found and which notices it issued. Notices are those there are: of
//! places and things, to whoever answers for them, never to whoever lives there. It is closed when each hazard is verified
//! fixed, found in error, or was referred.

mod refusal;
mod step;
mod words;

use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

pub use self::{
    refusal::JointRefusal,
    step::{JointDoing, Proposal},
    words::{JointAnswer, JointState},
};
use crate::{AccountId, ActionId, BuildingId, HazardId, JointId, NoticeId};

/// Hazards of one at the most, those of notices issued on it included.
pub const MOST_HAZARDS: usize = 50;
/// Notices that an office issued on it, at the most.
pub const MOST_NOTICES: usize = 100;
/// Offices asked beside the lead, at the most.
pub const MOST_OFFICES: usize = 10;
/// Days ahead that a day may lie at the most.
pub const MOST_DAYS_AHEAD: i32 = 180;

/// A joint enforcement as it stands. Its reasons, and what was found, are the words of its actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    /// Its id.
    pub id: JointId,
    /// Actions so far.
    pub version: u32,
    /// The building.
    pub building: BuildingId,
    /// The hazards: those it was proposed for, then those of notices issued on it.
    pub hazards: Vec<HazardId>,
    /// The office that leads: the authority in charge.
    pub lead: String,
    /// The offices asked to come, with what they answered.
    pub offices: Vec<Asked>,
    /// Who proposed it.
    pub by: AccountId,
    /// When.
    pub proposed_at: Instant,
    /// The day that is proposed, or was set.
    pub day: Day,
    /// When the lead set the day.
    pub set_at: Option<Instant>,
    /// When the lead said that it was held.
    pub held_at: Option<Instant>,
    /// What the lead and the offices that came ordered, each once.
    pub findings: Vec<Finding>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// When it was called off.
    pub called_off_at: Option<Instant>,
}

/// An office that is asked to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The office.
    pub office: String,
    /// What it answered.
    pub answer: Option<Answered>,
}

/// How an office answered. Why lies in the words of the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What.
    pub answer: JointAnswer,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: AccountId,
}

/// What an office ordered. What it found lies in the words of the action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The office.
    pub office: String,
    /// The notices it issued.
    pub notices: Vec<NoticeId>,
    /// When it wrote so.
    pub at: Instant,
    /// By whom.
    pub by: AccountId,
}

/// Something that is done to a joint enforcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum JointDeed {
    /// It is proposed. The first action of each.
    Propose,
    /// An office answers.
    Answer {
        /// Which.
        office: String,
        /// What.
        answer: JointAnswer,
    },
    /// The lead sets the day.
    SetDay {
        /// Which.
        day: Day,
    },
    /// The lead says that it was held.
    Hold,
    /// The lead, or an office that came, writes what it found and ordered.
    Report {
        /// Which office.
        office: String,
        /// The notices it issued.
        notices: Vec<NoticeId>,
    },
    /// The lead closes it.
    CloseJoint,
    /// The lead or whoever proposed it calls it off.
    CallOff,
}

impl JointDeed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Propose => "propose_joint",
            Self::Answer { .. } => "answer_joint",
            Self::SetDay { .. } => "set_day",
            Self::Hold => "hold",
            Self::Report { .. } => "report",
            Self::CloseJoint => "close_joint",
            Self::CallOff => "call_off",
        }
    }

    /// The office that it is done for, where the deed names one; the lead does the others.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        match self {
            Self::Answer { office, .. } | Self::Report { office, .. } => Some(office),
            Self::Propose | Self::SetDay { .. } | Self::Hold | Self::CloseJoint | Self::CallOff => {
                None
            }
        }
    }
}

/// A recorded deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointAction {
    /// Made by whoever acts.
    pub id: ActionId,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: AccountId,
    /// What.
    pub deed: JointDeed,
}

impl Joint {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> JointState {
        if self.called_off_at.is_some() {
            JointState::CalledOff
        } else if self.closed_at.is_some() {
            JointState::Closed
        } else if self.held_at.is_some() {
            JointState::Held
        } else if self.set_at.is_some() {
            JointState::DaySet
        } else if self.all_answered() {
            JointState::Answered
        } else {
            JointState::Proposed
        }
    }

    /// Whether each office that was asked has answered.
    #[must_use]
    pub fn all_answered(&self) -> bool {
        self.offices.iter().all(|asked| asked.answer.is_some())
    }

    /// Whether an office comes: the lead, or one that agreed.
    #[must_use]
    pub fn comes(&self, office: &str) -> bool {
        self.coming().any(|one| one == office)
    }

    /// The offices that come: the lead, then those that agreed.
    pub fn coming(&self) -> impl Iterator<Item = &str> {
        let agreed = |asked: &&Asked| {
            asked.answer.is_some_and(|answered| answered.answer == JointAnswer::Agrees)
        };
        let others = self.offices.iter().filter(agreed).map(|asked| asked.office.as_str());
        std::iter::once(self.lead.as_str()).chain(others)
    }

    /// Those that come and have not written what they found.
    pub fn unreported(&self) -> impl Iterator<Item = &str> {
        self.coming().filter(move |office| !self.findings.iter().any(|one| one.office == *office))
    }

    /// What somebody who works for these offices may do now, by the names of deeds. `today` is the day there.
    #[must_use]
    pub fn offers(&self, me: AccountId, mine: &[String], today: Day) -> Vec<&'static str> {
        let leads = mine.contains(&self.lead);
        let mut offers = Vec::new();
        match self.state() {
            JointState::Proposed | JointState::Answered | JointState::DaySet => {
                let asked = |one: &Asked| one.answer.is_none() && mine.contains(&one.office);
                if self.offices.iter().any(asked) {
                    offers.push("answer_joint");
                }
                let settable = self.all_answered() && self.coming().count() > 1;
                if leads && settable {
                    offers.push("set_day");
                }
                if leads && self.set_at.is_some() && self.day <= today {
                    offers.push("hold");
                }
                if leads || me == self.by {
                    offers.push("call_off");
                }
            }
            JointState::Held => {
                if self.unreported().any(|office| mine.iter().any(|one| one == office)) {
                    offers.push("report");
                }
                if leads && self.unreported().next().is_none() {
                    offers.push("close_joint");
                }
            }
            JointState::Closed | JointState::CalledOff => {}
        }
        offers
    }
}
