//! `POST /api/recoveries`

use access::{Lost, may};
use axum::{Json, extract::State};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::RecoveryRow;
use crate::{AppState, Caller, Problem};

/// Whose account, what was lost, and how one knows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskRecovery {
    /// The login of the account.
    login: String,
    /// `password` or `second_factor`.
    lost: String,
    /// How one knows that it is the holder who asks, in four to 500 characters; the holder reads it.
    reason: String,
}

/// A recovery that was asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedRecovery {
    /// The recovery.
    recovery: RecoveryRow,
    /// For a password: the first word, for the holder. It is shown once.
    word: Option<String>,
}

/// Asks that a lost password or second factor be given back. Another officer has to agree within a day; nobody asks for
/// their own account.
#[utoipa::path(
    post, path = "/api/recoveries", tag = "accounts", security(("session" = [])),
    request_body = AskRecovery,
    responses(
        (status = OK, body = AskedRecovery),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no such account, or no second factor"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "one's own account, or one waits already"),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::AccountsRecover>,
    State(state): State<AppState>,
    Json(asked): Json<AskRecovery>,
) -> Result<Json<AskedRecovery>, Problem> {
    let said = Text::new("只能找回密码或两步验证", "A password or a second factor is given back");
    let lost = Lost::of_name(&asked.lost).ok_or_else(|| Problem::bad_request(said))?;
    let access = &state.access;
    let (recovery, word) =
        access.ask_recovery(&caller.principal, &asked.login, lost, &asked.reason).await?;
    let word = word.map(|word| word.reveal().to_owned());
    Ok(Json(AskedRecovery { recovery: recovery.into(), word }))
}
