//! `GET /api/session/recoveries`, `POST /api/session/recoveries/told`

use axum::{Json, extract::State, http::StatusCode};

use super::shape::RecoveryRow;
use crate::{AppState, Problem, caller::SignedIn};

/// What officers asked or did about the signed-in account and its holder was not told yet.
#[utoipa::path(
    get, path = "/api/session/recoveries", tag = "session", security(("session" = [])),
    responses((status = OK, body = Vec<RecoveryRow>), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<RecoveryRow>>, Problem> {
    let found = state.access.untold_recoveries(&caller.principal).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Says that one has read them; what still waits is told again.
#[utoipa::path(
    post, path = "/api/session/recoveries/told", tag = "session", security(("session" = [])),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<StatusCode, Problem> {
    state.access.recoveries_told(&caller.principal).await?;
    Ok(StatusCode::NO_CONTENT)
}
