//! `POST /api/dwellings`, `POST /api/dwellings/{id}/withdraw`

use access::{BindingMark, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;
use serde::Deserialize;
use utoipa::ToSchema;

use super::door;
use crate::{AppState, Caller, Problem};

/// The code at a door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskForDwelling {
    /// What it says.
    code: String,
}

/// Asks that one's account be bound to the dwelling at whose door one stands.
#[utoipa::path(
    post, path = "/api/dwellings", tag = "dwellings", security(("session" = [])),
    request_body = AskForDwelling,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no code of this installation"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "asked already, or too many wait"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::DwellingsOwn>,
    State(state): State<AppState>,
    Json(given): Json<AskForDwelling>,
) -> Result<StatusCode, Problem> {
    let door = door(&state, caller.principal.account.to_string(), &given.code).await?;
    state.access.ask_binding(&caller.principal, &door).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes one's own request back, or leaves a dwelling.
#[utoipa::path(
    post, path = "/api/dwellings/{id}/withdraw", tag = "dwellings", security(("session" = [])),
    params(("id" = String, Path, description = "The request, as the list names it")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn withdraw(
    caller: Caller<may::DwellingsOwn>,
    State(state): State<AppState>,
    Path(id): Path<Id<BindingMark>>,
) -> Result<StatusCode, Problem> {
    state.access.withdraw_binding(&caller.principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
