//! `GET /api/duty`

use access::may;
use axum::{Json, extract::State};

use super::shape::OwnDuty;
use crate::{AppState, Caller, Problem};

/// Whether the caller is on duty, and all that is kept of it.
#[utoipa::path(
    get, path = "/api/duty", tag = "duty", security(("session" = [])),
    responses(
        (status = OK, body = OwnDuty),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
) -> Result<Json<OwnDuty>, Problem> {
    Ok(Json(state.casework.duty_of(caller.principal.account).await?.into()))
}
