//! `GET /api/housing/qr/{code}`

use access::{Action, Binding, BindingState, Principal, Resource};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use housing::{DoorCode, Rating, Scanned, UnitId};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Labels, PlaceRef};
use crate::{AppState, Problem, cookie};

/// What somebody who stands at a door sees. Nobody who lives there is named or counted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScannedDoor)]
pub(crate) struct Shape {
    /// The unit.
    unit: PlaceRef,
    /// Its building.
    building: PlaceRef,
    /// The building's published stars.
    stars: Option<u8>,
    /// Who looks: `anybody`, `resident` for whoever is bound to the unit, `inspector` for whoever may take down hazards
    /// there.
    view: &'static str,
}

/// A code that was scanned at a door: which unit it is, and the stars of its building. For anybody; whoever is signed in and
/// lives there is shown on to their home, whoever may take down hazards there to the file. A forged code is 404, one that was
/// replaced or withdrawn is 409.
#[utoipa::path(
    get, path = "/api/housing/qr/{code}", tag = "housing",
    params(("code" = String, Path, description = "What the code says")),
    responses(
        (status = OK, body = Shape),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Json<Shape>, Problem> {
    let code = standing(&state, &code).await?;
    let at = state.housing.at_unit(code.unit).await?;
    let labels = Labels::of(&state, [at.place]).await?;
    let shown = state.housing.shown(at.place.building).await?;
    let principal = match cookie::session(&headers, state.config.server.https) {
        Some(token) => state.access.session(&token).await?,
        None => None,
    };
    let view = match &principal {
        Some(who) => view(&state, who, code.unit, &Resource::within(at.area)).await?,
        None => "anybody",
    };
    Ok(Json(Shape {
        unit: labels.unit(code.unit),
        building: labels.building(at.place.building),
        stars: shown.as_ref().and_then(Rating::public_stars),
        view,
    }))
}

/// As what somebody who is signed in looks at the code of a unit.
async fn view(
    state: &AppState,
    who: &Principal,
    unit: UnitId,
    place: &Resource,
) -> Result<&'static str, Problem> {
    if state.access.authorize(who, Action::HousingFind, place).is_ok() {
        return Ok("inspector");
    }
    if state.access.authorize_somewhere(who, Action::DwellingsOwn).is_err() {
        return Ok("anybody");
    }
    let own = state.access.own_bindings(who).await?;
    let here =
        |one: &Binding| one.state == BindingState::Bound && one.unit.to_bytes() == unit.to_bytes();
    Ok(if own.iter().any(here) { "resident" } else { "anybody" })
}

/// The code that was scanned, where it holds: 404 where it is forged, 409 where it was replaced or withdrawn.
pub(crate) async fn standing(state: &AppState, said: &str) -> Result<DoorCode, Problem> {
    let forged = || {
        Problem::not_found().detail(Text::new(
            "这不是本区发放的门牌二维码，请勿扫码付款或填写个人信息",
            "This is no code of this district: pay nothing and tell nothing by it",
        ))
    };
    let code = DoorCode::read(said, state.access.tokenizer()).ok_or_else(forged)?;
    match state.housing.scanned(code).await? {
        Scanned::Holds => Ok(code),
        Scanned::Replaced => Err(Problem::conflict(Text::new(
            "这个二维码已更换，请扫门上的新码",
            "This code was replaced: scan the new one at the door",
        ))),
        Scanned::Withdrawn => Err(Problem::conflict(Text::new(
            "这个二维码已停用，请与社区联系",
            "This code was withdrawn: ask the community office",
        ))),
    }
}
