//! `GET /api/retention`

use access::{KeptKind, RetentionPolicy, RetentionRun, may};
use axum::{Json, extract::State};
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

/// A kind of row and its period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptKindRow {
    /// Its name.
    kind: String,
    /// What it is called.
    title: TextShape,
    /// Days that it is kept; nothing where `since` says until when.
    days: Option<u32>,
    /// From when on the days are counted, or until when it is kept.
    since: TextShape,
    /// Why so long.
    reason: TextShape,
}

/// How much of a kind went.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GoneRow {
    /// The kind.
    kind: String,
    /// Rows, cases, files or segments.
    gone: u64,
}

/// A run of the job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetentionRunRow {
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Instant,
    /// When it was done; nothing while it is under way, or where it was broken off.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Instant>,
    /// What went; nothing of anybody.
    gone: Vec<GoneRow>,
}

/// Periods and runs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetentionShape {
    /// Every kind of row.
    kinds: Vec<KeptKindRow>,
    /// The latest runs, thirty at most.
    runs: Vec<RetentionRunRow>,
}

/// How long each kind of row is kept and why, and what the latest runs deleted: counts by kind, nothing of anybody.
#[utoipa::path(
    get, path = "/api/retention", tag = "retention", security(("session" = [])),
    responses(
        (status = OK, body = RetentionShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::RetentionView>,
    State(state): State<AppState>,
) -> Result<Json<RetentionShape>, Problem> {
    let runs = state.access.retention_runs(&caller.principal, 30).await?;
    let days = |kind: &KeptKind| match kind.setting.as_deref() {
        Some("reads.kept_days") => Some(state.config.reads.kept_days),
        Some("cases.kept_days") => Some(state.config.cases.kept_days),
        _ => kind.days,
    };
    let kind = |kind: &KeptKind| KeptKindRow {
        days: days(kind),
        kind: kind.id.clone(),
        title: kind.title.clone().into(),
        since: kind.since.clone().into(),
        reason: kind.reason.clone().into(),
    };
    let run = |run: RetentionRun| RetentionRunRow {
        started_at: run.started_at,
        finished_at: run.finished_at,
        gone: run.gone.into_iter().map(|(kind, gone)| GoneRow { kind, gone }).collect(),
    };
    Ok(Json(RetentionShape {
        kinds: RetentionPolicy::get().kind.iter().map(kind).collect(),
        runs: runs.into_iter().map(run).collect(),
    }))
}
