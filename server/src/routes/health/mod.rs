//! Probes and figures for whoever runs the machine.

mod live;
mod metrics;
mod ready;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(live::get))
        .routes(routes!(ready::get))
        .routes(routes!(metrics::get))
}
