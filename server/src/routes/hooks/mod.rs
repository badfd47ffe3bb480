//! What other systems deliver: leads of machines about things and places, and cases that departments hand over. A person
//! decides.

mod cases;
mod leads;
pub(crate) mod refuse;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::leads::is_key;
use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(leads::post))
        .routes(routes!(cases::post))
        .routes(routes!(cases::get))
}
