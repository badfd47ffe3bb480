//! `GET /api/session/passkeys/offered`

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::party;
use crate::AppState;

/// Whether there are passkeys here.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasskeysOffered {
    /// The origin whose pages may ask for one; nothing where browsers have none at the installation's address.
    origin: Option<String>,
}

/// Whether one may sign in by a passkey, and on pages of which origin.
#[utoipa::path(
    get, path = "/api/session/passkeys/offered", tag = "session",
    responses((status = OK, body = PasskeysOffered))
)]
pub(crate) async fn get(State(state): State<AppState>) -> Json<PasskeysOffered> {
    let origin = party(&state).ok().map(|party| party.origin().to_owned());
    Json(PasskeysOffered { origin })
}
