//! `PUT /api/duty/position`

use access::may;
use axum::{Json, extract::State};
use kernel::{Point4326, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::OwnDuty;
use crate::{AppState, Caller, Problem};

/// Still on duty, and perhaps here.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyPosition {
    /// Longitude; without it the caller is heard of and says not where.
    lon: Option<f64>,
    /// Latitude.
    lat: Option<f64>,
}

/// Tells that the caller is still on duty, and where if they wish. It takes the place of the position before, is kept to
/// about ten metres, and goes after a quarter of an hour or when they go off duty. 409 where they are not on duty.
#[utoipa::path(
    put, path = "/api/duty/position", tag = "duty", security(("session" = [])), request_body = DutyPosition,
    responses(
        (status = OK, body = OwnDuty),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn put(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
    Json(told): Json<DutyPosition>,
) -> Result<Json<OwnDuty>, Problem> {
    let nowhere = || Problem::bad_request(Text::new("位置有误", "This is no position"));
    let at = match (told.lon, told.lat) {
        (None, None) => None,
        (Some(lon), Some(lat)) => Some(Point4326::new(lon, lat).ok_or_else(nowhere)?),
        _ => return Err(nowhere()),
    };
    let duty = state.casework.stay_on_duty(caller.principal.account, at).await?;
    Ok(Json(Some(duty).into()))
}
