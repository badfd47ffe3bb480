//! `GET /api/cases/collections`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use casework::{CollectionFilter, Cursor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::CollectionRow;
use crate::{
    AppState, Caller, Problem,
    routes::cases::{list::area_of, place::Where},
};

/// Which forms.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Of this class.
    class: Option<String>,
    /// Noted at this unit or this building: the code at its door.
    code: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Forms a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of forms, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CollectionPage {
    /// The page.
    rows: Vec<CollectionRow>,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// A page of what was noted in an area: things and places, and nobody's name.
#[utoipa::path(
    get, path = "/api/cases/collections", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = CollectionPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<CollectionPage>, Problem> {
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let place = match some(which.code) {
        Some(code) => Where::code(code).find(&state).await?.at.map(|at| at.id.into_bytes()),
        None => None,
    };
    let after = match some(which.after) {
        Some(text) => Some(Cursor::read(&text).ok_or_else(Problem::unknown_filter)?.seq),
        None => None,
    };
    let limit = which.size.unwrap_or(20).clamp(1, 200);
    // One more than asked for tells whether there is a next page.
    let filter =
        CollectionFilter { area, class: some(which.class), place, after, limit: limit + 1 };
    let mut found = state.casework.collections(&filter).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|(seq, _)| Cursor { seq: *seq, due_at: None });
    let rows = found.iter().map(|(_, form)| CollectionRow::of(&state.casework, &caller, form));
    Ok(Json(CollectionPage { rows: rows.collect(), next: next.map(|next| next.write()) }))
}
