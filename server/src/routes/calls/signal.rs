//! `POST /api/calls/{id}/signal`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Text;
use serde::Deserialize;
use utoipa::ToSchema;

use super::lapse;
use crate::{AppState, Caller, Problem, calls::CallId};

/// Longest signal, bytes: a description of a session with sound and picture has some four thousand.
const LONGEST: usize = 16 * 1024;

/// What a signal is.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CallSignalKind)]
enum SignalKind {
    /// How one browser would connect (SDP).
    Offer,
    /// How the other would (SDP).
    Answer,
    /// A way to one of them (ICE).
    Candidate,
}

/// What one browser tells the other in order to connect.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallSignal {
    /// What it is.
    kind: SignalKind,
    /// As the browser wrote it, 16 KiB at the most.
    data: String,
}

/// Passes on to the other side what this browser tells it, once both agree. It is kept nowhere.
#[utoipa::path(
    post, path = "/api/calls/{id}/signal", tag = "calls", security(("session" = [])),
    params(("id" = String, Path, description = "The call's id")),
    request_body = CallSignal,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "it is over, of others, or told too much"),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
    Path(id): Path<CallId>,
    Json(signal): Json<CallSignal>,
) -> Result<StatusCode, Problem> {
    lapse(&state).await?;
    if signal.data.len() > LONGEST {
        return Err(Problem::too_large(Text::new("内容过长", "This is too long")));
    }
    let kind = match signal.kind {
        SignalKind::Offer => "offer",
        SignalKind::Answer => "answer",
        SignalKind::Candidate => "candidate",
    };
    let passed = state.calls.signal(id, caller.principal.account, kind, signal.data);
    passed.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}
