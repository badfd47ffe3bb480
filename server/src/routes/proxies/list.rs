//! `GET /api/proxies`

use access::{Principal, may};
use axum::{Json, extract::State};

use super::shape::{Named, ProxyRow};
use crate::{AppState, Caller, Problem};

/// Who acts for the reader, and for whom the reader acts, the latest first; those that are over too.
#[utoipa::path(
    get, path = "/api/proxies", tag = "proxies", security(("session" = [])),
    responses(
        (status = OK, body = Vec<ProxyRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
) -> Result<Json<Vec<ProxyRow>>, Problem> {
    Ok(Json(own(&state, &caller.principal).await?))
}

/// The proxies of an account that may have any.
pub(crate) async fn own(state: &AppState, principal: &Principal) -> Result<Vec<ProxyRow>, Problem> {
    let found = state.access.proxies(principal).await?;
    let named = Named::of(state, &found).await?;
    let row = |proxy| ProxyRow::of(state, proxy, principal, &named);
    Ok(found.into_iter().map(row).collect())
}
