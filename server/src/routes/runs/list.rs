//! `GET /api/runs`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use blocks::{RunBook, RunState, RunSummary};
use kernel::{Instant, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::show::Report;
use crate::{
    AppState, Caller, Problem,
    table::{self, Part},
};

/// Runs that are read at a time for a file: each brings its report.
const ROWS: u32 = 100;

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
    /// `json`, or `csv` for the whole list as a file.
    #[serde(default)]
    format: Option<String>,
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
) -> Result<Response, Problem> {
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, caller.lang));
    }
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(50).clamp(1, 200));
    let (runs, total) =
        RunBook::new(state.database.clone()).runs((page - 1).saturating_mul(size), size).await?;
    let rows = runs.iter().map(|run| RunRow::of(run, &Report::of(run), caller.lang)).collect();
    Ok(Json(RunPage { rows, total, page, size }).into_response())
}

/// Every run as a file, the latest first.
fn file(state: AppState, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => ["序号", "开始", "结束", "状态", "行数", "剔除", "失败原因"],
        Lang::En => ["number", "started", "finished", "state", "rows", "rejected", "failure"],
    };
    table::csv("runs", &head, (0, i64::MAX), move |(offset, below): (u32, i64)| {
        let book = RunBook::new(state.database.clone());
        async move {
            let (runs, _) = book.runs(offset, ROWS).await?;
            let last = runs.last().filter(|_| runs.len() == ROWS as usize);
            let next = last.map(|last| (offset.saturating_add(ROWS), last.number));
            // A run that begins meanwhile moves the others on: none stands in the file twice.
            let rows = runs.iter().filter(|run| run.number < below);
            Ok::<_, Problem>(Part { rows: rows.map(|run| cells(run, lang)).collect(), next })
        }
    })
}

fn cells(run: &RunSummary, lang: Lang) -> Vec<String> {
    let row = RunRow::of(run, &Report::of(run), lang);
    let state = match (run.state, lang) {
        (RunState::Running, Lang::Zh) => "运行中",
        (RunState::Done, Lang::Zh) => "完成",
        (RunState::Failed, Lang::Zh) => "失败",
        (_, Lang::En) => row.state,
    };
    vec![
        row.number.to_string(),
        row.started_at.to_string(),
        row.finished_at.map(|at| at.to_string()).unwrap_or_default(),
        state.to_owned(),
        row.rows.to_string(),
        row.rejected.to_string(),
        row.failure.unwrap_or_default(),
    ]
}
