//! Written addresses to places of the register.

mod autocomplete;
mod file;
mod index;
mod lines;
mod names;
mod place;
mod reverse;
mod spellings;

pub use file::forget_left;
pub(crate) use index::WashIndex;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    // A file is streamed to disk and has a limit of its own.
    let file = OpenApiRouter::new().routes(routes!(file::post)).layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .routes(routes!(lines::post))
        .routes(routes!(autocomplete::get))
        .routes(routes!(reverse::get))
        .routes(routes!(spellings::list, spellings::post))
        .routes(routes!(spellings::withdraw))
        .merge(file)
}
