//! `GET /api/recoveries`

use access::may;
use axum::{Json, extract::State};

use super::shape::RecoveryRow;
use crate::{AppState, Caller, Problem};

/// The latest recoveries of accounts in one's area, those that wait first.
#[utoipa::path(
    get, path = "/api/recoveries", tag = "accounts", security(("session" = [])),
    responses(
        (status = OK, body = Vec<RecoveryRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::AccountsRecover>,
    State(state): State<AppState>,
) -> Result<Json<Vec<RecoveryRow>>, Problem> {
    let found = state.access.recoveries(&caller.principal).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
