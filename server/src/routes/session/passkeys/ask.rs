//! `POST /api/session/passkeys/ask`

use axum::{Json, extract::State};

use super::{PasskeyRequest, party};
use crate::{AppState, Problem, origin::Origin};

/// Sign-ins by passkey that one address may begin in an hour: an office may share one.
const ASKED_AN_HOUR: u32 = 600;

/// What a browser is to ask for to sign in by a passkey: a challenge, good for five minutes and once.
#[utoipa::path(
    post, path = "/api/session/passkeys/ask", tag = "session",
    responses(
        (status = OK, body = PasskeyRequest),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "there are no passkeys here"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
) -> Result<Json<PasskeyRequest>, Problem> {
    state.pace.take("passkey", origin.text(), ASKED_AN_HOUR, state.clock.now())?;
    Ok(Json(state.access.ask_passkey(&party(&state)?)?.into()))
}
