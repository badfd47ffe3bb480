//! `GET /api/cases/micro-events/{id}/photos/{file}`

use access::{Purpose, may};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use casework::AttachmentId;

use super::show::{find, supervises};
use crate::{AppState, Caller, Problem, routes::cases::file::dwellers};

/// A photo of a micro-event, for whoever found or put it right and for whoever is to verify it, while that is to be done:
/// under a grant, and on the log of those who live where it is before it is answered.
#[utoipa::path(
    get, path = "/api/cases/micro-events/{id}/photos/{file}", tag = "cases", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The micro-event's id"),
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
    let event = find(&state, &id).await?;
    let file: AttachmentId = file.parse().map_err(|_| Problem::not_found())?;
    let file = state.casework.attachment(file).await?.ok_or_else(Problem::not_found)?;
    let basis = event.ground(&caller.principal, supervises(&caller, &event));
    let grant = caller.grant(Purpose::CaseHandling, basis, &event.place.area, None)?;
    let dwellers = dwellers(&state, &grant, &event.place).await?;
    let shut = state.casework.micro_photo(&grant, &event, &file, dwellers).await?;
    let bytes = state.access.disclose(&grant, shut).await?;
    // Kept nowhere: whoever looks again is on the log again.
    let kept = "private, no-store";
    Ok(([(header::CONTENT_TYPE, file.media), (header::CACHE_CONTROL, kept.to_owned())], bytes))
}
