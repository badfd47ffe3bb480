//! `GET /api/feed`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use database::FeedEntry;
use kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem};

/// From where on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FeedFrom {
    /// The number of the last change that is known; 0 from the beginning.
    #[serde(default)]
    after: i64,
    /// Changes at once, 1,000 at most; 200 where not given.
    limit: Option<u32>,
}

/// A change of the register.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedChange {
    /// Its number: it grows, and none comes later with a lower one.
    sequence: i64,
    /// What happened, such as `building.created`.
    kind: String,
    /// To what, as `kind:id`.
    subject: String,
    /// The state after it, or references.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
}

/// Changes in order, and where to go on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedPage {
    /// The changes.
    changes: Vec<FeedChange>,
    /// What to give as `after` next.
    next: i64,
    /// The number of the last change there is.
    head: i64,
}

/// The changes of the register after a number: follow it and nothing is missed.
#[utoipa::path(
    get, path = "/api/feed", tag = "register", security(("session" = [])), params(FeedFrom),
    responses(
        (status = OK, body = FeedPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(from): Query<FeedFrom>,
) -> Result<Json<FeedPage>, Problem> {
    let limit = from.limit.unwrap_or(200).clamp(1, 1_000);
    let head = state.database.feed_head().await?;
    let found = state.database.feed_after("register", from.after.max(0), limit).await?;
    let next = found.last().map_or(from.after.max(0), |last| last.sequence);
    Ok(Json(FeedPage { changes: found.into_iter().map(shape).collect(), next, head }))
}

pub(super) fn shape(entry: FeedEntry) -> FeedChange {
    FeedChange {
        sequence: entry.sequence,
        kind: entry.kind,
        subject: entry.subject,
        detail: serde_json::from_str(&entry.detail).unwrap_or_default(),
        recorded_at: entry.recorded_at,
    }
}
