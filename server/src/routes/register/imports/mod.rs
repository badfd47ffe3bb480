//! Tables and map extracts brought into the register: sent, looked at, imported, followed, taken back.

mod act;
mod list;
mod rejects;
mod send;
mod shape;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    // A file is streamed to disk and has a limit of its own.
    let sent = OpenApiRouter::new().routes(routes!(send::post)).layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(list::get))
        .routes(routes!(act::start))
        .routes(routes!(act::cancel))
        .routes(routes!(rejects::get))
        .merge(sent)
}
