//! `GET /api/feed/stream`

use std::convert::Infallible;

use access::may;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::sse::{Event, Sse},
};
use futures::Stream;

use super::feed::shape;
use crate::{
    AppState, Caller, Problem,
    following::{FollowedFrom, follow},
};

/// The changes of the register as they become visible, numbered: a client that goes on after the last number it saw misses
/// none. What a change did thing by thing is read from `/api/feed/things`.
#[utoipa::path(
    get, path = "/api/feed/stream", tag = "register", security(("session" = [])), params(FollowedFrom),
    responses(
        (status = OK, content_type = "text/event-stream", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(from): Query<FollowedFrom>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let after = from.number(&state, &headers).await?;
    Ok(follow(state, "register", after, None, |_, entry| {
        let event = Event::default().event(entry.kind.clone());
        Some(event.data(serde_json::to_string(&shape(entry)).unwrap_or_default()))
    }))
}
