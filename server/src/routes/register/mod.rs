//! Places: the tree of areas, lists, single places, search.

mod areas;
mod building;
mod buildings;
mod changes;
mod edits;
mod estates;
pub(crate) mod export;
mod feed;
mod follow;
mod imports;
pub(crate) mod place;
mod rooms;
mod search;
mod thoroughfares;
mod unit;
mod units;
pub(crate) mod which;

use std::collections::BTreeMap;

use blocks::{Blocks, Occupancy};
use kernel::Text;
use register::Register;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, problem::Chain};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(areas::list))
        .routes(routes!(areas::get))
        .routes(routes!(thoroughfares::list))
        .routes(routes!(estates::list))
        .routes(routes!(buildings::list))
        .routes(routes!(building::get))
        .routes(routes!(edits::list))
        .routes(routes!(edits::preview))
        .routes(routes!(edits::post))
        .routes(routes!(rooms::list))
        .routes(routes!(units::list))
        .routes(routes!(unit::get))
        .routes(routes!(search::get))
        .routes(routes!(feed::list))
        .routes(routes!(changes::list))
        .routes(routes!(follow::get))
        .merge(imports::router())
}

/// The register behind the routes.
pub(crate) fn register(state: &AppState) -> Register {
    Register::new(state.database.clone(), state.ids.clone(), state.clock.clone())
}

/// How units are lived in today, by unit; those that no source speaks of are absent.
pub(crate) async fn occupancy(
    state: &AppState,
    units: &[[u8; 16]],
) -> Result<BTreeMap<[u8; 16], Occupancy>, Problem> {
    let today = state.clock.now().day(0);
    Ok(Blocks::new(state.database.clone()).occupancy(units, today).await?)
}

impl From<register::Error> for Problem {
    fn from(error: register::Error) -> Self {
        match error {
            register::Error::Database(error) => error.into(),
            register::Error::Missing { .. } => Self::not_found(),
            register::Error::Refused(said) => Self::conflict(said.0),
            register::Error::Input(said) => Self::bad_request(said.0),
            other => Self::internal(Chain(&other)),
        }
    }
}

pub(crate) fn too_deep() -> Problem {
    Problem::bad_request(Text::new(
        "页数太深：列表最多翻到第一万行。请缩小区域或加条件。",
        "That page is too deep: a list is paged to its row 10,000. Narrow the area or add a filter.",
    ))
}
