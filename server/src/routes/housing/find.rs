//! `POST /api/housing/hazards`

use access::may;
use axum::{Json, extract::State};
use housing::{ActionId, Actor, Evidence, FoundBy, FoundHazard, facts::How};
use kernel::{Instant, Point4326};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    hazard::{Detail, account, detail},
    whither,
};
use crate::{AppState, Caller, Problem};

/// A hazard that somebody found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FoundHazard)]
pub(crate) struct Found {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// Its type, of the catalogue.
    kind: String,
    /// The building: its id or code.
    building: Option<String>,
    /// The unit, where it is in one: its id or code.
    unit: Option<String>,
    /// `inspection`, `report`, `lead` or `declared`.
    #[schema(value_type = String)]
    how: FoundBy,
    /// What shows it: `[{"kind": "photo", "file": "…"}, {"kind": "on_the_spot"}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Evidence>,
    /// A word for the file.
    #[serde(default)]
    words: String,
    /// Where whoever found it stands: compared with the place and forgotten.
    lon: Option<f64>,
    /// Latitude.
    lat: Option<f64>,
    /// When it was found, by the clock of a device that tells of it later; its time limit runs from then.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
}

/// Takes a hazard down: of a thing at a place, never of somebody. 409 where one of the type is open there already.
#[utoipa::path(
    post, path = "/api/housing/hazards", tag = "housing", security(("session" = [])),
    request_body = Found,
    responses(
        (status = OK, body = Detail, description = "the hazard as it stands"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingFind>,
    State(state): State<AppState>,
    Json(found): Json<Found>,
) -> Result<Json<Detail>, Problem> {
    let at = whither::at(&state, found.building.as_deref(), found.unit.as_deref()).await?;
    caller.within(&at.area)?;
    let me = account(&caller);
    // What the owner or operator tells of is their word, taken down.
    let actor = match found.how {
        FoundBy::Declared => Actor::Received(me),
        _ => Actor::Officer(me),
    };
    let how = How {
        id: found.id,
        words: found.words,
        evidence: found.evidence,
        position: found.lon.zip(found.lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
    };
    let area = at.area.clone();
    let new = FoundHazard { at, kind: found.kind, how_known: found.how, actor, how };
    let hazard = state.housing.find_at(new, found.acted_at).await?;
    Ok(Json(detail(&state, &caller, &hazard, &area).await?))
}
