//! The accounts of an area: listed, disabled, enabled; the roles that can be given.

mod list;
mod partner;
mod places;
mod roles;
mod shape;
mod shut;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use self::{list::area, places::Places};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(roles::get))
        .routes(routes!(shut::disable))
        .routes(routes!(shut::enable))
        .routes(routes!(partner::show::get))
        .routes(routes!(partner::quota::put))
        .routes(routes!(partner::keys::post))
        .routes(routes!(partner::keys::revoke))
}
