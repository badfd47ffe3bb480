//! Addresses that may be asked, and texts as parts of one.

use std::fmt::Write as _;

use ureq::http::Uri;

/// Whether nobody on the way can read or change what is asked of `url`: https, or this machine.
pub(crate) fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let Some(authority) = uri.authority() else { return false };
    if authority.as_str().contains('@') || url.contains('#') || authority.host().is_empty() {
        return false;
    }
    match uri.scheme_str() {
        Some("https") => true,
        Some("http") => ["127.0.0.1", "[::1]", "localhost"].contains(&authority.host()),
        _ => false,
    }
}

/// `text` with everything but the unreserved characters of RFC 3986 as percent signs and digits.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_asked_by_https_or_on_this_machine() {
        for safe in [
            "https://id.example.org",
            "https://id.example.org:8443/a?b=c",
            "http://127.0.0.1:1/x",
            "http://localhost:9/",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for not in [
            "http://id.example.org",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org/",
            "https://u:p@example.org",
            "ftp://localhost/",
            "/token",
            "",
            "https://a#b",
        ] {
            assert!(!is_safe(not), "{not}");
        }
    }

    #[test]
    fn a_text_stays_one_part_of_an_address() {
        assert_eq!(encoded("a-Z_0.~"), "a-Z_0.~");
        assert_eq!(encoded("openid a&b=c/邻"), "openid%20a%26b%3Dc%2F%E9%82%BB");
    }
}
