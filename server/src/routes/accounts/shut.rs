//! `POST /api/accounts/{id}/disable`, `POST /api/accounts/{id}/enable`

use access::{Account, may};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// Disables an account: its sessions end, and nobody signs in with it until it is enabled.
#[utoipa::path(
    post, path = "/api/accounts/{id}/disable", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The account's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is one's own"),
    )
)]
pub(crate) async fn disable(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Path(id): Path<Id<Account>>,
) -> Result<StatusCode, Problem> {
    state.access.set_account_disabled(id, true, &caller.principal).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Enables a disabled account again.
#[utoipa::path(
    post, path = "/api/accounts/{id}/enable", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The account's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is one's own"),
    )
)]
pub(crate) async fn enable(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Path(id): Path<Id<Account>>,
) -> Result<StatusCode, Problem> {
    state.access.set_account_disabled(id, false, &caller.principal).await?;
    Ok(StatusCode::NO_CONTENT)
}
