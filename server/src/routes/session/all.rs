//! `GET /api/session/all`, `DELETE /api/session/all/{id}`

use access::{Session, SessionFacts};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use kernel::{Id, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn, cookie};

/// A session of the account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionRow {
    /// Its id.
    id: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    begun_at: Instant,
    /// When it was last used, to the minute.
    #[schema(value_type = String, format = DateTime)]
    seen_at: Instant,
    /// When it ends at the latest.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
    /// The address it began from.
    origin: String,
    /// What the browser called itself.
    agent: String,
    /// Whether it is this one.
    current: bool,
}

impl From<SessionFacts> for SessionRow {
    fn from(facts: SessionFacts) -> Self {
        let SessionFacts { id, begun_at, seen_at, expires_at, origin, agent, current } = facts;
        Self { id: id.to_string(), begun_at, seen_at, expires_at, origin, agent, current }
    }
}

/// The sessions of the signed-in account that are still good, the latest first.
#[utoipa::path(
    get, path = "/api/session/all", tag = "session", security(("session" = [])),
    responses((status = OK, body = Vec<SessionRow>), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Json<Vec<SessionRow>>, Problem> {
    let token =
        cookie::session(&headers, state.config.server.https).ok_or_else(Problem::signed_out)?;
    let found = state.access.sessions_of(&caller.principal, &token).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Ends one session of the signed-in account: a lost phone, a browser left open.
#[utoipa::path(
    delete, path = "/api/session/all/{id}", tag = "session", security(("session" = [])),
    params(("id" = String, Path, description = "The session's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn delete(
    caller: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<Id<Session>>,
) -> Result<StatusCode, Problem> {
    let ended = state.access.end_session(&caller.principal, id).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
