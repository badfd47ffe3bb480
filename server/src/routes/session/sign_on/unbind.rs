//! `POST /api/session/sign-on/unbind`

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn};

/// Which identity, and who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnbindIdentity {
    /// The provider's issuer.
    issuer: String,
    /// The password of the account.
    password: String,
}

/// Forgets an identity of the signed-in account: the provider's word signs it in no more.
#[utoipa::path(
    post, path = "/api/session/sign-on/unbind", tag = "session", security(("session" = [])),
    request_body = UnbindIdentity,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong password"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "it is not bound"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    Json(given): Json<UnbindIdentity>,
) -> Result<StatusCode, Problem> {
    state.access.unbind_identity(&caller.principal, &given.issuer, &given.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
