//! `POST /api/exchanges/{number}/own-receipt`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use blocks::corrections::Corrections;
use kernel::{AreaPath, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// The receipt of a department's own system.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnReceipt {
    /// The digest (BLAKE3, in hexadecimal digits) of the file that it has.
    digest: String,
}

/// A department's system says, by its signature, that it has the list that went to its source: the source that is called
/// as the system signs in. Nothing of the list is told.
#[utoipa::path(
    post, path = "/api/exchanges/{number}/own-receipt", tag = "exchange", security(("session" = [])),
    params(("number" = i64, Path, description = "The exchange's number")), request_body = OwnReceipt,
    responses(
        (status = NO_CONTENT),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::ExchangeReceive>,
    State(state): State<AppState>,
    Path(number): Path<i64>,
    Json(given): Json<OwnReceipt>,
) -> Result<StatusCode, Problem> {
    caller.within(&AreaPath::whole())?;
    if !caller.is_signed() {
        return Err(Problem::denied().detail(Text::new(
            "签收须由系统的密钥签名",
            "A receipt is signed with the system's key",
        )));
    }
    let (system, by) = (&caller.principal.login, Some(caller.principal.account));
    let corrections = Corrections::new(state.database.clone());
    let sent = corrections.exchange(number).await?.filter(|sent| sent.source == *system);
    if sent.is_none() {
        return Err(Problem::not_found());
    }
    let taken =
        corrections.receipt(number, &given.digest, system, by, &state.ids, &*state.clock).await?;
    if taken.is_some() {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::conflict(Text::new(
        "已经签收，或者文件摘要不一致：请核对收到的文件。",
        "It was received already, or the digest is another: check the file.",
    )))
}
