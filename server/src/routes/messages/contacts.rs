//! `PUT` and `DELETE /api/messages/contacts/{channel}`, `POST /api/messages/contacts/{channel}/confirm`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::channel;
use crate::{AppState, Caller, Problem};

/// An address of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactAddress {
    /// An e-mail address, or a telephone number. It is kept sealed.
    address: String,
}

/// Sets one's own address for a channel. A code is sent there, and nothing else before it is confirmed.
#[utoipa::path(
    put, path = "/api/messages/contacts/{channel}", tag = "messages", security(("session" = [])),
    params(("channel" = String, Path, description = "`email` or `sms`")),
    request_body = ContactAddress,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "the code could not be sent"),
    )
)]
pub(crate) async fn set(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Path(name): Path<String>,
    Json(given): Json<ContactAddress>,
) -> Result<StatusCode, Problem> {
    let (channel, carriers) = (channel(&name)?, &*state.carriers);
    state.messages.set_contact(&caller.principal, channel, &given.address, carriers).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The code that was sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactCode {
    /// Six digits.
    code: String,
}

/// Confirms one's address with the code that was sent there.
#[utoipa::path(
    post, path = "/api/messages/contacts/{channel}/confirm", tag = "messages", security(("session" = [])),
    params(("channel" = String, Path, description = "`email` or `sms`")),
    request_body = ContactCode,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "the code is wrong or too old"),
    )
)]
pub(crate) async fn confirm(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Path(name): Path<String>,
    Json(given): Json<ContactCode>,
) -> Result<StatusCode, Problem> {
    state.messages.confirm_contact(&caller.principal, channel(&name)?, &given.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets one's address.
#[utoipa::path(
    delete, path = "/api/messages/contacts/{channel}", tag = "messages", security(("session" = [])),
    params(("channel" = String, Path, description = "`email` or `sms`")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn forget(
    caller: Caller<may::MessagesOwn>,
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    let gone = state.messages.forget_contact(&caller.principal, channel(&name)?).await?;
    gone.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}
