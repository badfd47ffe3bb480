//! `POST /api/lineage/{id}/undo`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{LineageBook, LineageMark};
use kernel::{AreaPath, Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// Why a merge or a split is undone.
#[derive(Deserialize, ToSchema)]
pub(crate) struct UndoRequest {
    /// Why, 4 to 500 characters; no value of a person belongs here.
    reason: String,
}

/// The judgement that undoes it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Undone {
    /// Its id: withdrawing it takes the undoing back.
    judgement: String,
    /// `different` for a merge, `same` for a split.
    verdict: &'static str,
}

/// Undoes a merge or a split by a judgement that the next run follows. For officers of the whole district.
#[utoipa::path(
    post, path = "/api/lineage/{id}/undo", tag = "review", security(("session" = [])),
    params(("id" = String, Path, description = "The event's id")),
    request_body = UndoRequest,
    responses(
        (status = OK, body = Undone),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Path(id): Path<Id<LineageMark>>,
    Json(request): Json<UndoRequest>,
) -> Result<Json<Undone>, Problem> {
    caller.within(&AreaPath::whole())?;
    let reason: String = request.reason.trim().chars().take(500).collect();
    if reason.chars().count() < 4 {
        return Err(Problem::bad_request(Text::new(
            "请说明撤销的理由（4 至 500 字）",
            "State why it is undone, in 4 to 500 characters",
        )));
    }
    let book = LineageBook::new(state.database.clone());
    let by = Some(caller.principal.account);
    let judgement = book.undo(id, &reason, by, &state.ids, &*state.clock).await?;
    Ok(Json(Undone { judgement: judgement.id.to_string(), verdict: judgement.verdict.name() }))
}
