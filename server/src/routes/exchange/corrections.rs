//! `GET /api/corrections`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::corrections::{
    CorrectedField, Correction, CorrectionFilter, CorrectionState, Corrections,
};
use kernel::{AreaPath, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem, TextShape};

/// Which corrections.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Of this source.
    source: Option<String>,
    /// `offered`, `accepted`, `refused` or `withdrawn`.
    state: Option<String>,
    /// Of this field.
    field: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Corrections a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A correction: which column, what is wrong, on whose word. The record and the value are in the list alone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorrectionRow {
    /// Id.
    id: String,
    /// The source's id.
    source: String,
    /// The field.
    field: &'static str,
    /// The department's own column.
    column: String,
    /// `missing`, `differs`, `spelling` or `not_found`.
    fault: &'static str,
    /// On whose word; nothing where the register of addresses says so.
    #[schema(value_type = Option<TextShape>)]
    evidence: Option<Text>,
    /// When that source was last read.
    #[schema(value_type = Option<String>, format = DateTime)]
    evidence_at: Option<Instant>,
    /// How far it is.
    state: &'static str,
    /// Why it was refused.
    reason: String,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    found_at: Instant,
    /// When it was answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// The list it went out with.
    exchange: Option<i64>,
}

/// A page of corrections.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorrectionPage {
    /// The page.
    rows: Vec<CorrectionRow>,
    /// How many there are, counted up to 10,001.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Corrections a page.
    size: u32,
}

/// Corrections that are offered to departments, and what became of them.
#[utoipa::path(
    get, path = "/api/corrections", tag = "exchange", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = CorrectionPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ExchangeView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<CorrectionPage>, Problem> {
    caller.within(&AreaPath::whole())?;
    let (page, size) =
        (which.page.unwrap_or(1).clamp(1, 10_000), which.size.unwrap_or(20).clamp(1, 200));
    let filter = CorrectionFilter {
        source: which.source.filter(|source| !source.is_empty()),
        state: which.state.as_deref().and_then(CorrectionState::from_name),
        field: which.field.as_deref().and_then(CorrectedField::from_name),
    };
    let corrections = Corrections::new(state.database.clone());
    let (rows, total) = corrections.page(&filter, (page - 1) * size, size).await?;
    Ok(Json(CorrectionPage { rows: rows.into_iter().map(row).collect(), total, page, size }))
}

fn row(one: Correction) -> CorrectionRow {
    CorrectionRow {
        id: one.id.to_string(),
        source: one.source,
        field: one.field.name(),
        column: one.column,
        fault: one.fault.name(),
        evidence: one.evidence,
        evidence_at: one.evidence_at,
        state: one.state.name(),
        reason: one.reason,
        found_at: one.found_at,
        decided_at: one.decided_at,
        exchange: one.exchange,
    }
}
