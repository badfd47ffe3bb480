//! `GET /api/emergencies`

use axum::{Json, extract::State};

use super::shape::EmergencyRow;
use crate::{AppState, Problem, caller::SignedIn};

/// One's own emergencies; for auditors everybody's, the unreviewed first.
#[utoipa::path(
    get, path = "/api/emergencies", tag = "emergencies", security(("session" = [])),
    responses((status = OK, body = Vec<EmergencyRow>), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<EmergencyRow>>, Problem> {
    let found = state.access.emergencies(&caller.principal).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
