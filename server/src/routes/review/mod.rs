//! The review queue: pairs of records worth a person's look, and what people said of them.

mod candidate;
mod judge;
mod judgements;
pub(crate) mod lineage;
mod quality;
mod queue;
pub(crate) mod shape;
mod undo;
mod withdraw;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(queue::list))
        .routes(routes!(quality::get))
        .routes(routes!(candidate::get))
        .routes(routes!(judge::post))
        .routes(routes!(judgements::list))
        .routes(routes!(withdraw::post))
        .routes(routes!(lineage::list))
        .routes(routes!(undo::post))
}
