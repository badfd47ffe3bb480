//! `POST /api/invitations/accept`

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::token;
use crate::{AppState, Problem, origin::Origin};

/// The secret of the link, and what the invited chose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptInvitation {
    /// What stands behind the link's `#`.
    token: String,
    /// The name to go by, 60 characters at most.
    name: String,
    /// A password of 12 characters at least, the login not among them.
    password: String,
}

/// Makes the account of an open invitation. Signing in comes after.
#[utoipa::path(
    post, path = "/api/invitations/accept", tag = "accounts",
    request_body = AcceptInvitation,
    responses(
        (status = NO_CONTENT),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "unknown, used, revoked or over"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "no name, or a weak password"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    Json(given): Json<AcceptInvitation>,
) -> Result<StatusCode, Problem> {
    let token = token(&state, &origin, &given.token)?;
    state.access.accept_invitation(&token, &given.name, &given.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
