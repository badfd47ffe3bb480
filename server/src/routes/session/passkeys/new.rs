//! `POST /api/session/passkeys/new`

use axum::{Json, extract::State, http::HeaderMap};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{PasskeyRequest, party};
use crate::{AppState, Problem, caller::SignedIn, cookie};

/// Who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPasskey {
    /// The password of the account.
    password: String,
    /// A code of the second factor, where there is one.
    #[serde(default)]
    code: Option<String>,
}

/// What a browser is to ask for to make a passkey for the signed-in account. Password and code are asked for again; the
/// same session adds what was made.
#[utoipa::path(
    post, path = "/api/session/passkeys/new", tag = "session", security(("session" = [])),
    request_body = NewPasskey,
    responses(
        (status = OK, body = PasskeyRequest),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "nobody is signed in, or a code is needed"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong password or code"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there are no passkeys here"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(given): Json<NewPasskey>,
) -> Result<Json<PasskeyRequest>, Problem> {
    let token =
        cookie::session(&headers, state.config.server.https).ok_or_else(Problem::signed_out)?;
    let party = party(&state)?;
    let code = given.code.as_deref();
    let asked =
        state.access.ask_new_passkey(&caller.principal, &token, &party, &given.password, code);
    Ok(Json(asked.await?.into()))
}
