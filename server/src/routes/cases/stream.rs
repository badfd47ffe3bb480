//! `GET /api/cases/stream`

use std::{convert::Infallible, time::Duration};

use access::{Action, Principal, Resource, may};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use database::FeedEntry;
use futures::{Stream, stream};
use serde::Deserialize;
use serde_json::Value;
use tokio::time;
use utoipa::IntoParams;

use crate::{AppState, Caller, Problem};

/// Where to go on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct From {
    /// The number of the last change that was seen; from now on where none is given. The header `Last-Event-ID`, which a
    /// browser sends by itself when it connects again, goes before it.
    after: Option<i64>,
}

/// Changes read at once.
const AT_ONCE: u32 = 200;
/// Changes by other processes are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Where a stream stands.
struct Place {
    state: AppState,
    principal: Principal,
    changed: tokio::sync::watch::Receiver<u64>,
    after: i64,
    waiting: std::vec::IntoIter<FeedEntry>,
}

/// Changes of cases as they become visible, numbered: a client that goes on after the last number it saw misses none.
#[utoipa::path(
    get, path = "/api/cases/stream", tag = "cases", security(("session" = [])), params(From),
    responses(
        (status = OK, content_type = "text/event-stream", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let after = match last.or(from.after) {
        Some(after) => after,
        None => state.database.feed_head().await?,
    };
    let changed = state.casework.changes();
    let waiting = Vec::new().into_iter();
    let place = Place { state, principal: caller.principal, changed, after, waiting };
    let events = stream::unfold(place, |mut place| async move {
        let event = next(&mut place).await?;
        Some((Ok(event), place))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// The next change that the reader may see. The stream ends where the feed cannot be read; the browser connects again.
async fn next(place: &mut Place) -> Option<Event> {
    loop {
        for entry in place.waiting.by_ref() {
            place.after = entry.sequence;
            if may_see(&place.state, &place.principal, &entry) {
                let id = entry.subject.trim_start_matches("case:");
                let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
                let data = serde_json::json!({ "id": id, "at": entry.recorded_at, "case": detail });
                let event = Event::default().id(entry.sequence.to_string()).event(entry.kind);
                return Some(event.data(data.to_string()));
            }
        }
        place.changed.mark_unchanged();
        let found = place.state.database.feed_after("cases", place.after, AT_ONCE).await;
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(cause = %crate::problem::Chain(&error), "the feed cannot be read");
                return None;
            }
        };
        if found.is_empty() {
            // Ours wake us; those of other processes are looked for.
            let _ = time::timeout(LOOK_EVERY, place.changed.changed()).await;
        }
        place.waiting = found.into_iter();
    }
}

fn may_see(state: &AppState, principal: &Principal, entry: &FeedEntry) -> bool {
    let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
    let area = detail["area"].as_str().and_then(|area| area.parse().ok());
    area.is_some_and(|area| {
        state.access.authorize(principal, Action::CasesView, &Resource::within(area)).is_ok()
    })
}
