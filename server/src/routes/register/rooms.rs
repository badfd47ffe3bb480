//! `GET /api/buildings/{id}/units`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;

use super::{occupancy, register};
use crate::{AppState, Caller, Problem};

/// A unit in a building's chart.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the interface's own words")]
pub(crate) struct Room {
    /// Its id.
    id: String,
    /// Its code.
    code: String,
    /// Floor; below ground is negative.
    floor: i32,
    /// Room number.
    room: String,
    /// Entrance, where the building has several.
    entrance: Option<String>,
    /// What it is used for.
    #[serde(rename = "use")]
    use_class: String,
    /// How it is lived in: `owner`, `rented`, `vacant`, or `unknown` until a source says enough.
    occupancy: &'static str,
}

/// The units of a building, floor by floor.
#[utoipa::path(
    get, path = "/api/buildings/{id}/units", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id")),
    responses(
        (status = OK, body = Vec<Room>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Vec<Room>>, Problem> {
    let id: Id<register::model::Building> = id.parse().map_err(|_| Problem::not_found())?;
    let rooms = register(&state).rooms(id).await?;
    let ids: Vec<[u8; 16]> = rooms.iter().map(|room| room.id.to_bytes()).collect();
    let lived = occupancy(&state, &ids).await?;
    let shape = |room: register::query::Room| Room {
        id: room.id.to_string(),
        code: room.code,
        floor: room.floor,
        room: room.room,
        entrance: Some(room.entrance).filter(|entrance| !entrance.is_empty()),
        use_class: room.use_class,
        occupancy: lived.get(&room.id.to_bytes()).copied().unwrap_or_default().name(),
    };
    Ok(Json(rooms.into_iter().map(shape).collect()))
}
