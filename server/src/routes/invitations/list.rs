//! `GET /api/invitations`

use access::{InvitationState, may};
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::InvitationRow;
use crate::{
    AppState, Caller, Problem,
    routes::accounts::{Places, area},
};

/// Which invitations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// To roles in this area or below it, as a path of codes; where not given, all that the reader may see.
    area: Option<String>,
    /// `open`, `accepted`, `revoked` or `expired`; all where not given.
    state: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Invitations a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of invitations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitationPage {
    /// The page, the latest first.
    rows: Vec<InvitationRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Invitations a page.
    size: u32,
}

/// The invitations to roles in an area, and what became of each.
#[utoipa::path(
    get, path = "/api/invitations", tag = "accounts", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = InvitationPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::AccountsView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<InvitationPage>, Problem> {
    let (page, size) =
        (which.page.unwrap_or(1).clamp(1, 10_000), which.size.unwrap_or(20).clamp(1, 200));
    let wanted = which.state.as_deref().filter(|state| !state.is_empty());
    let said = |_| Problem::bad_request(Text::new("没有这种状态", "There is no such state"));
    let wanted = wanted.map(str::parse::<InvitationState>).transpose().map_err(said)?;
    let area = area(which.area.as_deref())?;
    let asked = ((page - 1) * size, size);
    let found = state.access.invitations(&caller.principal, &area, wanted, asked).await?;
    let places = Places::of(&state, found.0.iter().map(|row| &row.asked.area)).await?;
    let rows = found.0.into_iter().map(|row| InvitationRow::of(row, &places)).collect();
    Ok(Json(InvitationPage { rows, total: found.1, page, size }))
}
