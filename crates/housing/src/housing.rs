//! The capability as one value.

use std::{fmt, path::Path, sync::Arc};

use casework::{Album, Calendar, StandingCalendar};
use database::{Change, Database, UnitOfWork, Via};
use kernel::{Ids, Instant, SharedClock};
use register::Register;
use tokio::sync::Mutex;

use crate::{
    ActionId, BuildingId, Catalogue, Error, EventKind, EvidenceKind, Hazard, Place, Result, UnitId,
    calendar::Working,
    facts::{At, Event, How, SeenFact},
    plan::PlanRules,
    stars::{Building, StarRules, UseRules, When},
    store,
    tier::{Need, TierRules, TierState, UnitFacts, UnitHazard},
};

/// Whoever stands this near is on the spot, metres: the error of a cheap phone between tall buildings.
const NEAR_M: f64 = 150.0;
/// How long an action may wait on a device, seconds: what is told later is dated by this.
const LONGEST_AWAY_S: i64 = 30 * 86_400;
/// Longest words, characters.
const LONGEST_WORDS: usize = 2_000;
/// Tiers that may fall one after the other, with room to spare.
const MOST_FALLS: usize = 4;

/// Hazards, tiers, stars and ratings with their store; cheap to clone.
#[derive(Clone)]
pub struct Housing {
    pub(crate) database: Database,
    pub(crate) register: Register,
    pub(crate) ids: Ids,
    pub(crate) clock: SharedClock,
    pub(crate) catalogue: &'static Catalogue,
    pub(crate) stars: &'static StarRules,
    pub(crate) tiers: &'static TierRules,
    pub(crate) plan: &'static PlanRules,
    pub(crate) uses: &'static UseRules,
    pub(crate) calendar: StandingCalendar,
    pub(crate) album: Album,
    /// Whose turn it is to reckon.
    pub(crate) reckoning: Arc<Mutex<()>>,
}

impl Housing {
    /// Housing over an opened installation in the folder `data`, with the catalogues that the program carries.
    ///
    /// # Errors
    /// [`Error::Catalogue`] where they contradict themselves, which a test excludes.
    pub fn open(database: Database, ids: Ids, clock: SharedClock, data: &Path) -> Result<Self> {
        let register = Register::new(database.clone(), ids.clone(), clock.clone());
        Ok(Self {
            database,
            register,
            ids,
            clock,
            catalogue: Catalogue::built_in().map_err(Error::Catalogue)?,
            stars: StarRules::built_in().map_err(Error::Catalogue)?,
            tiers: TierRules::built_in().map_err(Error::Catalogue)?,
            plan: PlanRules::built_in().map_err(Error::Catalogue)?,
            uses: UseRules::built_in().map_err(Error::Catalogue)?,
            calendar: StandingCalendar::built_in().map_err(Error::Catalogue)?,
            album: Album::new(data.join("housing")),
            reckoning: Arc::default(),
        })
    }

    /// The catalogue of hazards.
    #[must_use]
    pub fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// The rules of stars.
    #[must_use]
    pub fn star_rules(&self) -> &'static StarRules {
        self.stars
    }

    /// The rules of tiers.
    #[must_use]
    pub fn tier_rules(&self) -> &'static TierRules {
        self.tiers
    }

    /// The rules of the inspection plan.
    #[must_use]
    pub fn plan_rules(&self) -> &'static PlanRules {
        self.plan
    }

    /// Who may use stars, and for what.
    #[must_use]
    pub fn star_uses(&self) -> &'static UseRules {
        self.uses
    }

    /// Counts days by the working calendar that stands in casework, from when it does: what is due already stays due.
    #[must_use]
    pub fn following(self, calendar: StandingCalendar) -> Self {
        Self { calendar, ..self }
    }

    /// The working calendar by which days are counted.
    #[must_use]
    pub fn calendar(&self) -> &'static Calendar {
        self.calendar.now()
    }

    /// The instant and the day there.
    #[must_use]
    pub fn when(&self) -> When {
        let now = self.clock.now();
        When { now, today: now.day(self.calendar().offset_minutes) }
    }

    /// When something was done that a device without a network tells of later: by its own clock, but neither in time to
    /// come nor more than a month ago.
    #[must_use]
    pub fn moment(&self, acted_at: Option<Instant>) -> Instant {
        let now = self.clock.now();
        acted_at.map_or(now, |at| at.clamp(now.plus_seconds(-LONGEST_AWAY_S), now))
    }

    /// Reckons off the threads that answer, one after another however many ask: rounds and models take every processor.
    pub(crate) async fn reckon<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.reckoning).lock_owned().await;
        let reckoned = tokio::task::spawn_blocking(move || {
            // It is held to the end, also where whoever asked has gone.
            let _turn = turn;
            work()
        });
        reckoned.await.map_err(Error::Rounds)
    }

    pub(crate) fn deadlines(&self) -> Working<'static> {
        Working(self.calendar())
    }

    /// A building of the register as a place.
    pub async fn at_building(&self, building: BuildingId) -> Result<At> {
        let id = kernel::Id::from_bytes(building.to_bytes());
        let found = self.register.building(id).await?.ok_or(Error::Missing)?;
        Ok(At {
            place: Place { building, unit: None },
            code: found.row.code,
            area: found.row.area,
            point: found.row.point,
        })
    }

    /// A unit of the register as a place.
    pub async fn at_unit(&self, unit: UnitId) -> Result<At> {
        let id = kernel::Id::from_bytes(unit.to_bytes());
        let found = self.register.unit(id).await?.ok_or(Error::Missing)?;
        let building = BuildingId::from_bytes(found.row.building.to_bytes());
        let at = self.at_building(building).await?;
        Ok(At { place: Place { building, unit: Some(unit) }, ..at })
    }

    /// What is known of a building as the rules rate it.
    pub async fn as_rated(&self, building: BuildingId) -> Result<Building> {
        self.building(Via::from(&self.database), building).await
    }

    pub(crate) async fn building(&self, via: Via<'_>, building: BuildingId) -> Result<Building> {
        let facts = store::facts::seen(via, building).await?;
        let open = store::hazards::open_at(via, building).await?;
        let events = store::facts::events(via, building).await?;
        self.known_by(&facts, &open, &events)
    }

    /// The same by what was read of it: facts, open hazards in the order in which they were found, events.
    pub(crate) fn known_by<'a>(
        &self,
        facts: &[SeenFact],
        open: impl IntoIterator<Item = &'a Hazard>,
        events: &[Event],
    ) -> Result<Building> {
        let mut known = Building::unseen(self.stars);
        for fact in facts {
            // A fact or an answer that the rules no longer know counts as not seen.
            let _ = known.see(self.stars, &fact.seen.fact, &fact.seen.answer, fact.on);
        }
        for hazard in open {
            known.open(self.catalogue, hazard.id, &hazard.kind, hazard.overdue_after())?;
        }
        let last =
            |kind| events.iter().filter(|event| event.kind == kind).map(|event| event.on).max();
        known.fire_on = last(EventKind::Fire);
        known.breach_on = last(EventKind::Breach);
        Ok(known)
    }

    /// Facts about a unit that its tier follows from.
    pub(crate) async fn unit_facts(
        &self,
        via: Via<'_>,
        file: &store::units::UnitFile,
    ) -> Result<UnitFacts> {
        let hazards = store::hazards::of_unit(via, file.id).await?;
        let events = store::facts::events(via, file.building).await?;
        let burnt = |event: &&Event| event.unit == Some(file.id) && event.kind == EventKind::Fire;
        Ok(UnitFacts {
            hazards: hazards.iter().filter_map(UnitHazard::of).collect(),
            fires_at: events
                .iter()
                .filter(burnt)
                .map(|event| event.on.midnight(self.calendar().offset_minutes))
                .collect(),
            suspended: file.suspended,
            clean_visit_at: file.clean_visit_at,
        })
    }

    /// Reckons the tier of a unit anew, and when time alone may change it next.
    pub(crate) async fn retier(
        &self,
        unit: &mut UnitOfWork,
        mut file: store::units::UnitFile,
        now: Instant,
    ) -> Result<TierState> {
        let facts = self.unit_facts((&*unit).into(), &file).await?;
        for _ in 0..MOST_FALLS {
            let next = file.tier.next(&facts, self.tiers, now);
            if next == file.tier {
                break;
            }
            file.tier = next;
        }
        let explained = file.tier.explain(&facts, self.tiers, now);
        let of_need = |need: &Need| match need {
            Need::Lapse { at } => Some(*at),
            Need::Quiet { until, .. } => *until,
            Need::VerifyFixed { .. } | Need::LiftSuspension | Need::CleanVisit => None,
        };
        let overdue = facts.hazards.iter().filter(|hazard| hazard.open);
        let overdue = overdue.map(|hazard| Instant::from_micros(hazard.due_at.micros() + 1));
        let turns = explained.down.iter().filter_map(of_need).chain(overdue);
        let turns_at = turns.filter(|at| *at > now).min();
        store::units::update(unit, &file, turns_at).await?;
        Ok(file.tier)
    }

    /// Draws what follows from hazards, visits and events at a place anew: the tier of the unit, the row of the building.
    pub(crate) async fn redraw(
        &self,
        unit: &mut UnitOfWork,
        at: Place,
        area: &kernel::AreaPath,
        now: Instant,
    ) -> Result<()> {
        if let Some(dwelling) = at.unit {
            store::units::ensure(unit, dwelling, at.building, area, now).await?;
            let found = store::units::find((&*unit).into(), dwelling).await?;
            if let Some(file) = found {
                self.retier(unit, file, now).await?;
            }
        }
        store::buildings::refresh(unit, at.building).await
    }

    /// Tells the feed.
    pub(crate) async fn publish(
        &self,
        unit: &mut UnitOfWork,
        kind: String,
        subject: String,
        detail: serde_json::Value,
    ) -> Result<()> {
        let change = Change { topic: "housing", kind, subject, detail: detail.to_string() };
        Ok(unit.publish(&change, &self.ids, &*self.clock).await?)
    }

    /// Words as they are kept: without telephone and identity numbers, addresses of mail and number plates. Nothing else
    /// is kept of what was written.
    pub(crate) fn words(how: &How) -> String {
        let short: String = how.words.trim().chars().take(LONGEST_WORDS).collect();
        casework::redact(&short)
    }

    /// Whether whoever says that they stand there does.
    pub(crate) fn weigh(how: &How, at: &At) -> Result<()> {
        if !how.evidence.iter().any(|shown| shown.kind == EvidenceKind::OnTheSpot) {
            return Ok(());
        }
        let far = how.position.zip(at.point).map(|(here, there)| kernel::distance_m(here, there));
        if far.is_some_and(|far| far <= NEAR_M) {
            return Ok(());
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "metres on earth"
        )]
        let distance_m = far.map(|far| far.round() as u32);
        Err(Error::NotNear { distance_m })
    }

    /// Gives the files that an action shows to what it is about.
    pub(crate) async fn claim(unit: &mut UnitOfWork, subject: [u8; 16], how: &How) -> Result<()> {
        for file in how.evidence.iter().filter_map(|shown| shown.file) {
            if !store::files::claim(unit, subject, file).await? {
                return Err(Error::NoFile);
            }
        }
        Ok(())
    }

    /// Does what time alone does: tiers that turn. How many were looked at.
    pub async fn tick(&self, limit: u32) -> Result<u64> {
        let now = self.clock.now();
        let turning = store::units::turning((&self.database).into(), now, limit).await?;
        let count = turning.len() as u64;
        for file in turning {
            let this = self.clone();
            self.database
                .together(lane(file.building), move |unit| {
                    Box::pin(async move {
                        store::buildings::lock(unit, file.building).await?;
                        let found = store::units::find((&*unit).into(), file.id).await?;
                        if let Some(file) = found {
                            this.retier(unit, file, now).await?;
                        }
                        store::buildings::refresh(unit, file.building).await
                    })
                })
                .await?;
        }
        Ok(count)
    }
}

/// Refuses an action whose id stands for another; `true` where it was done already.
pub(crate) async fn done_already(
    unit: &UnitOfWork,
    id: ActionId,
    subject: Option<[u8; 16]>,
    deed: &str,
) -> Result<Option<[u8; 16]>> {
    match store::actions::done(unit.into(), id).await? {
        None => Ok(None),
        Some((of, did)) if did == deed && subject.is_none_or(|subject| subject == of) => {
            Ok(Some(of))
        }
        Some(_) => Err(Error::ActionTaken),
    }
}

/// Writes to one building keep to one lane.
pub(crate) fn lane(building: BuildingId) -> u64 {
    let bytes = building.to_bytes();
    bytes[8..].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

impl fmt::Debug for Housing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Housing").field("album", &self.album).finish_non_exhaustive()
    }
}
