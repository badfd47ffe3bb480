//! `GET /api/proxies/{id}/reads`, `GET /api/proxies/{id}/data`, `POST /api/proxies/{id}/requests`

use access::{ProxyMark, ProxyScope, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use blocks::Blocks;
use kernel::Id;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    AppState, Caller, Problem,
    routes::{
        reads::list::{ReadRow, rows},
        rights::{OwnFactRow, claim, wish},
    },
};

/// What one wishes of a fact on the person for whom one acts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProxyWish {
    /// The fact, as the person's data names it.
    fact: String,
    /// `correct` or `delete`.
    wish: String,
    /// The right value, where the office may be told it: a name, a birth date as year-month-day, `male` or `female`.
    #[serde(default)]
    value: Option<String>,
}

/// Looks that are told at once.
const TOLD: u32 = 200;

/// Who looked at the data of the person for whom one acts. The look is on that person's log, as one of their proxy.
#[utoipa::path(
    get, path = "/api/proxies/{id}/reads", tag = "proxies", security(("session" = [])),
    params(("id" = String, Path, description = "The proxy")),
    responses(
        (status = OK, body = Vec<ReadRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn reads(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Path(id): Path<Id<ProxyMark>>,
) -> Result<Json<Vec<ReadRow>>, Problem> {
    let grant = state.access.grant_proxy(&caller.principal, id, ProxyScope::Reads).await?;
    let person = grant.subject().ok_or_else(Problem::denied)?;
    let mut found = state.access.reads_of(&grant, person, false, TOLD, 0).await?;
    // What the person asked about a look stays theirs.
    found.questions.clear();
    Ok(Json(rows(found, true, caller.lang)))
}

/// What is kept on the person for whom one acts, each fact in full with its source.
#[utoipa::path(
    get, path = "/api/proxies/{id}/data", tag = "proxies", security(("session" = [])),
    params(("id" = String, Path, description = "The proxy")),
    responses(
        (status = OK, body = Vec<OwnFactRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn data(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Path(id): Path<Id<ProxyMark>>,
) -> Result<Json<Vec<OwnFactRow>>, Problem> {
    let grant = state.access.grant_proxy(&caller.principal, id, ProxyScope::Data).await?;
    let shut = Blocks::new(state.database.clone()).own(&state.access, &grant).await?;
    let facts = state.access.disclose(&grant, shut).await?;
    Ok(Json(crate::routes::rights::rows(&state, facts).await?))
}

/// Says for the person for whom one acts that a fact on them is wrong, or asks that it be deleted. That a proxy did is
/// written down beside it.
#[utoipa::path(
    post, path = "/api/proxies/{id}/requests", tag = "proxies", security(("session" = [])),
    params(("id" = String, Path, description = "The proxy")),
    request_body = ProxyWish,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn correct(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Path(id): Path<Id<ProxyMark>>,
    Json(asked): Json<ProxyWish>,
) -> Result<StatusCode, Problem> {
    let wish = wish(&asked.wish, asked.value)?;
    let who = &caller.principal;
    let grant = state.access.grant_proxy(who, id, ProxyScope::Correct).await?;
    state.access.record_proxy_deed(who, id).await?;
    claim(&state, &grant, &asked.fact, &wish, who.account).await?;
    Ok(StatusCode::NO_CONTENT)
}
