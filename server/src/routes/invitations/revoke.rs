//! `POST /api/invitations/{id}/revoke`

use access::{InvitationMark, may};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// Takes an open invitation back.
#[utoipa::path(
    post, path = "/api/invitations/{id}/revoke", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The invitation's id")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Path(id): Path<Id<InvitationMark>>,
) -> Result<StatusCode, Problem> {
    state.access.revoke_invitation(&caller.principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
