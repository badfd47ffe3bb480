//! `GET /api/session/sign-on/bound`

use axum::{Json, extract::State};
use kernel::{Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, TextShape, caller::SignedIn};

/// An identity that the account is signed in by.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoundIdentity {
    /// The provider's issuer.
    issuer: String,
    /// What the provider is called; its issuer where it is set up no more.
    name: TextShape,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    bound_at: Instant,
    /// When it was last signed in by.
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<Instant>,
}

/// The identities that the signed-in account is bound to.
#[utoipa::path(
    get, path = "/api/session/sign-on/bound", tag = "session", security(("session" = [])),
    responses(
        (status = OK, body = Vec<BoundIdentity>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: SignedIn,
    State(state): State<AppState>,
) -> Result<Json<Vec<BoundIdentity>>, Problem> {
    let found = state.access.identities(&caller.principal).await?;
    let name = |issuer: &str| {
        let entry = state.sign_on.entries().iter().find(|one| one.provider.issuer() == issuer);
        entry.map_or_else(|| Text::new(issuer, issuer), |entry| entry.name.clone())
    };
    let row = |found: access::Identity| BoundIdentity {
        name: name(&found.issuer).into(),
        issuer: found.issuer,
        bound_at: found.bound_at,
        used_at: found.used_at,
    };
    Ok(Json(found.into_iter().map(row).collect()))
}
