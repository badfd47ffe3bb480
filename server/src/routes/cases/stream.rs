//! `GET /api/cases/stream`

use std::convert::Infallible;

use access::{Action, Principal, Resource, may};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::sse::{Event, Sse},
};
use futures::Stream;
use serde_json::Value;

use crate::{
    AppState, Caller, Problem,
    following::{FollowedFrom, follow},
};

/// Changes of cases as they become visible, numbered: a client that goes on after the last number it saw misses none.
#[utoipa::path(
    get, path = "/api/cases/stream", tag = "cases", security(("session" = [])), params(FollowedFrom),
    responses(
        (status = OK, content_type = "text/event-stream", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(from): Query<FollowedFrom>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let after = from.number(&state, &headers).await?;
    let woken = state.casework.changes();
    let principal = caller.principal;
    Ok(follow(state, "cases", after, Some(woken), move |state, entry| {
        let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        if !may_see(state, &principal, &detail) {
            return None;
        }
        let id = entry.subject.trim_start_matches("case:");
        let data = serde_json::json!({ "id": id, "at": entry.recorded_at, "case": detail });
        Some(Event::default().event(entry.kind).data(data.to_string()))
    }))
}

fn may_see(state: &AppState, principal: &Principal, case: &Value) -> bool {
    let area = case["area"].as_str().and_then(|area| area.parse().ok());
    area.is_some_and(|area| {
        state.access.authorize(principal, Action::CasesView, &Resource::within(area)).is_ok()
    })
}
