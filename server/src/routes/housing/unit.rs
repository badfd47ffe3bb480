//! `GET /api/housing/units/{code}`

use access::{Named, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{BuildingId, Place, Tier, UnitId};
use kernel::{Id, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    building::{
        EventShape, InspectionShape, NoEntryShape, events, inspections, may_do, no_entries,
    },
    shape::{HazardRow, Labels, PlaceRef, Word, word},
    whither,
};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{occupancy, register},
};

/// A rule that asks for a tier.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TierReason)]
struct ReasonShape {
    /// The rule.
    rule: String,
    /// What it says.
    #[schema(value_type = TextShape)]
    title: Text,
    /// The tier that it asks for.
    tier: Word,
    /// The hazards it rests on.
    hazards: Vec<String>,
    /// What would end it.
    #[schema(value_type = TextShape)]
    until: Text,
}

/// The housing file of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingUnit)]
pub(crate) struct File {
    /// The unit by name.
    #[serde(flatten)]
    named: PlaceRef,
    /// Its building.
    building: PlaceRef,
    /// Floor; below ground is negative.
    floor: i32,
    /// Room number.
    room: String,
    /// What it is used for.
    #[serde(rename = "use")]
    use_class: String,
    /// How it is lived in: `owner`, `rented`, `vacant`, or `unknown` until a source says enough.
    occupancy: &'static str,
    /// Whether its letting is suspended.
    suspended: bool,
    /// Its tier.
    tier: Word,
    /// Since when; nothing where nothing was found or seen yet.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Instant>,
    /// The rules that ask for it.
    reasons: Vec<ReasonShape>,
    /// All that is needed before it is left.
    #[schema(value_type = Vec<TextShape>)]
    down: Vec<Text>,
    /// Its hazards, the last first.
    hazards: Vec<HazardRow>,
    /// Visits, the last first.
    inspections: Vec<InspectionShape>,
    /// Visits that could not be entered, the last first.
    no_entries: Vec<NoEntryShape>,
    /// What happened in it, the last first.
    events: Vec<EventShape>,
    /// What the reader may do here: `find`, `act`, `rate`.
    may: Vec<&'static str>,
}

/// The housing file of a unit: its tier and why, its hazards, visits. Nobody is named or counted.
#[utoipa::path(
    get, path = "/api/housing/units/{code}", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The unit's id or code")),
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
    let id = whither::unit(&state, &code).await?;
    Ok(Json(file(&state, &caller, id).await?))
}

/// The file of a unit, in the caller's area.
pub(super) async fn file<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: UnitId,
) -> Result<File, Problem> {
    let known = register(state).unit(Id::from_bytes(id.to_bytes())).await?;
    let known = known.ok_or_else(Problem::not_found)?;
    caller.within(&known.row.area)?;
    let building = BuildingId::from_bytes(known.row.building.to_bytes());
    let found = state.housing.unit_view(building, id).await?;
    let labels = Labels::of(state, [Place { building, unit: Some(id) }]).await?;
    let lived = occupancy(state, &[id.to_bytes()]).await?;
    let now = state.clock.now();
    let (reasons, down) = match &found.explained {
        None => (Vec::new(), Vec::new()),
        Some(explained) => (
            explained
                .reasons
                .iter()
                .map(|reason| ReasonShape {
                    rule: reason.rule.clone(),
                    title: reason.title.clone(),
                    tier: word!(reason.tier),
                    hazards: reason.hazards.iter().map(ToString::to_string).collect(),
                    until: reason.ends.text(),
                })
                .collect(),
            explained.down.iter().map(housing::tier::Need::text).collect(),
        ),
    };
    Ok(File {
        named: labels.unit(id),
        building: labels.building(building),
        floor: known.floor,
        room: known.room,
        use_class: known.row.use_class,
        occupancy: lived.get(&id.to_bytes()).copied().unwrap_or_default().name(),
        suspended: found.suspended,
        tier: word!(found.tier.map_or(Tier::Ordinary, |state| state.tier)),
        since: found.tier.map(|state| state.since),
        reasons,
        down,
        hazards: found
            .hazards
            .iter()
            .map(|hazard| HazardRow::of(state, hazard, &labels, now))
            .collect(),
        inspections: inspections(&found.inspections, &labels),
        no_entries: no_entries(&state.housing.barred_visits(building, Some(id)).await?, &labels),
        events: events(found.events),
        may: may_do(caller, &known.row.area),
    })
}
