//! `GET /api/session/second-factor`

use access::SecondFactor;
use axum::{Json, extract::State};
use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, caller::SignedIn};

/// The second factor of the signed-in account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SecondFactorState {
    /// Since when it is asked for; nothing where there is none.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Instant>,
    /// Recovery codes that were not used yet.
    recovery_left: u32,
}

impl From<Option<SecondFactor>> for SecondFactorState {
    fn from(found: Option<SecondFactor>) -> Self {
        Self {
            since: found.map(|factor| factor.since),
            recovery_left: found.map_or(0, |factor| factor.recovery_left),
        }
    }
}

/// Whether the signed-in account has a second factor.
#[utoipa::path(
    get, path = "/api/session/second-factor", tag = "session", security(("session" = [])),
    responses(
        (status = OK, body = SecondFactorState),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<SecondFactorState>, Problem> {
    Ok(Json(state.access.second_factor(&caller.principal).await?.into()))
}
