//! `GET /api/exchanges`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use blocks::corrections::{Corrections, Exchange};
use kernel::{AreaPath, Instant, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem,
    table::{self, Part, ROWS},
};

/// Which exchanges.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Page, from 1.
    page: Option<u32>,
    /// Exchanges a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole log as a file.
    format: Option<String>,
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
) -> Result<Response, Problem> {
    caller.within(&AreaPath::whole())?;
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, caller.lang));
    }
    let (page, size) =
        (which.page.unwrap_or(1).clamp(1, 10_000), which.size.unwrap_or(20).clamp(1, 200));
    let corrections = Corrections::new(state.database.clone());
    let (rows, total) = corrections.exchanges((page - 1) * size, size).await?;
    let rows = rows.into_iter().map(Into::into).collect();
    Ok(Json(ExchangePage { rows, total, page, size }).into_response())
}

/// The log as a file, the newest first: that lists went out, and nothing of what stood in them.
fn file(state: AppState, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => {
            ["编号", "来源", "条数", "已答复", "摘要", "理由", "发出时间", "收到时间", "签收人"]
        }
        Lang::En => [
            "number",
            "source",
            "items",
            "answered",
            "digest",
            "reason",
            "sent",
            "received",
            "received_by",
        ],
    };
    table::csv("exchanges", &head, (0, i64::MAX), move |(offset, below): (u32, i64)| {
        let corrections = Corrections::new(state.database.clone());
        async move {
            let (found, _) = corrections.exchanges(offset, ROWS).await?;
            let last = found.last().filter(|_| found.len() == ROWS as usize);
            let next = last.map(|last| (offset.saturating_add(ROWS), last.number));
            // A list that goes out meanwhile moves the others on: none stands in the file twice.
            let rows = found.into_iter().filter(|one| one.number < below).map(cells).collect();
            Ok::<_, Problem>(Part { rows, next })
        }
    })
}

fn cells(one: Exchange) -> Vec<String> {
    vec![
        one.number.to_string(),
        one.source,
        one.items.to_string(),
        one.answered.to_string(),
        one.digest,
        one.reason,
        one.sent_at.to_string(),
        one.received_at.map(|at| at.to_string()).unwrap_or_default(),
        one.received_by.unwrap_or_default(),
    ]
}
