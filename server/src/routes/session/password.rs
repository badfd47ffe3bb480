//! `POST /api/session/password`

use access::Proof;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn, cookie};

/// The password that holds, and the one that is to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The password of the account.
    password: String,
    /// A code, where there is a second factor.
    code: Option<String>,
    /// The new one: at least 12 characters, and not the login among them.
    chosen: String,
}

/// Changes one's own password. Every other session of the account ends.
#[utoipa::path(
    post, path = "/api/session/password", tag = "session", security(("session" = [])),
    request_body = NewPassword,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "signed out, or `code_needed`"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong password or code, or a weak new one"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(given): Json<NewPassword>,
) -> Result<StatusCode, Problem> {
    let token =
        cookie::session(&headers, state.config.server.https).ok_or_else(Problem::signed_out)?;
    let proof = Proof { password: &given.password, code: given.code.as_deref() };
    state.access.change_password(&caller.principal, &token, proof, &given.chosen).await?;
    Ok(StatusCode::NO_CONTENT)
}
