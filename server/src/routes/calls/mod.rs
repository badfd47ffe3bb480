//! Calls between somebody on duty and whoever dispatches there. Signals are passed on in memory; nothing is recorded
//! but that a call took place, between whom, when and how long.

mod answer;
mod ring;
mod servers;
mod shape;
mod signal;
mod stream;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, calls::Call};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ring::post))
        .routes(routes!(servers::get))
        .routes(routes!(stream::get))
        .routes(routes!(answer::accept))
        .routes(routes!(answer::end))
        .routes(routes!(signal::post))
}

/// Ends what is over by the clock, and writes down what took place.
async fn lapse(state: &AppState) -> Result<(), Problem> {
    for call in state.calls.lapse(state.clock.now()) {
        write_down(state, &call).await?;
    }
    Ok(())
}

/// Writes down that a call took place: between whom, since when, how long. Of one that nobody took there is nothing.
async fn write_down(state: &AppState, call: &Call) -> Result<(), Problem> {
    let (Some(since), Some(dispatcher)) = (call.accepted_at, call.dispatcher) else {
        return Ok(());
    };
    let seconds = state.clock.now().seconds_since(since);
    let detail = serde_json::json!({
        "dispatcher": dispatcher.to_string(), "since": since, "seconds": seconds, "camera": call.camera,
    });
    let action = database::Action {
        kind: "call.end",
        account: Some(call.by.to_bytes()),
        subject: format!("account:{}", call.worker),
        reason: String::new(),
        detail: detail.to_string(),
    };
    let mut unit = state.database.begin().await?;
    unit.record(&action, &state.ids, &*state.clock).await?;
    Ok(unit.commit().await?)
}
