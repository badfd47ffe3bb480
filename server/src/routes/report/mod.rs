//! The door for everybody: report a problem and follow it, without an account.

mod answer;
mod begin;
mod catalogue;
mod follow;
mod nearby;
mod photo;
mod shape;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, origin::Origin};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    let photos = OpenApiRouter::new()
        .routes(routes!(photo::post))
        .layer(DefaultBodyLimit::max(casework::LONGEST_FILE + 64 * 1024));
    OpenApiRouter::new()
        .routes(routes!(catalogue::get))
        .routes(routes!(nearby::get))
        .routes(routes!(begin::post))
        .routes(routes!(follow::post))
        .routes(routes!(answer::post))
        .merge(photos)
}

/// Guesses of a word that one address may make in an hour.
const GUESSES_AN_HOUR: u32 = 60;

/// Counts a request from `origin`; 429 where it is one too many.
fn pace(state: &AppState, what: &'static str, origin: &Origin) -> Result<(), Problem> {
    let an_hour = match what {
        "follow" => GUESSES_AN_HOUR,
        _ => state.config.cases.reports_an_hour,
    };
    state.pace.take(what, origin.text(), an_hour, state.clock.now())
}
