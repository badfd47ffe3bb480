//! What is kept on somebody: theirs to see, to take along, to have corrected or deleted.

mod ask;
mod column;
mod data;
mod schema;
mod shape;

pub(crate) use self::{
    ask::{claim, wish},
    data::rows,
    shape::OwnFactRow,
};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(data::get))
        .routes(routes!(schema::get))
        .routes(routes!(ask::post))
        .routes(routes!(ask::withdraw))
}
