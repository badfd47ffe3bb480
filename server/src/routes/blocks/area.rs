//! `GET /api/blocks/areas/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::Blocks;
use kernel::{Id, Instant, Text};
use register::{Register, model::Area, query};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::place::{AreaRef, all},
};

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
    /// What: `areas`, `estates`, `thoroughfares`, `buildings`, `units`, `dwellings`, `organisations`, `events`.
    key: &'static str,
    /// How many.
    count: u64,
}

/// An area right below, and what lies in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaBelow {
    /// The area.
    area: AreaRef,
    /// Buildings in it.
    buildings: u64,
    /// Units in it.
    units: u64,
    /// Dwellings among them.
    dwellings: u64,
}

/// Counts of things in an area. People are not among them: a count of people passes the disclosure gate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaBlock {
    /// The area.
    area: BlockArea,
    /// The areas from the top of the tree to it.
    path: Vec<AreaRef>,
    /// The counts. Of an area of more than 100,000 units organisations and events are those that were last summed, and
    /// absent until they were.
    counts: Vec<Count>,
    /// When organisations and events were summed; nothing where they were counted just now.
    #[schema(value_type = Option<String>, format = DateTime)]
    summed_at: Option<Instant>,
    /// The areas right below.
    below: Vec<AreaBelow>,
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
    let mut counts = vec![
        Count { key: "areas", count: facts.areas },
        Count { key: "estates", count: facts.estates },
        Count { key: "thoroughfares", count: facts.thoroughfares },
        Count { key: "buildings", count: facts.buildings },
        Count { key: "units", count: facts.units },
        Count { key: "dwellings", count: facts.dwellings },
    ];
    let blocks = Blocks::new(state.database.clone());
    let things = blocks.things_in(&found.area.path, facts.units).await?;
    if let Some(things) = things {
        counts.push(Count { key: "organisations", count: things.organisations });
        counts.push(Count { key: "events", count: things.events });
    }
    let below = |(area, facts): (query::AreaRef, query::AreaFacts)| AreaBelow {
        area: area.into(),
        buildings: facts.buildings,
        units: facts.units,
        dwellings: facts.dwellings,
    };
    let below = register.facts_below(id).await?.into_iter().map(below).collect();
    let path = all(register.areas_on(found.area.path.as_str()).await?);
    let area = found.area;
    Ok(Json(AreaBlock {
        area: BlockArea {
            id: area.id.to_string(),
            level: area.level.word().to_owned(),
            code: area.code,
            name: Text::new(area.name.zh, area.name.en),
        },
        path,
        counts,
        summed_at: things.and_then(|things| things.summed_at),
        below,
    }))
}
