//! Things of areas and buildings: organisations and events, counted and told by place. Nobody is named or counted.

use std::collections::{BTreeMap, BTreeSet};

use database::Action;
use kernel::{AreaPath, Clock, Id, Ids, Instant};

use crate::{
    Blocks, Organisation, Result,
    store::{
        self,
        sums::{Sum, Summed},
    },
};

/// Most units of an area whose organisations and events are counted while one waits.
const COUNTED_UNITS: u64 = 100_000;
/// Organisations of one query of a sum.
const BATCH: u64 = 20_000;
/// Seconds after which sums are made anew whatever was loaded: buildings move from grid to grid.
const STANDS: i64 = 86_400;

/// How many organisations are joined to a place of an area, and how many events were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThingCounts {
    /// Organisations, each once.
    pub organisations: u64,
    /// Events.
    pub events: u64,
    /// When they were summed; nothing where they were counted just now.
    pub summed_at: Option<Instant>,
}

/// What is known of a place besides its people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Things {
    /// Organisations that are joined to it, by name.
    pub organisations: Vec<(Id<Organisation>, String)>,
    /// Events there.
    pub events: u64,
}

impl Blocks {
    /// How many organisations are joined to a place in `area`, and how many events were there.
    ///
    /// It looks at every place of the area: for a community some tens of thousands.
    pub async fn counts_in(&self, area: &AreaPath) -> Result<(u64, u64)> {
        let generation = store::generation(self.database()).await?;
        store::things::in_area(self.database(), generation, area).await
    }

    /// The same for an area of this many units: counted now for up to 100,000, else as they were last summed of the
    /// current generation; nothing before that.
    pub async fn things_in(&self, area: &AreaPath, units: u64) -> Result<Option<ThingCounts>> {
        if units <= COUNTED_UNITS {
            let (organisations, events) = self.counts_in(area).await?;
            return Ok(Some(ThingCounts { organisations, events, summed_at: None }));
        }
        let generation = store::generation(self.database()).await?;
        let summed = store::sums::summed(self.database()).await?;
        let Some(summed) = summed.filter(|summed| summed.generation == generation) else {
            return Ok(None);
        };
        let sum = store::sums::of(self.database(), area).await?.unwrap_or_default();
        Ok(Some(ThingCounts {
            organisations: sum.organisations,
            events: sum.events,
            summed_at: Some(summed.at),
        }))
    }

    /// Sums organisations and events of every area: one recorded action. `false` where the sums that are kept are of the
    /// current generation with all its days, and of this day, or where another generation took its place meanwhile: then
    /// nothing is done.
    ///
    /// Organisations are read in order of id, some tens of thousands at a time, and events by grid: memory holds an
    /// entry for each area.
    pub async fn sum_things(&self, ids: &Ids, clock: &dyn Clock) -> Result<bool> {
        let database = self.database();
        let Some(generation) = store::current_generation(database).await? else {
            return Ok(false);
        };
        // A day that commits meanwhile is not in this number, so that the next look sums again.
        let now = Summed {
            generation,
            days: store::sums::days(database, generation).await?,
            at: clock.now(),
        };
        let stands = |kept: &Summed| {
            (kept.generation, kept.days) == (now.generation, now.days)
                && now.at.seconds_since(kept.at) < STANDS
        };
        if store::sums::summed(database).await?.as_ref().is_some_and(stands) {
            return Ok(false);
        }
        let sums = self.sums(generation).await?;
        let areas = sums.len();
        let mut unit = database.begin().await?;
        if !store::loading::hold(&mut unit, generation).await? {
            return Ok(false);
        }
        store::sums::put(&mut unit, sums, now).await?;
        let action = Action {
            kind: "blocks.sum_things",
            account: None,
            subject: format!("generation:{generation}"),
            reason: String::new(),
            detail: format!("{{\"areas\":{areas},\"days\":{}}}", now.days),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(true)
    }

    async fn sums(&self, generation: i64) -> Result<BTreeMap<AreaPath, Sum>> {
        let database = self.database();
        let mut sums: BTreeMap<AreaPath, Sum> = BTreeMap::new();
        let mut after = [0_u8; 16];
        loop {
            let next = store::sums::boundary(database, generation, after, BATCH).await?;
            let last = next.unwrap_or([u8::MAX; 16]);
            let found = store::sums::organisations(database, generation, after, last).await?;
            for grids in found.values() {
                // One with a place in two grids stands once in what holds both.
                let areas: BTreeSet<AreaPath> = grids.iter().flat_map(AreaPath::upward).collect();
                for area in areas {
                    sums.entry(area).or_default().organisations += 1;
                }
            }
            if next.is_none() {
                break;
            }
            after = last;
        }
        for (grid, events) in store::sums::events(database, generation).await? {
            for area in grid.upward() {
                sums.entry(area).or_default().events += events;
            }
        }
        Ok(sums)
    }

    /// What is known of each of these places; one of which nothing is known is absent.
    pub async fn things_of(&self, places: &[[u8; 16]]) -> Result<BTreeMap<[u8; 16], Things>> {
        let generation = store::generation(self.database()).await?;
        let mut found: BTreeMap<[u8; 16], Things> = BTreeMap::new();
        for at in store::things::organisations_at(self.database(), generation, places).await? {
            found.entry(at.place).or_default().organisations.push((at.organisation, at.name));
        }
        for (place, events) in store::things::events_at(self.database(), generation, places).await?
        {
            found.entry(place).or_default().events = events;
        }
        Ok(found)
    }
}
