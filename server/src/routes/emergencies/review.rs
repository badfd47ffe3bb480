//! `POST /api/emergencies/{id}/review`

use access::{EmergencyMark, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Id, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// What the reviewer found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewEmergency {
    /// `proper` or `improper`.
    verdict: String,
    /// Why, in four to 500 characters; whoever opened it reads it.
    note: String,
}

/// Reviews an emergency that somebody else opened. Once.
#[utoipa::path(
    post, path = "/api/emergencies/{id}/review", tag = "emergencies", security(("session" = [])),
    params(("id" = String, Path, description = "The emergency's id")),
    request_body = ReviewEmergency,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::EmergencyReview>,
    State(state): State<AppState>,
    Path(id): Path<Id<EmergencyMark>>,
    Json(told): Json<ReviewEmergency>,
) -> Result<StatusCode, Problem> {
    let proper = is_proper(&told.verdict)?;
    state.access.review_emergency(&caller.principal, id, proper, &told.note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a verdict says, of an emergency or of a look.
pub(crate) fn is_proper(verdict: &str) -> Result<bool, Problem> {
    match verdict {
        "proper" => Ok(true),
        "improper" => Ok(false),
        _ => Err(Problem::bad_request(Text::new(
            "结论应为 proper 或 improper",
            "The verdict is `proper` or `improper`",
        ))),
    }
}
