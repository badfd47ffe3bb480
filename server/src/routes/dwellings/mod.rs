//! Dwellings that residents' accounts are bound to: asked for by the code at the door, confirmed there by who works the
//! grid.

mod ask;
mod at_door;
mod list;
mod requests;
mod settle;
mod shape;
mod sign_up;

pub(crate) use self::{
    at_door::{DoorReason, grant_at_door},
    list::own,
    shape::OwnDwelling,
};

use access::Door;
use kernel::Id;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, routes::housing::standing};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_up::post))
        .routes(routes!(list::get, ask::post))
        .routes(routes!(ask::withdraw))
        .routes(routes!(requests::get))
        .routes(routes!(settle::confirm))
        .routes(routes!(settle::refuse))
        .routes(routes!(settle::undo))
}

/// Codes that one address, or one account, may show in an hour.
const SHOWN_AN_HOUR: u32 = 20;
/// Requests that may be made at one door in an hour.
const ASKED_AN_HOUR: u32 = 10;

/// The door whose code was scanned, once the pace of `from` and of the door allow.
async fn door(state: &AppState, from: String, code: &str) -> Result<Door, Problem> {
    let now = state.clock.now();
    state.pace.take("door code", from, SHOWN_AN_HOUR, now)?;
    let code = standing(state, code).await?;
    state.pace.take("door", code.unit.to_string(), ASKED_AN_HOUR, now)?;
    let at = state.housing.at_unit(code.unit).await?;
    Ok(Door { unit: Id::from_bytes(code.unit.to_bytes()), area: at.area })
}
