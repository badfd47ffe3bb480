//! `GET /api/messages/dead`, `POST /api/messages/dead/{id}/{channel}/again`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Instant;
use messages::{DeadLetter, MessageId};
use serde::Serialize;
use utoipa::ToSchema;

use super::channel;
use crate::{AppState, Caller, Problem, TextShape};

/// A message that could not be delivered over a channel. Its reader has it in the app all the same.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeadMessage {
    /// The message.
    id: String,
    /// `email`, `sms`, `push` or `webhook`.
    channel: &'static str,
    /// What its kind tells of.
    about: TextShape,
    /// What its reader's account is called.
    name: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// When it was given up.
    #[schema(value_type = String, format = DateTime)]
    given_up_at: Instant,
    /// After how many tries.
    tries: u32,
    /// What the last one met, such as `HTTP 500`.
    problem: String,
}

/// What could not be delivered to the accounts that one keeps, the latest first, 200 at most.
#[utoipa::path(
    get, path = "/api/messages/dead", tag = "messages", security(("session" = [])),
    responses(
        (status = OK, body = Vec<DeadMessage>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::MessagesManage>,
    State(state): State<AppState>,
) -> Result<Json<Vec<DeadMessage>>, Problem> {
    let found = state.messages.dead_letters(&caller.principal).await?;
    let accounts: Vec<_> = found.iter().map(|dead| dead.to).collect();
    let names = state.access.called(&accounts).await?;
    let row = |dead: DeadLetter| -> Result<DeadMessage, Problem> {
        Ok(DeadMessage {
            id: dead.message.to_string(),
            channel: dead.channel.name(),
            about: state.messages.catalogue().kind(&dead.kind)?.about.clone().into(),
            name: names.get(&dead.to).map(|(name, _)| name.clone()).unwrap_or_default(),
            made_at: dead.made_at,
            given_up_at: dead.given_up_at,
            tries: dead.tries,
            problem: dead.problem,
        })
    };
    found.into_iter().map(row).collect::<Result<_, _>>().map(Json)
}

/// Tries a message again that was given up.
#[utoipa::path(
    post, path = "/api/messages/dead/{id}/{channel}/again", tag = "messages", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The message's id"),
        ("channel" = String, Path, description = "`email`, `sms`, `push` or `webhook`"),
    ),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn again(
    caller: Caller<may::MessagesManage>,
    State(state): State<AppState>,
    Path((id, name)): Path<(MessageId, String)>,
) -> Result<StatusCode, Problem> {
    let sent = state.messages.send_again(&caller.principal, id, channel(&name)?).await?;
    sent.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}
