//! `GET /api/accounts`

use access::{AccountFilter, may};
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{AreaPath, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{places::Places, shape::AccountRow};
use crate::{AppState, Caller, Problem};

/// Which accounts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// With a role in this area or below it, as a path of codes; where not given, all that the reader may see.
    area: Option<String>,
    /// With this in the login or the name.
    q: Option<String>,
    /// `active` or `disabled`; both where not given.
    state: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Accounts a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of accounts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountPage {
    /// The page, by login.
    rows: Vec<AccountRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Accounts a page.
    size: u32,
}

/// The accounts of an area: of staff, of partners and of programs. Residents' accounts are people and are not listed.
#[utoipa::path(
    get, path = "/api/accounts", tag = "accounts", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = AccountPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::AccountsView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<AccountPage>, Problem> {
    let (page, size) =
        (which.page.unwrap_or(1).clamp(1, 10_000), which.size.unwrap_or(20).clamp(1, 200));
    let disabled = match which.state.as_deref() {
        None | Some("") => None,
        Some("active") => Some(false),
        Some("disabled") => Some(true),
        Some(_) => {
            let said =
                Text::new("状态只能是 active 或 disabled", "The state is active or disabled");
            return Err(Problem::bad_request(said));
        }
    };
    let filter = AccountFilter {
        area: area(which.area.as_deref())?,
        q: which.q.unwrap_or_default().trim().chars().take(80).collect(),
        disabled,
        skip: (page - 1) * size,
        size,
    };
    let (rows, total) = state.access.account_list(&caller.principal, &filter).await?;
    let held = rows.iter().flat_map(|row| &row.principal.assignments).map(|held| &held.area);
    let places = Places::of(&state, held).await?;
    let rows = rows.into_iter().map(|row| AccountRow::of(row, &places)).collect();
    Ok(Json(AccountPage { rows, total, page, size }))
}

/// The area of a text; the whole installation where none is given.
pub(crate) fn area(given: Option<&str>) -> Result<AreaPath, Problem> {
    let wrong = || Problem::bad_request(Text::new("区域编码有误", "The area is no path of codes"));
    given.unwrap_or_default().parse().map_err(|_| wrong())
}
