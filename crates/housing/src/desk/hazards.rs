//! Hazards: found, and followed to verified fixed.

use database::UnitOfWork;
use kernel::{AreaPath, Instant};

use crate::{
    Actor, Error, FoundBy, Hazard, HazardAction, HazardDeed, HazardId, HazardRefusal, HazardState,
    Housing, Result,
    facts::{At, How},
    hazard::look_back,
    housing::{done_already, lane},
    store::{
        self,
        actions::{New, Subject},
    },
};

/// A hazard that somebody found.
#[derive(Clone, Debug)]
pub struct FoundHazard {
    /// Where.
    pub at: At,
    /// Its type.
    pub kind: String,
    /// How it came to be known.
    pub how_known: FoundBy,
    /// Who found it.
    pub actor: Actor,
    /// The action.
    pub how: How,
}

/// Something to be done to a hazard.
#[derive(Clone, Debug)]
pub struct HazardAct {
    /// Which.
    pub hazard: HazardId,
    /// The version that whoever acts saw; needed by all but what only shows.
    pub seen: Option<u32>,
    /// What.
    pub deed: HazardDeed,
    /// Who.
    pub actor: Actor,
    /// The action.
    pub how: How,
}

impl Housing {
    /// Takes a hazard down, once.
    ///
    /// # Errors
    /// [`Error::Hazard`] where the rules refuse it: an open one of the type is there, evidence is missing.
    pub async fn find(&self, new: FoundHazard) -> Result<Hazard> {
        self.find_at(new, None).await
    }

    /// Takes a hazard down, once; found when the device says that it was, from which its time limit runs; not
    /// before one of the type was verified fixed there.
    ///
    /// # Errors
    /// As [`Housing::find`].
    pub async fn find_at(&self, new: FoundHazard, acted_at: Option<Instant>) -> Result<Hazard> {
        let at = self.moment(acted_at);
        Self::weigh(&new.how, &new.at)?;
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.find_within(unit, new, at).await })
            })
            .await
    }

    async fn find_within(
        &self,
        unit: &mut UnitOfWork,
        new: FoundHazard,
        at: Instant,
    ) -> Result<Hazard> {
        store::buildings::ensure(unit, &new.at).await?;
        if let Some(of) = done_already(unit, new.how.id, None, "find").await? {
            let found = store::hazards::find((&*unit).into(), HazardId::from_bytes(of)).await?;
            return found.map(|(hazard, _)| hazard).ok_or(Error::Missing);
        }
        let (now, place) = (self.clock.now(), new.at.place);
        let earlier = store::hazards::alike((&*unit).into(), &new.kind, place).await?;
        let recurs = look_back(self.catalogue, &new.kind, place, now, &earlier)?;
        // No time limit runs from before one like it was verified fixed there.
        let fixed = earlier.iter().filter_map(|one| one.verified.map(|verified| verified.at));
        let at = fixed.fold(at, Instant::max);
        let words = Self::words(&new.how);
        let action = HazardAction {
            id: new.how.id,
            at,
            actor: new.actor,
            deed: HazardDeed::Find { kind: new.kind, place, how: new.how_known, recurs },
            evidence: new.how.evidence.clone(),
            has_words: !words.is_empty(),
        };
        let id: HazardId = self.ids.next();
        let hazard = Hazard::find(id, &action, self.catalogue, &self.deadlines())?;
        store::hazards::insert(unit, &hazard, &new.at.area).await?;
        self.write(unit, &hazard, &new.at.area, &action, &new.how, &words).await?;
        Ok(hazard)
    }

    /// Does something to a hazard, once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has moved on since whoever acts saw it; [`Error::Hazard`] where the rules refuse.
    pub async fn act(&self, act: HazardAct) -> Result<Hazard> {
        self.act_at(act, None).await
    }

    /// Does something to a hazard, once; what is done at the door is done when the device says that it was, though not
    /// before what was done last. What decides something counts from when it arrives.
    ///
    /// # Errors
    /// As [`Housing::act`].
    pub async fn act_at(&self, act: HazardAct, acted_at: Option<Instant>) -> Result<Hazard> {
        let told = acted_at.filter(|_| act.deed.is_at_the_door());
        let (hazard, _) = self.hazard(act.hazard).await?.ok_or(Error::Missing)?;
        if act.how.evidence.iter().any(|shown| shown.kind == crate::EvidenceKind::OnTheSpot) {
            Self::weigh(&act.how, &self.at_building(hazard.place.building).await?)?;
        }
        let (this, building) = (self.clone(), hazard.place.building);
        self.database
            .together(lane(building), move |unit| {
                Box::pin(async move {
                    store::buildings::lock(unit, building).await?;
                    this.act_within(unit, act, told).await
                })
            })
            .await
    }

    async fn act_within(
        &self,
        unit: &mut UnitOfWork,
        act: HazardAct,
        told: Option<Instant>,
    ) -> Result<Hazard> {
        let found = store::hazards::to_act_on(unit, act.hazard).await?;
        let (hazard, area) = found.ok_or(Error::Missing)?;
        let subject = Some(hazard.id.to_bytes());
        if done_already(unit, act.how.id, subject, act.deed.name()).await?.is_some() {
            return Ok(hazard);
        }
        if act.deed != HazardDeed::Show && act.seen != Some(hazard.version) {
            return Err(Error::Conflict { version: hazard.version });
        }
        if act.deed == HazardDeed::Reopen && hazard.state == HazardState::Verified {
            let alike = store::hazards::alike((&*unit).into(), &hazard.kind, hazard.place).await?;
            if let Some(open) = alike.iter().find(|one| one.is_open()) {
                return Err(HazardRefusal::AlreadyOpen(open.id).into());
            }
        }
        let words = Self::words(&act.how);
        let now = self.clock.now();
        let at = if told.is_some() { self.moment(told).max(hazard.changed_at) } else { now };
        let action = HazardAction {
            id: act.how.id,
            at,
            actor: act.actor,
            deed: act.deed,
            evidence: act.how.evidence.clone(),
            has_words: !words.is_empty(),
        };
        let next = hazard.step(&action, self.catalogue, &self.deadlines())?;
        if !store::hazards::update(unit, hazard.version, &next, &area).await? {
            return Err(Error::Conflict { version: hazard.version });
        }
        self.write(unit, &next, &area, &action, &act.how, &words).await?;
        Ok(next)
    }

    /// What the installation does to a hazard because of an objection.
    pub(super) async fn because_of_objection(
        &self,
        unit: &mut UnitOfWork,
        id: HazardId,
        deed: HazardDeed,
    ) -> Result<()> {
        let found = store::hazards::to_act_on(unit, id).await?;
        let (hazard, area) = found.ok_or(Error::Missing)?;
        let how = How::bare(self.ids.next());
        let action = HazardAction {
            id: how.id,
            at: self.clock.now(),
            actor: Actor::Installation,
            deed,
            evidence: Vec::new(),
            has_words: false,
        };
        let next = hazard.step(&action, self.catalogue, &self.deadlines())?;
        if !store::hazards::update(unit, hazard.version, &next, &area).await? {
            return Err(Error::Conflict { version: hazard.version });
        }
        self.write(unit, &next, &area, &action, &how, "").await
    }

    /// What follows from an action: its record, its files, the tier and the building's row, the feed.
    async fn write(
        &self,
        unit: &mut UnitOfWork,
        hazard: &Hazard,
        area: &AreaPath,
        action: &HazardAction,
        how: &How,
        words: &str,
    ) -> Result<()> {
        Self::claim(unit, hazard.id.to_bytes(), how).await?;
        let new = New {
            id: action.id,
            subject: (Subject::Hazard, hazard.id.to_bytes()),
            version: Some(hazard.version),
            deed: action.deed.name(),
            account: action.actor.account(),
            at: action.at,
            body: action,
            words,
        };
        store::actions::record(unit, new).await?;
        self.redraw(unit, hazard.place, area, self.clock.now()).await?;
        let detail = serde_json::json!({
            "version": hazard.version, "state": hazard.state, "kind": hazard.kind, "severity": hazard.severity,
            "area": area, "due_at": hazard.due_at, "building": hazard.place.building,
        });
        let kind = format!("hazard.{}", action.deed.name());
        self.publish(unit, kind, format!("hazard:{}", hazard.id), detail).await
    }
}
