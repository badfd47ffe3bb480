//! `GET /api/units/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    occupancy,
    place::{Address, Alias, AreaRef, LifeEvent, Point, Provenance, all, text},
    register,
    units::UnitRow,
};
use crate::{AppState, Caller, Problem, TextShape};

/// A unit and what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Unit {
    #[serde(flatten)]
    row: UnitRow,
    /// Its address.
    address: Address,
    /// The areas it is in, from the top of the tree.
    path: Vec<AreaRef>,
    /// Floor; below ground is negative.
    floor: i32,
    /// Room number.
    room: String,
    /// How it is lived in: `owner`, `rented`, `vacant`, or `unknown` until a source says enough.
    occupancy: &'static str,
    /// The building's address within the area.
    building_label: TextShape,
    /// Where the building is.
    point: Option<Point>,
    /// Other names.
    aliases: Vec<Alias>,
    /// Units it came from or became.
    lineage: Vec<Link>,
    /// What happened to it.
    history: Vec<LifeEvent>,
    /// Where the row comes from.
    provenance: Vec<Provenance>,
    /// Its key at the source.
    source_key: String,
}

/// A unit that this one came from or became.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Link {
    /// `split`, `merge`, `renumber` or `undo`, and whether the other came `_from` or became `_to`.
    relation: String,
    /// The other unit's id.
    unit: String,
    /// Its address.
    label: TextShape,
    /// The day, ISO.
    at: String,
}

/// A unit and what is known of it.
#[utoipa::path(
    get, path = "/api/units/{id}", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The unit's id")),
    responses(
        (status = OK, body = Unit),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Unit>, Problem> {
    let id: Id<register::model::Unit> = id.parse().map_err(|_| Problem::not_found())?;
    let found = register(&state).unit(id).await?.ok_or_else(Problem::not_found)?;
    let lived = occupancy(&state, &[id.to_bytes()]).await?.remove(&id.to_bytes());
    let link = |(link, label): (register::query::Lineage, _)| Link {
        relation: format!("{}_{}", link.event, if link.before { "from" } else { "to" }),
        unit: Id::<register::model::Unit>::from_bytes(link.other).to_string(),
        label: text(label),
        at: link.on_day,
    };
    Ok(Json(Unit {
        row: found.row.into(),
        address: found.address.into(),
        path: all(found.path),
        floor: found.floor,
        room: found.room,
        occupancy: lived.unwrap_or_default().name(),
        building_label: text(found.building_label),
        point: found.point.map(Into::into),
        aliases: all(found.aliases),
        lineage: found.lineage.into_iter().map(link).collect(),
        history: all(found.history),
        provenance: all(found.provenance),
        source_key: found.source_key,
    }))
}
