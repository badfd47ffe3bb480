//! `GET /api/blocks/events/{place}/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::Blocks;
use kernel::{Id, Text};
use register::{
    model::Unit,
    wash::{Place, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::BlockEvent;
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{
        place::{AreaRef, all},
        register,
    },
};

/// An event: what kind, when, where, from which source. By whom it was told is nowhere here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventBlock {
    /// The event.
    event: BlockEvent,
    /// Id of the unit or building.
    place: String,
    /// `unit` or `building`.
    kind: &'static str,
    /// Its address.
    #[schema(value_type = TextShape)]
    label: Text,
    /// The areas it is in, from the top of the tree.
    path: Vec<AreaRef>,
}

/// An event at a unit or a building.
#[utoipa::path(
    get, path = "/api/blocks/events/{place}/{id}", tag = "blocks", security(("session" = [])),
    params(
        ("place" = String, Path, description = "Id of the unit or building"),
        ("id" = String, Path, description = "The event's id"),
    ),
    responses(
        (status = OK, body = EventBlock),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path((place, id)): Path<(Id<Unit>, String)>,
) -> Result<Json<EventBlock>, Problem> {
    let register = register(&state);
    let bytes = place.to_bytes();
    let both = [PlaceKind::Unit, PlaceKind::Building].map(|kind| Place { kind, id: bytes });
    let found = register.called(&both).await?.into_iter().next();
    let (of, named) = found.ok_or_else(Problem::not_found)?;
    caller.within(&named.area)?;
    let event = Blocks::new(state.database.clone()).event(bytes, &id).await?;
    let event = event.ok_or_else(Problem::not_found)?;
    Ok(Json(EventBlock {
        event: event.into(),
        place: place.to_string(),
        kind: if of.kind == PlaceKind::Unit { "unit" } else { "building" },
        label: Text::new(named.label.zh, named.label.en),
        path: all(register.areas_on(named.area.as_str()).await?),
    }))
}
