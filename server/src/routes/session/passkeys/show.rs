//! `POST /api/session/passkeys/show`

use access::{Arrival, ShownPasskey};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse},
};
use kernel::Lang;
use serde::Deserialize;
use utoipa::ToSchema;

use super::party;
use crate::{
    AppState, Problem,
    origin::Origin,
    routes::session::{
        shape::Session,
        sign_on::{arrival, session_cookie},
    },
};

/// What an authenticator answered; bytes are base64url.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShowPasskey {
    /// The ticket of the request.
    ticket: String,
    /// The id of the credential.
    id: String,
    /// `clientDataJSON`.
    client_data: String,
    /// `authenticatorData`.
    authenticator_data: String,
    /// `signature`.
    signature: String,
    /// `userHandle`.
    user: String,
    /// The language to go on in: `zh` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    lang: Option<Lang>,
}

/// Begins a session by a passkey; the cookie `linli_session` carries it. No password and no code is
/// asked for: the authenticator verified its user. Answers that are wrong are slowed as wrong passwords are.
#[utoipa::path(
    post, path = "/api/session/passkeys/show", tag = "session",
    request_body = ShowPasskey,
    responses(
        (status = OK, body = Session),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "not known, wrong, or over"),
        (status = FORBIDDEN, body = crate::ProblemDocument, description = "there seem to be two of it: it is stopped"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there are no passkeys here"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    Json(given): Json<ShowPasskey>,
) -> Result<impl IntoResponse, Problem> {
    let party = party(&state)?;
    let origin = origin.text();
    let arrival =
        Arrival { lang: given.lang, ..arrival(&origin, &headers, state.config.server.https) };
    let shown = ShownPasskey {
        id: &given.id,
        client_data: &given.client_data,
        authenticator_data: &given.authenticator_data,
        signature: &given.signature,
        user: &given.user,
    };
    let begun = state.access.sign_in_by_passkey(&party, &given.ticket, shown, arrival).await?;
    let cookie = session_cookie(&state, &begun)?;
    let session = Session::of(&state, &begun.principal);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(session)))
}
