//! `GET /api/areas`, `GET /api/areas/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::Id;
use register::query;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    place::{AreaRef, Box, all},
    register,
};
use crate::{AppState, Caller, Problem};

/// Below which area.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Below {
    /// The id of the area above; the top of the tree where not given.
    parent: Option<String>,
}

/// An area in the tree.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Area {
    #[serde(flatten)]
    named: AreaRef,
    /// Codes from the top of the tree to it.
    path_code: String,
    /// The area above.
    parent: Option<String>,
    /// How many areas are right below.
    children: u64,
    /// Its box.
    #[serde(rename = "box")]
    bounds: Option<Box>,
}

/// Counts of what lies in an area.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaFacts {
    /// Areas below, of every level.
    areas: u64,
    /// Roads.
    thoroughfares: u64,
    /// Estates.
    estates: u64,
    /// Buildings.
    buildings: u64,
    /// Units.
    units: u64,
    /// Units that are dwellings.
    dwellings: u64,
}

/// An area with what lies in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaDetail {
    #[serde(flatten)]
    row: Area,
    /// The areas from the top of the tree to it.
    path: Vec<AreaRef>,
    /// What lies in it.
    facts: AreaFacts,
}

impl From<query::AreaRow> for Area {
    fn from(row: query::AreaRow) -> Self {
        Self {
            path_code: row.area.path.to_string(),
            named: row.area.into(),
            parent: row.parent.map(|id| id.to_string()),
            children: row.children,
            bounds: row.bounds.map(Into::into),
        }
    }
}

/// The areas right below one.
#[utoipa::path(
    get, path = "/api/areas", tag = "register", security(("session" = [])), params(Below),
    responses(
        (status = OK, body = Vec<Area>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(below): Query<Below>,
) -> Result<Json<Vec<Area>>, Problem> {
    let parent = below.parent.filter(|id| !id.is_empty()).map(|id| id.parse()).transpose();
    let parent = parent.map_err(|_| Problem::not_found())?;
    Ok(Json(all(register(&state).areas_below(parent).await?)))
}

/// An area with its path and what lies in it.
#[utoipa::path(
    get, path = "/api/areas/{id}", tag = "register", security(("session" = [])),
    params(("id" = String, Path, description = "The area's id")),
    responses(
        (status = OK, body = AreaDetail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<AreaDetail>, Problem> {
    let id: Id<register::model::Area> = id.parse().map_err(|_| Problem::not_found())?;
    let found = register(&state).area_detail(id).await?.ok_or_else(Problem::not_found)?;
    let query::AreaFacts { areas, thoroughfares, estates, buildings, units, dwellings } =
        found.facts;
    Ok(Json(AreaDetail {
        row: found.row.into(),
        path: all(found.path),
        facts: AreaFacts { areas, thoroughfares, estates, buildings, units, dwellings },
    }))
}
