//! `GET /api/imports/{id}/rejects`

use access::may;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use register::import::UploadId;

use super::super::register;
use crate::{AppState, Caller, Problem, imports};

/// Every row that is not imported, with its reason, as a table.
#[utoipa::path(
    get, path = "/api/imports/{id}/rejects", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The import's id")),
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterImport>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: UploadId = id.parse().map_err(|_| Problem::not_found())?;
    let upload = register(&state).upload(id).await?.ok_or_else(Problem::not_found)?;
    let path = imports::rejects(&state, upload.id);
    let text = tokio::fs::read(path).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::not_found(),
        _ => Problem::internal(error),
    })?;
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rejects.csv\""),
    ];
    Ok((head, text).into_response())
}
