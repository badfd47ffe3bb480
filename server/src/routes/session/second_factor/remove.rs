//! `POST /api/session/second-factor/remove`

use axum::{Json, extract::State, http::StatusCode};

use super::confirm::SecondFactorCode;
use crate::{AppState, Problem, caller::SignedIn};

/// Takes the second factor away, which asks for one of its codes.
#[utoipa::path(
    post, path = "/api/session/second-factor/remove", tag = "session", security(("session" = [])),
    request_body = SecondFactorCode,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong code"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there is no second factor"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    Json(given): Json<SecondFactorCode>,
) -> Result<StatusCode, Problem> {
    state.access.remove_second_factor(&caller.principal, &given.code).await?;
    Ok(StatusCode::NO_CONTENT)
}
