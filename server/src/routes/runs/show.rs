//! `GET /api/runs/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{Run, RunBook, RunSummary};
use kernel::{Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::list::RunRow;
use crate::{AppState, Caller, Problem, TextShape, routes::sources::Rate};

/// What is read of a stored report.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Report {
    #[serde(default)]
    pub(super) sources: Vec<Source>,
    #[serde(default)]
    stages: Vec<Stage>,
    #[serde(default)]
    applied: Applied,
}

#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names of the run report")]
pub(super) struct Source {
    source: String,
    title_zh: String,
    title_en: String,
    pub(super) rows: u64,
    pub(super) rejected: u64,
    rates: Vec<Rate>,
}

#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names of the run report")]
struct Stage {
    stage: String,
    rows_in: u64,
    rows_out: u64,
    wall_s: f64,
    cpu_s: Option<f64>,
    peak_mib: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
struct Applied {
    organisations: u64,
    relations: u64,
    events: u64,
}

impl Report {
    pub(super) fn of(run: &RunSummary) -> Self {
        run.report.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

/// A stage.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunStage {
    /// Its name.
    name: String,
    /// Rows in.
    rows_in: u64,
    /// Rows out.
    rows_out: u64,
    /// Milliseconds by the clock on the wall.
    wall_ms: f64,
    /// Processor milliseconds.
    cpu_ms: Option<f64>,
    /// Peak memory of the process, MiB.
    peak_mib: Option<f64>,
}

/// How the addresses of a source washed, in one role.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunRate {
    /// The source.
    source: String,
    /// Its name.
    #[schema(value_type = TextShape)]
    name: Text,
    /// The address role.
    role: String,
    /// Rows with an address.
    rows: u64,
    /// Class A.
    a: u64,
    /// Class B.
    b: u64,
    /// Class C.
    c: u64,
    /// No class.
    none: u64,
}

/// A count of things.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Total {
    /// What: `organisations`, `relations`, `events`.
    key: &'static str,
    /// How many.
    count: u64,
}

/// A run with its stages, match rates, and counts of things. People are not counted here: counts of people pass the
/// disclosure gate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunDetail {
    #[serde(flatten)]
    row: RunRow,
    /// Stages, in order.
    stages: Vec<RunStage>,
    /// Match rates.
    rates: Vec<RunRate>,
    /// Counts of things.
    totals: Vec<Total>,
}

/// One run.
#[utoipa::path(
    get, path = "/api/runs/{id}", tag = "runs", security(("session" = [])),
    params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = OK, body = RunDetail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::RunsView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Run>>,
) -> Result<Json<RunDetail>, Problem> {
    let run = RunBook::new(state.database.clone()).run(id).await?.ok_or_else(Problem::not_found)?;
    let report = Report::of(&run);
    let row = RunRow::of(&run, &report, caller.lang);
    let stages = report.stages.into_iter().map(|stage| RunStage {
        name: stage.stage,
        rows_in: stage.rows_in,
        rows_out: stage.rows_out,
        wall_ms: stage.wall_s * 1_000.0,
        cpu_ms: stage.cpu_s.map(|seconds| seconds * 1_000.0),
        peak_mib: stage.peak_mib,
    });
    let rates = report.sources.into_iter().flat_map(|source| {
        let name = Text::new(source.title_zh, source.title_en);
        source.rates.into_iter().map(move |rate| RunRate {
            source: source.source.clone(),
            name: name.clone(),
            role: rate.role,
            rows: rate.written,
            a: rate.a,
            b: rate.b,
            c: rate.c,
            none: rate.none,
        })
    });
    let totals = vec![
        Total { key: "organisations", count: report.applied.organisations },
        Total { key: "relations", count: report.applied.relations },
        Total { key: "events", count: report.applied.events },
    ];
    Ok(Json(RunDetail { row, stages: stages.collect(), rates: rates.collect(), totals }))
}
