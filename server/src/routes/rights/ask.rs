//! `POST /api/rights/facts/{fact}/requests`, `POST /api/rights/requests/{id}/withdraw`

use access::{Account, Action, Grant, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use blocks::{
    Blocks,
    corrections::{CorrectionMark, Corrections, Wish},
};
use kernel::{Id, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::column::column;
use crate::{AppState, Caller, Problem};

/// What one wishes of a fact.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactWish {
    /// `correct` or `delete`.
    wish: String,
    /// The right value, where the office may be told it: a name, a birth date as year-month-day, `male` or `female`.
    #[serde(default)]
    value: Option<String>,
}

/// Says that a fact on oneself is wrong, or asks that it be deleted. It goes to the office that keeps the record, on the word
/// of the person; that office decides, and what it says is shown with one's data.
#[utoipa::path(
    post, path = "/api/rights/facts/{fact}/requests", tag = "rights", security(("session" = [])),
    params(("fact" = String, Path, description = "The fact, as one's data names it")),
    request_body = FactWish,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::RightsAsk>,
    State(state): State<AppState>,
    Path(fact): Path<String>,
    Json(asked): Json<FactWish>,
) -> Result<StatusCode, Problem> {
    let wish = wish(&asked.wish, asked.value)?;
    let who = &caller.principal;
    let grant = state.access.grant_own(who, Action::RightsExport)?;
    claim(&state, &grant, &fact, &wish, who.account).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is wished, where it is one of the two.
pub(crate) fn wish(named: &str, value: Option<String>) -> Result<Wish, Problem> {
    match (named, value) {
        ("correct", value) => Ok(Wish::Correct(value)),
        ("delete", None) => Ok(Wish::Delete),
        _ => Err(Problem::bad_request(Text::new(
            "请求应为 correct 或 delete；删除不带新值",
            "The wish is `correct` or `delete`; a deletion has no value",
        ))),
    }
}

/// Brings a wish about a fact of the grant's person to the office that keeps it, on the word of `by`.
pub(crate) async fn claim(
    state: &AppState,
    grant: &Grant,
    fact: &str,
    wish: &Wish,
    by: Id<Account>,
) -> Result<(), Problem> {
    let blocks = Blocks::new(state.database.clone());
    let claim = blocks.claimable(&state.access, grant, fact).await?;
    let claim = claim.ok_or_else(Problem::not_found)?;
    let written = column(&claim);
    let corrections = Corrections::new(state.database.clone());
    let means = (&state.ids, &*state.clock);
    Ok(corrections.ask(&state.access, grant, (&claim, &written), wish, by, means).await?)
}

/// Takes back what one asked and was not answered yet.
#[utoipa::path(
    post, path = "/api/rights/requests/{id}/withdraw", tag = "rights", security(("session" = [])),
    params(("id" = String, Path, description = "The request")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn withdraw(
    caller: Caller<may::RightsAsk>,
    State(state): State<AppState>,
    Path(id): Path<Id<CorrectionMark>>,
) -> Result<StatusCode, Problem> {
    let who = &caller.principal;
    let grant = state.access.grant_own(who, Action::RightsExport)?;
    let corrections = Corrections::new(state.database.clone());
    let with = (&state.ids, &*state.clock);
    let was = corrections.take_back(&grant, id, who.account, with).await?;
    was.then_some(StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}
