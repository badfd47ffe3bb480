//! `POST /api/session/second-factor`

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn};

/// The password once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnrolSecondFactor {
    /// The password of the account.
    password: String,
}

/// What an authenticator app takes. It is shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactorSecret {
    /// The address for the app (`otpauth://…`), as a link or a picture.
    uri: String,
    /// The secret alone, to be typed.
    secret: String,
}

/// Draws a secret for an authenticator app. The factor is asked for once its first code was given, within ten minutes.
#[utoipa::path(
    post, path = "/api/session/second-factor", tag = "session", security(("session" = [])),
    request_body = EnrolSecondFactor,
    responses(
        (status = OK, body = SecondFactorSecret),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong password"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "there is a second factor"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    Json(given): Json<EnrolSecondFactor>,
) -> Result<Json<SecondFactorSecret>, Problem> {
    let shown = state.access.enrol_second_factor(&caller.principal, &given.password).await?;
    Ok(Json(SecondFactorSecret { uri: shown.uri, secret: shown.secret }))
}
