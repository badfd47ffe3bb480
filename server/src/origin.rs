//! Where a request comes from, for the brake on guessing and for /metrics.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use crate::AppState;

/// The address at the other end, as far as it can be trusted.
pub(crate) struct Origin {
    /// The browser's address; unknown only in tests without a socket.
    pub(crate) address: Option<IpAddr>,
    /// Whether the request came from this machine and through no proxy.
    pub(crate) is_here: bool,
}

impl Origin {
    /// The address as text.
    pub(crate) fn text(&self) -> String {
        self.address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin
where
    AppState: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let proxied = parts.headers.contains_key("x-forwarded-for")
            || parts.headers.contains_key("forwarded");
        let trusted = AppState::from_ref(state).config.server.behind_proxy;
        let forwarded = trusted.then(|| forwarded_for(&parts.headers)).flatten();
        Ok(Self {
            address: forwarded.or(peer),
            is_here: !proxied && peer.is_some_and(|address| address.is_loopback()),
        })
    }
}

/// The last address of `X-Forwarded-For`: the one our own proxy added.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}
