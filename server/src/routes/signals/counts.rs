//! `GET /api/leads/counts`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::signals::Signals;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem,
    routes::register::{register, which::area},
};

/// Where.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// In this area: its id or its path of codes.
    area: Option<String>,
}

/// How many signals of a grid and month came to what: all that is left of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignalCount {
    /// Path of the grid's codes.
    grid: String,
    /// The month, `YYYY-MM`.
    month: String,
    /// `card_issued` or `account_opened`.
    kind: &'static str,
    /// `done`, `withdrawn`, `expired`, `registered`, `joined` or `unused`.
    outcome: String,
    /// How many.
    total: u64,
}

/// What came of the signals of an area, by grid and month.
#[utoipa::path(
    get, path = "/api/leads/counts", tag = "signals", security(("session" = [])), params(Where),
    responses(
        (status = OK, body = Vec<SignalCount>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::SignalsWork>,
    State(state): State<AppState>,
    Query(place): Query<Where>,
) -> Result<Json<Vec<SignalCount>>, Problem> {
    let area = area(&register(&state), place.area.as_deref()).await?;
    caller.within(&area)?;
    let counts = Signals::new(state.database.clone()).counts(&area).await?;
    let row = |count: blocks::signals::SignalCount| SignalCount {
        grid: count.grid.to_string(),
        month: count.month,
        kind: count.kind.name(),
        outcome: count.outcome,
        total: count.total,
    };
    Ok(Json(counts.into_iter().map(row).collect()))
}
