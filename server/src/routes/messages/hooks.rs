//! `GET /api/messages/hooks`, `PUT` and `DELETE /api/messages/hooks/{account}`

use access::{Account, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Id, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// The webhook of an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageHook {
    /// Whose messages it gets.
    account: String,
    /// What the account is called.
    name: String,
    /// Where it listens.
    url: String,
    /// When it was set.
    #[schema(value_type = String, format = DateTime)]
    set_at: Instant,
    /// When it answered that it is gone for good; nothing is sent there since.
    #[schema(value_type = Option<String>, format = DateTime)]
    gone_at: Option<Instant>,
}

/// The webhooks of the accounts that one keeps.
#[utoipa::path(
    get, path = "/api/messages/hooks", tag = "messages", security(("session" = [])),
    responses(
        (status = OK, body = Vec<MessageHook>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::MessagesManage>,
    State(state): State<AppState>,
) -> Result<Json<Vec<MessageHook>>, Problem> {
    let found = state.messages.hooks(&caller.principal).await?;
    let accounts: Vec<_> = found.iter().map(|hook| hook.account).collect();
    let names = state.access.called(&accounts).await?;
    let row = |hook: messages::Hook| MessageHook {
        account: hook.account.to_string(),
        name: names.get(&hook.account).map(|(name, _)| name.clone()).unwrap_or_default(),
        url: hook.url,
        set_at: hook.set_at,
        gone_at: hook.gone_at,
    };
    Ok(Json(found.into_iter().map(row).collect()))
}

/// Where a webhook is to listen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessageHook {
    /// A whole address by https.
    url: String,
}

/// The secret of a webhook; shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageHookGiven {
    /// `whsec_` and base64, by which the receiver checks `webhook-signature` (Standard Webhooks).
    secret: String,
}

/// Sets the webhook of an account, with a new secret.
#[utoipa::path(
    put, path = "/api/messages/hooks/{account}", tag = "messages", security(("session" = [])),
    params(("account" = String, Path, description = "The account's id")),
    request_body = NewMessageHook,
    responses(
        (status = OK, body = MessageHookGiven),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn put(
    caller: Caller<may::MessagesManage>,
    State(state): State<AppState>,
    Path(account): Path<Id<Account>>,
    Json(new): Json<NewMessageHook>,
) -> Result<Json<MessageHookGiven>, Problem> {
    if state.access.called(&[account]).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let secret = state.messages.set_hook(&caller.principal, account, &new.url).await?;
    Ok(Json(MessageHookGiven { secret: secret.reveal().to_owned() }))
}

/// Takes the webhook of an account away.
#[utoipa::path(
    delete, path = "/api/messages/hooks/{account}", tag = "messages", security(("session" = [])),
    params(("account" = String, Path, description = "The account's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn delete(
    caller: Caller<may::MessagesManage>,
    State(state): State<AppState>,
    Path(account): Path<Id<Account>>,
) -> Result<StatusCode, Problem> {
    let gone = state.messages.drop_hook(&caller.principal, account).await?;
    gone.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}
