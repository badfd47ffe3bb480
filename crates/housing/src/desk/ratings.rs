//! Ratings: reckoned from what was inspected, drafted, decided, published, appealed against.

use std::collections::BTreeSet;

use database::{UnitOfWork, Via};
use kernel::AreaPath;

use crate::{
    AccountId, Actor, BuildingId, Cause, Error, EventKind, Housing, Rating, RatingAction,
    RatingDeed, RatingId, RatingState, Result,
    facts::{At, How},
    housing::{done_already, lane},
    rating::{Since, rerate, standing},
    store::{
        self,
        actions::{New, Subject},
    },
};

/// Something to be done to a rating.
#[derive(Clone, Debug)]
pub struct RatingAct {
    /// Which.
    pub rating: RatingId,
    /// The version that whoever acts saw.
    pub seen: Option<u32>,
    /// What.
    pub deed: RatingDeed,
    /// Who.
    pub actor: Actor,
    /// The action.
    pub how: How,
}

impl Housing {
    /// Drafts a rating of a building, once: its stars are what the rules make of what was inspected.
    ///
    /// # Errors
    /// [`Error::UnderWay`] while one is; [`Error::NotDue`] where nothing calls for another; [`Error::Rating`] where facts
    /// are missing.
    pub async fn draft(&self, at: At, actor: Actor, how: How) -> Result<Rating> {
        let this = self.clone();
        self.database
            .together(lane(at.place.building), move |unit| {
                Box::pin(async move { this.draft_within(unit, &at, actor, &how).await })
            })
            .await
    }

    async fn draft_within(
        &self,
        unit: &mut UnitOfWork,
        at: &At,
        actor: Actor,
        how: &How,
    ) -> Result<Rating> {
        store::buildings::ensure(unit, at).await?;
        if let Some(of) = done_already(unit, how.id, None, "draft").await? {
            let found = store::ratings::find((&*unit).into(), RatingId::from_bytes(of)).await?;
            return found.map(|(rating, _)| rating).ok_or(Error::Missing);
        }
        let building = at.place.building;
        let history = store::ratings::of((&*unit).into(), building).await?;
        let cause = self.cause((&*unit).into(), building, &history).await?;
        let when = self.when();
        let known = self.building((&*unit).into(), building).await?;
        let reckoned = Box::new(self.stars.rate(&known, self.catalogue, when));
        let inspectors = self.inspectors((&*unit).into(), building).await?;
        let words = Self::words(how);
        let action = RatingAction {
            id: how.id,
            at: when.now,
            actor,
            deed: RatingDeed::Draft { building, cause, reckoned, inspectors },
            evidence: how.evidence.clone(),
            has_words: !words.is_empty(),
        };
        let id: RatingId = self.ids.next();
        let rating = Rating::draft(id, &action, self.stars, &self.deadlines())?;
        store::ratings::insert(unit, &rating, &at.area).await?;
        self.write_rating(unit, &rating, &at.area, &action, how, &words).await?;
        store::buildings::refresh(unit, building).await?;
        Ok(rating)
    }

    /// Why a building is rated now.
    async fn cause(&self, via: Via<'_>, building: BuildingId, history: &[Rating]) -> Result<Cause> {
        if let Some(cause) = self.called_for(via, building, history).await? {
            return Ok(cause);
        }
        // What was inspected anew since is reason enough.
        let drafted_at = history.iter().map(|one| one.drafted_at).max();
        let inspected = store::facts::inspections(via, building, None).await?;
        let anew = inspected
            .iter()
            .any(|one| !one.facts.is_empty() && drafted_at.is_none_or(|drafted| one.at > drafted));
        if anew { Ok(Cause::Scheduled) } else { Err(Error::NotDue) }
    }

    /// What calls for another rating of a building: its day, or what happened.
    pub(super) async fn called_for(
        &self,
        via: Via<'_>,
        building: BuildingId,
        history: &[Rating],
    ) -> Result<Option<Cause>> {
        use RatingState as S;
        if history.iter().any(|one| matches!(one.state, S::Draft | S::Decided)) {
            return Err(Error::UnderWay);
        }
        let when = self.when();
        let events = store::facts::events(via, building).await?;
        let hazards = store::hazards::all_of(via, building).await?;
        let last =
            |kind| events.iter().filter(|event| event.kind == kind).map(|event| event.on).max();
        let is_open = hazards.iter().any(crate::Hazard::is_open);
        let verified = hazards.iter().filter_map(|hazard| hazard.verified.map(|seen| seen.at));
        let drafted = history.iter().max_by_key(|one| (one.drafted_at, one.id));
        // One that a device told of later may have been overdue before the last draft, which did not know of it.
        let is_known = |hazard: &crate::Hazard| {
            drafted.is_some_and(|one| {
                let mut lowered = one.reckoned.categories.iter().flat_map(|one| &one.lowered);
                lowered.any(|one| one.hazard == hazard.id)
            })
        };
        let since = Since {
            fire_on: last(EventKind::Fire),
            breach_on: last(EventKind::Breach),
            overdue_at: hazards
                .iter()
                .filter(|hazard| hazard.is_overdue(when.now))
                .map(|hazard| if is_known(hazard) { hazard.due_at } else { when.now })
                .max(),
            rectified_at: verified.max().filter(|_| !is_open),
        };
        Ok(rerate(history, &since, self.stars, when))
    }

    /// Who inspected what a rating rests on: the facts, and the hazards that lower it.
    async fn inspectors(&self, via: Via<'_>, building: BuildingId) -> Result<Vec<AccountId>> {
        let facts = store::facts::seen(via, building).await?;
        let open = store::hazards::open_at(via, building).await?;
        let found = open.iter().filter_map(|hazard| hazard.found_by.officer());
        let all: BTreeSet<AccountId> =
            facts.iter().map(|fact| fact.inspector).chain(found).collect();
        Ok(all.into_iter().collect())
    }

    /// Does something to a rating, once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has moved on since whoever acts saw it; [`Error::Rating`] where the rules refuse.
    pub async fn act_on_rating(&self, act: RatingAct) -> Result<Rating> {
        let (rating, _) = self.rating(act.rating).await?.ok_or(Error::Missing)?;
        let (this, building) = (self.clone(), rating.building);
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move {
                    store::buildings::lock(unit, building).await?;
                    this.act_on_rating_within(unit, act).await
                })
            })
            .await
    }

    async fn act_on_rating_within(&self, unit: &mut UnitOfWork, act: RatingAct) -> Result<Rating> {
        let found = store::ratings::to_act_on(unit, act.rating).await?;
        let (rating, area) = found.ok_or(Error::Missing)?;
        let subject = Some(rating.id.to_bytes());
        if done_already(unit, act.how.id, subject, act.deed.name()).await?.is_some() {
            return Ok(rating);
        }
        if act.seen != Some(rating.version) {
            return Err(Error::Conflict { version: rating.version });
        }
        let words = Self::words(&act.how);
        let action = RatingAction {
            id: act.how.id,
            at: self.clock.now(),
            actor: act.actor,
            deed: act.deed,
            evidence: act.how.evidence.clone(),
            has_words: !words.is_empty(),
        };
        let published = action.deed == RatingDeed::Publish;
        let before = store::ratings::of((&*unit).into(), rating.building).await?;
        let next = self.step_rating(unit, &rating, &area, &action, (&act.how, &words)).await?;
        if let Some(shown) = standing(&before).filter(|shown| published && shown.id != rating.id) {
            let how = How::bare(self.ids.next());
            let action = RatingAction {
                id: how.id,
                at: action.at,
                actor: Actor::Installation,
                deed: RatingDeed::Supersede { by: rating.id },
                evidence: Vec::new(),
                has_words: false,
            };
            self.step_rating(unit, shown, &area, &action, (&how, "")).await?;
        }
        store::buildings::refresh(unit, rating.building).await?;
        Ok(next)
    }

    async fn step_rating(
        &self,
        unit: &mut UnitOfWork,
        rating: &Rating,
        area: &AreaPath,
        action: &RatingAction,
        (how, words): (&How, &str),
    ) -> Result<Rating> {
        let next = rating.step(action, self.stars, &self.deadlines())?;
        if !store::ratings::update(unit, rating.version, &next).await? {
            return Err(Error::Conflict { version: rating.version });
        }
        self.write_rating(unit, &next, area, action, how, words).await?;
        Ok(next)
    }

    async fn write_rating(
        &self,
        unit: &mut UnitOfWork,
        rating: &Rating,
        area: &AreaPath,
        action: &RatingAction,
        how: &How,
        words: &str,
    ) -> Result<()> {
        Self::claim(unit, rating.id.to_bytes(), how).await?;
        let new = New {
            id: action.id,
            subject: (Subject::Rating, rating.id.to_bytes()),
            version: Some(rating.version),
            deed: action.deed.name(),
            account: action.actor.account(),
            at: action.at,
            body: action,
            words,
        };
        store::actions::record(unit, new).await?;
        let detail = serde_json::json!({
            "version": rating.version, "state": rating.state, "stars": rating.public_stars(),
            "area": area, "building": rating.building,
        });
        let kind = format!("rating.{}", action.deed.name());
        self.publish(unit, kind, format!("rating:{}", rating.id), detail).await
    }
}
