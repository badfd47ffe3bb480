//! `GET /api/cases/files/{id}`

use access::{Grant, Person, Purpose, may};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use blocks::Blocks;
use casework::{AttachmentId, CasePlace};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// A photo of a case, for those who handle it: under a grant on the case, and on the log of its reporter, and of those who
/// live where it is, before it is answered. It may show somebody, or the inside of a home.
#[utoipa::path(
    get, path = "/api/cases/files/{id}", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The file's id")),
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
    Path(id): Path<AttachmentId>,
) -> Result<impl IntoResponse, Problem> {
    let file = state.casework.attachment(id).await?.ok_or_else(Problem::not_found)?;
    let case = file.case.ok_or_else(Problem::not_found)?;
    let case = state.casework.find(case).await?.ok_or_else(Problem::not_found)?;
    let basis = state.casework.ground(&caller.principal, &case.number, &case.place.area).await?;
    let grant = caller.grant(Purpose::CaseHandling, basis, &case.place.area, None)?;
    let dwellers = dwellers(&state, &grant, &case.place).await?;
    let shut = state.casework.photo(&grant, &case, &file, dwellers).await?;
    let bytes = state.access.disclose(&grant, shut).await?;
    // Kept nowhere: whoever looks again is on the log again.
    let kept = "private, no-store";
    Ok(([(header::CONTENT_TYPE, file.media), (header::CACHE_CONTROL, kept.to_owned())], bytes))
}

/// Who lives or works at the unit where a case or a micro-event is.
pub(super) async fn dwellers(
    state: &AppState,
    grant: &Grant,
    place: &CasePlace,
) -> Result<Vec<Id<Person>>, Problem> {
    let at = place.at.as_ref().filter(|at| at.kind == "unit");
    let Some(at) = at else { return Ok(Vec::new()) };
    Ok(Blocks::new(state.database.clone()).concerned_at(grant, at.id.into_bytes()).await?)
}
