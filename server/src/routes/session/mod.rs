//! Signing in and out, and what the signed-in account may use.

mod begin;
mod end;
mod shape;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(begin::post, show::get, end::delete))
}
