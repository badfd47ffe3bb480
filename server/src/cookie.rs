//! Reading and writing the few cookies there are.

use access::SessionToken;
use axum::http::{HeaderMap, HeaderValue, header};

/// The cookie of the session.
pub(crate) const SESSION: &str = "linli_session";
/// The same where linli is reached by https: browsers take a cookie of such a name from this very host alone, by https
/// and for the whole site, so that no neighbour of the same domain can plant a session of its own.
const SESSION_HOST: &str = "__Host-linli_session";
/// The cookie that carries a sign-on to its way back.
const SIGN_ON: &str = "linli_sign_on";
/// The same by https, for the same reason: nobody can plant the sign-on of another.
const SIGN_ON_HOST: &str = "__Host-linli_sign_on";
/// A browser drops it after this, seconds; what it carries is over by then as well.
const CARRIED_S: u32 = 600;

/// The value of the cookie `name`.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs =
        lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(found, _)| *found == name).map(|(_, value)| value).next()
}

/// The session token that the browser sent; of https only the cookie that no other host can have set.
#[must_use]
pub fn session(headers: &HeaderMap, https: bool) -> Option<SessionToken> {
    read(headers, named(https).0)?.parse().ok()
}

/// Sets the session cookie: out of reach for scripts, never sent from other sites.
#[must_use]
pub fn begin(token: &SessionToken, lifetime_s: i64, https: bool) -> Option<HeaderValue> {
    let (name, rest) = named(https);
    let text = format!("{name}={}; {rest}; Max-Age={lifetime_s}", token.reveal());
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Takes the session cookie away, which takes the attributes that it was set with.
#[must_use]
pub const fn end(https: bool) -> HeaderValue {
    HeaderValue::from_static(if https {
        "__Host-linli_session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0"
    } else {
        "linli_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
    })
}

/// The name of the cookie of a session, and its attributes.
const fn named(https: bool) -> (&'static str, &'static str) {
    if https {
        (SESSION_HOST, "Path=/; HttpOnly; SameSite=Strict; Secure")
    } else {
        (SESSION, "Path=/; HttpOnly; SameSite=Strict")
    }
}

/// The sign-on that the browser carries, sealed; of https only the cookie that no other host can have set.
#[must_use]
pub fn carried(headers: &HeaderMap, https: bool) -> &str {
    read(headers, sign_on(https).0).unwrap_or_default()
}

/// Carries a sign-on: out of reach for scripts; it comes with a browser that a provider sends back, which a
/// strict cookie would not.
#[must_use]
pub fn carry(sealed: &str, https: bool) -> Option<HeaderValue> {
    let (name, rest) = sign_on(https);
    let text = format!("{name}={sealed}; {rest}; Max-Age={CARRIED_S}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Takes the cookie of a sign-on away, which takes the attributes that it was set with.
#[must_use]
pub const fn put_down(https: bool) -> HeaderValue {
    HeaderValue::from_static(if https {
        "__Host-linli_sign_on=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
    } else {
        "linli_sign_on=; Path=/api/session/sign-on; HttpOnly; SameSite=Lax; Max-Age=0"
    })
}

/// The name of the cookie of a sign-on, and its attributes. The name of https asks for the whole site as its path;
/// else it is for its own routes alone.
const fn sign_on(https: bool) -> (&'static str, &'static str) {
    if https {
        (SIGN_ON_HOST, "Path=/; HttpOnly; SameSite=Lax; Secure")
    } else {
        (SIGN_ON, "Path=/api/session/sign-on; HttpOnly; SameSite=Lax")
    }
}
