//! One's own second factor: shown, enrolled, confirmed, taken away.

mod confirm;
mod enrol;
mod remove;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(show::get, enrol::post))
        .routes(routes!(confirm::post))
        .routes(routes!(remove::post))
}
