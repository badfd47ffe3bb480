//! `POST /api/emergencies/{id}/close`

use access::{EmergencyMark, may};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// Ends one's own emergency before its time.
#[utoipa::path(
    post, path = "/api/emergencies/{id}/close", tag = "emergencies", security(("session" = [])),
    params(("id" = String, Path, description = "The emergency's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::EmergencyOpen>,
    State(state): State<AppState>,
    Path(id): Path<Id<EmergencyMark>>,
) -> Result<StatusCode, Problem> {
    let closed = state.access.close_emergency(&caller.principal, id).await?;
    closed.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}
