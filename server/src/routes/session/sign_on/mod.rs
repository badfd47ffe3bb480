//! Single sign-on: which providers there are, led there, back again; and binding one's own account to one.

mod back;
mod begin;
mod bind;
mod bound;
mod code;
mod providers;
mod unbind;

use access::Arrival;
use axum::http::{HeaderMap, HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, cookie, origin::Origin};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(providers::get))
        .routes(routes!(begin::post))
        .routes(routes!(back::get))
        .routes(routes!(code::post))
        .routes(routes!(bound::get))
        .routes(routes!(bind::post))
        .routes(routes!(unbind::post))
}

/// Sign-ons that one address may begin in an hour: an office may share one.
const BEGUN_AN_HOUR: u32 = 240;

/// Where to go to sign on.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignOnAddress {
    /// The provider's page.
    address: String,
}

/// Refuses an address that begins too often, or failed too often.
fn paced(state: &AppState, origin: &Origin) -> Result<(), Problem> {
    state.pace.take("sign-on", origin.text(), BEGUN_AN_HOUR, state.clock.now())?;
    Ok(state.access.sign_on_patience(&origin.text())?)
}

/// The cookie that carries a ticket to the way back.
fn carry(state: &AppState, ticket: &access::SignOnTicket) -> Result<HeaderValue, Problem> {
    let sealed = state.access.seal_ticket(ticket)?;
    let cookie = cookie::carry(&sealed, state.config.server.https);
    cookie.ok_or_else(|| Problem::internal("a ticket is no cookie"))
}

/// The cookie of a session that began.
pub(super) fn session_cookie(
    state: &AppState,
    begun: &access::SignedIn,
) -> Result<HeaderValue, Problem> {
    let lifetime_s = i64::from(state.config.session.lifetime_minutes) * 60;
    let cookie = cookie::begin(&begun.token, lifetime_s, state.config.server.https);
    cookie.ok_or_else(|| Problem::internal("a session token is no cookie"))
}

/// What is known of the browser.
pub(super) fn arrival<'a>(origin: &'a str, headers: &'a HeaderMap, https: bool) -> Arrival<'a> {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Arrival {
        origin,
        agent: agent.unwrap_or_default(),
        lang: None,
        previous: cookie::session(headers, https),
    }
}
