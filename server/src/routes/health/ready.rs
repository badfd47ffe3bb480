//! `GET /readyz`

use axum::extract::State;
use kernel::Text;

use crate::{AppState, Problem, problem::Chain};

/// The database answers, so that requests will be served.
#[utoipa::path(
    get, path = "/readyz", tag = "health",
    responses((status = OK, body = String), (status = SERVICE_UNAVAILABLE, body = crate::ProblemDocument))
)]
pub(crate) async fn get(State(state): State<AppState>) -> Result<&'static str, Problem> {
    state.database.ping().await.map(|()| "ready").map_err(|error| {
        tracing::error!(cause = %Chain(&error), "the database does not answer");
        Problem::unavailable(Text::new("数据库没有响应", "The database does not answer"))
    })
}
