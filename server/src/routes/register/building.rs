//! `GET /api/buildings/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    buildings::BuildingRow,
    place::{Address, Alias, AreaRef, LifeEvent, Provenance, all},
    register,
};
use crate::{AppState, Caller, Problem};

/// A building and what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Building {
    #[serde(flatten)]
    row: BuildingRow,
    /// Its address.
    address: Address,
    /// The areas it is in, from the top of the tree; the last is its grid.
    path: Vec<AreaRef>,
    /// The day it was finished, ISO.
    built_on: Option<String>,
    /// Other names.
    aliases: Vec<Alias>,
    /// Where the row comes from.
    provenance: Vec<Provenance>,
    /// What happened to it.
    history: Vec<LifeEvent>,
    /// Its key at the source.
    source_key: String,
}

/// A building and what is known of it.
#[utoipa::path(
    get, path = "/api/buildings/{id}", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id")),
    responses(
        (status = OK, body = Building),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Building>, Problem> {
    let id: Id<register::model::Building> = id.parse().map_err(|_| Problem::not_found())?;
    let found = register(&state).building(id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(Building {
        row: found.row.into(),
        address: found.address.into(),
        path: all(found.path),
        built_on: found.built_on,
        aliases: all(found.aliases),
        provenance: all(found.provenance),
        history: all(found.history),
        source_key: found.source_key,
    }))
}
