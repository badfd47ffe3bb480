//! `GET /api/housing/ratings`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use housing::{
    Place, RatingState,
    filter::{Cursor, RatingFilter},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    shape::Labels,
    stars::{RatingShape, kinds_of},
};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Which ratings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Where they stand: `draft`, `decided`, `published`, `appealed`, `overturned` or `superseded`.
    state: Option<String>,
    /// Whose appeal should have been decided by now.
    overdue: Option<bool>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Ratings a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of ratings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatingPage {
    /// The page, without what was done.
    rows: Vec<RatingShape>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// A page of the ratings of an area, the newest first: the desk of drafts and appeals.
#[utoipa::path(
    get, path = "/api/housing/ratings", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = RatingPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<RatingPage>, Problem> {
    let mut filter = RatingFilter {
        area: area_of(&state, &caller, which.area.as_deref()).await?,
        state: one_of(which.state.as_deref(), RatingState::from_name)?,
        overdue: which.overdue.unwrap_or(false),
        after: one_of(which.after.as_deref(), Cursor::read)?,
        limit: which.size.unwrap_or(20).clamp(1, 200),
    };
    let total = state.housing.count_ratings(&filter).await?;
    let size = filter.limit as usize;
    // One more than asked for tells whether there is a next page.
    filter.limit += 1;
    let mut found = state.housing.ratings(&filter).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more);
    let next = next.map(|(seq, _)| Cursor { seq: *seq, due_at: None }.write());
    let place =
        |(_, rating): &(i64, housing::Rating)| Place { building: rating.building, unit: None };
    let labels = Labels::of(&state, found.iter().map(place)).await?;
    let reckonings: Vec<_> = found.iter().map(|(_, rating)| &rating.reckoned).collect();
    let kinds = kinds_of(&state, &reckonings).await?;
    let rows = found.iter().map(|(_, rating)| RatingShape::of(&state, rating, &labels, &kinds));
    Ok(Json(RatingPage { rows: rows.collect(), total, next }))
}
