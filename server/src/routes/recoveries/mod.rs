//! A lost password or second factor, given back by two officers; and told to the holder.

mod agree;
mod ask;
mod list;
mod own;
mod restore;
mod shape;
mod withdraw;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get, ask::post))
        .routes(routes!(agree::post))
        .routes(routes!(withdraw::post))
        .routes(routes!(restore::post))
        .routes(routes!(own::get))
        .routes(routes!(own::post))
}
