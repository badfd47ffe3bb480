//! `GET /api/blocks/areas/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use kernel::{Id, Text};
use register::{Register, model::Area};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

/// The area.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockArea {
    /// Id.
    id: String,
    /// How large.
    level: String,
    /// Code.
    code: String,
    /// Name.
    #[schema(value_type = TextShape)]
    name: Text,
}

/// A count of things.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Count {
    /// What: `buildings`, `units`, `dwellings`.
    key: &'static str,
    /// How many.
    count: u64,
}

/// Counts of things in an area. People are not among them: a count of people passes the disclosure gate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaBlock {
    /// The area.
    area: BlockArea,
    /// The counts.
    counts: Vec<Count>,
}

/// The block of an area: counts of things.
#[utoipa::path(
    get, path = "/api/blocks/areas/{id}", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The area's id")),
    responses(
        (status = OK, body = AreaBlock),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Area>>,
) -> Result<Json<AreaBlock>, Problem> {
    let register = Register::new(state.database.clone(), state.ids.clone(), state.clock.clone());
    let found = register.area(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.area.path)?;
    let facts = register.area_facts(&found.area.path).await?;
    let counts = vec![
        Count { key: "buildings", count: facts.buildings },
        Count { key: "units", count: facts.units },
        Count { key: "dwellings", count: facts.dwellings },
    ];
    let area = found.area;
    Ok(Json(AreaBlock {
        area: BlockArea {
            id: area.id.to_string(),
            level: area.level.word().to_owned(),
            code: area.code,
            name: Text::new(area.name.zh, area.name.en),
        },
        counts,
    }))
}
