//! `GET /api/review`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::{CandidateReason, EndKind, QueueFilter, Review};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{ReviewRow, Titles};
use crate::{
    AppState, Caller, Problem,
    routes::register::{register, which::area},
};

/// Which pairs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPairs {
    /// `person` (where not given) or `organisation`.
    kind: Option<String>,
    /// Only for this reason; every one but `sample` where not given.
    reason: Option<String>,
    /// Those judged, or those not; both where not given.
    judged: Option<bool>,
    /// Only pairs that lie whole in this area: its id or its path of codes.
    area: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Pairs a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewPage {
    /// The page, the most worth a look first.
    rows: Vec<ReviewRow>,
    /// How many there are.
    total: u64,
    /// How many of them are judged.
    judged: u64,
    /// Page, from 1.
    page: u32,
    /// Pairs a page.
    size: u32,
}

/// The pairs of records most worth a look: sources, weights and levels; neither a record's key nor a value of a person.
#[utoipa::path(
    get, path = "/api/review", tag = "review", security(("session" = [])), params(WhichPairs),
    responses(
        (status = OK, body = ReviewPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Query(which): Query<WhichPairs>,
) -> Result<Json<ReviewPage>, Problem> {
    let area = area(&register(&state), which.area.as_deref()).await?;
    caller.within(&area)?;
    let unknown = || Problem::bad_request(Text::new("没有这个取值", "There is no such value"));
    let kind = match which.kind.as_deref() {
        None | Some("person") => EndKind::Person,
        Some("organisation") => EndKind::Organisation,
        Some(_) => return Err(unknown()),
    };
    let named = which.reason.filter(|name| !name.is_empty());
    let reason =
        named.map(|name| CandidateReason::from_name(&name).ok_or_else(unknown)).transpose()?;
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(20).clamp(1, 200));
    let offset = (page - 1).saturating_mul(size);
    let filter = QueueFilter { kind, reason, judged: which.judged, area, offset, limit: size };
    let review = Review::new(state.database.clone());
    let found = review.queue(&filter).await?;
    let done = QueueFilter { judged: Some(true), offset: 0, limit: 1, ..filter };
    let judged = review.queue(&done).await?.total;
    let titles = Titles::read(&state).await?;
    let rows = found.rows.into_iter().map(|row| ReviewRow::of(row, &titles)).collect();
    Ok(Json(ReviewPage { rows, total: found.total, judged, page, size }))
}
