//! `GET /api/cases/collections/{id}/photos/{file}`

use access::{Purpose, may};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use casework::{AttachmentId, CollectionId};

use super::shape::supervises;
use crate::{AppState, Caller, Problem, routes::cases::file::dwellers};

/// A photo of a form of field collection, for whoever took it and for those who look again in its area: under a grant, and on
/// the log of those who live there before it is answered.
#[utoipa::path(
    get, path = "/api/cases/collections/{id}/photos/{file}", tag = "cases", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The form's id"),
        ("file" = String, Path, description = "The file's id"),
    ),
    responses(
        (status = OK, content_type = "image/jpeg", body = Vec<u8>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesViewPhotos>,
    State(state): State<AppState>,
    Path((id, file)): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    let id: CollectionId = id.parse().map_err(|_| Problem::not_found())?;
    let form = state.casework.collection(id).await?.ok_or_else(Problem::not_found)?;
    let file: AttachmentId = file.parse().map_err(|_| Problem::not_found())?;
    let file = state.casework.attachment(file).await?.ok_or_else(Problem::not_found)?;
    let basis = form.ground(&caller.principal, supervises(&caller, &form));
    let grant = caller.grant(Purpose::CaseHandling, basis, &form.place.area, None)?;
    let dwellers = dwellers(&state, &grant, &form.place).await?;
    let shut = state.casework.collection_photo(&grant, &form, &file, dwellers).await?;
    let bytes = state.access.disclose(&grant, shut).await?;
    // Kept nowhere: whoever looks again is on the log again.
    let kept = "private, no-store";
    Ok(([(header::CONTENT_TYPE, file.media), (header::CACHE_CONTROL, kept.to_owned())], bytes))
}
