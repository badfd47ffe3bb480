//! Invitations: given and taken back by keepers of accounts, looked at and accepted by whoever was handed the link.

mod accept;
mod invite;
mod list;
mod look;
mod revoke;
mod shape;

use access::InvitationToken;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, origin::Origin};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get, invite::post))
        .routes(routes!(revoke::post))
        .routes(routes!(look::post))
        .routes(routes!(accept::post))
}

/// Looks and tries that one address may make in an hour: each hashes a password, or could be a guess.
const TRIES_AN_HOUR: u32 = 60;

/// The token of a link, once the pace allows; 404 where it is none.
fn token(state: &AppState, origin: &Origin, text: &str) -> Result<InvitationToken, Problem> {
    state.pace.take("invitation", origin.text(), TRIES_AN_HOUR, state.clock.now())?;
    text.trim().parse().map_err(|_| access::Error::NoInvitation.into())
}
