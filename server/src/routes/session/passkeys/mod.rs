//! Passkeys: whether there are any here, signing in by one, and those of one's own account.

mod add;
mod ask;
mod list;
mod new;
mod offered;
mod remove;
mod rename;
mod show;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use webauthn::RelyingParty;

use crate::{AppState, Problem};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get, add::post))
        .routes(routes!(offered::get))
        .routes(routes!(ask::post))
        .routes(routes!(show::post))
        .routes(routes!(new::post))
        .routes(routes!(rename::post))
        .routes(routes!(remove::post))
}

/// What a browser is to ask its authenticators for.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasskeyRequest {
    /// Sealed; to be given back with the answer within five minutes, and once.
    ticket: String,
    /// The options of the Web Authentication API in its JSON form; bytes are base64url.
    #[schema(value_type = Object)]
    options: serde_json::Value,
}

impl From<access::PasskeyAsked> for PasskeyRequest {
    fn from(asked: access::PasskeyAsked) -> Self {
        Self { ticket: asked.ticket, options: asked.options }
    }
}

/// The installation as authenticators know it; there are no passkeys where browsers have none at its address.
fn party(state: &AppState) -> Result<RelyingParty, Problem> {
    RelyingParty::at(&state.config.messages.address).ok_or_else(Problem::not_found)
}
