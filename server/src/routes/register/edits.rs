//! `GET /api/buildings/{id}/edits`, `POST /api/register/edits/preview`, `POST /api/register/edits`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::Occupancy;
use casework::CaseFilter;
use housing::{BuildingId, UnitId, filter::HazardFilter};
use kernel::{Id, Instant};
use register::{
    edit::{Deed, EditId, EditRow, Follows, NewEdit, Reason, UnitRef},
    model::Building,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{occupancy, register};
use crate::{AppState, Caller, Problem};

/// Edits that are listed of a building.
const LISTED: u32 = 50;

/// What is to be done, as it would be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RegisterDeed)]
pub(crate) struct Looked {
    /// What is done: `{"deed": "split_unit", "unit": "…", "into": [{"room": "101A"}, {"room": "101B"}]}`; `merge_units` with
    /// `units` and `into`; `renumber_unit` with `unit` and `room`; `renumber_building` with `building` and `number`;
    /// `name_building` with `building`, `zh`, `en` and `former`; `retire_unit`; `retire_building`; `add_alias` with
    /// `building`, `unit`, `kind` and `text`; `correct_alias` with `alias` and `text`; `withdraw_alias`; `undo` with `edit`.
    #[schema(value_type = Object)]
    deed: Deed,
}

/// Something to be done to a building or a unit of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRegisterEdit)]
pub(crate) struct Asked {
    /// The edit's id, made by whoever does it (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: EditId,
    /// How the building stood that was seen, from the preview or the list of its edits.
    seen: i64,
    /// What is done, as in a preview.
    #[schema(value_type = Object)]
    deed: Deed,
    /// Why, and who says so. No value of a person belongs here.
    reason: String,
}

/// A unit that a deed touches.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisterEditUnit)]
pub(crate) struct Touched {
    /// Its id.
    id: String,
    /// Its code.
    code: String,
    /// Its room number.
    room: String,
}

/// What follows from a deed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisterEditPreview)]
pub(crate) struct Preview {
    /// How the building stands: goes with the deed.
    seen: i64,
    /// Units that would be retired.
    retires: Vec<Touched>,
    /// Units that would be again.
    restores: Vec<Touched>,
    /// Other names of what would be retired.
    aliases: Vec<String>,
    /// Room numbers that another unit has already.
    taken: Vec<String>,
    /// How many of the units that would be retired some source says are lived in.
    lived_in: usize,
    /// How many codes at their doors would lead nowhere; nothing where the caller does not see housing here.
    door_codes: Option<usize>,
    /// Open hazards of what would be retired; nothing where the caller does not see housing here.
    open_hazards: Option<u64>,
    /// Open cases at what would be retired; nothing where the caller does not see cases here.
    open_cases: Option<u64>,
}

/// An edit that was done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisterEditDone)]
pub(crate) struct Done {
    /// Its id.
    id: String,
    /// The register's version that it made.
    version: i64,
    /// The building.
    building: String,
    /// The ids of the units that it made.
    made: Vec<String>,
}

/// An edit of a building or its units.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisterEditRow)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// What was done: `unit.split`, `unit.merge`, `unit.renumber`, `unit.retire`, `building.renumber`, `building.name`,
    /// `building.retire`, `alias.add`, `alias.correct`, `alias.withdraw`, `edit.undo`.
    kind: String,
    /// Why.
    reason: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Whether it was undone.
    undone: bool,
    /// Whether it is one that can be undone.
    can_undo: bool,
}

/// The edits of a building and its units.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisterEdits)]
pub(crate) struct Edits {
    /// Whether the caller may edit here.
    may: bool,
    /// How the building stands now.
    seen: i64,
    /// Its own Chinese name; empty where it has none.
    name_zh: String,
    /// Its own English name.
    name_en: String,
    /// Its number on its road.
    number: String,
    /// The edits, the last first.
    rows: Vec<Row>,
}

/// What was done to a building and its units by hand, the last first.
#[utoipa::path(
    get, path = "/api/buildings/{id}/edits", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id")),
    responses(
        (status = OK, body = Edits),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Edits>, Problem> {
    let id: Id<Building> = id.parse().map_err(|_| Problem::not_found())?;
    let register = register(&state);
    let area = register.building(id).await?.ok_or_else(Problem::not_found)?.row.area;
    let own = register.own_names(id).await?.ok_or_else(Problem::not_found)?;
    let rows = register.edits_of(id, LISTED).await?;
    Ok(Json(Edits {
        may: caller.authorize(Action::RegisterEdit, &Resource::within(area)).is_ok(),
        seen: register.stands(id).await?,
        name_zh: own.name.zh,
        name_en: own.name.en,
        number: own.number,
        rows: rows.into_iter().map(row).collect(),
    }))
}

/// What would follow from a deed: units, names, codes at doors, cases and hazards that it touches. Nothing is written.
#[utoipa::path(
    post, path = "/api/register/edits/preview", tag = "register", security(("session" = [])),
    request_body = Looked,
    responses(
        (status = OK, body = Preview),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn preview(
    caller: Caller<may::RegisterEdit>,
    State(state): State<AppState>,
    Json(looked): Json<Looked>,
) -> Result<Json<Preview>, Problem> {
    let register = register(&state);
    let (_, area) = register.place_of(&looked.deed).await?;
    caller.within(&area)?;
    let follows = register.follows(&looked.deed).await?;
    let whole = matches!(looked.deed, Deed::RetireBuilding { .. });
    Ok(Json(told(&state, &caller, follows, whole).await?))
}

/// Splits, merges, renumbers, names or retires, or undoes one of these: durable when the answer comes, with its entry in
/// the change feed; the wash knows it at once. 409 where somebody was faster, or where the register's rules refuse it.
#[utoipa::path(
    post, path = "/api/register/edits", tag = "register", security(("session" = [])),
    request_body = Asked,
    responses(
        (status = OK, body = Done),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::RegisterEdit>,
    State(state): State<AppState>,
    Json(asked): Json<Asked>,
) -> Result<Json<Done>, Problem> {
    let register = register(&state);
    let (_, area) = register.place_of(&asked.deed).await?;
    caller.within(&area)?;
    let account = Some(caller.principal.account.to_bytes());
    let reason = Reason { account, text: asked.reason };
    let new = NewEdit { id: asked.id, seen: Some(asked.seen), deed: asked.deed, reason };
    let done = register.edit(new).await?;
    state.wash.follow(&state).await;
    Ok(Json(Done {
        id: asked.id.to_string(),
        version: done.version,
        building: done.building.to_string(),
        made: done.made.iter().map(ToString::to_string).collect(),
    }))
}

/// What other capabilities know of what would be retired, as far as the caller sees it here.
async fn told<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    follows: Follows,
    whole: bool,
) -> Result<Preview, Problem> {
    let ids: Vec<[u8; 16]> = follows.retires.iter().map(|unit| unit.id.to_bytes()).collect();
    let lived = occupancy(state, &ids).await?;
    let is_lived_in = |one: &&Occupancy| matches!(one, Occupancy::Owner | Occupancy::Rented);
    let here = Resource::within(follows.area.clone());
    let sees = |action| caller.authorize(action, &here).is_ok();
    let (mut door_codes, mut open_hazards, mut open_cases) = (None, None, None);
    if sees(Action::HousingView) {
        let building = BuildingId::from_bytes(follows.building.to_bytes());
        let held = state.housing.codes(building).await?;
        let lost = held.iter().filter(|one| !one.withdrawn && ids.contains(&one.unit.to_bytes()));
        door_codes = Some(lost.count());
        open_hazards = Some(hazards(state, building, &ids, whole).await?);
    }
    if sees(Action::CasesView) {
        let house = whole.then(|| follows.building.uuid());
        let units = follows.retires.iter().map(|unit| unit.id.uuid());
        let mut open = 0;
        for place in units.chain(house) {
            let at = CaseFilter { place: Some(place), open: Some(true), ..CaseFilter::default() };
            open += state.casework.count(&at).await?;
        }
        open_cases = Some(open);
    }
    Ok(Preview {
        seen: follows.seen,
        retires: follows.retires.into_iter().map(touched).collect(),
        restores: follows.restores.into_iter().map(touched).collect(),
        aliases: follows.aliases,
        taken: follows.taken,
        lived_in: lived.values().filter(is_lived_in).count(),
        door_codes,
        open_hazards,
        open_cases,
    })
}

/// Open hazards of a building whole, or of units of it.
async fn hazards(
    state: &AppState,
    building: BuildingId,
    units: &[[u8; 16]],
    whole: bool,
) -> Result<u64, Problem> {
    let open = HazardFilter { open: Some(true), ..HazardFilter::default() };
    if whole {
        let filter = HazardFilter { building: Some(building), ..open };
        return Ok(state.housing.count_hazards(&filter).await?);
    }
    let mut found = 0;
    for unit in units {
        let unit = Some(UnitId::from_bytes(*unit));
        found += state.housing.count_hazards(&HazardFilter { unit, ..open.clone() }).await?;
    }
    Ok(found)
}

fn touched(unit: UnitRef) -> Touched {
    Touched { id: unit.id.to_string(), code: unit.code, room: unit.room }
}

fn row(edit: EditRow) -> Row {
    Row {
        id: edit.id.to_string(),
        kind: edit.kind,
        reason: edit.reason,
        at: edit.done_at,
        undone: edit.undone,
        can_undo: edit.can_undo,
    }
}
