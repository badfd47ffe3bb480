//! `GET /api/imports`, `GET /api/imports/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use register::import::UploadId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    super::register,
    shape::{Row, shape},
};
use crate::{AppState, Caller, Problem};

/// Imports that are listed.
const LISTED: u32 = 100;

/// What was sent to be imported.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportPage)]
pub(crate) struct Page {
    /// The last first, a hundred at most.
    rows: Vec<Row>,
}

/// What was sent to be imported, the last first, with what came of it.
#[utoipa::path(
    get, path = "/api/imports", tag = "register", security(("session" = [])),
    responses(
        (status = OK, body = Page),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    _caller: Caller<may::RegisterImport>,
    State(state): State<AppState>,
) -> Result<Json<Page>, Problem> {
    let uploads = register(&state).uploads(LISTED).await?;
    Ok(Json(Page { rows: uploads.into_iter().map(|upload| shape(&state, upload)).collect() }))
}

/// One of them, with how far it has come.
#[utoipa::path(
    get, path = "/api/imports/{id}", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The import's id")),
    responses(
        (status = OK, body = Row),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterImport>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Row>, Problem> {
    let id: UploadId = id.parse().map_err(|_| Problem::not_found())?;
    let upload = register(&state).upload(id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(shape(&state, upload)))
}
