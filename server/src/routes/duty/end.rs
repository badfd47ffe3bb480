//! `DELETE /api/duty`

use access::may;
use axum::{Json, extract::State};

use super::shape::OwnDuty;
use crate::{AppState, Caller, Problem};

/// Goes off duty: the position is gone when the answer comes.
#[utoipa::path(
    delete, path = "/api/duty", tag = "duty", security(("session" = [])),
    responses(
        (status = OK, body = OwnDuty),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn delete(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
) -> Result<Json<OwnDuty>, Problem> {
    state.casework.end_duty(caller.principal.account).await?;
    Ok(Json(OwnDuty::from(None)))
}
