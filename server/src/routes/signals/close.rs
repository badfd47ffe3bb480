//! `POST /api/leads/{id}/close`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use blocks::signals::{LeadMark, Outcome, Signals};
use kernel::{Id, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// How it was closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseLead {
    /// `done` (the invitation was delivered) or `withdrawn` (there was no ground for it).
    outcome: String,
}

/// Closes an invitation. The signal behind it is deleted, and the task forgets its dwelling.
#[utoipa::path(
    post, path = "/api/leads/{id}/close", tag = "signals", security(("session" = [])),
    params(("id" = String, Path, description = "The lead's id")), request_body = CloseLead,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::SignalsWork>,
    State(state): State<AppState>,
    Path(id): Path<Id<LeadMark>>,
    Json(close): Json<CloseLead>,
) -> Result<StatusCode, Problem> {
    let outcome = match close.outcome.as_str() {
        "done" => Outcome::Done,
        "withdrawn" => Outcome::Withdrawn,
        _ => {
            let said =
                Text::new("结果须为 done 或 withdrawn。", "The outcome is done or withdrawn.");
            return Err(Problem::bad_request(said));
        }
    };
    let signals = Signals::new(state.database.clone());
    let lead = signals.lead(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&lead.grid)?;
    let by = Some(caller.principal.account);
    let closed = signals.close(id, outcome, by, &state.ids, &*state.clock).await?;
    if closed { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
