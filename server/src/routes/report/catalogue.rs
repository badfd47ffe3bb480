//! `GET /api/report/catalogue`

use axum::{Json, extract::State};

use crate::{AppState, routes::cases::catalogue::Shape};

/// What may be reported: for everybody.
#[utoipa::path(
    get, path = "/api/report/catalogue", tag = "report",
    responses((status = OK, body = Shape))
)]
pub(crate) async fn get(State(state): State<AppState>) -> Json<Shape> {
    Json(Shape::of(state.casework.catalogue()))
}
