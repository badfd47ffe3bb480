//! Signals in, and the invitations that come of them.

mod close;
mod counts;
pub(crate) mod leads;
mod letter;
mod send;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(send::post))
        .routes(routes!(leads::get))
        .routes(routes!(letter::get))
        .routes(routes!(close::post))
        .routes(routes!(counts::get))
}
