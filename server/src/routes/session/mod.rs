//! Signing in and out, and what the signed-in account may use.

mod all;
mod begin;
mod end;
mod passkeys;
mod password;
mod second_factor;
mod shape;
mod show;
mod sign_on;
mod why;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(begin::post, show::get, end::delete))
        .routes(routes!(all::get))
        .routes(routes!(all::delete))
        .routes(routes!(why::get))
        .routes(routes!(password::post))
        .merge(second_factor::router())
        .merge(sign_on::router())
        .merge(passkeys::router())
}
