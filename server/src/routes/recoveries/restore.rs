//! `POST /api/recoveries/restore`

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, origin::Origin};

/// The words of two officers, and a new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestorePassword {
    /// The login of the account.
    login: String,
    /// The word of one officer.
    first: String,
    /// The word of the other.
    second: String,
    /// A password of 12 characters at least, the login not among them.
    password: String,
}

/// Tries that one address may make in an hour.
const TRIES_AN_HOUR: u32 = 60;

/// Sets a new password with the words of two officers, within a day of the second. Every session of the account ends; a
/// second factor stays. Wrong words, an unknown account and a recovery that is over get the same answer.
#[utoipa::path(
    post, path = "/api/recoveries/restore", tag = "accounts",
    request_body = RestorePassword,
    responses(
        (status = NO_CONTENT),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "wrong words, or nothing to restore"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "a weak password"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    Json(given): Json<RestorePassword>,
) -> Result<StatusCode, Problem> {
    let origin = origin.text();
    state.pace.take("recovery", origin.clone(), TRIES_AN_HOUR, state.clock.now())?;
    let words = [given.first.as_str(), given.second.as_str()];
    state.access.recover_password(&given.login, words, &given.password, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
