//! `POST /api/exchanges/{number}/receipt`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::corrections::Corrections;
use kernel::{AreaPath, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::exchanges::ExchangeRow;
use crate::{AppState, Caller, Problem};

/// A department's receipt.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receipt {
    /// The digest of the file that it has.
    digest: String,
    /// Who received it.
    received_by: String,
}

/// Writes down that a department has a list. The digest of its file must be that of the one that went out.
#[utoipa::path(
    post, path = "/api/exchanges/{number}/receipt", tag = "exchange", security(("session" = [])),
    params(("number" = i64, Path, description = "The exchange's number")), request_body = Receipt,
    responses(
        (status = OK, body = ExchangeRow),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::ExchangeAnswer>,
    State(state): State<AppState>,
    Path(number): Path<i64>,
    Json(given): Json<Receipt>,
) -> Result<Json<ExchangeRow>, Problem> {
    caller.within(&AreaPath::whole())?;
    let by = Some(caller.principal.account);
    let who: String = given.received_by.trim().chars().take(120).collect();
    if who.is_empty() {
        return Err(Problem::bad_request(Text::new("请写明由谁签收。", "Say who received it.")));
    }
    let corrections = Corrections::new(state.database.clone());
    let taken =
        corrections.receipt(number, &given.digest, &who, by, &state.ids, &*state.clock).await?;
    let taken = taken.ok_or_else(|| {
        Problem::conflict(Text::new(
            "没有这次交换，或者已经签收，或者文件摘要不一致：请核对收到的文件。",
            "There is no such exchange, it was received already, or the digest is another: check the file.",
        ))
    })?;
    Ok(Json(taken.into()))
}
