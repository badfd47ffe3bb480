//! Open311 GeoReport v2: what may be reported, what was, and reporting, for other systems; JSON and XML.
//!
//! Only kinds of cases that may be shown to anyone are here, in words without numbers of persons, and no reporter.

mod answer;
mod discovery;
mod list;
mod post;
mod services;
pub(crate) mod xml;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(discovery::get))
        .routes(routes!(services::list))
        .routes(routes!(services::get))
        .routes(routes!(list::list, post::post))
        .routes(routes!(list::get))
}
