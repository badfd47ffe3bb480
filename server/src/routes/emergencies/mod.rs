//! Emergencies: opened for an hour, told as such, reviewed by somebody else.

mod close;
mod list;
mod open;
mod review;
mod shape;

pub(crate) use self::review::is_proper;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(open::post))
        .routes(routes!(close::post))
        .routes(routes!(review::post))
}
