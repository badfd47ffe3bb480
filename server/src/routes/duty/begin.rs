//! `POST /api/duty`

use access::may;
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::OwnDuty;
use crate::{AppState, Caller, Problem, routes::cases::area_of};

/// Where somebody goes on duty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyBegun {
    /// For which area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
}

/// Goes on duty: from now on cases may be offered, and a position may be sent. Sent again it changes the area alone.
#[utoipa::path(
    post, path = "/api/duty", tag = "duty", security(("session" = [])), request_body = DutyBegun,
    responses(
        (status = OK, body = OwnDuty),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
    Json(begun): Json<DutyBegun>,
) -> Result<Json<OwnDuty>, Problem> {
    let area = area_of(&state, &caller, begun.area.as_deref()).await?;
    let duty = state.casework.begin_duty(caller.principal.account, &area).await?;
    Ok(Json(Some(duty).into()))
}
