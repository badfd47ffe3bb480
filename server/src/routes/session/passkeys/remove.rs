//! `POST /api/session/passkeys/{id}/remove`

use access::PasskeyMark;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn};

/// Who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemovePasskey {
    /// The password of the account.
    password: String,
}

/// Forgets a passkey of the signed-in account: it signs nobody in any more.
#[utoipa::path(
    post, path = "/api/session/passkeys/{id}/remove", tag = "session", security(("session" = [])),
    params(("id" = String, Path, description = "The passkey's id")),
    request_body = RemovePasskey,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong password"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there is no such passkey"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<Id<PasskeyMark>>,
    Json(given): Json<RemovePasskey>,
) -> Result<StatusCode, Problem> {
    state.access.remove_passkey(&caller.principal, id, &given.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
