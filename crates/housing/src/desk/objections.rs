//! Objections to notices: said by whoever answers for the place, decided by somebody who had no part in it.

use database::{UnitOfWork, Via};
use kernel::{AreaPath, Text};

use super::read::Step;
use crate::{
    AccountId, Error, EvidenceKind, HazardDeed, HazardId, Housing, NoticeId, ObjectionId, Result,
    Suspension,
    facts::{At, How},
    filter::ObjectionFilter,
    housing::{done_already, lane},
    notice::{Doing, Notice, NoticeDeed, NoticeKind, moment},
    objection::{
        Deciding, Effect, Objecting, Objection, ObjectionAction, ObjectionDeed, ObjectionOutcome,
        ObjectionRefusal, Terms,
    },
    store::{
        self,
        actions::{New, Subject},
    },
};

/// Somebody objects to a notice.
#[derive(Clone, Debug)]
pub struct NewObjection {
    /// The notice.
    pub notice: NoticeId,
    /// Who objects.
    pub by: AccountId,
    /// The action; its words are the reasons.
    pub how: How,
}

/// Somebody decides an objection.
#[derive(Clone, Debug)]
pub struct ObjectionAct {
    /// Which.
    pub objection: ObjectionId,
    /// The version that whoever decides saw.
    pub seen: u32,
    /// How.
    pub outcome: ObjectionOutcome,
    /// Who decides.
    pub by: AccountId,
    /// The action; its words are the reasons.
    pub how: How,
}

impl Housing {
    /// The written terms of objections.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms {
            object_days: self.catalogue.object_days,
            decide_days: self.catalogue.decide_objection_days,
            offset_minutes: self.calendar().offset_minutes,
        }
    }

    /// Until when a notice may be objected to; nothing where it has reached nobody who answers for the place, or asks
    /// nothing of them.
    #[must_use]
    pub fn object_until(&self, notice: &Notice) -> Option<kernel::Instant> {
        let may = notice.may_be_objected_to();
        notice.object_until(self.terms().object_days, &self.deadlines()).filter(|_| may)
    }

    /// Objects to a notice, once.
    ///
    /// # Errors
    /// [`Error::Missing`] for whoever does not answer for the place; [`Error::Objection`] where the rules refuse.
    pub async fn object(&self, new: NewObjection) -> Result<Objection> {
        let (notice, _) = self.notice(new.notice).await?.ok_or(Error::Missing)?;
        let (this, building) = (self.clone(), notice.content.place.building);
        if new.how.evidence.iter().any(|shown| shown.kind == EvidenceKind::OnTheSpot) {
            Self::weigh(&new.how, &self.at_building(building).await?)?;
        }
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move {
                    store::buildings::lock(unit, building).await?;
                    this.object_within(unit, new).await
                })
            })
            .await
    }

    async fn object_within(&self, unit: &mut UnitOfWork, new: NewObjection) -> Result<Objection> {
        if let Some(of) = done_already(unit, new.how.id, None, "object").await? {
            let found =
                store::objections::find((&*unit).into(), ObjectionId::from_bytes(of)).await?;
            let (objection, _) = found.ok_or(Error::Missing)?;
            let same = objection.by == new.by && objection.notice == new.notice;
            return if same { Ok(objection) } else { Err(Error::ActionTaken) };
        }
        let found = store::notices::find((&*unit).into(), new.notice).await?;
        let (notice, area) = found.ok_or(Error::Missing)?;
        self.answers_for(Via::from(&*unit), new.by, notice.content.place).await?;
        let earlier = store::objections::of_account((&*unit).into(), new.by, &[notice.id]).await?;
        if !earlier.is_empty() {
            return Err(ObjectionRefusal::Already.into());
        }
        let (now, words) = (self.clock.now(), Self::words(&new.how));
        let objecting = Objecting {
            by: new.by,
            at: now,
            evidence: &new.how.evidence,
            has_words: !words.is_empty(),
            effect: self.effect(Via::from(&*unit), &notice).await?,
        };
        let id: ObjectionId = self.ids.next();
        let objection = Objection::begin(id, &notice, objecting, self.terms(), &self.deadlines())?;
        Self::claim(unit, owner(&notice), &new.how).await?;
        store::objections::insert(unit, &objection, &area).await?;
        let action =
            ObjectionAction { id: new.how.id, at: now, by: new.by, deed: ObjectionDeed::Object };
        self.write_objection(unit, &objection, &area, &action, &words).await?;
        if let Some(hazard) = suspended_by(&objection, &notice) {
            let deed = HazardDeed::Pause { until: objection.decide_until };
            self.because_of_objection(unit, hazard, deed).await?;
        }
        Ok(objection)
    }

    /// What becomes of the duty where somebody objects to a notice now.
    pub async fn objection_effect(&self, notice: &Notice) -> Result<Effect> {
        self.effect((&self.database).into(), notice).await
    }

    /// The rule of the severity says whether an objection suspends the duty; what is overdue already is not.
    async fn effect(&self, via: Via<'_>, notice: &Notice) -> Result<Effect> {
        let Some(about) = &notice.content.hazard else { return Ok(Effect::RunsOn) };
        let found = store::hazards::find(via, about.id).await?;
        let Some((hazard, _)) = found else { return Ok(Effect::RunsOn) };
        let rule = self.catalogue.severities().iter().find(|rule| rule.id == hazard.severity);
        let waits = hazard.is_open() && !hazard.is_overdue(self.clock.now());
        let suspends = waits && rule.is_some_and(|rule| rule.objection_suspends);
        Ok(Effect::of(hazard.severity, suspends))
    }

    /// What became of the duty that a notice tells by objections to notices of its hazard: suspended, or its time counted
    /// anew. Nothing where it stands as it is written.
    pub async fn duty(&self, notice: &Notice) -> Result<Option<Text>> {
        let content = &notice.content;
        let Some(about) = &content.hazard else { return Ok(None) };
        let Some((hazard, _)) = self.hazard(about.id).await? else { return Ok(None) };
        // One that was reopened since is ordered anew.
        if !hazard.is_open() || hazard.clock_from > content.issued_at {
            return Ok(None);
        }
        if hazard.paused > 0 {
            return Ok(Some(Effect::Suspends.label()));
        }
        let due = moment(hazard.due_at, self.calendar().offset_minutes);
        let anew = || {
            Text::new(
                format!("异议决定后重新计算的期限：{}", due.zh),
                format!("Counted anew after an objection was decided: until {}", due.en),
            )
        };
        Ok(content.due_at.is_none_or(|written| hazard.due_at > written).then(anew))
    }

    /// Decides an objection, once: by nobody who objected, had a part in the notice or in what it tells, or answers for the
    /// place. What is upheld or changed withdraws the notice; a suspension of letting that it told is lifted where it is
    /// upheld.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has moved on since whoever decides saw it; [`Error::Objection`] where the rules refuse.
    pub async fn decide_objection(&self, act: ObjectionAct) -> Result<Objection> {
        let (objection, _) = self.objection(act.objection).await?.ok_or(Error::Missing)?;
        let place = objection.place;
        let at = match place.unit {
            Some(dwelling) => self.at_unit(dwelling).await?,
            None => self.at_building(place.building).await?,
        };
        let this = self.clone();
        self.database
            .together(lane(place.building), move |unit| {
                Box::pin(async move {
                    store::buildings::lock(unit, place.building).await?;
                    this.decide_within(unit, act, at).await
                })
            })
            .await
    }

    async fn decide_within(
        &self,
        unit: &mut UnitOfWork,
        act: ObjectionAct,
        at: At,
    ) -> Result<Objection> {
        let found = store::objections::to_act_on(unit, act.objection).await?;
        let (objection, area) = found.ok_or(Error::Missing)?;
        let deed = ObjectionDeed::DecideObjection { outcome: act.outcome };
        let subject = Some(objection.id.to_bytes());
        if done_already(unit, act.how.id, subject, deed.name()).await?.is_some() {
            return Ok(objection);
        }
        if act.seen != objection.version {
            return Err(Error::Conflict { version: objection.version });
        }
        let found = store::notices::find((&*unit).into(), objection.notice).await?;
        let (notice, _) = found.ok_or(Error::Missing)?;
        let (now, words) = (self.clock.now(), Self::words(&act.how));
        let involved = self.involved(Via::from(&*unit), &notice).await?;
        let next = objection.decide(Deciding {
            by: act.by,
            at: now,
            outcome: act.outcome,
            has_words: !words.is_empty(),
            involved: &involved,
        })?;
        if !store::objections::update(unit, objection.version, &next).await? {
            return Err(Error::Conflict { version: objection.version });
        }
        let action = ObjectionAction { id: act.how.id, at: now, by: act.by, deed };
        self.write_objection(unit, &next, &area, &action, &words).await?;
        if let Some(hazard) = suspended_by(&objection, &notice) {
            self.because_of_objection(unit, hazard, HazardDeed::Resume).await?;
        }
        if act.outcome.withdraws() && notice.withdrawn_at.is_none() {
            self.withdraw_for(unit, &notice, &area, act.by, &words).await?;
        }
        if act.outcome == ObjectionOutcome::Upheld {
            self.lift_for(unit, &notice, at, act.by, words).await?;
        }
        Ok(next)
    }

    /// Everybody who had a part in a notice or in what it tells: who issued and served it, who found, ordered, looked at or
    /// put right the hazard, who decided on the letting; and whoever answers for the place.
    async fn involved(&self, via: Via<'_>, notice: &Notice) -> Result<Vec<AccountId>> {
        let content = &notice.content;
        let mut subjects = vec![notice.id.to_bytes()];
        subjects.extend(content.hazard.as_ref().map(|hazard| hazard.id.to_bytes()));
        subjects.extend(content.place.unit.map(crate::UnitId::to_bytes));
        let mut involved = store::actions::accounts_of(via, &subjects).await?;
        involved.push(notice.by);
        let (place, now) = (content.place, self.clock.now());
        let answering = match place.unit {
            Some(dwelling) => store::declarations::answering(via, dwelling, now).await?,
            None => store::declarations::speaking_for(via, place.building, now).await?,
        };
        involved.extend(answering);
        Ok(involved)
    }

    /// Withdraws the notice of an objection that was right, in the words of the decision.
    async fn withdraw_for(
        &self,
        unit: &mut UnitOfWork,
        notice: &Notice,
        area: &AreaPath,
        by: AccountId,
        words: &str,
    ) -> Result<()> {
        let now = self.clock.now();
        let doing = Doing { at: now, by, evidence: &[], has_words: !words.is_empty() };
        let gone = notice.step(&NoticeDeed::Withdraw, doing)?;
        if !store::notices::update(unit, notice.version, &gone).await? {
            return Err(Error::Conflict { version: notice.version });
        }
        let record = New {
            id: self.ids.next(),
            subject: (Subject::Notice, notice.id.to_bytes()),
            version: Some(gone.version),
            deed: NoticeDeed::Withdraw.name(),
            account: Some(by),
            at: now,
            body: &NoticeDeed::Withdraw,
            words,
        };
        store::actions::record(unit, record).await?;
        self.publish_notice(unit, &gone, area, &NoticeDeed::Withdraw).await
    }

    /// Lifts the suspension that a notice told, where it still holds.
    async fn lift_for(
        &self,
        unit: &mut UnitOfWork,
        notice: &Notice,
        at: At,
        by: AccountId,
        words: String,
    ) -> Result<()> {
        let content = &notice.content;
        let (NoticeKind::Suspension, Some(dwelling)) = (content.kind, content.place.unit) else {
            return Ok(());
        };
        let letting = super::standing::LETTING;
        let last = store::actions::last_of((&*unit).into(), dwelling.to_bytes(), letting).await?;
        if last.is_none_or(|(action, _)| action != content.action) {
            return Ok(());
        }
        let how = How { words, ..How::bare(self.ids.next()) };
        self.suspend_within(unit, Suspension { at, suspended: false, by, how }).await
    }

    async fn write_objection(
        &self,
        unit: &mut UnitOfWork,
        objection: &Objection,
        area: &AreaPath,
        action: &ObjectionAction,
        words: &str,
    ) -> Result<()> {
        let new = New {
            id: action.id,
            subject: (Subject::Objection, objection.id.to_bytes()),
            version: Some(objection.version),
            deed: action.deed.name(),
            account: Some(action.by),
            at: action.at,
            body: action,
            words,
        };
        store::actions::record(unit, new).await?;
        let detail = serde_json::json!({
            "version": objection.version, "state": objection.state(), "area": area,
            "notice": objection.notice, "building": objection.place.building,
        });
        let kind = format!("objection.{}", action.deed.name());
        self.publish(unit, kind, format!("objection:{}", objection.id), detail).await
    }

    /// An objection, and the area it is in.
    pub async fn objection(&self, id: ObjectionId) -> Result<Option<(Objection, AreaPath)>> {
        store::objections::find((&self.database).into(), id).await
    }

    /// What was said and decided, in order, with the reasons.
    pub async fn objection_steps(&self, id: ObjectionId) -> Result<Vec<Step<ObjectionAction>>> {
        let found = store::actions::of((&self.database).into(), id.to_bytes()).await?;
        Ok(found.into_iter().map(|(action, words)| Step { action, words }).collect())
    }

    /// What an account said against these notices.
    pub async fn own_objections(
        &self,
        account: AccountId,
        notices: &[NoticeId],
    ) -> Result<Vec<Objection>> {
        store::objections::of_account((&self.database).into(), account, notices).await
    }

    /// Whether an account had no part in what an objection is against, so that it may decide it.
    pub async fn may_decide(&self, objection: &Objection, account: AccountId) -> Result<bool> {
        let (notice, _) = self.notice(objection.notice).await?.ok_or(Error::Missing)?;
        let involved = self.involved((&self.database).into(), &notice).await?;
        let free = objection.by != account && !involved.contains(&account);
        Ok(free && objection.decision.is_none())
    }

    /// A page of objections, the newest first, each with its place in the order.
    pub async fn objections(&self, filter: &ObjectionFilter) -> Result<Vec<(i64, Objection)>> {
        store::objections::list((&self.database).into(), filter, self.clock.now()).await
    }

    /// How many objections a filter finds, counted up to 1,001.
    pub async fn count_objections(&self, filter: &ObjectionFilter) -> Result<u64> {
        store::objections::counted((&self.database).into(), filter, self.clock.now()).await
    }
}

/// What photos of a notice belong to: they are seen as the photos of what it is of are, under a grant, on the log.
fn owner(notice: &Notice) -> [u8; 16] {
    let of = notice.content.hazard.as_ref().map(|hazard| hazard.id.to_bytes());
    of.unwrap_or_else(|| notice.id.to_bytes())
}

/// The hazard of a notice, where an objection to it suspends the duty.
fn suspended_by(objection: &Objection, notice: &Notice) -> Option<HazardId> {
    let about = notice.content.hazard.as_ref()?;
    (objection.effect == Effect::Suspends).then_some(about.id)
}
