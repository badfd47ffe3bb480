//! Blocks: what is joined around a dwelling, an organisation, an area.

mod area;
mod building;
mod event;
mod organisation;
mod organisations;
mod people;
mod relation_types;
mod rooms;
pub(crate) mod shape;
mod unit;
mod unmask;
pub(crate) mod why;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(unit::get))
        .routes(routes!(unmask::post))
        .routes(routes!(building::get))
        .routes(routes!(rooms::list))
        .routes(routes!(organisations::get))
        .routes(routes!(organisation::get))
        .routes(routes!(event::get))
        .routes(routes!(relation_types::list))
        .routes(routes!(area::get))
        .routes(routes!(people::get))
}
