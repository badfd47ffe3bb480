//! `GET /api/housing/files/{id}`

use access::{Basis, Grant, Person, Purpose, may};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use blocks::Blocks;
use housing::{ActionId, FileId, HazardId, NoticeId, UnitId};
use kernel::{AreaPath, Id};

use crate::{AppState, Caller, Problem};

/// A photo of a hazard, of an inspection or of a notice that was put up, for those who work on it: under a grant for housing
/// safety with that as the task, and on the log of those who live where it is before it is answered. It may show somebody,
/// or the inside of a home.
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
    let of = file.subject.ok_or_else(Problem::not_found)?;
    let (task, area, unit) = shown(&state, of).await?;
    let grant = caller.grant(Purpose::HousingSafety, Basis::Task(task), &area, None)?;
    let dwellers = dwellers(&state, &grant, unit).await?;
    let shut = state.housing.photo(&grant, (of, &area), &file, dwellers).await?;
    let bytes = state.access.disclose(&grant, shut).await?;
    // Kept nowhere: whoever looks again is on the log again.
    let kept = "private, no-store";
    Ok(([(header::CONTENT_TYPE, file.media), (header::CACHE_CONTROL, kept.to_owned())], bytes))
}

/// The task that a photo belongs to, its area, and the unit where it was taken: of a hazard, of an inspection, or of a notice
/// that was put up.
async fn shown(
    state: &AppState,
    of: [u8; 16],
) -> Result<(String, AreaPath, Option<UnitId>), Problem> {
    if let Some((hazard, area)) = state.housing.hazard(HazardId::from_bytes(of)).await? {
        return Ok((format!("hazard:{}", hazard.id), area, hazard.place.unit));
    }
    if let Some((notice, area)) = state.housing.notice(NoticeId::from_bytes(of)).await? {
        return Ok((format!("notice:{}", notice.id), area, notice.content.place.unit));
    }
    let found = state.housing.inspection(ActionId::from_bytes(of)).await?;
    let seen = found.ok_or_else(Problem::not_found)?;
    let area = state.housing.at_building(seen.building).await?.area;
    Ok((format!("inspection:{}", seen.id), area, seen.unit))
}

/// Who lives or works at the unit.
async fn dwellers(
    state: &AppState,
    grant: &Grant,
    unit: Option<UnitId>,
) -> Result<Vec<Id<Person>>, Problem> {
    let Some(unit) = unit else { return Ok(Vec::new()) };
    Ok(Blocks::new(state.database.clone()).concerned_at(grant, unit.to_bytes()).await?)
}
