//! Notices: issued on what was done, served with what shows it, reminded of by the clock, withdrawn.

use access::Tokenizer;
use database::{UnitOfWork, Via};
use kernel::{AreaPath, Instant, Text};

use super::standing::{LETTING, standing};
use crate::{
    AccountId, ActionId, Error, EvidenceKind, HazardAction, HazardDeed, HazardId, Housing,
    NoticeId, Result, UnitId,
    code::same,
    facts::{At, How},
    filter::NoticeFilter,
    housing::{done_already, lane},
    notice::{
        AboutHazard, Content, Doing, Notice, NoticeDeed, NoticeKind, NoticeRefusal, NoticeStanding,
        Service, ServiceWay,
    },
    store::{
        self,
        actions::{New, Subject},
    },
};

/// Longest legal basis, characters.
const LONGEST_BASIS: usize = 400;

/// After how many seconds the reminder of a duty that is suspended is looked at again.
const LOOK_AGAIN_S: i64 = 86_400;

/// What a notice is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeOf {
    /// A hazard.
    Hazard(HazardId),
    /// The letting of a unit.
    Unit(UnitId),
}

/// A notice to be issued. It tells the last deed of its kind that was done to what it is of.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// What it tells.
    pub kind: NoticeKind,
    /// Of what.
    pub of: NoticeOf,
    /// Where that is.
    pub at: At,
    /// The code of the place, as it is printed.
    pub code: String,
    /// Its address.
    pub address: Text,
    /// The office that issues it.
    pub office: Text,
    /// The catalogue that stands in the place, by which offices are called.
    pub offices: &'static casework::Catalogue,
    /// The legal basis as whoever issues it states it; empty where none is stated.
    pub basis: String,
    /// Who issues it.
    pub by: AccountId,
    /// The action.
    pub how: How,
}

/// Something to be done to a notice: it reached somebody, or it is withdrawn.
#[derive(Clone, Debug)]
pub struct NoticeAct {
    /// Which.
    pub notice: NoticeId,
    /// The version that whoever acts saw.
    pub seen: u32,
    /// What.
    pub deed: NoticeDeed,
    /// Who.
    pub by: AccountId,
    /// The action.
    pub how: How,
}

/// What a notice tells, found in what was done.
struct Told {
    action: ActionId,
    hazard: Option<AboutHazard>,
    due_at: Option<Instant>,
    to_office: Option<Text>,
}

impl Housing {
    /// Issues a notice, once.
    ///
    /// # Errors
    /// [`Error::Notice`] where what it would tell was not done or no longer holds, or a notice of that deed stands.
    pub async fn issue(&self, new: NewNotice) -> Result<Notice> {
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.issue_within(unit, new).await })
            })
            .await
    }

    async fn issue_within(&self, unit: &mut UnitOfWork, new: NewNotice) -> Result<Notice> {
        store::buildings::ensure(unit, &new.at).await?;
        if let Some(of) = done_already(unit, new.how.id, None, "issue").await? {
            let found = store::notices::find((&*unit).into(), NoticeId::from_bytes(of)).await?;
            let (notice, _) = found.ok_or(Error::Missing)?;
            // The id of an action is its maker's: nobody else has their notice by it.
            return if notice.by == new.by { Ok(notice) } else { Err(Error::ActionTaken) };
        }
        let (place, now) = (new.at.place, self.clock.now());
        let told = self.told(unit, &new).await?;
        let earlier = store::notices::of_action((&*unit).into(), told.action).await?;
        if let Some(stands) = earlier.into_iter().find(|one| one.withdrawn_at.is_none()) {
            return Err(NoticeRefusal::Already(stands.content.number).into());
        }
        let year = now.day(self.calendar().offset_minutes).year();
        let basis: String = new.basis.trim().chars().take(LONGEST_BASIS).collect();
        let content = Content {
            number: store::notices::draw(unit, year).await?,
            kind: new.kind,
            action: told.action,
            place,
            code: new.code,
            address: new.address,
            hazard: told.hazard,
            office: new.office,
            to_office: told.to_office,
            due_at: told.due_at,
            basis: (!basis.is_empty()).then(|| casework::redact(&basis)),
            issued_at: now,
        };
        let notice = Notice {
            id: self.ids.next(),
            version: 1,
            services: self.told_by_app(unit, &content).await?,
            content,
            by: new.by,
            reminded_at: None,
            withdrawn_at: None,
            acknowledged: Vec::new(),
        };
        store::notices::insert(unit, &notice, &new.at.area).await?;
        let words = Self::words(&new.how);
        let record = New {
            id: new.how.id,
            subject: (Subject::Notice, notice.id.to_bytes()),
            version: Some(notice.version),
            deed: NoticeDeed::Issue.name(),
            account: Some(new.by),
            at: now,
            body: &NoticeDeed::Issue,
            words: &words,
        };
        store::actions::record(unit, record).await?;
        self.publish_notice(unit, &notice, &new.at.area, &NoticeDeed::Issue).await?;
        Ok(notice)
    }

    /// The deed that a notice of this kind tells now.
    async fn told(&self, unit: &UnitOfWork, new: &NewNotice) -> Result<Told> {
        let kind = new.kind;
        let not_now = || Error::from(NoticeRefusal::NotNow(kind));
        match new.of {
            NoticeOf::Hazard(id) if kind.is_of_hazard() => self.told_of(unit, new, id).await,
            NoticeOf::Unit(dwelling) if !kind.is_of_hazard() => {
                let subject = dwelling.to_bytes();
                let last = store::actions::last_of(unit.into(), subject, LETTING).await?;
                let (action, deed) = last.ok_or_else(not_now)?;
                if deed != kind.deed() {
                    return Err(not_now());
                }
                Ok(Told { action, hazard: None, due_at: None, to_office: None })
            }
            NoticeOf::Hazard(_) | NoticeOf::Unit(_) => Err(not_now()),
        }
    }

    async fn told_of(&self, unit: &UnitOfWork, new: &NewNotice, id: HazardId) -> Result<Told> {
        let kind = new.kind;
        let not_now = || Error::from(NoticeRefusal::NotNow(kind));
        let (hazard, _) = store::hazards::find(unit.into(), id).await?.ok_or(Error::Missing)?;
        // A second look is told when it found it fixed too; an order and a referral while something is to be done, and not
        // those from before it was reopened.
        let looked = kind == NoticeKind::Reinspection;
        if !looked && !hazard.is_open() {
            return Err(not_now());
        }
        let steps: Vec<(HazardAction, Option<String>)> =
            store::actions::of(unit.into(), id.to_bytes()).await?;
        let tells = |action: &HazardAction| {
            action.deed.name() == kind.deed() && (looked || action.at >= hazard.clock_from)
        };
        let mut deeds = steps.into_iter().rev().map(|(action, _)| action);
        let action = deeds.find(tells).ok_or_else(not_now)?;
        let (fixed, to_office) = match &action.deed {
            HazardDeed::Verify { fixed, .. } => (Some(*fixed), None),
            HazardDeed::Refer { office } => (None, Some(called(new.offices, office))),
            _ => (None, None),
        };
        let rules = self.catalogue.get(&hazard.kind);
        let unnamed = || Text::new(hazard.kind.as_str(), hazard.kind.as_str());
        let about = AboutHazard {
            id,
            title: rules.map_or_else(unnamed, |rules| rules.title.clone()),
            fix: rules.map(|rules| rules.fix.clone()).unwrap_or_default(),
            fixed,
        };
        Ok(Told {
            action: action.id,
            hazard: Some(about),
            // While the duty is suspended there is no day to write.
            due_at: (fixed != Some(true) && hazard.paused == 0).then_some(hazard.due_at),
            to_office,
        })
    }

    /// That the app tells accounts that answer for the place, where there are any: they hear of it by the feed.
    async fn told_by_app(&self, unit: &UnitOfWork, content: &Content) -> Result<Vec<Service>> {
        if content.kind == NoticeKind::Referral {
            return Ok(Vec::new());
        }
        let (place, at) = (content.place, content.issued_at);
        let accounts = match place.unit {
            Some(dwelling) => store::declarations::answering(unit.into(), dwelling, at).await?,
            None => store::declarations::speaking_for(unit.into(), place.building, at).await?,
        };
        if accounts.is_empty() {
            return Ok(Vec::new());
        }
        let (way, evidence) = (ServiceWay::App, Vec::new());
        Ok(vec![Service { way, to: None, at, by: None, evidence }])
    }

    /// Writes down that a notice reached somebody, or withdraws it; once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has moved on since whoever acts saw it; [`Error::Notice`] where the rules refuse.
    pub async fn act_on_notice(&self, act: NoticeAct) -> Result<Notice> {
        let (notice, _) = self.notice(act.notice).await?.ok_or(Error::Missing)?;
        let building = notice.content.place.building;
        if act.how.evidence.iter().any(|shown| shown.kind == EvidenceKind::OnTheSpot) {
            Self::weigh(&act.how, &self.at_building(building).await?)?;
        }
        let this = self.clone();
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move {
                    store::buildings::lock(unit, building).await?;
                    this.act_on_notice_within(unit, act).await
                })
            })
            .await
    }

    async fn act_on_notice_within(&self, unit: &mut UnitOfWork, act: NoticeAct) -> Result<Notice> {
        let found = store::notices::find((&*unit).into(), act.notice).await?;
        let (notice, area) = found.ok_or(Error::Missing)?;
        let subject = notice.id.to_bytes();
        if done_already(unit, act.how.id, Some(subject), act.deed.name()).await?.is_some() {
            return Ok(notice);
        }
        if act.seen != notice.version {
            return Err(Error::Conflict { version: notice.version });
        }
        let (now, words) = (self.clock.now(), Self::words(&act.how));
        let doing = Doing {
            at: now,
            by: act.by,
            evidence: &act.how.evidence,
            has_words: !words.is_empty(),
        };
        let next = notice.step(&act.deed, doing)?;
        // A photo is seen as the photos of what the notice is of are: under a grant, on the log.
        let owner = next.content.hazard.as_ref().map_or(subject, |hazard| hazard.id.to_bytes());
        Self::claim(unit, owner, &act.how).await?;
        if !store::notices::update(unit, notice.version, &next).await? {
            return Err(Error::Conflict { version: notice.version });
        }
        let record = New {
            id: act.how.id,
            subject: (Subject::Notice, subject),
            version: Some(next.version),
            deed: act.deed.name(),
            account: Some(act.by),
            at: now,
            body: &act.deed,
            words: &words,
        };
        store::actions::record(unit, record).await?;
        self.publish_notice(unit, &next, &area, &act.deed).await?;
        Ok(next)
    }

    pub(super) async fn publish_notice(
        &self,
        unit: &mut UnitOfWork,
        notice: &Notice,
        area: &AreaPath,
        deed: &NoticeDeed,
    ) -> Result<()> {
        let content = &notice.content;
        let detail = serde_json::json!({
            "version": notice.version, "number": content.number, "kind": content.kind, "area": area,
            "building": content.place.building, "due_at": content.due_at,
        });
        let kind = format!("notice.{}", deed.name());
        self.publish(unit, kind, format!("notice:{}", notice.id), detail).await
    }

    /// Reminds of notices whose time is nearly over and that still stand. How many were looked at.
    pub async fn remind(&self, limit: u32) -> Result<u64> {
        let now = self.clock.now();
        let waiting = store::notices::to_remind((&self.database).into(), now, limit).await?;
        let count = waiting.len() as u64;
        for notice in waiting {
            let (this, building) = (self.clone(), notice.content.place.building);
            self.database
                .together(lane(building), move |unit| {
                    Box::pin(async move {
                        store::buildings::lock(unit, building).await?;
                        this.remind_within(unit, notice.id, now).await
                    })
                })
                .await?;
        }
        Ok(count)
    }

    async fn remind_within(&self, unit: &mut UnitOfWork, id: NoticeId, now: Instant) -> Result<()> {
        let found = store::notices::find((&*unit).into(), id).await?;
        let Some((notice, area)) = found else { return Ok(()) };
        if notice.remind_at().is_none_or(|at| at > now) {
            return Ok(());
        }
        if standing(Via::from(&*unit), &notice).await? != NoticeStanding::Stands {
            return store::notices::forget_reminder(unit, id).await;
        }
        if let Some(at) = self.reminds_later(Via::from(&*unit), &notice, now).await? {
            return store::notices::put_off_reminder(unit, id, at).await;
        }
        let next = Notice { version: notice.version + 1, reminded_at: Some(now), ..notice.clone() };
        store::notices::update(unit, notice.version, &next).await?;
        let record = New {
            id: self.ids.next(),
            subject: (Subject::Notice, id.to_bytes()),
            version: Some(next.version),
            deed: NoticeDeed::Remind.name(),
            account: None,
            at: now,
            body: &NoticeDeed::Remind,
            words: "",
        };
        store::actions::record(unit, record).await?;
        self.publish_notice(unit, &next, &area, &NoticeDeed::Remind).await
    }

    /// When to look again, where an objection suspends the duty or its time was counted anew after one: others' reminders do
    /// not wait behind it.
    async fn reminds_later(
        &self,
        via: Via<'_>,
        notice: &Notice,
        now: Instant,
    ) -> Result<Option<Instant>> {
        let content = &notice.content;
        let (Some(about), Some(written)) = (&content.hazard, content.due_at) else {
            return Ok(None);
        };
        let Some((hazard, _)) = store::hazards::find(via, about.id).await? else {
            return Ok(None);
        };
        if hazard.paused > 0 {
            return Ok(Some(now.plus_seconds(LOOK_AGAIN_S)));
        }
        let later_s = hazard.due_at.seconds_since(written).max(0);
        Ok(notice.remind_at().map(|at| at.plus_seconds(later_s)).filter(|at| *at > now))
    }

    /// A notice, and the area it is in.
    pub async fn notice(&self, id: NoticeId) -> Result<Option<(Notice, AreaPath)>> {
        store::notices::find((&self.database).into(), id).await
    }

    /// The notice of a number, where the mark on its content is `digest`: a paper that says anything else has another.
    pub async fn verify_notice(
        &self,
        number: &str,
        digest: &str,
        tokenizer: &Tokenizer,
    ) -> Result<Option<Notice>> {
        let number = number.trim();
        // What no number is made of is not looked for: anybody may ask.
        if !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Ok(None);
        }
        let found = store::notices::of_number((&self.database).into(), number).await?;
        let Some(notice) = found else { return Ok(None) };
        let (real, said) = (notice.digest(tokenizer)?, digest.trim().to_ascii_uppercase());
        Ok(same(real.as_bytes(), said.as_bytes()).then_some(notice))
    }

    /// A page of notices, the newest first, each with its place in the order.
    pub async fn notices(&self, filter: &NoticeFilter) -> Result<Vec<(i64, Notice)>> {
        store::notices::list((&self.database).into(), filter).await
    }

    /// How many notices a filter finds, counted up to 1,001.
    pub async fn count_notices(&self, filter: &NoticeFilter) -> Result<u64> {
        store::notices::counted((&self.database).into(), filter).await
    }
}

/// What an office is called, also where it was withdrawn since; its id where the catalogue does not have it.
fn called(catalogue: &casework::Catalogue, id: &str) -> Text {
    catalogue.office(id).map_or_else(|| Text::new(id, id), |office| office.title.clone())
}
