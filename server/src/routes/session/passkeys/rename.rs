//! `POST /api/session/passkeys/{id}/rename`

use access::PasskeyMark;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Id;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn};

/// Another name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenamePasskey {
    /// 1 to 60 characters.
    name: String,
}

/// Calls a passkey of the signed-in account by another name.
#[utoipa::path(
    post, path = "/api/session/passkeys/{id}/rename", tag = "session", security(("session" = [])),
    params(("id" = String, Path, description = "The passkey's id")),
    request_body = RenamePasskey,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "no name"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there is no such passkey"),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<Id<PasskeyMark>>,
    Json(given): Json<RenamePasskey>,
) -> Result<StatusCode, Problem> {
    state.access.rename_passkey(&caller.principal, id, &given.name).await?;
    Ok(StatusCode::NO_CONTENT)
}
