//! `GET /api/calls/stream`

use std::{convert::Infallible, time::Duration};

use access::{Principal, may};
use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures::{Stream, stream};
use tokio::{sync::broadcast, time};

use super::{
    lapse,
    shape::{CallShape, concerns},
};
use crate::{
    AppState, Caller, Problem,
    calls::{Call, Happened},
};

/// What is over by the clock is looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Where a stream stands.
struct Place {
    state: AppState,
    principal: Principal,
    events: broadcast::Receiver<(Call, Happened)>,
    /// What rang or was under way when it began: whoever connects again goes on.
    standing: std::vec::IntoIter<Call>,
}

/// Calls that ring at the caller or are theirs: `rings`, `accepted`, `ended` with the call, `offer`, `answer` and
/// `candidate` with what the other browser tells. It begins with what stands.
#[utoipa::path(
    get, path = "/api/calls/stream", tag = "calls", security(("session" = [])),
    responses(
        (status = OK, content_type = "text/event-stream", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    lapse(&state).await?;
    // Listening begins before what stands is looked at, so that nothing falls between.
    let events = state.calls.events();
    let standing = state.calls.all().into_iter();
    let place = Place { state, principal: caller.principal, events, standing };
    let events = stream::unfold(place, |mut place| async move {
        let event = next(&mut place).await?;
        Some((Ok(event), place))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// The next that concerns the reader. The stream ends where names cannot be read; the browser connects again.
async fn next(place: &mut Place) -> Option<Event> {
    loop {
        if let Some(call) = place.standing.next() {
            let taken = call.accepted_at.is_some();
            // What others took before is theirs alone.
            let is_heard = !taken || call.is_of(place.principal.account);
            if is_heard && concerns(&place.state, &place.principal, &call) {
                return told(place, &call, if taken { "accepted" } else { "rings" }).await;
            }
            continue;
        }
        lapse(&place.state).await.ok()?;
        let (call, happened) = match time::timeout(LOOK_EVERY, place.events.recv()).await {
            Err(_) | Ok(Err(broadcast::error::RecvError::Lagged(_))) => continue,
            Ok(Err(broadcast::error::RecvError::Closed)) => return None,
            Ok(Ok(event)) => event,
        };
        match happened {
            Happened::Signal { from, kind, data } => {
                let me = place.principal.account;
                if call.is_of(me) && from != me {
                    let data = serde_json::json!({ "call": call.id.to_string(), "data": data });
                    return Some(Event::default().event(kind).data(data.to_string()));
                }
            }
            _ if !concerns(&place.state, &place.principal, &call) => {}
            Happened::Rings => return told(place, &call, "rings").await,
            Happened::Accepted => return told(place, &call, "accepted").await,
            Happened::Ended => return told(place, &call, "ended").await,
        }
    }
}

async fn told(place: &Place, call: &Call, what: &'static str) -> Option<Event> {
    let shape = CallShape::of(&place.state, call, place.principal.account).await.ok()?;
    let data = serde_json::to_string(&shape).ok()?;
    Some(Event::default().event(what).data(data))
}
