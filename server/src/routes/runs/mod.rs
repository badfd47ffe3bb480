//! Runs of the fusion and their reports.

mod list;
mod report;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(show::get))
        .routes(routes!(report::get))
}
