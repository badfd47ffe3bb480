//! `GET /api/session`

use axum::{Json, extract::State};

use super::shape::Session;
use crate::{AppState, caller::SignedIn};

/// Who is signed in, and what they may use.
#[utoipa::path(
    get, path = "/api/session", tag = "session", security(("session" = [])),
    responses((status = OK, body = Session), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(caller: SignedIn, State(state): State<AppState>) -> Json<Session> {
    Json(Session::of(&state, &caller.principal))
}
