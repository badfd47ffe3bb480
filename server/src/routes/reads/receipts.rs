//! `GET /api/reads/receipts`, `GET /api/reads/checkpoints`

use access::{Checkpoint, Receipts, may};
use axum::{Json, extract::State};

use crate::{AppState, Caller, Problem, caller::SignedIn};

/// Checkpoints of each chain in one answer: more than a day of them, one a minute.
const LATEST: usize = 1_500;

/// Receipts for the latest looks at one's own data: each line with its way to a signed
/// checkpoint, which `docs/receipts/check_receipt.py` checks. The look is on the log too.
#[utoipa::path(
    get, path = "/api/reads/receipts", tag = "reads", security(("session" = [])),
    responses(
        (status = OK, body = serde_json::Value, description = "`key`, and `receipts` with `line`, `index`, `path`, `checkpoint`"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ReadsViewOwn>,
    State(state): State<AppState>,
) -> Result<Json<Receipts>, Problem> {
    let grant = caller.grant_own()?;
    let person = grant.subject().ok_or_else(Problem::denied)?;
    Ok(Json(state.access.receipts_of(&grant, person).await?))
}

/// The signed checkpoints of the log of reads, the latest 1,500 of each chain, for whoever wants to
/// keep them: asked once a day, none is missed. They tell of nobody.
#[utoipa::path(
    get, path = "/api/reads/checkpoints", tag = "reads", security(("session" = [])),
    responses(
        (status = OK, body = serde_json::Value, description = "checkpoints, one chain after another"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn checkpoints(
    _: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<Checkpoint>>, Problem> {
    Ok(Json(state.access.latest_checkpoints(LATEST).await?))
}
