//! `GET /api/housing/files/{id}`

use access::{Basis, Grant, Person, Purpose, may};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use blocks::Blocks;
use housing::{FileId, Hazard, HazardId};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// A photo of a hazard, for those who work on it: under a grant for housing safety with the hazard as the task, and on the
/// log of those who live where it is before it is answered. It may show somebody, or the inside of a home.
#[utoipa::path(
    get, path = "/api/housing/files/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The file's id")),
    responses(
        (status = OK, content_type = "image/jpeg", body = Vec<u8>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingViewPhotos>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id: FileId = id.parse().map_err(|_| Problem::not_found())?;
    let file = state.housing.file(id).await?.ok_or_else(Problem::not_found)?;
    let of = file.subject.map(HazardId::from_bytes).ok_or_else(Problem::not_found)?;
    let (hazard, area) = state.housing.hazard(of).await?.ok_or_else(Problem::not_found)?;
    let basis = Basis::Task(format!("hazard:{}", hazard.id));
    let grant = caller.grant(Purpose::HousingSafety, basis, &area, None)?;
    let dwellers = dwellers(&state, &grant, &hazard).await?;
    let shut = state.housing.photo(&grant, (&hazard, &area), &file, dwellers).await?;
    let bytes = state.access.disclose(&grant, shut).await?;
    // Kept nowhere: whoever looks again is on the log again.
    let kept = "private, no-store";
    Ok(([(header::CONTENT_TYPE, file.media), (header::CACHE_CONTROL, kept.to_owned())], bytes))
}

/// Who lives or works at the unit where a hazard is.
async fn dwellers(
    state: &AppState,
    grant: &Grant,
    hazard: &Hazard,
) -> Result<Vec<Id<Person>>, Problem> {
    let Some(unit) = hazard.place.unit else { return Ok(Vec::new()) };
    Ok(Blocks::new(state.database.clone()).concerned_at(grant, unit.to_bytes()).await?)
}
