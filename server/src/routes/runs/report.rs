//! `GET /api/runs/{id}/report.html`

use access::may;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use blocks::{Run, RunBook};
use kernel::Id;

use crate::{AppState, Caller, Problem};

/// The report brings its style along and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// A run's report as one page.
#[utoipa::path(
    get, path = "/api/runs/{id}/report.html", tag = "runs", security(("session" = [])),
    params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = OK, body = String, content_type = "text/html"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RunsView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Run>>,
) -> Result<Response, Problem> {
    let page =
        RunBook::new(state.database.clone()).page(id).await?.ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, page).into_response())
}
