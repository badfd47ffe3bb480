//! `POST /api/session/second-factor/confirm`

use axum::{Json, extract::State, http::HeaderMap};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn, cookie};

/// A code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondFactorCode {
    /// Six digits from the authenticator app; to take the factor away, a recovery code does too.
    pub(super) code: String,
}

/// Recovery codes. They are shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// Ten codes; each opens once in the place of the app's.
    codes: Vec<String>,
}

/// Begins to ask for the second factor, once the app's first code is right. Every other session of the account ends.
#[utoipa::path(
    post, path = "/api/session/second-factor/confirm", tag = "session", security(("session" = [])),
    request_body = SecondFactorCode,
    responses(
        (status = OK, body = RecoveryCodes),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong code"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "nothing waits for a code"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(given): Json<SecondFactorCode>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let token =
        cookie::session(&headers, state.config.server.https).ok_or_else(Problem::signed_out)?;
    let access = &state.access;
    let codes = access.confirm_second_factor(&caller.principal, &token, &given.code).await?;
    let codes = codes.iter().map(|code| code.reveal().to_owned()).collect();
    Ok(Json(RecoveryCodes { codes }))
}
