//! What becomes of a joint enforcement by what is done to it.

use std::collections::BTreeSet;

use kernel::{Day, Instant};

use super::{
    Answered, Asked, Finding, Joint, JointAnswer, JointDeed, JointRefusal, JointState,
    MOST_DAYS_AHEAD, MOST_HAZARDS, MOST_NOTICES, MOST_OFFICES,
};
use crate::{AccountId, BuildingId, HazardId, JointId, NoticeId};

/// A joint enforcement to be proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The building.
    pub building: BuildingId,
    /// The hazards.
    pub hazards: Vec<HazardId>,
    /// The office that leads.
    pub lead: String,
    /// The offices asked.
    pub offices: Vec<String>,
    /// The day proposed.
    pub day: Day,
}

/// Somebody acts.
#[derive(Clone, Copy, Debug)]
pub struct JointDoing<'a> {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// The day there.
    pub today: Day,
    /// Whether there are words.
    pub has_words: bool,
    /// Of the notices that the deed names: those of this building, issued on the day or later, with their hazards.
    pub notices: &'a [(NoticeId, Option<HazardId>)],
    /// Hazards that are neither verified fixed, found in error nor referred.
    pub still_open: usize,
}

fn each_once<T: Ord>(all: &[T], most: usize) -> bool {
    let distinct: BTreeSet<&T> = all.iter().collect();
    !all.is_empty() && all.len() <= most && distinct.len() == all.len()
}

fn may_be_on(day: Day, today: Day) -> bool {
    day >= today && day.epoch_days() - today.epoch_days() <= MOST_DAYS_AHEAD
}

impl Joint {
    /// One that is proposed; or why it is not. That its hazards are open and there is for the caller to see to.
    ///
    /// # Errors
    /// [`JointRefusal`] where the rules refuse it.
    pub fn propose(
        id: JointId,
        new: Proposal,
        doing: JointDoing<'_>,
    ) -> Result<Self, JointRefusal> {
        if !each_once(&new.hazards, MOST_HAZARDS) {
            return Err(JointRefusal::Hazards);
        }
        if new.offices.contains(&new.lead) || !each_once(&new.offices, MOST_OFFICES) {
            return Err(JointRefusal::Offices);
        }
        if !may_be_on(new.day, doing.today) {
            return Err(JointRefusal::Day);
        }
        if !doing.has_words {
            return Err(JointRefusal::NoWords);
        }
        let asked = |office| Asked { office, answer: None };
        Ok(Self {
            id,
            version: 1,
            building: new.building,
            hazards: new.hazards,
            lead: new.lead,
            offices: new.offices.into_iter().map(asked).collect(),
            by: doing.by,
            proposed_at: doing.at,
            day: new.day,
            set_at: None,
            held_at: None,
            findings: Vec::new(),
            closed_at: None,
            called_off_at: None,
        })
    }

    /// What becomes of it by a deed; or why it is not done. That whoever acts works for the office is for the caller to see
    /// to.
    ///
    /// # Errors
    /// [`JointRefusal`] where the rules refuse it.
    pub fn step(&self, deed: &JointDeed, doing: JointDoing<'_>) -> Result<Self, JointRefusal> {
        let state = self.state();
        let before =
            matches!(state, JointState::Proposed | JointState::Answered | JointState::DaySet);
        let mut next = self.clone();
        next.version += 1;
        match deed {
            JointDeed::Answer { office, answer } if state == JointState::Proposed => {
                next.answer(office, *answer, doing)?;
            }
            JointDeed::SetDay { day } if before => {
                if !self.all_answered() || self.coming().count() < 2 {
                    return Err(JointRefusal::NotAnswered);
                }
                if !may_be_on(*day, doing.today) {
                    return Err(JointRefusal::Day);
                }
                (next.day, next.set_at) = (*day, Some(doing.at));
            }
            JointDeed::Hold if state == JointState::DaySet && self.day <= doing.today => {
                next.held_at = Some(doing.at);
            }
            JointDeed::Report { office, notices } if state == JointState::Held => {
                next.report(office, notices, doing)?;
            }
            JointDeed::CloseJoint if state == JointState::Held => {
                if self.unreported().next().is_some() {
                    return Err(JointRefusal::Unreported);
                }
                if doing.still_open > 0 {
                    return Err(JointRefusal::StillOpen(doing.still_open));
                }
                next.closed_at = Some(doing.at);
            }
            JointDeed::CallOff if before => {
                if !doing.has_words {
                    return Err(JointRefusal::NoWords);
                }
                next.called_off_at = Some(doing.at);
            }
            JointDeed::Propose
            | JointDeed::Answer { .. }
            | JointDeed::SetDay { .. }
            | JointDeed::Hold
            | JointDeed::Report { .. }
            | JointDeed::CloseJoint
            | JointDeed::CallOff => return Err(JointRefusal::NotNow),
        }
        Ok(next)
    }

    fn answer(
        &mut self,
        office: &str,
        answer: JointAnswer,
        doing: JointDoing<'_>,
    ) -> Result<(), JointRefusal> {
        let asked = self.offices.iter_mut().find(|asked| asked.office == office);
        let asked = asked.ok_or(JointRefusal::NotOfIt)?;
        if asked.answer.is_some() {
            return Err(JointRefusal::Already);
        }
        if !doing.has_words {
            return Err(JointRefusal::NoWords);
        }
        asked.answer = Some(Answered { answer, at: doing.at, by: doing.by });
        Ok(())
    }

    fn report(
        &mut self,
        office: &str,
        notices: &[NoticeId],
        doing: JointDoing<'_>,
    ) -> Result<(), JointRefusal> {
        if !self.comes(office) {
            return Err(JointRefusal::NotOfIt);
        }
        if self.findings.iter().any(|one| one.office == office) {
            return Err(JointRefusal::Already);
        }
        if !doing.has_words {
            return Err(JointRefusal::NoWords);
        }
        let is_its = |id: &NoticeId| doing.notices.iter().any(|(one, _)| one == id);
        let once = notices.is_empty() || each_once(notices, MOST_NOTICES);
        if !once || !notices.iter().all(is_its) {
            return Err(JointRefusal::NotItsNotice);
        }
        for hazard in doing.notices.iter().filter_map(|(_, hazard)| *hazard) {
            if !self.hazards.contains(&hazard) {
                self.hazards.push(hazard);
            }
        }
        if self.hazards.len() > MOST_HAZARDS {
            return Err(JointRefusal::Hazards);
        }
        self.findings.push(Finding {
            office: office.to_owned(),
            notices: notices.to_vec(),
            at: doing.at,
            by: doing.by,
        });
        Ok(())
    }
}
