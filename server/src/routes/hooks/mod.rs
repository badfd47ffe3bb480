//! What machines deliver: leads about things and places. A person decides.

mod leads;
mod refuse;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::leads::is_key;
use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(leads::post))
}
