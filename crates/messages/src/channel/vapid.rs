//! How an installation shows itself to a push service: VAPID (RFC 8292), a JWT by ES256 (RFC 7515, RFC 7518).

use access::PushKey;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Instant;
use serde_json::{Value, json};
use ureq::http::Uri;

/// What is shown is good for this long, seconds; RFC 8292 allows a day.
const GOOD_S: i64 = 12 * 3_600;

/// Who pushes.
#[derive(Clone, Debug)]
pub(super) struct Vapid {
    pub(super) key: PushKey,
    /// Whom a push service may turn to: an address by https or a `mailto:`; empty where nothing is set.
    pub(super) contact: String,
}

impl Vapid {
    /// The value of `authorization` for a push to `endpoint`; none where that is no address, or nothing can be signed.
    pub(super) fn authorization(&self, endpoint: &str, at: Instant) -> Option<String> {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let part = |part: &Value| encode(part.to_string().as_bytes());
        let audience = origin(endpoint)?;
        let expires = at.micros().div_euclid(1_000_000).saturating_add(GOOD_S);
        let claims = if self.contact.is_empty() {
            json!({ "aud": audience, "exp": expires })
        } else {
            json!({ "aud": audience, "exp": expires, "sub": self.contact })
        };
        let head = json!({ "typ": "JWT", "alg": "ES256" });
        let shown = format!("{}.{}", part(&head), part(&claims));
        let signed = self.key.sign(shown.as_bytes())?;
        Some(format!("vapid t={shown}.{}, k={}", encode(&signed), encode(self.key.public())))
    }
}

/// Scheme, host and port of an address, the port left out where it is the scheme's own (RFC 6454).
fn origin(endpoint: &str) -> Option<String> {
    let uri: Uri = endpoint.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.as_str());
    let own = if scheme == "https" { ":443" } else { ":80" };
    Some(format!("{scheme}://{}", authority.strip_suffix(own).unwrap_or(authority)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_neither_path_nor_its_schemes_own_port() {
        let of = |endpoint: &str| origin(endpoint).unwrap();
        assert_eq!(of("https://push.example.org/send/abc?x=1"), "https://push.example.org");
        assert_eq!(of("https://push.example.org:443/"), "https://push.example.org");
        assert_eq!(of("https://push.example.org:8443/"), "https://push.example.org:8443");
        assert!(origin("/send/abc").is_none());
    }
}
