//! `GET /api/emergencies`

use axum::{Json, extract::State};

use super::shape::EmergencyRow;
use crate::{AppState, Problem, caller::SignedIn, routes::accounts::Places};

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
    let places = Places::of(&state, found.iter().map(|each| &each.area)).await?;
    Ok(Json(found.into_iter().map(|each| EmergencyRow::of(each, &places)).collect()))
}
