//! `GET /api/sources`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use blocks::RunBook;
use kernel::{Instant, Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem, TextShape,
    table::{self, Part},
};

/// Which tables.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Part of the name of a table or of the office that keeps it, in either language; all where it is not given.
    #[serde(default)]
    q: Option<String>,
    /// `json`, or `csv` for the list as a file.
    #[serde(default)]
    format: Option<String>,
}

/// A department's table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceRow {
    /// Its id.
    pub(super) id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    pub(super) name: Text,
    /// The office that keeps it.
    #[schema(value_type = TextShape)]
    pub(super) department: Text,
    /// Legal basis; nothing where none was stated.
    #[schema(value_type = Option<TextShape>)]
    pub(super) legal_basis: Option<Text>,
    /// Rows of the last run.
    pub(super) rows: u64,
    /// Rows kept apart.
    pub(super) rejected: u64,
    /// Rows with an address that was matched in class A or B, in the role that has most.
    pub(super) matched: u64,
    /// When it was last read.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) read_at: Option<Instant>,
}

/// What a run noted about a table.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Profile {
    #[serde(default)]
    pub(super) columns: Vec<fusion::intake::ColumnProfile>,
    #[serde(default)]
    pub(super) rates: Vec<Rate>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Rate {
    pub(crate) role: String,
    pub(crate) written: u64,
    pub(crate) a: u64,
    pub(crate) b: u64,
    pub(crate) c: u64,
    pub(crate) none: u64,
}

impl SourceRow {
    pub(super) fn of(row: &blocks::SourceRow, profile: &Profile) -> Self {
        Self {
            id: row.id.clone(),
            name: row.title.clone(),
            department: row.office.clone(),
            legal_basis: row.legal_basis.clone(),
            rows: row.rows,
            rejected: row.rejected,
            matched: profile.rates.iter().map(|rate| rate.a + rate.b).max().unwrap_or(0),
            read_at: Some(row.recorded_at),
        }
    }
}

pub(super) fn profile(row: &blocks::SourceRow) -> Profile {
    serde_json::from_str(&row.profile).unwrap_or_default()
}

/// The departments' tables, the highest authority first.
#[utoipa::path(
    get, path = "/api/sources", tag = "sources", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Vec<SourceRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::SourcesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let wanted = which.q.unwrap_or_default().trim().to_lowercase();
    let found = RunBook::new(state.database.clone()).sources().await?;
    let rows: Vec<SourceRow> = found
        .iter()
        .filter(|row| is_called(row, &wanted))
        .map(|row| SourceRow::of(row, &profile(row)))
        .collect();
    if which.format.as_deref() == Some("csv") {
        return Ok(file(rows, caller.lang));
    }
    Ok(Json(rows).into_response())
}

fn is_called(row: &blocks::SourceRow, wanted: &str) -> bool {
    let names = [&row.title, &row.office];
    names.iter().any(|name| format!("{} {}", name.zh, name.en).to_lowercase().contains(wanted))
}

/// The list as a file: what it shows.
fn file(rows: Vec<SourceRow>, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => ["编号", "表", "部门", "行数", "剔除", "匹配", "读取时间"],
        Lang::En => ["id", "table", "department", "rows", "rejected", "matched", "read"],
    };
    let cells = move |row: SourceRow| {
        vec![
            row.id,
            row.name.in_lang(lang).to_owned(),
            row.department.in_lang(lang).to_owned(),
            row.rows.to_string(),
            row.rejected.to_string(),
            row.matched.to_string(),
            row.read_at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    };
    // There are as many as there are departments: they are read already.
    table::csv("sources", &head, rows, move |rows| {
        let rows = rows.into_iter().map(cells).collect();
        std::future::ready(Ok(Part { rows, next: None }))
    })
}
