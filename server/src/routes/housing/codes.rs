//! `GET /api/housing/buildings/{code}/codes`, `POST` there, `POST /api/housing/units/{code}/code`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{ActionId, DoorCode, Held, Place, facts::How};
use kernel::{Id, Instant, Text};
use register::{model::Code, query::Room};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    building::within,
    hazard::account,
    shape::{Labels, PlaceRef},
    whither,
};
use crate::{AppState, Caller, Problem, TextShape, routes::register::register};

/// The code at the door of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DoorCode)]
pub(crate) struct CodeShape {
    /// The unit.
    unit: PlaceRef,
    /// What it says; nothing where it was withdrawn.
    code: Option<String>,
    /// How people call it: the number of the building in its community, that of the unit in it, and which of its codes.
    short: String,
    /// Where it leads when it is scanned, below the installation's address; nothing where it was withdrawn.
    target: Option<String>,
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
    /// What the codes are for, to stand on each label.
    #[schema(value_type = TextShape)]
    purpose: Text,
    /// How many of its units have none.
    missing: u64,
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

/// Where a code leads. What follows the `#` stays in the browser, so that no log of the installation tells which door was
/// scanned before somebody asks; the digits of the unit are for the field app, which reads them without a network.
fn target(written: &str, unit: &str) -> String {
    format!("/portal/#door={written}&unit={unit}")
}

fn shape(state: &AppState, held: Held, labels: &Labels) -> CodeShape {
    let code = DoorCode { unit: held.unit, number: held.number };
    let unit = labels.unit(held.unit);
    let written = (!held.withdrawn).then(|| code.write(state.access.tokenizer()));
    // A place that numbers its units in another way calls them by that.
    let named = unit.code.parse::<Code>().ok().and_then(|code| code.short());
    CodeShape {
        target: written.as_deref().map(|written| target(written, &unit.code)),
        short: format!("{}·{}", named.as_ref().unwrap_or(&unit.code), held.number),
        code: written,
        unit,
        number: held.number,
        since: held.since,
    }
}

async fn sheet(state: &AppState, building: housing::BuildingId) -> Result<Sheet, Problem> {
    let held = state.housing.codes(building).await?;
    let rooms = register(state).rooms(Id::from_bytes(building.to_bytes())).await?;
    let lacks = |room: &&Room| !held.iter().any(|one| one.unit.to_bytes() == room.id.to_bytes());
    let missing = rooms.iter().filter(lacks).count() as u64;
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
    let purpose = Text::new(
        "扫码反映这里的问题、申报居住或从业、进入我的住处。凡借此码要求付款的都是诈骗。",
        "Scan it to report a problem here, to declare who lives or works here, or to open your home. Whoever asks \
         for a payment by it is a fraud.",
    );
    Ok(Sheet { building, title, purpose, missing, rows })
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
