//! `GET /api/feed/stream`

use std::{convert::Infallible, time::Duration};

use access::may;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use database::FeedEntry;
use futures::{Stream, stream};
use serde::Deserialize;
use tokio::time;
use utoipa::IntoParams;

use super::feed::shape;
use crate::{AppState, Caller, Problem, problem::Chain};

/// Where to go on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FollowedFrom {
    /// The number of the last change that was seen; from now on where none is given. The header `Last-Event-ID`, which a
    /// browser sends by itself when it connects again, goes before it.
    after: Option<i64>,
}

/// Changes read at once.
const AT_ONCE: u32 = 200;
/// The register changes seldom: it is looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Where a stream stands.
struct Place {
    state: AppState,
    after: i64,
    waiting: std::vec::IntoIter<FeedEntry>,
}

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
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let after = match last.or(from.after) {
        Some(after) => after,
        None => state.database.feed_head().await?,
    };
    let place = Place { state, after, waiting: Vec::new().into_iter() };
    let events = stream::unfold(place, |mut place| async move {
        let event = next(&mut place).await?;
        Some((Ok(event), place))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// The next change. The stream ends where the feed cannot be read; the browser connects again.
async fn next(place: &mut Place) -> Option<Event> {
    loop {
        if let Some(entry) = place.waiting.next() {
            place.after = entry.sequence;
            let event = Event::default().id(entry.sequence.to_string()).event(entry.kind.clone());
            let data = serde_json::to_string(&shape(entry)).unwrap_or_default();
            return Some(event.data(data));
        }
        match place.state.database.feed_after("register", place.after, AT_ONCE).await {
            Ok(found) if found.is_empty() => time::sleep(LOOK_EVERY).await,
            Ok(found) => place.waiting = found.into_iter(),
            Err(error) => {
                tracing::error!(cause = %Chain(&error), "the feed cannot be read");
                return None;
            }
        }
    }
}
