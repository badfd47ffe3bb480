//! Field collection: what is noted of premises, facilities and places by the items of the catalogue, never of people.

mod catalogue;
mod collect;
mod list;
mod photo;
mod shape;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, collect::post))
        .routes(routes!(catalogue::get))
        .routes(routes!(photo::get))
}
