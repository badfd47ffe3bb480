//! `POST /api/session/passkeys`

use access::MadePasskey;
use axum::{Json, extract::State, http::HeaderMap};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{list::PasskeyRow, party};
use crate::{AppState, Problem, caller::SignedIn, cookie};

/// A passkey that was made; bytes are base64url.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddPasskey {
    /// The ticket of the request.
    ticket: String,
    /// What to call it: 1 to 60 characters.
    name: String,
    /// `clientDataJSON`.
    client_data: String,
    /// `attestationObject`.
    attestation: String,
}

/// Keeps a passkey that was made for the signed-in account: from now on it signs it in.
#[utoipa::path(
    post, path = "/api/session/passkeys", tag = "session", security(("session" = [])),
    request_body = AddPasskey,
    responses(
        (status = OK, body = PasskeyRow),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "wrong, over, or without a name"),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there are no passkeys here"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is kept already, or there are 20"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
    Json(given): Json<AddPasskey>,
) -> Result<Json<PasskeyRow>, Problem> {
    let token =
        cookie::session(&headers, state.config.server.https).ok_or_else(Problem::signed_out)?;
    let party = party(&state)?;
    let made = MadePasskey { client_data: &given.client_data, attestation: &given.attestation };
    let named = (given.ticket.as_str(), given.name.as_str());
    let added = state.access.add_passkey(&caller.principal, &token, &party, named, made).await?;
    Ok(Json(added.into()))
}
