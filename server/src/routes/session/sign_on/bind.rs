//! `POST /api/session/sign-on/bind`

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{SignOnAddress, carry, paced};
use crate::{AppState, Problem, caller::SignedIn, cookie, origin::Origin};

/// By which provider, and who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BindIdentity {
    /// The provider's id.
    provider: String,
    /// The password of the account.
    password: String,
    /// A code of the second factor, where there is one.
    #[serde(default)]
    code: Option<String>,
}

/// Begins to bind the signed-in account to an identity of a provider: where to send the browser. The
/// account is bound when it comes back. Password and code are asked for again.
#[utoipa::path(
    post, path = "/api/session/sign-on/bind", tag = "session", security(("session" = [])),
    request_body = BindIdentity,
    responses(
        (status = OK, body = SignOnAddress),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "nobody is signed in, or a code is needed"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong password or code"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no such provider"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
        (status = SERVICE_UNAVAILABLE, body = crate::ProblemDocument, description = "the provider does not answer"),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    Json(given): Json<BindIdentity>,
) -> Result<impl IntoResponse, Problem> {
    paced(&state, &origin)?;
    let token =
        cookie::session(&headers, state.config.server.https).ok_or_else(Problem::signed_out)?;
    let entry = state.sign_on.find(&given.provider).ok_or_else(Problem::not_found)?;
    // Before a code is spent.
    entry.provider.ready().await?;
    let code = given.code.as_deref();
    let begun =
        state.access.begin_binding(&caller.principal, &token, &entry.id, &given.password, code);
    let ticket = begun.await?;
    let address = entry.lead(&ticket, caller.lang).await?;
    let cookie = carry(&state, &ticket)?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(SignOnAddress { address })))
}
