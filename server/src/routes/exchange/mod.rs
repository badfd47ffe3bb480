//! Back to the source: corrections offered to departments, the lists that go out, their receipts and answers.

mod answer;
mod corrections;
mod exchanges;
mod make;
mod own_receipt;
mod receipt;
mod sources;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(corrections::get))
        .routes(routes!(sources::get))
        .routes(routes!(answer::post))
        .routes(routes!(exchanges::get, make::post))
        .routes(routes!(receipt::post))
        .routes(routes!(own_receipt::post))
}
