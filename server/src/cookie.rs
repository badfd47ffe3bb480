//! Reading and writing the few cookies there are.

use access::SessionToken;
use axum::http::{HeaderMap, HeaderValue, header};

/// The cookie of the session.
pub(crate) const SESSION: &str = "linli_session";
/// The cookie that carries a sign-on to its way back.
pub(crate) const SIGN_ON: &str = "linli_sign_on";
/// A browser drops it after this, seconds; what it carries is over by then as well.
const CARRIED_S: u32 = 600;

/// The value of the cookie `name`.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs =
        lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(found, _)| *found == name).map(|(_, value)| value).next()
}

/// The session token that the browser sent.
pub(crate) fn session(headers: &HeaderMap) -> Option<SessionToken> {
    read(headers, SESSION)?.parse().ok()
}

/// Sets the session cookie: out of reach for scripts, never sent from other sites.
pub(crate) fn begin(token: &SessionToken, lifetime_s: i64, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let text = format!(
        "{SESSION}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={lifetime_s}{secure}",
        token.reveal()
    );
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Takes the session cookie away.
pub(crate) fn end() -> HeaderValue {
    HeaderValue::from_static("linli_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// Carries a sign-on: out of reach for scripts, for its own routes alone; it comes with a browser that a
/// provider sends back, which a strict cookie would not.
pub(crate) fn carry(sealed: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let text = format!(
        "{SIGN_ON}={sealed}; Path=/api/session/sign-on; HttpOnly; SameSite=Lax; \
         Max-Age={CARRIED_S}{secure}"
    );
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Takes the cookie of a sign-on away.
pub(crate) fn put_down() -> HeaderValue {
    HeaderValue::from_static(
        "linli_sign_on=; Path=/api/session/sign-on; HttpOnly; SameSite=Lax; Max-Age=0",
    )
}
