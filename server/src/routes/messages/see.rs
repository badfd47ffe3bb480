//! `POST /api/messages/seen`

use access::may;
use axum::{Json, extract::State, http::StatusCode};
use messages::MessageId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// What was seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeenMessages {
    /// The message.
    #[schema(value_type = String)]
    id: MessageId,
    /// Whether all before it were seen too.
    #[serde(default)]
    and_before: bool,
}

/// Says that one has seen a message, or all up to it. Said twice, it is done once.
#[utoipa::path(
    post, path = "/api/messages/seen", tag = "messages", security(("session" = [])),
    request_body = SeenMessages,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Json(seen): Json<SeenMessages>,
) -> Result<StatusCode, Problem> {
    state.messages.see(&caller.principal, seen.id, seen.and_before).await?;
    Ok(StatusCode::NO_CONTENT)
}
