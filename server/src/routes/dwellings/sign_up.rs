//! `POST /api/dwellings/sign-up`

use axum::{Json, extract::State, http::StatusCode};
use kernel::Lang;
use serde::Deserialize;
use utoipa::ToSchema;

use super::door;
use crate::{AppState, Problem, origin::Origin};

/// Who stands at a door and has no account. Nothing else is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignUp {
    /// What the code at the door says.
    code: String,
    /// What to sign in with: 2 to 64 letters, digits, dots, hyphens, underlines or at signs. It need not be a name.
    login: String,
    /// A password of 12 characters at least, the login not among them.
    password: String,
    /// The language to begin in: `zh` or `en`.
    #[schema(value_type = String)]
    lang: Lang,
}

/// Makes a resident's account and asks that it be bound to the dwelling. Signing in comes after; until somebody has come
/// to the door the account sees nobody's data. So many an hour from one address and at one door.
#[utoipa::path(
    post, path = "/api/dwellings/sign-up", tag = "dwellings",
    request_body = SignUp,
    responses(
        (status = NO_CONTENT),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "no code of this installation"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "no login, or a weak password"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "the login is taken, the code was replaced, or too many wait"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    Json(given): Json<SignUp>,
) -> Result<StatusCode, Problem> {
    let door = door(&state, origin.text(), &given.code).await?;
    state.access.sign_up(&door, &given.login, &given.password, given.lang).await?;
    Ok(StatusCode::NO_CONTENT)
}
