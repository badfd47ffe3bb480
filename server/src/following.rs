//! The feed of changes followed live, as server-sent events over a cursor.

use std::{convert::Infallible, time::Duration};

use axum::{
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use database::FeedEntry;
use futures::{Stream, stream};
use serde::Deserialize;
use tokio::{sync::watch, time};
use utoipa::IntoParams;

use crate::{AppState, Problem, problem::Chain};

/// Where to go on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FollowedFrom {
    /// The number of the last change that was seen; from now on where none is given. The header `Last-Event-ID`, which a
    /// browser sends by itself when it connects again, goes before it.
    after: Option<i64>,
}

impl FollowedFrom {
    /// The number after which a caller goes on.
    pub(crate) async fn number(
        &self,
        state: &AppState,
        headers: &HeaderMap,
    ) -> Result<i64, Problem> {
        let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
        match last.or(self.after) {
            Some(after) => Ok(after),
            None => Ok(state.database.feed_head().await?),
        }
    }
}

/// Changes read at once.
const AT_ONCE: u32 = 200;
/// What no signal of this process tells is looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Where a stream stands.
struct Place<F> {
    state: AppState,
    topic: &'static str,
    after: i64,
    woken: Option<watch::Receiver<u64>>,
    waiting: std::vec::IntoIter<FeedEntry>,
    shown: F,
}

/// The changes of `topic` after the number `after`, as they become visible: each as `shown` tells it, and numbered; what it
/// tells nothing of is passed over. `woken` is told of this process's own changes.
pub(crate) fn follow<F>(
    state: AppState,
    topic: &'static str,
    after: i64,
    woken: Option<watch::Receiver<u64>>,
    shown: F,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    F: Fn(&AppState, FeedEntry) -> Option<Event> + Send + 'static,
{
    let place = Place { state, topic, after, woken, waiting: Vec::new().into_iter(), shown };
    let events = stream::unfold(place, |mut place| async move {
        let event = place.next().await?;
        Some((Ok(event), place))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

impl<F: Fn(&AppState, FeedEntry) -> Option<Event>> Place<F> {
    /// The next change. The stream ends where the feed cannot be read; the browser connects again.
    async fn next(&mut self) -> Option<Event> {
        loop {
            for entry in self.waiting.by_ref() {
                self.after = entry.sequence;
                if let Some(event) = (self.shown)(&self.state, entry) {
                    return Some(event.id(self.after.to_string()));
                }
            }
            if let Some(woken) = &mut self.woken {
                woken.mark_unchanged();
            }
            match self.state.database.feed_after(self.topic, self.after, AT_ONCE).await {
                Ok(found) if found.is_empty() => self.wait().await,
                Ok(found) => self.waiting = found.into_iter(),
                Err(error) => {
                    tracing::error!(cause = %Chain(&error), "the feed cannot be read");
                    return None;
                }
            }
        }
    }

    async fn wait(&mut self) {
        match &mut self.woken {
            Some(woken) => drop(time::timeout(LOOK_EVERY, woken.changed()).await),
            None => time::sleep(LOOK_EVERY).await,
        }
    }
}
