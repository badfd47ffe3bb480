//! `GET /api/housing/buildings/{code}`

use std::collections::BTreeMap;

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{
    BuildingFile, BuildingId, Hazard, Place, Step, Tier,
    facts::{At, BarredVisit, Event, Inspection},
    stars::{Lift, LiftStep},
};
use kernel::{AreaPath, Day, Id, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    hazard::account,
    rating::Done,
    shape::{BuildingShape, HazardRow, Labels, PlaceRef, Word, word},
    stars::{Missing, RatingShape, Reckoned, kinds_of, missing},
    whither,
};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{occupancy, place::Address, register},
};

/// A fact as it was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingFact)]
struct FactShape {
    /// Its category: `safe`, `managed`, `honest` or `clean`.
    category: &'static str,
    /// The fact.
    fact: String,
    /// What is looked at.
    #[schema(value_type = TextShape)]
    ask: Text,
    /// What was found.
    #[schema(value_type = Option<TextShape>)]
    answer: Option<Text>,
    /// What that is worth, 0 to 100.
    value: Option<u8>,
    /// On which day.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// The last day on which it holds.
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<Day>,
    /// Whether it holds today.
    fresh: bool,
}

/// A step that would lift a building.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingLiftStep)]
pub(crate) struct LiftStepShape {
    /// What to do.
    #[schema(value_type = TextShape)]
    text: Text,
    /// The hazard to be verified fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    hazard: Option<String>,
    /// The fact to be put right or inspected.
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
}

/// A fact that must be inspected before there are stars.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingInspect)]
pub(crate) struct InspectShape {
    /// The fact.
    fact: String,
    /// What is looked at.
    #[schema(value_type = TextShape)]
    text: Text,
}

/// What would lift a building one star.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "lift", rename_all = "snake_case")]
#[schema(as = HousingLift)]
pub(crate) enum LiftShape {
    /// It has five stars.
    Highest,
    /// It has none: these facts must be inspected first.
    Inspect {
        /// Which.
        facts: Vec<InspectShape>,
    },
    /// One star more.
    Steps {
        /// To how many.
        to: u8,
        /// Not before this day.
        #[schema(value_type = String, format = Date)]
        not_before: Day,
        /// What to do; no step can be left out.
        steps: Vec<LiftStepShape>,
    },
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingEvent)]
pub(crate) struct EventShape {
    /// Its id.
    id: String,
    /// What.
    kind: Word,
    /// On which day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// In which words.
    words: String,
    /// The unit, where it was in one.
    unit: Option<String>,
}

/// An inspection or a visit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingInspection)]
pub(crate) struct InspectionShape {
    /// Its id.
    id: String,
    /// On which day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// The unit, where one was visited.
    unit: Option<PlaceRef>,
    /// Whether nothing was found amiss.
    clean: bool,
    /// How many facts were looked at.
    facts: usize,
    /// Files of photos that show it, in the order in which they came.
    photos: Vec<String>,
}

/// A visit to a place that could not be entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingNoEntry)]
pub(crate) struct NoEntryShape {
    /// Its id.
    id: String,
    /// On which day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// The unit, where it was one.
    unit: Option<PlaceRef>,
    /// Why.
    bar: Word,
}

/// A unit in the room chart.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingRoom)]
struct RoomShape {
    /// Its id.
    id: String,
    /// Its code.
    code: String,
    /// Floor; below ground is negative.
    floor: i32,
    /// Room number.
    room: String,
    /// Entrance, where the building has several.
    entrance: Option<String>,
    /// What it is used for.
    #[serde(rename = "use")]
    use_class: String,
    /// How it is lived in: `owner`, `rented`, `vacant`, or `unknown` until a source says enough.
    occupancy: &'static str,
    /// Its tier.
    tier: Word,
    /// Open hazards.
    open: usize,
    /// Of them overdue.
    overdue: usize,
    /// Whether its letting is suspended.
    suspended: bool,
}

/// The housing file of a building.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingBuilding)]
pub(crate) struct File {
    /// Its row in lists.
    #[serde(flatten)]
    row: BuildingShape,
    /// Its address.
    address: Address,
    /// How it would be rated today.
    reckoned: Reckoned,
    /// What would lift it one star.
    lift: LiftShape,
    /// All facts that stars rest on, in order.
    facts: Vec<FactShape>,
    /// Its ratings, the last first.
    ratings: Vec<RatingShape>,
    /// Its hazards and those of its units: open ones, then the last.
    hazards: Vec<HazardRow>,
    /// What happened, the last first.
    events: Vec<EventShape>,
    /// Inspections, the last first.
    inspections: Vec<InspectionShape>,
    /// Visits that could not be entered, the last first.
    no_entries: Vec<NoEntryShape>,
    /// Its units, floor by floor.
    rooms: Vec<RoomShape>,
    /// What the reader may do here: `find`, `act`, `rate`, `joint`.
    may: Vec<&'static str>,
}

/// The housing file of a building: stars with what they rest on, hazards, inspections, units with their tiers. Nobody is
/// named or counted.
#[utoipa::path(
    get, path = "/api/housing/buildings/{code}", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The building's id or code")),
    responses(
        (status = OK, body = File),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Json<File>, Problem> {
    let id = whither::building(&state, &code).await?;
    Ok(Json(file(&state, &caller, id).await?))
}

/// What a caller may do in an area.
pub(super) fn may_do<A: Named>(caller: &Caller<A>, area: &AreaPath) -> Vec<&'static str> {
    let place = Resource::within(area.clone());
    let deeds = [
        ("find", Action::HousingFind),
        ("act", Action::HousingAct),
        ("rate", Action::HousingRate),
        ("joint", Action::HousingJoint),
    ];
    deeds
        .into_iter()
        .filter(|(_, action)| caller.authorize(*action, &place).is_ok())
        .map(|(name, _)| name)
        .collect()
}

/// The file of a building, in the caller's area.
pub(super) async fn file<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: BuildingId,
) -> Result<File, Problem> {
    let known = register(state).located(Id::from_bytes(id.to_bytes())).await?;
    let (known, address) = known.ok_or_else(Problem::not_found)?;
    caller.within(&known.area)?;
    let may = may_do(caller, &known.area);
    let found = state.housing.building_file(id).await?;
    let barred = state.housing.barred_visits(id, None).await?;
    let places = found.hazards.iter().map(|hazard| hazard.place).chain(
        found.inspections.iter().map(|one| Place { building: one.building, unit: one.unit }),
    );
    let places = places.chain(barred.iter().map(|one| Place { building: id, unit: one.unit }));
    let here = Place { building: id, unit: None };
    let labels = Labels::of(state, places.chain([here])).await?;
    let mut reckonings: Vec<_> = found.ratings.iter().map(|rating| &rating.reckoned).collect();
    reckonings.push(&found.reckoned);
    let kinds = kinds_of(state, &reckonings, &found.hazards).await?;
    let (me, rate) = (account(caller), may.contains(&"rate"));
    let mut done = Done::of(state, &found.ratings, me).await?;
    let whole = |rating| done.whole(state, rating, (me, rate), &labels, &kinds);
    let ratings = found.ratings.iter().rev().map(whole).collect();
    let now = state.clock.now();
    let row = match &found.row {
        Some(row) => BuildingShape::of(row, &labels),
        None => unseen(&known, &labels, id),
    };
    Ok(File {
        row,
        address: address.into(),
        reckoned: Reckoned::of(&state.housing, &found.reckoned, &kinds),
        lift: lift(state, &found.lift),
        facts: facts(state, &found),
        ratings,
        hazards: found
            .hazards
            .iter()
            .map(|hazard| HazardRow::of(state, hazard, &labels, now))
            .collect(),
        inspections: inspections(&found.inspections, &labels),
        no_entries: no_entries(&barred, &labels),
        rooms: rooms(state, id, &found).await?,
        events: events(found.events),
        may,
    })
}

/// A building that nobody inspected, found a hazard in or rated yet.
fn unseen(row: &register::query::BuildingRow, labels: &Labels, id: BuildingId) -> BuildingShape {
    let named = labels.building(id);
    BuildingShape {
        id: named.id,
        code: row.code.clone(),
        label: named.label,
        area: row.area.clone(),
        use_class: row.use_class.clone(),
        units: row.units,
        point: row.point.map(Into::into),
        stars: None,
        rated_on: None,
        rating: None,
        tier: word!(Tier::Ordinary),
        open: 0,
        overdue: 0,
        next_due_at: None,
        inspected_on: None,
    }
}

pub(super) fn lift(state: &AppState, lift: &Lift) -> LiftShape {
    let (rules, catalogue) = (state.housing.star_rules(), state.housing.catalogue());
    match lift {
        Lift::Highest => LiftShape::Highest,
        Lift::Inspect { facts } => LiftShape::Inspect {
            facts: facts
                .iter()
                .map(|fact| {
                    let Missing { fact, ask } = missing(&state.housing, fact);
                    InspectShape { fact, text: ask }
                })
                .collect(),
        },
        Lift::Steps { to, not_before, steps } => LiftShape::Steps {
            to: *to,
            not_before: *not_before,
            steps: steps
                .iter()
                .map(|step| {
                    let (hazard, fact) = match step {
                        LiftStep::Clear { hazard, .. } => (Some(hazard.to_string()), None),
                        LiftStep::Improve { fact, .. } | LiftStep::Inspect { fact } => {
                            (None, Some(fact.clone()))
                        }
                    };
                    LiftStepShape { text: step.text(rules, catalogue), hazard, fact }
                })
                .collect(),
        },
    }
}

fn facts(state: &AppState, found: &BuildingFile) -> Vec<FactShape> {
    let today = state.housing.when().today;
    let shape = |(category, rule): &(housing::Category, housing::stars::FactRule)| {
        let seen = found.facts.iter().find(|fact| fact.seen.fact == rule.id);
        let answer =
            seen.and_then(|fact| rule.answers.iter().find(|answer| answer.id == fact.seen.answer));
        let on = seen.filter(|_| answer.is_some()).map(|fact| fact.on);
        let valid_until = on.map(|on| on.plus_days(u64::from(rule.valid_days)));
        FactShape {
            category: category.name(),
            fact: rule.id.clone(),
            ask: rule.ask.clone(),
            answer: answer.map(|answer| answer.text.clone()),
            value: answer.and_then(|answer| answer.value),
            on,
            valid_until,
            fresh: valid_until.is_some_and(|until| today <= until),
        }
    };
    state.housing.star_rules().facts().iter().map(shape).collect()
}

/// What happened, with its words.
pub(super) fn events(found: Vec<Step<Event>>) -> Vec<EventShape> {
    let shape = |Step { action: event, words }: Step<Event>| EventShape {
        id: event.id.to_string(),
        kind: word!(event.kind),
        on: event.on,
        words: words.unwrap_or_default(),
        unit: event.unit.map(|unit| unit.to_string()),
    };
    found.into_iter().map(shape).collect()
}

/// Inspections as they are listed.
pub(super) fn inspections(found: &[Inspection], labels: &Labels) -> Vec<InspectionShape> {
    let shape = |one: &Inspection| InspectionShape {
        id: one.id.to_string(),
        on: one.on,
        unit: one.unit.map(|unit| labels.unit(unit)),
        clean: one.clean,
        facts: one.facts.len(),
        photos: one.photos.iter().map(ToString::to_string).collect(),
    };
    found.iter().map(shape).collect()
}

/// Visits that could not be entered, as they are listed.
pub(super) fn no_entries(found: &[BarredVisit], labels: &Labels) -> Vec<NoEntryShape> {
    let shape = |one: &BarredVisit| NoEntryShape {
        id: one.id.to_string(),
        on: one.on,
        unit: one.unit.map(|unit| labels.unit(unit)),
        bar: word!(one.bar),
    };
    found.iter().map(shape).collect()
}

async fn rooms(
    state: &AppState,
    id: BuildingId,
    found: &BuildingFile,
) -> Result<Vec<RoomShape>, Problem> {
    let rooms = register(state).rooms(Id::from_bytes(id.to_bytes())).await?;
    let ids: Vec<[u8; 16]> = rooms.iter().map(|room| room.id.to_bytes()).collect();
    let lived = occupancy(state, &ids).await?;
    let now = state.clock.now();
    let mut open: BTreeMap<[u8; 16], (usize, usize)> = BTreeMap::new();
    let is_open = |hazard: &&Hazard| hazard.is_open();
    for hazard in found.hazards.iter().filter(is_open) {
        let Some(unit) = hazard.place.unit else { continue };
        let counts = open.entry(unit.to_bytes()).or_default();
        counts.0 += 1;
        counts.1 += usize::from(hazard.is_overdue(now));
    }
    let shape = |room: register::query::Room| {
        let key = room.id.to_bytes();
        let file = found.units.iter().find(|file| file.id.to_bytes() == key);
        let (open, overdue) = open.get(&key).copied().unwrap_or_default();
        RoomShape {
            id: room.id.to_string(),
            code: room.code,
            floor: room.floor,
            room: room.room,
            entrance: Some(room.entrance).filter(|entrance| !entrance.is_empty()),
            use_class: room.use_class,
            occupancy: lived.get(&key).copied().unwrap_or_default().name(),
            tier: word!(file.map_or(Tier::Ordinary, |file| file.tier.tier)),
            open,
            overdue,
            suspended: file.is_some_and(|file| file.suspended),
        }
    };
    Ok(rooms.into_iter().map(shape).collect())
}

/// A place in the caller's area.
pub(super) fn within<A: Named>(caller: &Caller<A>, at: At) -> Result<At, Problem> {
    caller.within(&at.area)?;
    Ok(at)
}
