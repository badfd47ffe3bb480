//! Who looked at whose data.

mod audit;
pub(crate) mod list;
mod receipts;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(audit::get))
        .routes(routes!(receipts::get))
        .routes(routes!(receipts::checkpoints))
}
