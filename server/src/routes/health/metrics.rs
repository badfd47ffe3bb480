//! `GET /metrics`

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};

use crate::{AppState, Problem, origin::Origin};

/// Figures in Prometheus' text form, without personal data: to this machine, or
/// to whoever shows the configured token (`Authorization: Bearer …`).
#[utoipa::path(
    get, path = "/metrics", tag = "health",
    responses((status = OK, body = String), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let token = &state.config.server.metrics_token;
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|line| line.to_str().ok()?.strip_prefix("Bearer "));
    // Hashes are compared, so that the time taken tells nothing of the token.
    let matches = !token.is_empty()
        && shown
            .is_some_and(|shown| blake3::hash(shown.as_bytes()) == blake3::hash(token.as_bytes()));
    if origin.is_here || matches {
        let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
        Ok((kind, state.figures.render()))
    } else {
        Err(Problem::signed_out())
    }
}
