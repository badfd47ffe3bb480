//! A building or a unit as people name it: by its id or by its code at the door.

use housing::{BuildingId, DoorCode, Scanned, UnitId, facts::At};
use kernel::{Id, Text};
use register::{
    model::{Building, Unit},
    query::Filter,
};

use crate::{AppState, Problem, routes::register::register};

/// A building by its id or code.
pub(super) async fn building(state: &AppState, said: &str) -> Result<BuildingId, Problem> {
    some_building(state, said).await?.ok_or_else(Problem::not_found)
}

/// A building by its id or code; nothing where no building has such a code.
pub(super) async fn some_building(
    state: &AppState,
    said: &str,
) -> Result<Option<BuildingId>, Problem> {
    let id = match said.parse::<Id<Building>>() {
        Ok(id) => Some(id),
        Err(_) => register(state).building_of_code(said).await?,
    };
    Ok(id.map(|id| BuildingId::from_bytes(id.to_bytes())))
}

/// A unit by its id or code.
pub(super) async fn unit(state: &AppState, said: &str) -> Result<UnitId, Problem> {
    let Ok(id) = said.parse::<Id<Unit>>() else {
        return unit_of_code(state, said).await?.ok_or_else(Problem::not_found);
    };
    Ok(UnitId::from_bytes(id.to_bytes()))
}

/// A unit by its code; nothing where there is none.
pub(super) async fn unit_of_code(state: &AppState, said: &str) -> Result<Option<UnitId>, Problem> {
    if said.is_empty() || !said.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let of_code = Filter { q: said.to_owned(), page: 1, size: 1, ..Filter::default() };
    let found = register(state).units(&of_code).await?.rows.into_iter().next();
    let found = found.filter(|unit| unit.code == said);
    Ok(found.map(|unit| UnitId::from_bytes(unit.id.to_bytes())))
}

/// A unit as people name it who live there: by its id, its code, or what the code at its door says.
pub(super) async fn door(state: &AppState, said: &str) -> Result<UnitId, Problem> {
    if let Some(code) = DoorCode::read(said.trim(), state.access.tokenizer())
        && state.housing.scanned(code).await? == Scanned::Holds
    {
        return Ok(code.unit);
    }
    unit(state, said.trim()).await
}

/// The place that a request names: the unit where one is given, else the building.
pub(super) async fn at(
    state: &AppState,
    building_said: Option<&str>,
    unit_said: Option<&str>,
) -> Result<At, Problem> {
    let given = |said: Option<&str>| said.map(str::to_owned).filter(|said| !said.is_empty());
    match (given(unit_said), given(building_said)) {
        (Some(said), _) => Ok(state.housing.at_unit(unit(state, &said).await?).await?),
        (None, Some(said)) => Ok(state.housing.at_building(building(state, &said).await?).await?),
        (None, None) => Err(Problem::bad_request(Text::new(
            "请给出楼栋或房屋",
            "Say where: a building or a unit",
        ))),
    }
}
