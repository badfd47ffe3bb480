//! `GET /api/session/passkeys`

use access::Passkey;
use axum::{Json, extract::State};
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn};

/// A passkey of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasskeyRow {
    /// Its id here.
    id: String,
    /// What its holder calls it.
    name: String,
    /// Since when it is kept.
    #[schema(value_type = String, format = DateTime)]
    added_at: Instant,
    /// When it was last signed in by.
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<Instant>,
    /// Since when it opens nothing, for there seem to be two of it.
    #[schema(value_type = Option<String>, format = DateTime)]
    cloned_at: Option<Instant>,
}

impl From<Passkey> for PasskeyRow {
    fn from(passkey: Passkey) -> Self {
        let Passkey { id, name, added_at, used_at, cloned_at } = passkey;
        Self { id: id.to_string(), name, added_at, used_at, cloned_at }
    }
}

/// The passkeys of the signed-in account, in the order they were added.
#[utoipa::path(
    get, path = "/api/session/passkeys", tag = "session", security(("session" = [])),
    responses(
        (status = OK, body = Vec<PasskeyRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<PasskeyRow>>, Problem> {
    let found = state.access.passkeys(&caller.principal).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
