//! `POST /api/review/{id}/judgement`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{CandidateMark, Judgements, NewJudgement, Review, Verdict};
use kernel::{Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// What is said of a pair.
#[derive(Deserialize, ToSchema)]
pub(crate) struct JudgeRequest {
    /// `same`, `different` or `unsure`.
    verdict: String,
    /// Why, at most 500 characters; no value of a person belongs here.
    #[serde(default)]
    reason: String,
}

/// A judgement that was given.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Judged {
    /// Its id.
    id: String,
    /// `same`, `different` or `unsure`.
    verdict: &'static str,
}

/// Judges a pair. A recorded action that outlives every run; the next run is bound by it.
#[utoipa::path(
    post, path = "/api/review/{id}/judgement", tag = "review", security(("session" = [])),
    params(("id" = String, Path, description = "The pair's id")),
    request_body = JudgeRequest,
    responses(
        (status = OK, body = Judged),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Path(id): Path<Id<CandidateMark>>,
    Json(request): Json<JudgeRequest>,
) -> Result<Json<Judged>, Problem> {
    let verdict = Verdict::from_name(&request.verdict).ok_or_else(|| {
        Problem::bad_request(Text::new(
            "裁定只能是 same、different 或 unsure",
            "A verdict is same, different or unsure",
        ))
    })?;
    let found = Review::new(state.database.clone()).find(id).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    caller.within(&found.area)?;
    let new = NewJudgement {
        kind: found.kind,
        left: found.left,
        right: found.right,
        verdict,
        reason: request.reason.chars().take(500).collect(),
    };
    let by = Some(caller.principal.account);
    let book = Judgements::new(state.database.clone());
    let given = book.judge(new, by, &state.ids, &*state.clock).await?;
    Ok(Json(Judged { id: given.id.to_string(), verdict: given.verdict.name() }))
}
