//! `GET /api/sources`

use access::may;
use axum::{Json, extract::State};
use blocks::RunBook;
use kernel::{Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

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
    get, path = "/api/sources", tag = "sources", security(("session" = [])),
    responses(
        (status = OK, body = Vec<SourceRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::SourcesView>,
    State(state): State<AppState>,
) -> Result<Json<Vec<SourceRow>>, Problem> {
    let rows = RunBook::new(state.database.clone()).sources().await?;
    Ok(Json(rows.iter().map(|row| SourceRow::of(row, &profile(row))).collect()))
}
