//! Who looked at whose data, and what people ask about it.

mod answer;
mod audit;
mod delays;
pub(crate) mod list;
mod question;
mod receipts;
mod shape;
mod told;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(audit::get))
        .routes(routes!(delays::get, delays::ask))
        .routes(routes!(delays::decide))
        .routes(routes!(receipts::get))
        .routes(routes!(receipts::checkpoints))
        .routes(routes!(question::ask))
        .routes(routes!(question::contest))
        .routes(routes!(answer::get))
        .routes(routes!(answer::post))
        .routes(routes!(told::get))
        .routes(routes!(told::post))
        .routes(routes!(told::explain))
}
