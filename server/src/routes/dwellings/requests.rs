//! `GET /api/dwellings/requests`

use access::{BindingState, may};
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{DwellingRequest, Named};
use crate::{AppState, Caller, Problem, routes::accounts::area};

/// Which requests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// In this area or below it, as a path of codes; where not given, all that the reader may confirm.
    area: Option<String>,
    /// `waiting`, `bound`, `refused`, `withdrawn`, `undone` or `expired`; all where not given.
    state: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Requests a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of requests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DwellingRequestPage {
    /// The page, the latest first.
    rows: Vec<DwellingRequest>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Requests a page.
    size: u32,
}

/// Who asks to be bound to which dwelling of one's area: the dwelling, and nobody by name.
#[utoipa::path(
    get, path = "/api/dwellings/requests", tag = "dwellings", security(("session" = [])),
    params(Which),
    responses(
        (status = OK, body = DwellingRequestPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<DwellingRequestPage>, Problem> {
    let (page, size) =
        (which.page.unwrap_or(1).clamp(1, 10_000), which.size.unwrap_or(20).clamp(1, 200));
    let wanted = which.state.as_deref().filter(|state| !state.is_empty());
    let said = |_| Problem::bad_request(Text::new("没有这种状态", "There is no such state"));
    let wanted = wanted.map(str::parse::<BindingState>).transpose().map_err(said)?;
    let area = area(which.area.as_deref())?;
    let asked = ((page - 1) * size, size);
    let (found, total) = state.access.bindings(&caller.principal, &area, wanted, asked).await?;
    let named = Named::of(&state, &found).await?;
    let rows = found.into_iter().map(|binding| DwellingRequest::of(binding, &named)).collect();
    Ok(Json(DwellingRequestPage { rows, total, page, size }))
}
