//! `GET /api/dwellings`

use access::{Principal, may};
use axum::{Json, extract::State};

use super::shape::{Named, OwnDwelling};
use crate::{AppState, Caller, Problem};

/// The dwellings that one is bound to or asked for, the latest first, with the word to show at the door.
#[utoipa::path(
    get, path = "/api/dwellings", tag = "dwellings", security(("session" = [])),
    responses(
        (status = OK, body = Vec<OwnDwelling>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::DwellingsOwn>,
    State(state): State<AppState>,
) -> Result<Json<Vec<OwnDwelling>>, Problem> {
    Ok(Json(own(&state, &caller.principal).await?))
}

/// The dwellings of an account that may have any.
pub(crate) async fn own(
    state: &AppState,
    principal: &Principal,
) -> Result<Vec<OwnDwelling>, Problem> {
    let found = state.access.own_bindings(principal).await?;
    let named = Named::of(state, &found).await?;
    let own = |binding| OwnDwelling::of(state, binding, &named);
    Ok(found.into_iter().map(own).collect())
}
