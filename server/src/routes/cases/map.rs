//! `GET /api/cases/map`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use casework::CaseFilter;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    list::{Which, rows},
    shape::Row,
};
use crate::{AppState, Caller, Problem};

/// Most cases that the map shows.
const MOST: u32 = 500;

/// Open cases with a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseMap {
    /// The newest first, 500 at the most.
    rows: Vec<Row>,
    /// How many there are, counted up to 1,001: where that is more than are here, a smaller area or a filter shows them.
    total: u64,
}

/// Open cases of an area for the map: those with a place, by the filters of the list. Pages, order and size of the list
/// do not hold; the newest 500 come at once.
#[utoipa::path(
    get, path = "/api/cases/map", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = CaseMap),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<CaseMap>, Problem> {
    let asked = which.read(&state, &caller).await?;
    let filter = CaseFilter {
        open: Some(true),
        placed: true,
        sort: casework::Sort::Newest,
        after: None,
        limit: MOST,
        ..asked
    };
    let total = state.casework.count(&filter).await?;
    let found = state.casework.page(&filter).await?;
    let rows = rows(&state, found, &caller.principal).await?;
    Ok(Json(CaseMap { rows, total }))
}
