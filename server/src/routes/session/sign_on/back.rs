//! `GET /api/session/sign-on/return/{provider}`

use access::SignedOn;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use openid::Answer;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{arrival, carry, session_cookie};
use crate::{AppState, Problem, cookie, origin::Origin, problem::Chain};

/// What the provider sends along.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Returned {
    /// The state that the browser was sent with.
    state: Option<String>,
    /// The code, where the provider agreed.
    code: Option<String>,
    /// Who answers.
    iss: Option<String>,
    /// The provider's word, where it did not agree.
    error: Option<String>,
}

/// Why a sign-on came to nothing, as the page is told.
enum Failed {
    /// By access.
    Access(access::Error),
    /// By the provider, or by what it said.
    Provider(openid::Error),
    /// By us; it was written when it was made.
    Ours,
}

impl From<access::Error> for Failed {
    fn from(error: access::Error) -> Self {
        Self::Access(error)
    }
}

impl From<openid::Error> for Failed {
    fn from(error: openid::Error) -> Self {
        Self::Provider(error)
    }
}

impl From<Problem> for Failed {
    fn from(_: Problem) -> Self {
        Self::Ours
    }
}

impl Failed {
    /// A word that the console has a text for.
    fn word(&self) -> &'static str {
        use access::Error as A;
        use openid::Error as P;
        match self {
            Self::Access(A::SignOnOver) | Self::Provider(P::Foreign(_)) => "over",
            Self::Access(A::Unbound) => "unbound",
            Self::Access(A::IdentityTaken) => "taken",
            Self::Access(A::TooManyAttempts { .. }) => "wait",
            Self::Provider(P::Refused(_)) => "refused",
            Self::Provider(P::Token(_)) => "untrusted",
            Self::Provider(_) => "unavailable",
            Self::Access(_) | Self::Ours => "failed",
        }
    }

    /// Whether it could have been a guess, which takes a ticket of ours: what comes without one, as
    /// any other site can make a browser ask, holds nobody off. Nor does what ails all sign-ons of a
    /// provider at once: a secret that it does not take, a clock that is wrong. Access counts its own.
    const fn counts(&self) -> bool {
        use openid::{Error as P, Flaw as F};
        matches!(
            self,
            Self::Provider(
                P::Foreign(_)
                    | P::Token(
                        F::Algorithm
                            | F::UnknownKey
                            | F::Signature
                            | F::Issuer
                            | F::Audience
                            | F::Nonce
                    )
            )
        )
    }

    fn log(&self) {
        match self {
            Self::Access(error) => tracing::warn!(cause = %Chain(error), "a sign-on failed"),
            Self::Provider(error) => tracing::warn!(cause = %Chain(error), "a sign-on failed"),
            Self::Ours => {}
        }
    }
}

/// Where a provider sends the browser back to, each to an address of its own: begins the session,
/// binds the account or asks for a code, and sends the browser on to the console, which says what
/// came of it (`sign_on` in the address: `bound`, `code`, `over`, `unbound`, `taken`, `refused`,
/// `untrusted`, `unavailable`, `wait` or `failed`).
#[utoipa::path(
    get, path = "/api/session/sign-on/return/{provider}", tag = "session",
    params(("provider" = String, Path, description = "The provider's id"), Returned),
    responses((status = SEE_OTHER, description = "on to the console"))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    origin: Origin,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Response {
    let origin = origin.text();
    let mut binds = false;
    match finish(&state, &origin, &headers, (&provider, returned), &mut binds).await {
        Ok(onward) => onward,
        Err(failed) => {
            failed.log();
            if failed.counts() {
                state.access.sign_on_failed(&origin);
            }
            let page = if binds { "/security" } else { "/" };
            let gone = cookie::put_down(state.config.server.https);
            on_to(&format!("{page}?sign_on={}", failed.word()), gone, None)
        }
    }
}

async fn finish(
    state: &AppState,
    origin: &str,
    headers: &HeaderMap,
    (provider, returned): (&str, Returned),
    binds: &mut bool,
) -> Result<Response, Failed> {
    let https = state.config.server.https;
    // First, so that whoever binds is told on the page that they left.
    let ticket = state.access.open_ticket(cookie::carried(headers, https))?;
    *binds = ticket.binds();
    state.access.sign_on_patience(origin)?;
    // Who answered shows by the address, also where they do not name themselves: no provider is
    // handed the code of another (RFC 9700, section 4.4).
    if ticket.provider() != provider {
        return Err(openid::Error::Foreign("another provider's address").into());
    }
    let entry = state.sign_on.find(ticket.provider()).ok_or(access::Error::SignOnOver)?;
    let answer = Answer {
        state: returned.state.unwrap_or_default(),
        code: returned.code,
        issuer: returned.iss,
        error: returned.error,
    };
    let identity = entry.provider.finish(ticket.flow(), &answer).await?;
    let done =
        state.access.finish_sign_on(ticket, &identity, arrival(origin, headers, https)).await?;
    Ok(match done {
        SignedOn::In(begun) => {
            on_to("/", cookie::put_down(https), Some(session_cookie(state, &begun)?))
        }
        SignedOn::CodeNeeded(ticket) => on_to("/?sign_on=code", carry(state, &ticket)?, None),
        SignedOn::Bound => on_to("/security?sign_on=bound", cookie::put_down(https), None),
    })
}

fn on_to(page: &str, carried: HeaderValue, session: Option<HeaderValue>) -> Response {
    let place = HeaderValue::from_str(page).unwrap_or_else(|_| HeaderValue::from_static("/"));
    let mut headers = vec![(header::LOCATION, place), (header::SET_COOKIE, carried)];
    headers.extend(session.map(|session| (header::SET_COOKIE, session)));
    let mut response = StatusCode::SEE_OTHER.into_response();
    for (name, value) in headers {
        response.headers_mut().append(name, value);
    }
    response
}
