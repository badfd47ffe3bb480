//! Campaigns: a list drawn once, given to those who go, followed by what they record anyway, closed with a report.

use database::UnitOfWork;
use kernel::{AreaPath, Day, Instant};

use crate::{
    AccountId, ActionId, BuildingId, CampaignId, Error, Housing, Result, TargetId,
    campaign::{
        Bar, Campaign, CampaignBody, CampaignRefusal, Drawn, LONGEST_TITLE, MOST_DAYS,
        MOST_TARGETS, Progress, Query, Target,
    },
    filter::{CampaignFilter, TargetFilter},
    housing::done_already,
    store::{
        self,
        actions::{New, Subject},
        campaigns::{
            draw::Draw,
            targets::{self, Which},
        },
    },
};

/// Longest purpose and longest report, characters.
const LONGEST_WORDS: usize = 2_000;
/// Targets that are given by hand at once, at the most.
const MOST_BY_HAND: usize = 500;

/// What a query finds now: how many, and the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How many, counted up to one more than a campaign may have.
    pub total: u64,
    /// The first of them, by area and code.
    pub first: Vec<Drawn>,
}

/// A campaign to be begun.
#[derive(Clone, Debug)]
pub struct NewCampaign {
    /// The action.
    pub id: ActionId,
    /// Of which area.
    pub area: AreaPath,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What its list is drawn by.
    pub query: Query,
    /// The day until which it is to be done.
    pub until: Option<Day>,
    /// Who begins it.
    pub by: AccountId,
}

/// Targets that are given to somebody.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The action.
    pub id: ActionId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// Which of them.
    pub which: AssignWhich,
    /// To whom.
    pub to: AssignTo,
    /// Who gives them.
    pub by: AccountId,
}

/// Which targets are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignWhich {
    /// Those in an area.
    Area(AreaPath),
    /// These.
    These(Vec<TargetId>),
}

/// To whom targets are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignTo {
    /// An inspector.
    Inspector(AccountId),
    /// An office of the catalogue.
    Office(String),
    /// Nobody any more.
    Nobody,
}

/// Somebody stood at a target and could not go in; or that is taken back.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The action.
    pub id: ActionId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// The target.
    pub target: TargetId,
    /// Why; none to take it back.
    pub bar: Option<Bar>,
    /// Who says so.
    pub by: AccountId,
}

/// A campaign to be closed.
#[derive(Clone, Debug)]
pub struct CloseCampaign {
    /// The action.
    pub id: ActionId,
    /// Which.
    pub campaign: CampaignId,
    /// What came of it, in words.
    pub report: String,
    /// Who closes it.
    pub by: AccountId,
}

/// What was done to a campaign.
struct Deed {
    id: ActionId,
    name: &'static str,
    by: AccountId,
    at: Instant,
}

impl Housing {
    /// What a query finds in an area now.
    ///
    /// # Errors
    /// [`Error::Campaign`] for a condition that is none of those there are.
    pub async fn preview_campaign(
        &self,
        area: &AreaPath,
        query: &Query,
        first: u32,
    ) -> Result<Preview> {
        self.check_query(query)?;
        let when = self.when();
        let draw = Draw { area, query, today: when.today, now: when.now, limit: first };
        let list = store::campaigns::draw::list((&self.database).into(), &draw).await?;
        let all = Draw { limit: MOST_TARGETS + 1, ..draw };
        let total = store::campaigns::draw::how_many((&self.database).into(), &all).await?;
        Ok(Preview { total, first: list })
    }

    /// Begins a campaign, once: its list is drawn now and does not change.
    ///
    /// # Errors
    /// [`Error::Campaign`] where the form is not whole, or the query finds nothing or too much.
    pub async fn begin_campaign(&self, new: NewCampaign) -> Result<Campaign> {
        self.check_query(&new.query)?;
        let when = self.when();
        let (title, purpose) = (plain(&new.title), plain(&new.purpose));
        let short = !title.is_empty() && title.chars().count() <= LONGEST_TITLE;
        if !short || purpose.is_empty() {
            return Err(CampaignRefusal::Untitled.into());
        }
        if new.until.is_some_and(|until| until < when.today) {
            return Err(CampaignRefusal::Over.into());
        }
        let mut unit = self.database.begin().await?;
        if let Some(of) = done_already(&unit, new.id, None, "begin_campaign").await? {
            let of = CampaignId::from_bytes(of);
            let found = store::campaigns::find((&unit).into(), of).await?.ok_or(Error::Missing)?;
            // The id of an action is its maker's: nobody else has their campaign by it.
            return if found.body.by == new.by { Ok(found) } else { Err(Error::ActionTaken) };
        }
        let draw = Draw {
            area: &new.area,
            query: &new.query,
            today: when.today,
            now: when.now,
            limit: MOST_TARGETS + 1,
        };
        let drawn = store::campaigns::draw::list((&unit).into(), &draw).await?;
        if drawn.is_empty() {
            return Err(CampaignRefusal::NoTargets.into());
        }
        if drawn.len() > MOST_TARGETS as usize {
            return Err(CampaignRefusal::TooMany.into());
        }
        let campaign = Campaign {
            id: self.ids.next(),
            area: new.area,
            title,
            started_at: when.now,
            started_on: when.today,
            closed_at: None,
            targets: drawn.len() as u64,
            body: CampaignBody {
                purpose,
                query: new.query,
                until: new.until,
                report: None,
                by: new.by,
            },
        };
        store::campaigns::insert(&mut unit, &campaign).await?;
        let listed: Vec<(TargetId, Drawn)> =
            drawn.into_iter().map(|one| (self.ids.next(), one)).collect();
        targets::insert(&mut unit, campaign.id, &listed).await?;
        let detail =
            serde_json::json!({ "targets": campaign.targets, "query": &campaign.body.query });
        let deed = Deed { id: new.id, name: "begin_campaign", by: new.by, at: when.now };
        self.note_campaign(&mut unit, &campaign, deed, detail).await?;
        unit.commit().await?;
        Ok(campaign)
    }

    fn check_query(&self, query: &Query) -> Result<()> {
        let stars = query.stars_at_most.is_none_or(|stars| (1..=5).contains(&stars));
        let days = query.days.is_none_or(|days| (1..=MOST_DAYS).contains(&days));
        let known = |kind: &String| self.catalogue.get(kind).is_some();
        let hazard = query.hazard.as_ref().is_none_or(known);
        if stars && days && hazard { Ok(()) } else { Err(CampaignRefusal::Unknown.into()) }
    }

    /// A campaign by its id.
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<Campaign>> {
        store::campaigns::find((&self.database).into(), id).await
    }

    /// A page of campaigns, each with how many of its targets were inspected; and how many campaigns there are.
    pub async fn campaigns(&self, filter: &CampaignFilter) -> Result<(Vec<(Campaign, u64)>, u64)> {
        let total = store::campaigns::how_many((&self.database).into(), filter).await?;
        Ok((store::campaigns::list((&self.database).into(), filter).await?, total))
    }

    /// Every target of a campaign as it stands, in the order of the list.
    pub async fn targets(&self, campaign: CampaignId) -> Result<Vec<Target>> {
        targets::all((&self.database).into(), campaign, self.clock.now()).await
    }

    /// A page of the targets of a campaign, and how many a filter finds.
    pub async fn target_page(
        &self,
        campaign: CampaignId,
        filter: &TargetFilter,
    ) -> Result<(Vec<Target>, u64)> {
        let (from, now) = (&self.database, self.clock.now());
        let meant = self.meant(&filter.area, filter.q.as_deref()).await?;
        let total = targets::how_many(from.into(), campaign, filter, &meant, now).await?;
        let found = targets::list(from.into(), campaign, filter, &meant, now).await?;
        Ok((found, total))
    }

    /// How far a campaign is, and what became of what it visits.
    pub async fn campaign_progress(&self, campaign: &Campaign) -> Result<Progress> {
        Ok(Progress::of(&campaign.area, &self.targets(campaign.id).await?))
    }

    /// The area and the building of a target; nothing where it is not of the campaign.
    pub async fn target_place(
        &self,
        campaign: CampaignId,
        target: TargetId,
    ) -> Result<Option<(AreaPath, BuildingId)>> {
        targets::place_of((&self.database).into(), campaign, target).await
    }

    /// Gives targets to an inspector or an office, once. How many there are.
    ///
    /// # Errors
    /// [`Error::Campaign`] where the campaign is closed, or has no such target.
    pub async fn assign_targets(&self, new: Assignment) -> Result<u64> {
        let mut unit = self.database.begin().await?;
        let Some(campaign) = self.open_one(&mut unit, new.id, new.campaign, "assign").await? else {
            return Ok(0);
        };
        let which = match &new.which {
            AssignWhich::Area(area) => Which::Area(area),
            AssignWhich::These(ids) if ids.is_empty() || ids.len() > MOST_BY_HAND => {
                return Err(CampaignRefusal::NotOfIt.into());
            }
            AssignWhich::These(ids) => Which::Ids(ids),
        };
        let to = match &new.to {
            AssignTo::Inspector(account) => (Some(*account), None),
            AssignTo::Office(office) => (None, Some(office.as_str())),
            AssignTo::Nobody => (None, None),
        };
        let given = targets::assign(&mut unit, campaign.id, which, to).await?;
        if given == 0 {
            return Err(CampaignRefusal::NotOfIt.into());
        }
        let detail = serde_json::json!({ "targets": given, "office": to.1 });
        let deed = Deed { id: new.id, name: "assign", by: new.by, at: self.clock.now() };
        self.note_campaign(&mut unit, &campaign, deed, detail).await?;
        unit.commit().await?;
        Ok(given)
    }

    /// Notes why a target could not be entered, or takes that back; once.
    ///
    /// # Errors
    /// [`Error::Campaign`] where the campaign is closed; [`Error::Missing`] where it has no such target.
    pub async fn bar_target(&self, new: Entry) -> Result<()> {
        let mut unit = self.database.begin().await?;
        let Some(campaign) = self.open_one(&mut unit, new.id, new.campaign, "entry").await? else {
            return Ok(());
        };
        let found = targets::place_of((&unit).into(), campaign.id, new.target).await?;
        found.ok_or(Error::Missing)?;
        let when = self.when();
        targets::bar(&mut unit, new.target, new.bar.map(|bar| (bar, when.today))).await?;
        let detail = serde_json::json!({ "target": new.target, "barred": new.bar.is_some() });
        let deed = Deed { id: new.id, name: "entry", by: new.by, at: when.now };
        self.note_campaign(&mut unit, &campaign, deed, detail).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Closes a campaign with a report, once: what became of each target is kept as it stands now.
    ///
    /// # Errors
    /// [`Error::Campaign`] where it is closed, or the report has no words.
    pub async fn close_campaign(&self, new: CloseCampaign) -> Result<()> {
        let report = plain(&new.report);
        if report.is_empty() {
            return Err(CampaignRefusal::NoReport.into());
        }
        let mut unit = self.database.begin().await?;
        let Some(mut campaign) = self.open_one(&mut unit, new.id, new.campaign, "close").await?
        else {
            return Ok(());
        };
        let now = self.clock.now();
        let all = targets::all((&unit).into(), campaign.id, now).await?;
        campaign.closed_at = Some(now);
        campaign.body.report = Some(report);
        store::campaigns::close(&mut unit, &campaign, &all).await?;
        let visited = Progress::of(&campaign.area, &all).all.visited();
        let detail = serde_json::json!({ "targets": campaign.targets, "visited": visited });
        let deed = Deed { id: new.id, name: "close", by: new.by, at: now };
        self.note_campaign(&mut unit, &campaign, deed, detail).await?;
        unit.commit().await?;
        Ok(())
    }

    /// A campaign that is not closed, kept from others until the unit of work ends; nothing where the action was done.
    async fn open_one(
        &self,
        unit: &mut UnitOfWork,
        action: ActionId,
        id: CampaignId,
        deed: &str,
    ) -> Result<Option<Campaign>> {
        store::campaigns::lock(unit, id).await?;
        if done_already(unit, action, Some(id.to_bytes()), deed).await?.is_some() {
            return Ok(None);
        }
        let found = store::campaigns::find((&*unit).into(), id).await?.ok_or(Error::Missing)?;
        if found.closed_at.is_some() {
            return Err(CampaignRefusal::Closed.into());
        }
        Ok(Some(found))
    }

    /// Records what was done to a campaign, and tells the feed.
    async fn note_campaign(
        &self,
        unit: &mut UnitOfWork,
        campaign: &Campaign,
        deed: Deed,
        detail: serde_json::Value,
    ) -> Result<()> {
        let record = New {
            id: deed.id,
            subject: (Subject::Campaign, campaign.id.to_bytes()),
            version: None,
            deed: deed.name,
            account: Some(deed.by),
            at: deed.at,
            body: &detail,
            words: "",
        };
        store::actions::record(unit, record).await?;
        let kind = format!("campaign.{}", deed.name);
        let subject = format!("campaign:{}", campaign.id);
        self.publish(unit, kind, subject, serde_json::json!({ "area": campaign.area })).await
    }
}

/// Words as they are kept: without numbers and addresses of people.
fn plain(words: &str) -> String {
    let short: String = words.trim().chars().take(LONGEST_WORDS).collect();
    casework::redact(&short)
}
