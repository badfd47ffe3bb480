//! `POST /api/reads/{id}/question`, `POST /api/reads/questions/{id}/contest`

use access::{QuestionMark, ReadMark, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;

use super::shape::{OwnQuestion, Words};
use crate::{AppState, Caller, Problem};

/// Asks about a look at one's own data: once for each look. Whoever looked is told that somebody asks, and an auditor
/// answers.
#[utoipa::path(
    post, path = "/api/reads/{id}/question", tag = "reads", security(("session" = [])),
    params(("id" = String, Path, description = "The look, as the list of looks names it")),
    request_body = Words,
    responses(
        (status = OK, body = OwnQuestion),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn ask(
    caller: Caller<may::ReadsQuestion>,
    State(state): State<AppState>,
    Path(id): Path<Id<ReadMark>>,
    Json(given): Json<Words>,
) -> Result<Json<OwnQuestion>, Problem> {
    let asked = state.access.ask_about_read(&caller.principal, id, &given.words).await?;
    Ok(Json(asked.into()))
}

/// Contests the answer to one's question: once. Another auditor answers then.
#[utoipa::path(
    post, path = "/api/reads/questions/{id}/contest", tag = "reads", security(("session" = [])),
    params(("id" = String, Path, description = "The question")),
    request_body = Words,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn contest(
    caller: Caller<may::ReadsQuestion>,
    State(state): State<AppState>,
    Path(id): Path<Id<QuestionMark>>,
    Json(given): Json<Words>,
) -> Result<StatusCode, Problem> {
    state.access.contest_answer(&caller.principal, id, &given.words).await?;
    Ok(StatusCode::NO_CONTENT)
}
