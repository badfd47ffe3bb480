//! `GET /api/blocks/units/{id}`

use access::{Purpose, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::{Id, Text};
use register::model::Unit;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    shape::{BlockEvent, Organisation, Person},
    why::{Why, opened},
};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::{
        register::{
            place::{AreaRef, all},
            register,
        },
        review::shape::Titles,
    },
};

/// The dwelling or other unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockUnit {
    /// Id.
    id: String,
    /// Code.
    code: String,
    /// Address.
    #[schema(value_type = TextShape)]
    label: Text,
    /// What it is used for.
    r#use: String,
    /// Where it stands in its life.
    stage: String,
    /// Its building.
    building: String,
    /// The building's address within the area.
    #[schema(value_type = TextShape)]
    building_label: Text,
    /// Floor; below ground is negative.
    floor: i32,
    /// The areas it is in, from the top of the tree.
    path: Vec<AreaRef>,
}

/// A dwelling with its people, masked, its organisations and events; each fact with its source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitBlock {
    /// The dwelling.
    unit: BlockUnit,
    /// The purpose that the log of reads names; nothing where no people are shown.
    purpose: Option<&'static str>,
    /// People, masked; nothing where no ground was stated or no policy permits it.
    people: Option<Vec<Person>>,
    /// Organisations.
    organisations: Vec<Organisation>,
    /// Events, the newest first.
    events: Vec<BlockEvent>,
    /// What no source says and a visit may ask; nothing where no people are shown.
    to_ask: Option<Vec<AskLine>>,
}

/// A line of the field worker's checklist.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskLine {
    /// Of whom; nothing for the dwelling itself.
    person: Option<String>,
    /// What is missing: `resident`, `tenant`, `tenancy_end`, `birth_date`, `document`, `phone`, `registered_here`,
    /// `registration`.
    missing: &'static str,
}

/// The block of a dwelling. Each person in the answer is a line on the log of reads before it leaves.
#[utoipa::path(
    get, path = "/api/blocks/units/{id}", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The unit's id"), Why),
    responses(
        (status = OK, body = UnitBlock),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Unit>>,
    Query(why): Query<Why>,
) -> Result<Json<UnitBlock>, Problem> {
    let found = register(&state).unit_place(id).await?.ok_or_else(Problem::not_found)?;
    let area = &found.row.area;
    caller.within(area)?;
    let (block, purpose) = opened(&caller, &state, id.to_bytes(), area, &why).await?;
    let lines = blocks::checklist(&block, state.clock.now().day(0));
    let line = |line: blocks::ToAsk| AskLine {
        person: line.person.map(|id| id.to_string()),
        missing: line.missing.name(),
    };
    let titles = Titles::for_people(&state, &block.people).await?;
    let people = block.people.into_iter().map(|view| Person::of(view, &titles)).collect();
    Ok(Json(UnitBlock {
        people: purpose.is_some().then_some(people),
        to_ask: purpose.is_some().then(|| lines.into_iter().map(line).collect()),
        purpose: purpose.map(Purpose::name),
        organisations: block.organisations.into_iter().map(Into::into).collect(),
        events: block.events.into_iter().map(Into::into).collect(),
        unit: BlockUnit {
            id: id.to_string(),
            code: found.row.code,
            label: Text::new(found.row.label.zh, found.row.label.en),
            r#use: found.row.use_class,
            stage: found.row.stage,
            building: found.row.building.to_string(),
            building_label: Text::new(found.building_label.zh, found.building_label.en),
            floor: found.floor,
            path: all(found.path),
        },
    }))
}
