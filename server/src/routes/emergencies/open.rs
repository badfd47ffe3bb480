//! `POST /api/emergencies`

use access::may;
use axum::{Json, extract::State};
use kernel::{AreaPath, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::EmergencyRow;
use crate::{AppState, Caller, Problem, routes::accounts::Places};

/// Where, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenEmergency {
    /// The area, as a path of codes.
    area: String,
    /// Why, in four to 500 characters; an auditor reads it.
    reason: String,
}

/// Opens an emergency for an hour. While it lasts, people of dwellings in its area may be read on its ground; each such
/// read is on the log as one, each person sees it, and an auditor reviews it.
#[utoipa::path(
    post, path = "/api/emergencies", tag = "emergencies", security(("session" = [])),
    request_body = OpenEmergency,
    responses(
        (status = OK, body = EmergencyRow),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::EmergencyOpen>,
    State(state): State<AppState>,
    Json(asked): Json<OpenEmergency>,
) -> Result<Json<EmergencyRow>, Problem> {
    let wrong = || Problem::bad_request(Text::new("区域编码有误", "The area is no path of codes"));
    let area: AreaPath = asked.area.parse().map_err(|_| wrong())?;
    let opened = state.access.open_emergency(&caller.principal, &area, &asked.reason).await?;
    let places = Places::of(&state, std::iter::once(&opened.area)).await?;
    Ok(Json(EmergencyRow::of(opened, &places)))
}
