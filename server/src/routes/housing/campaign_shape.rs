//! Campaigns as screens read them: places and counts, and nobody's part in them.

use std::collections::BTreeMap;

use access::Account;
use housing::{
    Place, Tier,
    campaign::{Campaign, Drawn, Progress, Query, Side, Standing, Tally, Target, TargetState},
};
use kernel::{AreaPath, Day, Id, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Labels, PlaceRef, Word, kind, office, word};
use crate::{
    AppState, Problem, TextShape,
    routes::{
        cases::shape::{Names, Officer},
        register::{
            place::{Point, text},
            register,
        },
    },
};

/// A campaign in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignRow)]
pub(crate) struct Row {
    /// Its id.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// What it is for.
    pub(super) purpose: String,
    /// Its area, by path.
    pub(super) area: Word,
    /// What it visits: `building` or `unit`.
    pub(super) of: Word,
    /// The day on which its list was drawn.
    #[schema(value_type = String, format = Date)]
    pub(super) started_on: Day,
    /// The day until which it is to be done.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) until: Option<Day>,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) closed_at: Option<Instant>,
    /// How many targets it has.
    pub(super) targets: u64,
    /// How many of them were inspected since.
    pub(super) visited: u64,
}

impl Row {
    pub(super) async fn of(
        state: &AppState,
        campaign: &Campaign,
        visited: u64,
    ) -> Result<Self, Problem> {
        Ok(Self {
            id: campaign.id.to_string(),
            title: campaign.title.clone(),
            purpose: campaign.body.purpose.clone(),
            area: area(state, &campaign.area).await?,
            of: word!(campaign.body.query.of),
            started_on: campaign.started_on,
            until: campaign.body.until,
            closed_at: campaign.closed_at,
            targets: campaign.targets,
            visited,
        })
    }
}

/// An area by its path and its name.
pub(super) async fn area(state: &AppState, path: &AreaPath) -> Result<Word, Problem> {
    let found = register(state).area_at(path).await?;
    let label = match found {
        Some(found) => {
            let TextShape { zh, en } = text(found.area.name);
            Text::new(zh, en)
        }
        None if path.as_str().is_empty() => Text::new("全部区域", "All areas"),
        None => {
            let code = path.as_str().rsplit('/').next().unwrap_or_default();
            Text::new(code, code)
        }
    };
    Ok(Word { name: path.to_string(), label })
}

/// What a list was drawn by.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignConditions)]
pub(crate) struct Conditions {
    /// In this tier or above.
    tier: Option<Word>,
    /// With so many published stars at the most.
    stars_at_most: Option<u8>,
    /// With a hazard of this type open.
    hazard: Option<Word>,
    /// Not inspected for so many days, or never.
    days: Option<u32>,
    /// In buildings of this use.
    building_use: Option<String>,
    /// Units of this use.
    unit_use: Option<String>,
}

impl Conditions {
    pub(super) fn of(state: &AppState, query: &Query) -> Self {
        let hazard = |id: &String| Word { name: id.clone(), label: kind(&state.housing, id).title };
        Self {
            tier: query.tier.map(|tier: Tier| word!(tier)),
            stars_at_most: query.stars_at_most,
            hazard: query.hazard.as_ref().map(hazard),
            days: query.days,
            building_use: query.building_use.clone(),
            unit_use: query.unit_use.clone(),
        }
    }
}

/// Targets by where they stand.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignTally)]
pub(crate) struct TallyShape {
    /// All of them.
    pub(super) targets: u64,
    /// Nobody inspected them since.
    pub(super) not_visited: u64,
    /// Inspected, and no hazard is open.
    pub(super) visited: u64,
    /// Inspected, and a hazard is open.
    pub(super) hazards_found: u64,
    /// Inspected, and put right since.
    pub(super) put_right: u64,
    /// Could not be entered.
    pub(super) no_entry: u64,
    /// Hazards taken down since.
    pub(super) found: u64,
    /// Hazards verified fixed since.
    pub(super) fixed: u64,
}

impl From<&Tally> for TallyShape {
    fn from(tally: &Tally) -> Self {
        Self {
            targets: tally.total(),
            not_visited: tally.of(TargetState::NotVisited),
            visited: tally.of(TargetState::Visited),
            hazards_found: tally.of(TargetState::HazardsFound),
            put_right: tally.of(TargetState::PutRight),
            no_entry: tally.of(TargetState::NoEntry),
            found: tally.found,
            fixed: tally.fixed,
        }
    }
}

/// Targets of one area.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignArea)]
pub(crate) struct AreaTally {
    /// The area, by path.
    pub(super) area: Word,
    /// Its targets.
    pub(super) tally: TallyShape,
}

/// Targets that were inspected first on a day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignDay)]
struct DayCount {
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// How many.
    targets: u64,
    /// How many up to then.
    so_far: u64,
}

/// A count by a word.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignTierCount)]
struct TierCount {
    /// The tier.
    tier: Word,
    /// Targets in it.
    targets: u64,
}

/// What is known of all targets at one time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignSide)]
struct SideShape {
    /// Open hazards.
    open: u64,
    /// How many of them are overdue.
    overdue: u64,
    /// Targets by tier.
    tiers: Vec<TierCount>,
    /// Targets without stars, then with 1 to 5.
    stars: Vec<u64>,
}

impl From<&Side> for SideShape {
    fn from(side: &Side) -> Self {
        let tiers = Tier::ALL.iter().zip(side.tiers);
        Self {
            open: side.open,
            overdue: side.overdue,
            tiers: tiers.map(|(tier, targets)| TierCount { tier: word!(tier), targets }).collect(),
            stars: side.stars.to_vec(),
        }
    }
}

/// How far a campaign is, and what became of what it visits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignProgress)]
pub(crate) struct ProgressShape {
    /// All targets.
    all: TallyShape,
    /// By the areas right below the campaign's, in the order of their codes.
    pub(super) areas: Vec<AreaTally>,
    /// By day.
    days: Vec<DayCount>,
    /// When the list was drawn.
    before: SideShape,
    /// Now, or when it was closed.
    after: SideShape,
}

impl ProgressShape {
    pub(super) async fn of(state: &AppState, progress: &Progress) -> Result<Self, Problem> {
        let mut areas = Vec::with_capacity(progress.areas.len());
        for (path, tally) in &progress.areas {
            areas.push(AreaTally { area: area(state, path).await?, tally: tally.into() });
        }
        let mut so_far = 0;
        let day = |(on, targets): (&Day, &u64)| {
            so_far += *targets;
            DayCount { on: *on, targets: *targets, so_far }
        };
        Ok(Self {
            all: (&progress.all).into(),
            areas,
            days: progress.days.iter().map(day).collect(),
            before: (&progress.before).into(),
            after: (&progress.after).into(),
        })
    }
}

/// What is known of a target at one time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignStanding)]
pub(crate) struct StandingShape {
    /// Its tier; of a building the highest of its units.
    pub(super) tier: Word,
    /// Published stars; of a unit those of its building.
    pub(super) stars: Option<u8>,
    /// Open hazards.
    pub(super) open: u64,
    /// How many of them are overdue.
    pub(super) overdue: u64,
}

impl From<&Standing> for StandingShape {
    fn from(standing: &Standing) -> Self {
        Self {
            tier: word!(standing.tier),
            stars: standing.stars,
            open: standing.open,
            overdue: standing.overdue,
        }
    }
}

/// What a query finds, before it is a target.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignFound)]
pub(crate) struct Found {
    /// The building.
    building: PlaceRef,
    /// The unit, where units are visited.
    unit: Option<PlaceRef>,
    /// What is known of it.
    standing: StandingShape,
    /// The day of the last inspection.
    #[schema(value_type = Option<String>, format = Date)]
    inspected_on: Option<Day>,
}

impl Found {
    /// Several, with their names read at once.
    pub(super) async fn all(state: &AppState, found: &[Drawn]) -> Result<Vec<Self>, Problem> {
        let labels = Labels::of(state, found.iter().map(Drawn::place)).await?;
        let shape = |one: &Drawn| Self {
            building: labels.building(one.building),
            unit: one.unit.map(|unit| labels.unit(unit)),
            standing: (&one.standing).into(),
            inspected_on: one.inspected_on,
        };
        Ok(found.iter().map(shape).collect())
    }
}

/// A target of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignTarget)]
pub(crate) struct TargetShape {
    /// Its id.
    id: String,
    /// Its place in the list, from 1.
    pub(super) position: u32,
    /// The building.
    pub(super) building: PlaceRef,
    /// The unit, where units are visited.
    pub(super) unit: Option<PlaceRef>,
    /// Where it stands: `not_visited`, `visited`, `hazards_found`, `put_right` or `no_entry`.
    pub(super) state: Word,
    /// The day of the first inspection since.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) visited_on: Option<Day>,
    /// Why it could not be entered.
    pub(super) barred: Option<Word>,
    /// On which day.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) barred_on: Option<Day>,
    /// The inspector it is given to; nobody once the campaign is closed.
    pub(super) inspector: Option<Officer>,
    /// The office it is given to.
    pub(super) office: Option<Word>,
    /// When the list was drawn.
    pub(super) before: StandingShape,
    /// Now, or when the campaign was closed.
    pub(super) now: StandingShape,
    /// Hazards taken down since.
    pub(super) found: u64,
    /// Hazards verified fixed since.
    pub(super) fixed: u64,
}

impl TargetShape {
    /// Several, with their names read at once.
    pub(super) async fn all(
        state: &AppState,
        targets: &[Target],
        me: Id<Account>,
    ) -> Result<Vec<Self>, Problem> {
        let places = targets.iter().map(|one| one.drawn.place());
        let labels = Labels::of(state, places).await?;
        let accounts = targets.iter().filter_map(|one| one.assignee);
        let accounts = accounts.map(|one| Id::<Account>::from_bytes(one.to_bytes()));
        let names = Names::of(state, accounts, me).await?;
        let shape = |one: &Target| {
            let Place { building, unit } = one.drawn.place();
            Self {
                id: one.id.to_string(),
                position: one.position,
                building: labels.building(building),
                unit: unit.map(|unit| labels.unit(unit)),
                state: word!(one.state),
                visited_on: one.visited_on,
                barred: one.barred.map(|(why, _)| word!(why)),
                barred_on: one.barred.map(|(_, on)| on),
                inspector: one.assignee.map(|who| names.officer(Id::from_bytes(who.to_bytes()))),
                office: one.office.as_deref().map(|id| office(state, id)),
                before: (&one.drawn.standing).into(),
                now: (&one.now).into(),
                found: one.found,
                fixed: one.fixed,
            }
        };
        Ok(targets.iter().map(shape).collect())
    }
}

/// A building on the map of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CampaignPoint)]
pub(crate) struct MapPoint {
    /// The building's id.
    building: String,
    /// What is most pressing of its targets.
    state: &'static str,
    /// How many targets it has.
    targets: u32,
    /// Where it is.
    point: Point,
}

/// What is most pressing comes last.
const fn pressing(state: TargetState) -> u8 {
    match state {
        TargetState::PutRight => 0,
        TargetState::Visited => 1,
        TargetState::NotVisited => 2,
        TargetState::NoEntry => 3,
        TargetState::HazardsFound => 4,
    }
}

/// Buildings of targets with what is most pressing of each, and how many targets have no place on the map.
pub(super) fn on_the_map(targets: &[Target]) -> (Vec<MapPoint>, u64) {
    let mut unplaced = 0;
    let mut by_building: BTreeMap<_, MapPoint> = BTreeMap::new();
    let mut worst: BTreeMap<_, TargetState> = BTreeMap::new();
    for target in targets {
        let Some(point) = target.point else {
            unplaced += 1;
            continue;
        };
        let building = target.drawn.building;
        let state = worst.entry(building).or_insert(target.state);
        if pressing(target.state) > pressing(*state) {
            *state = target.state;
        }
        let shown = by_building.entry(building).or_insert_with(|| MapPoint {
            building: building.to_string(),
            state: "",
            targets: 0,
            point: point.into(),
        });
        shown.targets += 1;
        shown.state = state.name();
    }
    (by_building.into_values().collect(), unplaced)
}
