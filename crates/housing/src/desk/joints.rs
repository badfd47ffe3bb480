//! Joint enforcement: proposed, answered, held, written up and closed, each a recorded action.

use database::{UnitOfWork, Via};
use kernel::AreaPath;

use super::read::Step;
use crate::{
    AccountId, Error, Hazard, HazardAction, HazardDeed, HazardId, Housing, JointId, NoticeId,
    Result,
    facts::{At, How},
    filter::JointFilter,
    housing::{done_already, lane},
    joint::{Joint, JointAction, JointDeed, JointDoing, JointRefusal, MOST_NOTICES, Proposal},
    notice::Notice,
    store::{
        self,
        actions::{New, Subject},
    },
};

/// A joint enforcement to be proposed. That its offices are of the place's catalogue is for the caller to see to.
#[derive(Clone, Debug)]
pub struct NewJoint {
    /// The building.
    pub at: At,
    /// What is proposed.
    pub proposal: Proposal,
    /// Who proposes it.
    pub by: AccountId,
    /// The action; its words are the reason.
    pub how: How,
}

/// Something to be done to a joint enforcement. That whoever acts works for the office is for the caller to see to.
#[derive(Clone, Debug)]
pub struct JointAct {
    /// Which.
    pub joint: JointId,
    /// The version that whoever acts saw.
    pub seen: u32,
    /// What.
    pub deed: JointDeed,
    /// Who.
    pub by: AccountId,
    /// The action.
    pub how: How,
}

impl Housing {
    /// Proposes a joint enforcement, once.
    ///
    /// # Errors
    /// [`Error::Joint`] where the rules refuse it, or a hazard is not open in the building.
    pub async fn propose_joint(&self, new: NewJoint) -> Result<Joint> {
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.propose_within(unit, new).await })
            })
            .await
    }

    async fn propose_within(&self, unit: &mut UnitOfWork, new: NewJoint) -> Result<Joint> {
        let deed = JointDeed::Propose;
        store::buildings::ensure(unit, &new.at).await?;
        if let Some(of) = done_already(unit, new.how.id, None, deed.name()).await? {
            let found = store::joints::find((&*unit).into(), JointId::from_bytes(of)).await?;
            let (joint, _) = found.ok_or(Error::Missing)?;
            // The id of an action is its maker's: nobody else has theirs by it.
            return if joint.by == new.by { Ok(joint) } else { Err(Error::ActionTaken) };
        }
        let (when, words) = (self.when(), Self::words(&new.how));
        let doing = JointDoing {
            by: new.by,
            at: when.now,
            today: when.today,
            has_words: !words.is_empty(),
            notices: &[],
            still_open: 0,
        };
        let joint = Joint::propose(self.ids.next(), new.proposal, doing)?;
        let hazards = store::hazards::of_ids((&*unit).into(), &joint.hazards).await?;
        let open_here = |id: &HazardId| {
            hazards
                .get(id)
                .is_some_and(|hazard| hazard.is_open() && hazard.place.building == joint.building)
        };
        if joint.building != new.at.place.building || !joint.hazards.iter().all(open_here) {
            return Err(JointRefusal::NotOpenHere.into());
        }
        store::joints::insert(unit, &joint, &new.at.area).await?;
        let action = JointAction { id: new.how.id, at: when.now, by: new.by, deed };
        self.write_joint(unit, &joint, &new.at.area, &action, &words).await?;
        Ok(joint)
    }

    /// Does something to a joint enforcement, once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has moved on since whoever acts saw it; [`Error::Joint`] where the rules refuse.
    pub async fn act_on_joint(&self, act: JointAct) -> Result<Joint> {
        let (joint, _) = self.joint(act.joint).await?.ok_or(Error::Missing)?;
        let (this, building) = (self.clone(), joint.building);
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move {
                    store::buildings::lock(unit, building).await?;
                    this.act_on_joint_within(unit, act).await
                })
            })
            .await
    }

    async fn act_on_joint_within(&self, unit: &mut UnitOfWork, act: JointAct) -> Result<Joint> {
        let found = store::joints::to_act_on(unit, act.joint).await?;
        let (joint, area) = found.ok_or(Error::Missing)?;
        let subject = Some(joint.id.to_bytes());
        if done_already(unit, act.how.id, subject, act.deed.name()).await?.is_some() {
            return Ok(joint);
        }
        if act.seen != joint.version {
            return Err(Error::Conflict { version: joint.version });
        }
        let (when, words) = (self.when(), Self::words(&act.how));
        let notices = match &act.deed {
            JointDeed::Report { notices, .. } => {
                self.its_notices(Via::from(&*unit), &joint, notices).await?
            }
            _ => Vec::new(),
        };
        let still_open = match &act.deed {
            JointDeed::CloseJoint => still_open(Via::from(&*unit), &joint).await?,
            _ => 0,
        };
        let doing = JointDoing {
            by: act.by,
            at: when.now,
            today: when.today,
            has_words: !words.is_empty(),
            notices: &notices,
            still_open,
        };
        let next = joint.step(&act.deed, doing)?;
        if !store::joints::update(unit, joint.version, &next).await? {
            return Err(Error::Conflict { version: joint.version });
        }
        let action = JointAction { id: act.how.id, at: when.now, by: act.by, deed: act.deed };
        self.write_joint(unit, &next, &area, &action, &words).await?;
        Ok(next)
    }

    /// Of these notices those of the building that stand and were issued on the day or later, with their hazards.
    async fn its_notices(
        &self,
        via: Via<'_>,
        joint: &Joint,
        notices: &[NoticeId],
    ) -> Result<Vec<(NoticeId, Option<HazardId>)>> {
        if notices.len() > MOST_NOTICES {
            return Err(JointRefusal::NotItsNotice.into());
        }
        let since = joint.day.midnight(self.calendar().offset_minutes);
        let its = |notice: &Notice| {
            let content = &notice.content;
            content.place.building == joint.building
                && content.issued_at >= since
                && notice.withdrawn_at.is_none()
        };
        let found = store::notices::of_ids(via, notices).await?;
        let found = found.into_iter().filter(its);
        Ok(found.map(|one| (one.id, one.content.hazard.map(|hazard| hazard.id))).collect())
    }

    async fn write_joint(
        &self,
        unit: &mut UnitOfWork,
        joint: &Joint,
        area: &AreaPath,
        action: &JointAction,
        words: &str,
    ) -> Result<()> {
        let record = New {
            id: action.id,
            subject: (Subject::Joint, joint.id.to_bytes()),
            version: Some(joint.version),
            deed: action.deed.name(),
            account: Some(action.by),
            at: action.at,
            body: action,
            words,
        };
        store::actions::record(unit, record).await?;
        let detail = serde_json::json!({
            "version": joint.version, "state": joint.state(), "area": area,
            "building": joint.building, "day": joint.day,
        });
        let kind = format!("joint.{}", action.deed.name());
        self.publish(unit, kind, format!("joint:{}", joint.id), detail).await
    }

    /// A joint enforcement, and the area it is in.
    pub async fn joint(&self, id: JointId) -> Result<Option<(Joint, AreaPath)>> {
        store::joints::find((&self.database).into(), id).await
    }

    /// Everything that was done to it, in order, with the reasons and what was found.
    pub async fn joint_steps(&self, id: JointId) -> Result<Vec<Step<JointAction>>> {
        let found = store::actions::of((&self.database).into(), id.to_bytes()).await?;
        Ok(found.into_iter().map(|(action, words)| Step { action, words }).collect())
    }

    /// Its hazards as they stand, in its order.
    pub async fn joint_hazards(&self, joint: &Joint) -> Result<Vec<Hazard>> {
        let mut found = store::hazards::of_ids((&self.database).into(), &joint.hazards).await?;
        Ok(joint.hazards.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// The notices issued on it, in the order of what was written.
    pub async fn joint_notices(&self, joint: &Joint) -> Result<Vec<Notice>> {
        let ids: Vec<NoticeId> =
            joint.findings.iter().flat_map(|finding| finding.notices.iter().copied()).collect();
        store::notices::of_ids((&self.database).into(), &ids).await
    }

    /// A page of joint enforcement, the newest first, each with its place in the order.
    pub async fn joints(&self, filter: &JointFilter) -> Result<Vec<(i64, Joint)>> {
        store::joints::list((&self.database).into(), filter).await
    }

    /// How many a filter finds, counted up to 1,001.
    pub async fn count_joints(&self, filter: &JointFilter) -> Result<u64> {
        store::joints::counted((&self.database).into(), filter).await
    }
}

/// How many of its hazards are open and were referred to no office since it was proposed.
async fn still_open(via: Via<'_>, joint: &Joint) -> Result<usize> {
    let mut open = 0;
    for hazard in store::hazards::of_ids(via, &joint.hazards).await?.into_values() {
        if !hazard.is_open() {
            continue;
        }
        let steps: Vec<(HazardAction, Option<String>)> =
            store::actions::of(via, hazard.id.to_bytes()).await?;
        let refers = |(action, _): &(HazardAction, Option<String>)| {
            action.at >= joint.proposed_at && matches!(action.deed, HazardDeed::Refer { .. })
        };
        if !steps.iter().any(refers) {
            open += 1;
        }
    }
    Ok(open)
}
