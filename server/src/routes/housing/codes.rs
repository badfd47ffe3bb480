//! `GET /api/housing/buildings/{code}/codes`, `POST` there, `POST /api/housing/units/{code}/code`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{ActionId, DoorCode, Held, Place, facts::How};
use kernel::{Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    building::within,
    hazard::account,
    shape::{Labels, PlaceRef},
    whither,
};
use crate::{AppState, Caller, Problem, TextShape};

/// The code at the door of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DoorCode)]
pub(crate) struct CodeShape {
    /// The unit.
    unit: PlaceRef,
    /// What is printed; nothing where it was withdrawn.
    code: Option<String>,
    /// Which of its codes, counted from 1.
    number: u16,
    /// Since when it stands so.
    #[schema(value_type = String, format = DateTime)]
    since: Instant,
}

/// The codes of a building, to be printed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DoorCodes)]
pub(crate) struct Sheet {
    /// The building.
    building: PlaceRef,
    /// What stands over the sheet.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Its units that have a code, by the unit's code.
    rows: Vec<CodeShape>,
}

/// Who makes codes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDoorCodes)]
pub(crate) struct Make {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
}

/// A code replaced or withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DoorCodeDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// Whether it is withdrawn, and not replaced.
    withdraw: bool,
    /// Why.
    words: String,
}

fn shape(state: &AppState, held: Held, labels: &Labels) -> CodeShape {
    let code = DoorCode { unit: held.unit, number: held.number };
    let holds = !held.withdrawn;
    CodeShape {
        unit: labels.unit(held.unit),
        code: holds.then(|| code.write(state.access.tokenizer())),
        number: held.number,
        since: held.since,
    }
}

async fn sheet(state: &AppState, building: housing::BuildingId) -> Result<Sheet, Problem> {
    let held = state.housing.codes(building).await?;
    let unit = |held: &Held| Place { building, unit: Some(held.unit) };
    let here = Place { building, unit: None };
    let labels = Labels::of(state, held.iter().map(unit).chain([here])).await?;
    let mut rows: Vec<CodeShape> =
        held.into_iter().map(|held| shape(state, held, &labels)).collect();
    rows.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    let building = labels.building(building);
    let title = Text::new(
        format!("{} 门牌二维码", building.label.zh),
        format!("{}: codes at the doors", building.label.en),
    );
    Ok(Sheet { building, title, rows })
}

/// The codes of a building's units, to be printed and put at the doors. A code tells where somebody stands, and no one.
#[utoipa::path(
    get, path = "/api/housing/buildings/{code}/codes", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The building's id or code")),
    responses(
        (status = OK, body = Sheet),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Json<Sheet>, Problem> {
    let building = whither::building(&state, &code).await?;
    within(&caller, state.housing.at_building(building).await?)?;
    Ok(Json(sheet(&state, building).await?))
}

/// Makes a code for every unit of a building that has none.
#[utoipa::path(
    post, path = "/api/housing/buildings/{code}/codes", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The building's id or code")),
    request_body = Make,
    responses(
        (status = OK, body = Sheet),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn make(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Path(code): Path<String>,
    Json(asked): Json<Make>,
) -> Result<Json<Sheet>, Problem> {
    let building = whither::building(&state, &code).await?;
    let at = within(&caller, state.housing.at_building(building).await?)?;
    state.housing.make_codes(at, account(&caller), How::bare(asked.id)).await?;
    Ok(Json(sheet(&state, building).await?))
}

/// Replaces the code of a unit, so that the one before holds no more; or withdraws it.
#[utoipa::path(
    post, path = "/api/housing/units/{code}/code", tag = "housing", security(("session" = [])),
    params(("code" = String, Path, description = "The unit's id or code")),
    request_body = Asked,
    responses(
        (status = OK, body = CodeShape),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn replace(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Path(code): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<CodeShape>, Problem> {
    let unit = whither::unit(&state, &code).await?;
    let at = within(&caller, state.housing.at_unit(unit).await?)?;
    let place = at.place;
    let how = How { words: asked.words, ..How::bare(asked.id) };
    let held = state.housing.replace_code(at, asked.withdraw, account(&caller), how).await?;
    let labels = Labels::of(&state, [place]).await?;
    Ok(Json(shape(&state, held, &labels)))
}
