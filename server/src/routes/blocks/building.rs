//! `GET /api/blocks/buildings/{id}`

use access::{Purpose, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::{Id, Text};
use register::{Register, model::Building};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    shape::{BlockEvent, Organisation, Person},
    why::{Why, opened},
};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::{
        register::place::{AreaRef, all},
        review::shape::Titles,
    },
};

/// The building.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockBuilding {
    /// Id.
    id: String,
    /// Code.
    code: String,
    /// Address.
    #[schema(value_type = TextShape)]
    label: Text,
    /// What it is used for.
    r#use: String,
    /// The areas it is in, from the top of the tree.
    path: Vec<AreaRef>,
}

/// What is known of a building as a whole: addresses that name no unit of it. Each fact with its source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuildingBlock {
    /// The building.
    building: BlockBuilding,
    /// The purpose that the log of reads names; nothing where no people are shown.
    purpose: Option<&'static str>,
    /// People, masked; nothing where no ground was stated or no policy permits it.
    people: Option<Vec<Person>>,
    /// Organisations.
    organisations: Vec<Organisation>,
    /// Events, the newest first.
    events: Vec<BlockEvent>,
}

/// The block of a building as a whole. Each person in the answer is a line on the log of reads before it leaves.
#[utoipa::path(
    get, path = "/api/blocks/buildings/{id}", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id"), Why),
    responses(
        (status = OK, body = BuildingBlock),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Building>>,
    Query(why): Query<Why>,
) -> Result<Json<BuildingBlock>, Problem> {
    let register = Register::new(state.database.clone(), state.ids.clone(), state.clock.clone());
    let found = register.building(id).await?.ok_or_else(Problem::not_found)?;
    let area = &found.row.area;
    caller.within(area)?;
    let (block, purpose) = opened(&caller, &state, id.to_bytes(), area, &why).await?;
    let titles = Titles::for_people(&state, &block.people).await?;
    let people = block.people.into_iter().map(|view| Person::of(view, &titles)).collect();
    Ok(Json(BuildingBlock {
        people: purpose.is_some().then_some(people),
        purpose: purpose.map(Purpose::name),
        organisations: block.organisations.into_iter().map(Into::into).collect(),
        events: block.events.into_iter().map(Into::into).collect(),
        building: BlockBuilding {
            id: id.to_string(),
            code: found.row.code,
            label: Text::new(found.row.label.zh, found.row.label.en),
            r#use: found.row.use_class,
            path: all(found.path),
        },
    }))
}
