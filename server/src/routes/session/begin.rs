//! `POST /api/session`

use access::Credentials;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse},
};
use kernel::Lang;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::Session;
use crate::{AppState, Problem, cookie, origin::Origin};

/// Who wants in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The login.
    account: String,
    /// The password.
    password: String,
    /// A code of the second factor or a recovery code, once it was asked for.
    #[serde(default)]
    code: Option<String>,
    /// The language to go on in: `zh` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    lang: Option<Lang>,
}

/// Begins a session; the cookie `linli_session` carries it, by https `__Host-linli_session`.
///
/// An unknown account and a wrong password get the same answer. From the sixth
/// wrong password on, an account or an address has to wait, twice as long each
/// time, a quarter of an hour at most.
///
/// Where the account has a second factor, the right password alone is answered
/// with 401 `code_needed`; the page asks again with a code. With a code, a wrong
/// password and a wrong code get the same answer and count the same. A code
/// opens once.
#[utoipa::path(
    post, path = "/api/session", tag = "session",
    request_body = SignIn,
    responses(
        (status = OK, body = Session),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "wrong account, password or code, or a code is needed"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument, description = "wait as Retry-After says"),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    Json(given): Json<SignIn>,
) -> Result<impl IntoResponse, Problem> {
    let origin = origin.text();
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default().to_owned();
    let credentials = Credentials {
        login: &given.account,
        password: &given.password,
        code: given.code.as_deref(),
        origin: &origin,
        agent: &agent,
        lang: given.lang,
        previous: cookie::session(&headers, state.config.server.https),
    };
    let signed_in = state.access.sign_in(credentials).await?;
    let lifetime_s = i64::from(state.config.session.lifetime_minutes) * 60;
    let cookie = cookie::begin(&signed_in.token, lifetime_s, state.config.server.https);
    let cookie = cookie.ok_or_else(|| Problem::internal("a session token is no cookie"))?;
    let session = Session::of(&state, &signed_in.principal);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(session)))
}
