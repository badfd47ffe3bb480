//! Micro-events: found with a photo, put right on the spot or made a case, verified by somebody else where chance says so.

mod act;
mod catalogue;
mod export;
mod find;
mod list;
mod photo;
mod shape;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, find::post))
        .routes(routes!(export::get))
        .routes(routes!(catalogue::get))
        .routes(routes!(show::get))
        .routes(routes!(act::post))
        .routes(routes!(photo::get))
}
