//! What is read: files of buildings and units, hazards, ratings, lists, counts.

use std::collections::BTreeMap;

use casework::Visited;
use database::Via;
use kernel::{AreaPath, Day, Point4326};
use register::query::Filter;

use crate::{
    ActionId, BuildingId, Hazard, HazardAction, HazardId, Housing, Rating, RatingAction, RatingId,
    Result, UnitId,
    facts::{Event, Inspection, SeenFact},
    filter::{BuildingFilter, HazardFilter, RatingFilter},
    stars::{BuildingStars, Lift},
    store::{
        self,
        buildings::BuildingRow,
        lists::{Looked, Meant, Summary},
        units::UnitFile,
    },
    tier::{Explained, TierState},
};

/// Buildings that a text may mean; more of them say no more than the text does.
const MOST_MEANT: usize = 10_000;
/// Buildings that one look at published stars shows.
const MOST_PUBLISHED: usize = 100;

/// The file of a building.
#[derive(Clone, Debug)]
pub struct BuildingFile {
    /// Its row in lists; none before anything was inspected, found or rated.
    pub row: Option<BuildingRow>,
    /// How it would be rated today.
    pub reckoned: BuildingStars,
    /// What would lift it one star.
    pub lift: Lift,
    /// What was seen of it.
    pub facts: Vec<SeenFact>,
    /// Its ratings, in the order in which they were drafted.
    pub ratings: Vec<Rating>,
    /// Its hazards and those of its units: open ones, then the last.
    pub hazards: Vec<Hazard>,
    /// Inspections of it and its units, the last first.
    pub inspections: Vec<Inspection>,
    /// What happened, the last first.
    pub events: Vec<Step<Event>>,
    /// Its units that have a file.
    pub units: Vec<UnitFile>,
}

/// The file of a unit.
#[derive(Clone, Debug)]
pub struct UnitView {
    /// Its tier, and since when; none before anything was found or seen there.
    pub tier: Option<TierState>,
    /// Why, and what would bring it down.
    pub explained: Option<Explained>,
    /// Whether its letting is suspended.
    pub suspended: bool,
    /// Its hazards, the last first.
    pub hazards: Vec<Hazard>,
    /// Visits, the last first.
    pub inspections: Vec<Inspection>,
    /// What happened in it, the last first.
    pub events: Vec<Step<Event>>,
}

/// An action and the words that went with it.
#[derive(Clone, Debug)]
pub struct Step<A> {
    /// What was done.
    pub action: A,
    /// Why, or a word for the file.
    pub words: Option<String>,
}

impl Housing {
    fn via(&self) -> Via<'_> {
        (&self.database).into()
    }

    /// A hazard, and the area it is in.
    pub async fn hazard(&self, id: HazardId) -> Result<Option<(Hazard, AreaPath)>> {
        store::hazards::find(self.via(), id).await
    }

    /// Those of these hazards that are there.
    pub async fn hazards_of(&self, ids: &[HazardId]) -> Result<BTreeMap<HazardId, Hazard>> {
        store::hazards::of_ids(self.via(), ids).await
    }

    /// Open hazards of these buildings and their units, each with its area, `limit` at the most; what is due first is first.
    pub async fn open_hazards(
        &self,
        buildings: &[BuildingId],
        limit: u32,
    ) -> Result<Vec<(Hazard, AreaPath)>> {
        store::hazards::open_there(self.via(), buildings, limit).await
    }

    /// Everything that was done to a hazard, in order.
    pub async fn hazard_steps(&self, id: HazardId) -> Result<Vec<Step<HazardAction>>> {
        Ok(steps(store::actions::of(self.via(), id.to_bytes()).await?))
    }

    /// A rating, and the area its building is in.
    pub async fn rating(&self, id: RatingId) -> Result<Option<(Rating, AreaPath)>> {
        store::ratings::find(self.via(), id).await
    }

    /// Everything that was done to a rating, in order.
    pub async fn rating_steps(&self, id: RatingId) -> Result<Vec<Step<RatingAction>>> {
        Ok(steps(store::actions::of(self.via(), id.to_bytes()).await?))
    }

    /// Everything that was done to each of these ratings, in order: one question however many they are.
    pub async fn steps_of_ratings(
        &self,
        ids: &[RatingId],
    ) -> Result<BTreeMap<RatingId, Vec<Step<RatingAction>>>> {
        let mut done: BTreeMap<RatingId, Vec<Step<RatingAction>>> = BTreeMap::new();
        for (id, action, words) in store::actions::of_ratings(self.via(), ids).await? {
            done.entry(id).or_default().push(Step { action, words });
        }
        Ok(done)
    }

    /// Buildings of an area that were inspected between two days, both of them included: not by whom.
    pub async fn visits(&self, area: &AreaPath, first: Day, last: Day) -> Result<Vec<Visited>> {
        store::coverage::visits(self.via(), area, first, last).await
    }

    /// The words of an inspection or an event.
    pub async fn words_of(&self, id: ActionId) -> Result<Option<String>> {
        store::actions::words(self.via(), id).await
    }

    /// An inspection, without its photos.
    pub async fn inspection(&self, id: ActionId) -> Result<Option<Inspection>> {
        store::facts::find(self.via(), id).await
    }

    /// A building's row in lists.
    pub async fn building_row(&self, building: BuildingId) -> Result<Option<BuildingRow>> {
        store::buildings::find(self.via(), building, self.clock.now()).await
    }

    /// The rating of a building that is shown.
    pub async fn shown(&self, building: BuildingId) -> Result<Option<Rating>> {
        let history = store::ratings::of(self.via(), building).await?;
        Ok(crate::rating::standing(&history).cloned())
    }

    /// The file of a building.
    pub async fn building_file(&self, building: BuildingId) -> Result<BuildingFile> {
        // What it is rated by is what is listed: each is read once.
        let facts = store::facts::seen(self.via(), building).await?;
        let mut hazards = store::hazards::open_then_last(self.via(), building).await?;
        let told = store::facts::told(self.via(), building).await?;
        let events: Vec<Event> = told.iter().map(|(event, _)| event.clone()).collect();
        let open = hazards.iter().rev().filter(|hazard| hazard.is_open());
        let known = self.known_by(&facts, open, &events)?;
        hazards.truncate(store::hazards::MOST as usize);
        let when = self.when();
        Ok(BuildingFile {
            row: self.building_row(building).await?,
            reckoned: self.stars.rate(&known, self.catalogue, when),
            lift: self.stars.lift(&known, self.catalogue, when),
            facts,
            ratings: store::ratings::of(self.via(), building).await?,
            hazards,
            inspections: store::facts::inspections(self.via(), building, None).await?,
            events: steps(told),
            units: store::units::of_building(self.via(), building).await?,
        })
    }

    /// The file of a unit.
    pub async fn unit_view(&self, building: BuildingId, unit: UnitId) -> Result<UnitView> {
        let file = store::units::find(self.via(), unit).await?;
        let explained = match &file {
            None => None,
            Some(file) => {
                let facts = self.unit_facts(self.via(), file).await?;
                Some(file.tier.explain(&facts, self.tiers, self.clock.now()))
            }
        };
        let mut events = steps(store::facts::told(self.via(), building).await?);
        events.retain(|event| event.action.unit == Some(unit));
        Ok(UnitView {
            tier: file.as_ref().map(|file| file.tier),
            explained,
            suspended: file.is_some_and(|file| file.suspended),
            hazards: store::hazards::of_unit(self.via(), unit).await?,
            inspections: store::facts::inspections(self.via(), building, Some(unit)).await?,
            events,
        })
    }

    /// A page of buildings.
    pub async fn buildings(&self, filter: &BuildingFilter) -> Result<Vec<BuildingRow>> {
        let meant = self.meant(&filter.area, filter.q.as_deref()).await?;
        store::lists::buildings(&self.database, filter, &meant, self.clock.now()).await
    }

    /// How many buildings a filter finds, counted up to 10,001.
    pub async fn count_buildings(&self, filter: &BuildingFilter) -> Result<u64> {
        let meant = self.meant(&filter.area, filter.q.as_deref()).await?;
        store::lists::count_buildings(&self.database, filter, &meant, self.clock.now()).await
    }

    /// Buildings with published stars: those that a text means, else those around a point, the nearest first. Of no unit.
    pub async fn published(
        &self,
        q: Option<&str>,
        here: Option<Point4326>,
    ) -> Result<Vec<BuildingRow>> {
        let meant = self.meant(&AreaPath::whole(), q).await?;
        let around = here.filter(|_| meant.is_none());
        if meant.is_none() && around.is_none() {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let mut found = store::lists::published(&self.database, &meant, around, now).await?;
        if let Some(here) = around {
            let far = |row: &BuildingRow| {
                row.point.map_or(f64::INFINITY, |there| kernel::distance_m(here, there))
            };
            found.sort_by(|a, b| far(a).total_cmp(&far(b)));
        }
        found.truncate(MOST_PUBLISHED);
        Ok(found)
    }

    /// A page of hazards, each with its place in the order.
    pub async fn hazards(&self, filter: &HazardFilter) -> Result<Vec<(i64, Hazard)>> {
        let looked = self.looked(filter).await?;
        store::lists::hazards(&self.database, filter, &looked, self.clock.now()).await
    }

    /// How many hazards a filter finds, counted up to 1,001.
    pub async fn count_hazards(&self, filter: &HazardFilter) -> Result<u64> {
        let looked = self.looked(filter).await?;
        store::lists::count_hazards(&self.database, filter, &looked, self.clock.now()).await
    }

    /// A page of ratings, the newest first, each with its place in the order.
    pub async fn ratings(&self, filter: &RatingFilter) -> Result<Vec<(i64, Rating)>> {
        store::lists::ratings(&self.database, filter, self.clock.now()).await
    }

    /// How many ratings a filter finds, counted up to 1,001.
    pub async fn count_ratings(&self, filter: &RatingFilter) -> Result<u64> {
        store::lists::count_ratings(&self.database, filter, self.clock.now()).await
    }

    /// Counts of an area.
    pub async fn summary(&self, area: &AreaPath) -> Result<Summary> {
        store::lists::summary(&self.database, area, self.clock.now()).await
    }

    async fn looked(&self, filter: &HazardFilter) -> Result<Looked> {
        let buildings = self.meant(&filter.area, filter.q.as_deref()).await?;
        let q = filter.q.as_deref().unwrap_or_default().trim().to_lowercase();
        let titled = |kind: &&crate::catalogue::HazardType| {
            !q.is_empty()
                && (kind.title.zh.contains(&q) || kind.title.en.to_lowercase().contains(&q))
        };
        let kinds = self.catalogue.types.iter().filter(titled).map(|kind| kind.id.clone());
        Ok(Looked { buildings, kinds: kinds.collect() })
    }

    /// The register's buildings that a text means, as the register looks for them; nothing where there is no text.
    pub(super) async fn meant(&self, area: &AreaPath, q: Option<&str>) -> Result<Meant> {
        let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) else { return Ok(None) };
        let mut filter = Filter {
            area: area.clone(),
            q: q.to_owned(),
            size: 1_000,
            after: Some([0; 16]),
            ..Filter::default()
        };
        let mut ids = Vec::new();
        while ids.len() < MOST_MEANT {
            let rows = self.register.buildings(&filter).await?.rows;
            let Some(last) = rows.last() else { break };
            filter.after = Some(last.id.to_bytes());
            ids.extend(rows.iter().map(|row| BuildingId::from_bytes(row.id.to_bytes())));
        }
        Ok(Some(ids))
    }
}

fn steps<A>(found: Vec<(A, Option<String>)>) -> Vec<Step<A>> {
    found.into_iter().map(|(action, words)| Step { action, words }).collect()
}
