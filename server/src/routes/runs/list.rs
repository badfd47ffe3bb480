//! `GET /api/runs`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::RunBook;
use kernel::{Instant, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::show::Report;
use crate::{AppState, Caller, Problem};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Page, from 1.
    #[serde(default)]
    page: Option<u32>,
    /// Runs a page, 200 at most; 50 where not given.
    #[serde(default)]
    size: Option<u32>,
}

/// A run.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunRow {
    /// Its id.
    pub(super) id: String,
    /// Its number, as residents see it.
    pub(super) number: i64,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub(super) started_at: Instant,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) finished_at: Option<Instant>,
    /// `running`, `done` or `failed`.
    pub(super) state: &'static str,
    /// Rows read.
    pub(super) rows: u64,
    /// Rows kept apart.
    pub(super) rejected: u64,
    /// Why it stopped, where it failed.
    pub(super) failure: Option<String>,
}

/// A page of runs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunPage {
    /// The page.
    rows: Vec<RunRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Runs a page.
    size: u32,
}

impl RunRow {
    pub(super) fn of(run: &blocks::RunSummary, report: &Report, lang: Lang) -> Self {
        Self {
            id: run.id.to_string(),
            number: run.number,
            started_at: run.started_at,
            finished_at: run.finished_at,
            state: run.state.name(),
            rows: report.sources.iter().map(|source| source.rows).sum(),
            rejected: report.sources.iter().map(|source| source.rejected).sum(),
            failure: run.failure.as_ref().map(|failure| failure.in_lang(lang).to_owned()),
        }
    }
}

/// Every run, the latest first.
#[utoipa::path(
    get, path = "/api/runs", tag = "runs", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = RunPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::RunsView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<RunPage>, Problem> {
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(50).clamp(1, 200));
    let (runs, total) =
        RunBook::new(state.database.clone()).runs((page - 1).saturating_mul(size), size).await?;
    let rows = runs.iter().map(|run| RunRow::of(run, &Report::of(run), caller.lang)).collect();
    Ok(Json(RunPage { rows, total, page, size }))
}
