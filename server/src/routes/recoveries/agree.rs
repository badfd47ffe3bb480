//! `POST /api/recoveries/{id}/agree`

use access::{RecoveryMark, may};
use axum::{
    Json,
    extract::{Path, State},
};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// What the officer who agreed hands over.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgreedRecovery {
    /// For a password: the second word, for the holder. It is shown once.
    word: Option<String>,
}

/// Agrees to what another officer asked, within a day. A second factor is taken away with that; a password is set by
/// the holder with the words of both.
#[utoipa::path(
    post, path = "/api/recoveries/{id}/agree", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The recovery's id")),
    responses(
        (status = OK, body = AgreedRecovery),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "none that waits for somebody to agree"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "one asked oneself, or it is one's own account"),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::AccountsRecover>,
    State(state): State<AppState>,
    Path(id): Path<Id<RecoveryMark>>,
) -> Result<Json<AgreedRecovery>, Problem> {
    let word = state.access.agree_recovery(&caller.principal, id).await?;
    Ok(Json(AgreedRecovery { word: word.map(|word| word.reveal().to_owned()) }))
}
