//! `POST /api/judgements/{id}/withdraw`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{JudgementMark, Judgements};
use kernel::{AreaPath, Id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// Why a judgement is taken back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct WithdrawRequest {
    /// Why, at most 500 characters; no value of a person belongs here.
    #[serde(default)]
    reason: String,
}

/// A judgement that was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WithdrawnJudgement {
    /// Its id.
    id: String,
}

/// Takes a judgement back: one's own, or anybody's for an officer of the whole district. The row stays.
#[utoipa::path(
    post, path = "/api/judgements/{id}/withdraw", tag = "review", security(("session" = [])),
    params(("id" = String, Path, description = "The judgement's id")),
    request_body = WithdrawRequest,
    responses(
        (status = OK, body = WithdrawnJudgement),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Path(id): Path<Id<JudgementMark>>,
    Json(request): Json<WithdrawRequest>,
) -> Result<Json<WithdrawnJudgement>, Problem> {
    let book = Judgements::new(state.database.clone());
    let found = book.find(id).await?.ok_or_else(Problem::not_found)?;
    let by = caller.principal.account;
    if found.by != Some(by) {
        caller.within(&AreaPath::whole())?;
    }
    let reason: String = request.reason.chars().take(500).collect();
    let gone = book.withdraw(id, &reason, Some(by), &state.ids, &*state.clock).await?;
    let gone = gone.ok_or_else(Problem::not_found)?;
    Ok(Json(WithdrawnJudgement { id: gone.id.to_string() }))
}
