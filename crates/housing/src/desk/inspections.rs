//! Inspections, events, and letting that is suspended.

use database::UnitOfWork;
use kernel::{Day, Instant};
use serde::Serialize;

use crate::{
    AccountId, Error, EventKind, Housing, Result,
    facts::{At, Event, FactPhoto, How, Inspection, Seen},
    housing::{done_already, lane},
    stars::Building,
    store::{
        self,
        actions::{New, Subject},
    },
};

/// What an inspector saw.
#[derive(Clone, Debug)]
pub struct NewInspection {
    /// The building, or the unit that was visited.
    pub at: At,
    /// On which day; today where not given.
    pub on: Option<Day>,
    /// What was found of the facts that stars rest on; of a building as a whole.
    pub facts: Vec<Seen>,
    /// Whether nothing was found amiss.
    pub clean: bool,
    /// By whom.
    pub inspector: AccountId,
    /// The action.
    pub how: How,
}

/// What an inspection brings that was taken down without a network.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// When it was done by the clock of the device; now where not given.
    pub acted_at: Option<Instant>,
    /// When what the inspector had on the screen was read: what somebody else did since is for a person to decide. Nothing
    /// where it is taken whatever happened.
    pub seen_at: Option<Instant>,
    /// Photos of what was seen.
    pub photos: Vec<FactPhoto>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Where.
    pub at: At,
    /// What.
    pub kind: EventKind,
    /// On which day.
    pub on: Day,
    /// Who writes it down.
    pub by: AccountId,
    /// The action; words are needed.
    pub how: How,
}

/// Letting of a unit suspended, or let again.
#[derive(Clone, Debug)]
pub struct Suspension {
    /// The unit.
    pub at: At,
    /// Whether it is suspended from now on.
    pub suspended: bool,
    /// Who decides it.
    pub by: AccountId,
    /// The action; words are needed.
    pub how: How,
}

/// What is recorded of an inspection, beside its own row.
#[derive(Serialize)]
struct Looked<'a> {
    on: Day,
    clean: bool,
    facts: &'a [Seen],
    photos: &'a [FactPhoto],
}

impl Housing {
    /// Takes down what an inspector saw, once.
    ///
    /// # Errors
    /// [`Error::Star`] for a fact or an answer that the rules do not know; [`Error::NotYet`] for a day to come.
    pub async fn inspect(&self, new: NewInspection) -> Result<()> {
        self.inspect_with(new, Brought::default()).await
    }

    /// Takes down what an inspector saw and brought along, once.
    ///
    /// # Errors
    /// As [`Housing::inspect`]; [`Error::InspectedSince`] and [`Error::GivenAway`] where somebody else inspected the place,
    /// or the visit is somebody else's, since the inspector looked; [`Error::NoFile`] for a photo that is not there.
    pub async fn inspect_with(&self, new: NewInspection, brought: Brought) -> Result<()> {
        let today = self.when().today;
        let on = new.on.unwrap_or(today);
        if on > today {
            return Err(Error::NotYet);
        }
        if new.at.place.unit.is_some() && !new.facts.is_empty() {
            // Facts are of the building; what was seen of a dwelling goes into `homes_inside` of the building.
            return Err(Error::Nothing);
        }
        let mut known = Building::unseen(self.stars);
        for seen in &new.facts {
            known.see(self.stars, &seen.fact, &seen.answer, on)?;
        }
        Self::weigh(&new.how, &new.at)?;
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.inspect_within(unit, new, on, brought).await })
            })
            .await
    }

    async fn inspect_within(
        &self,
        unit: &mut UnitOfWork,
        new: NewInspection,
        on: Day,
        brought: Brought,
    ) -> Result<()> {
        let (place, now) = (new.at.place, self.clock.now());
        store::buildings::ensure(unit, &new.at).await?;
        let subject = subject(&new.at);
        if done_already(unit, new.how.id, Some(subject.1), "inspect").await?.is_some() {
            return Ok(());
        }
        // Its photos are kept under its id, which whoever acts makes: it is nothing else's.
        if store::entries::is_taken((&*unit).into(), new.how.id).await? {
            return Err(Error::ActionTaken);
        }
        if let Some(since) = brought.seen_at {
            Self::stands(unit, &new, on, since).await?;
        }
        let words = Self::words(&new.how);
        let mut photos = brought.photos;
        for photo in &mut photos {
            if !store::files::claim(unit, new.how.id.to_bytes(), photo.file).await? {
                return Err(Error::NoFile);
            }
            // It shows a fact that was looked at, or the place.
            photo.fact = photo.fact.take().filter(|id| new.facts.iter().any(|one| one.fact == *id));
        }
        let inspection = Inspection {
            id: new.how.id,
            building: place.building,
            unit: place.unit,
            on,
            at: now,
            clean: new.clean,
            inspector: new.inspector,
            facts: new.facts,
            photos: photos.iter().map(|photo| photo.file).collect(),
        };
        store::facts::insert(unit, &inspection).await?;
        let body =
            Looked { on, clean: inspection.clean, facts: &inspection.facts, photos: &photos };
        let record = New {
            id: new.how.id,
            subject,
            version: None,
            deed: "inspect",
            account: Some(new.inspector),
            at: now,
            body: &body,
            words: &words,
        };
        store::actions::record(unit, record).await?;
        if let Some(dwelling) = place.unit.filter(|_| new.clean) {
            store::units::ensure(unit, dwelling, place.building, &new.at.area, now).await?;
            let found = store::units::find((&*unit).into(), dwelling).await?;
            if let Some(mut file) = found {
                // A visit is dated by its day; one of today by the moment, as what was put right since was not seen.
                let today = on == self.when().today;
                let at = if today {
                    self.moment(brought.acted_at)
                } else {
                    on.midnight(self.calendar().offset_minutes)
                };
                file.clean_visit_at = file.clean_visit_at.max(Some(at));
                store::units::update(unit, &file, None).await?;
            }
        }
        self.redraw(unit, place, &new.at.area, now).await?;
        let detail = serde_json::json!({ "on": on, "clean": new.clean, "area": new.at.area });
        let subject = format!("building:{}", place.building);
        self.publish(unit, "building.inspect".to_owned(), subject, detail).await
    }

    /// Refuses what somebody else did, or was given to do, since the inspector looked.
    async fn stands(unit: &UnitOfWork, new: &NewInspection, on: Day, since: Instant) -> Result<()> {
        let place = new.at.place;
        if store::entries::inspected_since(unit.into(), place, new.inspector, since).await? {
            return Err(Error::InspectedSince);
        }
        // A plan is of buildings.
        if place.unit.is_none()
            && store::entries::is_of_others(unit.into(), place.building, new.inspector, on).await?
        {
            return Err(Error::GivenAway);
        }
        Ok(())
    }

    /// Takes down what happened, once.
    pub async fn happen(&self, new: NewEvent) -> Result<()> {
        if new.on > self.when().today {
            return Err(Error::NotYet);
        }
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.happen_within(unit, new).await })
            })
            .await
    }

    async fn happen_within(&self, unit: &mut UnitOfWork, new: NewEvent) -> Result<()> {
        let (place, now) = (new.at.place, self.clock.now());
        let words = Self::words(&new.how);
        if words.is_empty() {
            return Err(Error::NoWords);
        }
        store::buildings::ensure(unit, &new.at).await?;
        let subject = subject(&new.at);
        if done_already(unit, new.how.id, Some(subject.1), new.kind.name()).await?.is_some() {
            return Ok(());
        }
        let event = Event {
            id: new.how.id,
            building: place.building,
            unit: place.unit,
            kind: new.kind,
            on: new.on,
        };
        store::facts::happened(unit, &event, now).await?;
        let record = New {
            id: new.how.id,
            subject,
            version: None,
            deed: new.kind.name(),
            account: Some(new.by),
            at: now,
            body: &serde_json::json!({ "on": new.on }),
            words: &words,
        };
        store::actions::record(unit, record).await?;
        self.redraw(unit, place, &new.at.area, now).await?;
        let detail = serde_json::json!({ "on": new.on, "area": new.at.area });
        let subject = format!("building:{}", place.building);
        self.publish(unit, format!("building.{}", new.kind.name()), subject, detail).await
    }

    /// Suspends the letting of a unit, or ends that, once. Nothing is done to who lives there: no letting certificate is
    /// issued meanwhile.
    pub async fn suspend(&self, new: Suspension) -> Result<()> {
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.suspend_within(unit, new).await })
            })
            .await
    }

    pub(super) async fn suspend_within(
        &self,
        unit: &mut UnitOfWork,
        new: Suspension,
    ) -> Result<()> {
        let (place, now) = (new.at.place, self.clock.now());
        let dwelling = place.unit.ok_or(Error::Missing)?;
        let words = Self::words(&new.how);
        if words.is_empty() {
            return Err(Error::NoWords);
        }
        store::buildings::ensure(unit, &new.at).await?;
        store::units::ensure(unit, dwelling, place.building, &new.at.area, now).await?;
        let deed = if new.suspended { "suspend" } else { "lift" };
        let subject = subject(&new.at);
        if done_already(unit, new.how.id, Some(subject.1), deed).await?.is_some() {
            return Ok(());
        }
        let found = store::units::find((&*unit).into(), dwelling).await?;
        let mut file = found.ok_or(Error::Missing)?;
        if file.suspended == new.suspended {
            return Err(Error::Already);
        }
        file.suspended = new.suspended;
        store::units::update(unit, &file, None).await?;
        let record = New {
            id: new.how.id,
            subject,
            version: None,
            deed,
            account: Some(new.by),
            at: now,
            body: &serde_json::json!({ "suspended": new.suspended }),
            words: &words,
        };
        store::actions::record(unit, record).await?;
        self.redraw(unit, place, &new.at.area, now).await?;
        let detail = serde_json::json!({ "suspended": new.suspended, "area": new.at.area });
        self.publish(unit, format!("unit.{deed}"), format!("unit:{dwelling}"), detail).await
    }
}

/// What an action at a place is recorded of.
pub(super) fn subject(at: &At) -> (Subject, [u8; 16]) {
    match at.place.unit {
        Some(unit) => (Subject::Unit, unit.to_bytes()),
        None => (Subject::Building, at.place.building.to_bytes()),
    }
}
