//! `POST /api/calls/{id}/accept`, `POST /api/calls/{id}/end`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};

use super::{
    lapse,
    shape::{CallShape, concerns},
    write_down,
};
use crate::{AppState, Caller, Problem, calls::CallId};

/// Takes a call that rings: the first who does.
#[utoipa::path(
    post, path = "/api/calls/{id}/accept", tag = "calls", security(("session" = [])),
    params(("id" = String, Path, description = "The call's id")),
    responses(
        (status = OK, body = CallShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "it rings no more, or at others"),
    )
)]
pub(crate) async fn accept(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
    Path(id): Path<CallId>,
) -> Result<Json<CallShape>, Problem> {
    lapse(&state).await?;
    let me = caller.principal.account;
    let call = state.calls.find(id).filter(|call| concerns(&state, &caller.principal, call));
    let call = call.ok_or_else(Problem::not_found)?;
    // Whoever went off duty meanwhile is called no more.
    if state.casework.duty_of(call.worker).await?.is_none() {
        return Err(Problem::not_found());
    }
    let taken = state.calls.accept(id, me, state.clock.now()).ok_or_else(Problem::not_found)?;
    Ok(Json(CallShape::of(&state, &taken, me).await?))
}

/// Declines a call, takes it back, or hangs up. That it took place is written down: between whom, when and how long.
#[utoipa::path(
    post, path = "/api/calls/{id}/end", tag = "calls", security(("session" = [])),
    params(("id" = String, Path, description = "The call's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn end(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
    Path(id): Path<CallId>,
) -> Result<StatusCode, Problem> {
    lapse(&state).await?;
    let ended = state.calls.end(id, caller.principal.account).ok_or_else(Problem::not_found)?;
    write_down(&state, &ended).await?;
    Ok(StatusCode::NO_CONTENT)
}
