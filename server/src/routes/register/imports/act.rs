//! `POST /api/imports/{id}/start`, `POST /api/imports/{id}/cancel`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use register::import::{Upload, UploadId, UploadState};

use super::{
    super::register,
    shape::{Row, shape},
};
use crate::{AppState, Caller, Problem, imports};

/// Imports a file that was looked at, or one that failed, once more. 409 where somebody else did so or took it back.
#[utoipa::path(
    post, path = "/api/imports/{id}/start", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The import's id")),
    responses(
        (status = OK, body = Row),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn start(
    caller: Caller<may::RegisterImport>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Row>, Problem> {
    let upload = find(&state, &id).await?;
    let from = [UploadState::Checked, UploadState::Failed];
    let to = UploadState::Importing;
    let account = Some(caller.principal.account.to_bytes());
    register(&state).bring_upload(upload.id, &from, to, account).await?;
    let upload = find(&state, &id).await?;
    state.imports.begin(&state, upload.clone());
    Ok(Json(shape(&state, upload)))
}

/// Takes a file back: what goes on is stopped, nothing of it comes into the register, and the file is removed. 409 where
/// it was imported already.
#[utoipa::path(
    post, path = "/api/imports/{id}/cancel", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The import's id")),
    responses(
        (status = OK, body = Row),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn cancel(
    caller: Caller<may::RegisterImport>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Row>, Problem> {
    let upload = find(&state, &id).await?;
    let from =
        [UploadState::Checking, UploadState::Checked, UploadState::Importing, UploadState::Failed];
    let to = UploadState::Cancelled;
    let account = Some(caller.principal.account.to_bytes());
    register(&state).bring_upload(upload.id, &from, to, account).await?;
    if state.imports.going(upload.id).is_some() {
        // Whoever works on it removes its files.
        state.imports.stop(upload.id);
    } else {
        imports::forget(&state, upload.id);
    }
    Ok(Json(shape(&state, find(&state, &id).await?)))
}

async fn find(state: &AppState, id: &str) -> Result<Upload, Problem> {
    let id: UploadId = id.parse().map_err(|_| Problem::not_found())?;
    register(state).upload(id).await?.ok_or_else(Problem::not_found)
}
