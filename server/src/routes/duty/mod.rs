//! Duty: on and off, the last position, who is on duty, broadcasts to them. Nobody's position is shown to anybody else.

mod begin;
mod broadcasts;
mod end;
mod grids;
mod people;
mod position;
mod shape;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(show::get, begin::post, end::delete))
        .routes(routes!(position::put))
        .routes(routes!(people::get))
        .routes(routes!(grids::get))
        .routes(routes!(broadcasts::list, broadcasts::post))
        .routes(routes!(broadcasts::reach))
        .routes(routes!(broadcasts::recall))
}
