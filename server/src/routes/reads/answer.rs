//! `GET /api/reads/questions`, `POST /api/reads/questions/{id}/answer`

use access::{QuestionMark, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::QuestionRow;
use crate::{AppState, Caller, Problem, routes::emergencies::is_proper};

/// An auditor's answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionAnswer {
    /// `proper` or `improper`.
    verdict: String,
    /// The answer in words, four to 500 characters; the asker reads it, so it names nobody else.
    words: String,
}

/// What people ask about looks at their data: what waits first, the longest of it at the top; 200 at most. Each asker is
/// on the log as looked at, on the ground of the task of answering.
#[utoipa::path(
    get, path = "/api/reads/questions", tag = "reads", security(("session" = [])),
    responses(
        (status = OK, body = Vec<QuestionRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ReadsAnswer>,
    State(state): State<AppState>,
) -> Result<Json<Vec<QuestionRow>>, Problem> {
    let grant = state.access.grant_answers(&caller.principal)?;
    let found = state.access.questions(&grant).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Answers a question. Not whoever looked; and what was contested, not whoever answered before.
#[utoipa::path(
    post, path = "/api/reads/questions/{id}/answer", tag = "reads", security(("session" = [])),
    params(("id" = String, Path, description = "The question")),
    request_body = QuestionAnswer,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::ReadsAnswer>,
    State(state): State<AppState>,
    Path(id): Path<Id<QuestionMark>>,
    Json(given): Json<QuestionAnswer>,
) -> Result<StatusCode, Problem> {
    let proper = is_proper(&given.verdict)?;
    state.access.answer_question(&caller.principal, id, proper, &given.words).await?;
    Ok(StatusCode::NO_CONTENT)
}
