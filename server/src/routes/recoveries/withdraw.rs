//! `POST /api/recoveries/{id}/withdraw`

use access::{RecoveryMark, may};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// Takes a recovery back before it is done.
#[utoipa::path(
    post, path = "/api/recoveries/{id}/withdraw", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The recovery's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is one's own account"),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::AccountsRecover>,
    State(state): State<AppState>,
    Path(id): Path<Id<RecoveryMark>>,
) -> Result<StatusCode, Problem> {
    state.access.withdraw_recovery(&caller.principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
