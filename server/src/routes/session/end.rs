//! `DELETE /api/session`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};

use crate::{AppState, Problem, caller::SignedIn, cookie};

/// Signs out.
#[utoipa::path(
    delete, path = "/api/session", tag = "session", security(("session" = [])),
    responses((status = NO_CONTENT), (status = UNAUTHORIZED, body = crate::ProblemDocument))
)]
pub(crate) async fn delete(
    _: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Some(token) = cookie::session(&headers, state.config.server.https) {
        state.access.sign_out(&token).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(header::SET_COOKIE, cookie::end(state.config.server.https))]),
    ))
}
