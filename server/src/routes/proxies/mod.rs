//! Those who act for somebody else: given, accepted, confirmed at the door, used within what was given, ended.

mod give;
pub(crate) mod guardian;
mod list;
mod look;
mod shape;

pub(crate) use self::{list::own, shape::ProxyRow};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get, give::post))
        .routes(routes!(give::accept))
        .routes(routes!(give::revoke))
        .routes(routes!(look::reads))
        .routes(routes!(look::data))
        .routes(routes!(look::correct))
        .routes(routes!(guardian::ask))
        .routes(routes!(guardian::waiting))
        .routes(routes!(guardian::confirm))
        .routes(routes!(guardian::refuse))
}
