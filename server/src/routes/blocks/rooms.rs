//! `GET /api/blocks/buildings/{id}/rooms`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{Blocks, Things};
use kernel::Id;
use register::model::Building;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Caller, Problem,
    routes::register::{occupancy, register},
};

/// An organisation by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationRef {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
}

/// A room and what is known of it besides its people.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoomBlock {
    /// The unit's id.
    id: String,
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
    /// Organisations that are joined to it, by name.
    organisations: Vec<OrganisationRef>,
    /// Events there.
    events: u64,
}

/// The rooms of a building, floor by floor, with their organisations and events. Nobody is named or counted.
#[utoipa::path(
    get, path = "/api/blocks/buildings/{id}/rooms", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id")),
    responses(
        (status = OK, body = Vec<RoomBlock>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Building>>,
) -> Result<Json<Vec<RoomBlock>>, Problem> {
    let register = register(&state);
    let building = register.building(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&building.row.area)?;
    let rooms = register.rooms(id).await?;
    let ids: Vec<[u8; 16]> = rooms.iter().map(|room| room.id.to_bytes()).collect();
    let lived = occupancy(&state, &ids).await?;
    let mut things = Blocks::new(state.database.clone()).things_of(&ids).await?;
    let shape = |room: register::query::Room| {
        let key = room.id.to_bytes();
        let Things { organisations, events } = things.remove(&key).unwrap_or_default();
        RoomBlock {
            id: room.id.to_string(),
            floor: room.floor,
            room: room.room,
            entrance: Some(room.entrance).filter(|entrance| !entrance.is_empty()),
            use_class: room.use_class,
            occupancy: lived.get(&key).copied().unwrap_or_default().name(),
            organisations: organisations
                .into_iter()
                .map(|(id, name)| OrganisationRef { id: id.to_string(), name })
                .collect(),
            events,
        }
    };
    Ok(Json(rooms.into_iter().map(shape).collect()))
}
