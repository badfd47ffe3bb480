//! `POST /api/session/sign-on/begin`

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse},
};
use kernel::Lang;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{SignOnAddress, carry, paced};
use crate::{AppState, Problem, cookie, origin::Origin};

/// By which provider.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BeginSignOn {
    /// Its id.
    provider: String,
    /// The language to go on in: `zh` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    lang: Option<Lang>,
}

/// Begins a sign-on: where to send the browser, and a sealed cookie for the way back, good for ten
/// minutes and once.
#[utoipa::path(
    post, path = "/api/session/sign-on/begin", tag = "session",
    request_body = BeginSignOn,
    responses(
        (status = OK, body = SignOnAddress),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no such provider"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
        (status = SERVICE_UNAVAILABLE, body = crate::ProblemDocument, description = "the provider does not answer"),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    Json(given): Json<BeginSignOn>,
) -> Result<impl IntoResponse, Problem> {
    paced(&state, &origin)?;
    let entry = state.sign_on.find(&given.provider).ok_or_else(Problem::not_found)?;
    // The session's cookie comes with this request, and not with the browser on its way back.
    let former = cookie::session(&headers, state.config.server.https);
    let ticket = state.access.begin_sign_on(&entry.id, given.lang, former);
    let lang = given.lang.unwrap_or_else(|| state.config.web.language.into());
    let address = entry.lead(&ticket, lang).await?;
    let cookie = carry(&state, &ticket)?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(SignOnAddress { address })))
}
