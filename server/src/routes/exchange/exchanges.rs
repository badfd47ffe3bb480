//! `GET /api/exchanges`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::corrections::{Corrections, Exchange};
use kernel::{AreaPath, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem};

/// Which exchanges.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Page, from 1.
    page: Option<u32>,
    /// Exchanges a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A list that went out: what, when, its digest, and the receipt.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExchangeRow {
    /// Its number.
    number: i64,
    /// The source it went to.
    source: String,
    /// Items.
    items: u64,
    /// BLAKE3 of the file, in hexadecimal digits.
    digest: String,
    /// Why it was made.
    reason: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    sent_at: Instant,
    /// When the department said that it has it.
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<Instant>,
    /// Who said so.
    received_by: Option<String>,
    /// Items that have been answered.
    answered: u64,
}

/// A page of exchanges.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExchangePage {
    /// The page, the newest first.
    rows: Vec<ExchangeRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Exchanges a page.
    size: u32,
}

impl From<Exchange> for ExchangeRow {
    fn from(one: Exchange) -> Self {
        Self {
            number: one.number,
            source: one.source,
            items: one.items,
            digest: one.digest,
            reason: one.reason,
            sent_at: one.sent_at,
            received_at: one.received_at,
            received_by: one.received_by,
            answered: one.answered,
        }
    }
}

/// The log of exchanges, as the department's own side holds it too.
#[utoipa::path(
    get, path = "/api/exchanges", tag = "exchange", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = ExchangePage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ExchangeView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<ExchangePage>, Problem> {
    caller.within(&AreaPath::whole())?;
    let (page, size) =
        (which.page.unwrap_or(1).clamp(1, 10_000), which.size.unwrap_or(20).clamp(1, 200));
    let corrections = Corrections::new(state.database.clone());
    let (rows, total) = corrections.exchanges((page - 1) * size, size).await?;
    Ok(Json(ExchangePage { rows: rows.into_iter().map(Into::into).collect(), total, page, size }))
}
