//! Addresses that may be asked, and texts as parts of one.

use std::{
    fmt::Write as _,
    net::{Ipv4Addr, Ipv6Addr},
};

use kernel::is_public;
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

/// Whether a provider of this issuer may name `url` as one of its ends. One that is reached by https names https
/// alone, and, unless it is on this machine itself, no host but its own that is this machine or, by its number, of a
/// network inside: linli would ask there on its behalf.
pub(crate) fn may_name(issuer: &str, url: &str) -> bool {
    let (Ok(issuer), Ok(url)) = (issuer.parse::<Uri>(), url.parse::<Uri>()) else { return false };
    if issuer.scheme_str() != Some("https") {
        // It is on this machine: see `is_safe`.
        return true;
    }
    let (Some(own), Some(named)) = (issuer.host(), url.host()) else { return false };
    let (own, named) = (bare(own), bare(named));
    url.scheme_str() == Some("https")
        && (own == named || is_this_machine(&own) || !is_inside(&named))
}

/// A host as it is compared: in small letters, without the dot of the root and the brackets of a number.
fn bare(host: &str) -> String {
    host.trim_end_matches('.').trim_matches(['[', ']']).to_ascii_lowercase()
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a host is this machine, or a number that is not of the public internet.
fn is_inside(host: &str) -> bool {
    if host.contains(':') {
        return !host.parse::<Ipv6Addr>().is_ok_and(|address| is_public(address.into()));
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    // No name ends so; resolvers read such ones as IPv4 addresses, also where parts are left out.
    let is_number = last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        return !host.parse::<Ipv4Addr>().is_ok_and(|address| is_public(address.into()));
    }
    is_this_machine(host)
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
    fn a_provider_elsewhere_names_no_host_inside() {
        let elsewhere = |url: &str| may_name("https://id.example.org/realm", url);
        for fine in [
            "https://id.example.org/token",
            "https://login.example.org:8443/keys",
            "https://localhost.example.org/",
            "https://10.example.org/",
            "https://1.1.1.1/keys",
            "https://[2606:4700:4700::1111]/keys",
        ] {
            assert!(elsewhere(fine), "{fine}");
        }
        for inside in [
            "http://id.example.org/token",
            "http://127.0.0.1:8080/token",
            "http://localhost/token",
            "https://localhost/token",
            "https://LOCALHOST./token",
            "https://id.localhost/token",
            "https://127.0.0.1/token",
            "https://127.1/token",
            "https://2130706433/token",
            "https://0x7f000001/token",
            "https://127.0.0.1./token",
            "https://10.1.2.3/token",
            "https://172.16.0.1/token",
            "https://192.168.1.1/token",
            "https://169.254.169.254/latest",
            "https://100.64.0.1/token",
            "https://0.0.0.0/token",
            "https://192.0.0.8/token",
            "https://198.18.0.1/token",
            "https://[2001:db8::1]/token",
            "https://[2001::1]/token",
            "https://[::1]/token",
            "https://[::]/token",
            "https://[fe80::1]/token",
            "https://[fd12::1]/token",
            "https://[::ffff:127.0.0.1]/token",
            "https://[64:ff9b::a00:1]/token",
            "https://[2002:7f00:1::]/token",
            "/token",
        ] {
            assert!(!elsewhere(inside), "{inside}");
        }
        assert!(may_name("https://10.1.2.3/realm", "https://10.1.2.3:8443/token"), "its own host");
        assert!(!may_name("https://10.1.2.3/realm", "https://10.1.2.4/token"));
        assert!(may_name("https://localhost:8443", "https://127.0.0.1:8444/token"));
        assert!(!may_name("https://localhost:8443", "http://127.0.0.1:8444/token"));
        assert!(may_name("http://127.0.0.1:8080", "http://127.0.0.1:8080/token"));
    }

    #[test]
    fn a_text_stays_one_part_of_an_address() {
        assert_eq!(encoded("a-Z_0.~"), "a-Z_0.~");
        assert_eq!(encoded("openid a&b=c/邻"), "openid%20a%26b%3Dc%2F%E9%82%BB");
    }
}
