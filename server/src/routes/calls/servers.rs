//! `GET /api/calls/servers`

use access::may;
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// How two browsers find a way to each other.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallServers {
    /// STUN servers.
    stun: Vec<String>,
    /// TURN servers.
    turn: Vec<String>,
    /// What to sign in to those with.
    turn_login: String,
    /// The password of that.
    turn_password: String,
}

/// How two browsers find a way to each other; none is named where nothing is set, and then they find one within a network.
#[utoipa::path(
    get, path = "/api/calls/servers", tag = "calls", security(("session" = [])),
    responses(
        (status = OK, body = CallServers),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
) -> Result<Json<CallServers>, Problem> {
    let calls = &state.config.calls;
    Ok(Json(CallServers {
        stun: calls.stun.clone(),
        turn: calls.turn.clone(),
        turn_login: calls.turn_login.clone(),
        turn_password: calls.turn_password.clone(),
    }))
}
