//! `PUT /api/accounts/{id}/partner/quota`

use access::{Account, PartnerQuota, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Id, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// How much a system may ask for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetQuota {
    /// Requests in a minute, at each server: 6,000 at most.
    requests_a_minute: u32,
    /// Rows in a day (UTC), sent and received: 10,000,000 at most.
    rows_a_day: u32,
}

/// Sets how much a system may ask for.
#[utoipa::path(
    put, path = "/api/accounts/{id}/partner/quota", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The account's id")), request_body = SetQuota,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is no system's"),
    )
)]
pub(crate) async fn put(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Path(id): Path<Id<Account>>,
    Json(asked): Json<SetQuota>,
) -> Result<StatusCode, Problem> {
    let SetQuota { requests_a_minute, rows_a_day } = asked;
    if requests_a_minute > 6_000 || rows_a_day > 10_000_000 {
        return Err(Problem::bad_request(Text::new(
            "每分钟至多 6000 次请求，每日至多 10000000 行",
            "6,000 requests a minute and 10,000,000 rows a day at most",
        )));
    }
    let quota = PartnerQuota { requests_a_minute, rows_a_day };
    state.access.set_partner_quota(&caller.principal, id, quota).await?;
    Ok(StatusCode::NO_CONTENT)
}
