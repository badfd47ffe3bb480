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
    /// Whether the account can do nothing else before it has one.
    owed: bool,
}

impl SecondFactorState {
    fn of(found: Option<SecondFactor>, owed: bool) -> Self {
        Self {
            owed,
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
    let who = &caller.principal;
    let found = state.access.second_factor(who).await?;
    let owed = state.config.session.second_factor && state.access.owes_second_factor(who).await?;
    Ok(Json(SecondFactorState::of(found, owed)))
}
