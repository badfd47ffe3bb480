//! `GET /api/imports/{id}/rejects`

use access::may;
use axum::{
    body::Body,
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures::{StreamExt as _, stream};
use register::import::UploadId;
use tokio::{fs::File, io::AsyncReadExt as _};

use super::super::register;
use crate::{AppState, Caller, Problem, imports};

/// Bytes that are read at once.
const PART: usize = 64 * 1_024;

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
    let file = File::open(path).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::not_found(),
        _ => Problem::internal(error),
    })?;
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rejects.csv\""),
    ];
    let parts = stream::unfold(file, |mut file| async move {
        let mut part = vec![0; PART];
        match file.read(&mut part).await {
            Ok(0) => None,
            Ok(length) => {
                part.truncate(length);
                Some((Ok(Bytes::from(part)), file))
            }
            Err(error) => Some((Err(error), file)),
        }
    });
    // Compression asks once more after the end, which an unfolding stream does not bear.
    Ok((head, Body::from_stream(parts.fuse())).into_response())
}
