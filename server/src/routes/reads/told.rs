//! `GET /api/session/questions`, `POST /api/session/questions/{id}/explain`, `POST /api/session/questions/told`

use access::QuestionMark;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;

use super::shape::{AskedAboutMe, Words};
use crate::{AppState, Problem, caller::SignedIn};

/// Questions about looks of the signed-in account that wait for its word, or whose answer it has not read. Neither who
/// asks nor in which words is told: a look at fifty people tells nobody which of them asks.
#[utoipa::path(
    get, path = "/api/session/questions", tag = "session", security(("session" = [])),
    responses((status = OK, body = Vec<AskedAboutMe>), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<AskedAboutMe>>, Problem> {
    let found = state.access.questions_about(&caller.principal).await?;
    Ok(Json(found.iter().map(|question| AskedAboutMe::of(question, caller.lang)).collect()))
}

/// Says why one looked: once, to the auditors alone.
#[utoipa::path(
    post, path = "/api/session/questions/{id}/explain", tag = "session", security(("session" = [])),
    params(("id" = String, Path, description = "The question")),
    request_body = Words,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn explain(
    caller: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<Id<QuestionMark>>,
    Json(given): Json<Words>,
) -> Result<StatusCode, Problem> {
    state.access.explain_read(&caller.principal, id, &given.words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that one has read the answers there are.
#[utoipa::path(
    post, path = "/api/session/questions/told", tag = "session", security(("session" = [])),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<StatusCode, Problem> {
    state.access.told_answers(&caller.principal).await?;
    Ok(StatusCode::NO_CONTENT)
}
