//! `POST /api/session/sign-on/code`

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{arrival, session_cookie};
use crate::{AppState, Problem, cookie, origin::Origin, routes::session::shape::Session};

/// A code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignOnCode {
    /// Six digits from the authenticator app, or a recovery code.
    code: String,
}

/// Ends a sign-on that waits for the code of the account's second factor: the provider vouched, and
/// did not say that it asked for two factors. Wrong codes count as those at a sign-in do.
#[utoipa::path(
    post, path = "/api/session/sign-on/code", tag = "session",
    request_body = SignOnCode,
    responses(
        (status = OK, body = Session),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong code, or no sign-on waits for one"),
        (status = FORBIDDEN, body = crate::ProblemDocument, description = "the identity is bound no more"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    Json(given): Json<SignOnCode>,
) -> Result<impl IntoResponse, Problem> {
    let https = state.config.server.https;
    let ticket = state.access.open_ticket(cookie::carried(&headers, https))?;
    let origin = origin.text();
    let arrival = arrival(&origin, &headers, https);
    let begun = state.access.sign_on_with_code(&ticket, &given.code, arrival).await?;
    let cookies = [
        (header::SET_COOKIE, session_cookie(&state, &begun)?),
        (header::SET_COOKIE, cookie::put_down(https)),
    ];
    Ok((AppendHeaders(cookies), Json(Session::of(&state, &begun.principal))))
}
