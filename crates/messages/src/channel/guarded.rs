//! Posting to addresses that others chose, without being led astray: public addresses alone, by TLS,
//! no redirects, bounded in time and size.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};

use ureq::{
    Agent, Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::{Refused, Signing, sign, signed::Envelope};

/// A whole request may take this long.
const LONGEST: Duration = Duration::from_secs(15);
/// Longest head of an answer, bytes; its body is not read.
const LONGEST_HEAD: usize = 16 * 1024;
/// Gone for good, by RFC 9110.
const GONE: u16 = 410;

/// Posts signed bodies.
#[derive(Clone, Debug)]
pub(crate) struct Poster {
    agent: Agent,
    allowed: Arc<[String]>,
}

impl Poster {
    /// One that may also reach the hosts in `allowed`, whatever they resolve to and without TLS.
    pub(crate) fn new(allowed: Vec<String>) -> Self {
        let allowed: Arc<[String]> = allowed.into_iter().map(|host| host.to_lowercase()).collect();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would resolve the name, and look at nothing.
            .proxy(None)
            .timeout_global(Some(LONGEST))
            .max_response_header_size(LONGEST_HEAD)
            .max_idle_connections(0)
            .user_agent("linli-webhooks")
            .build();
        let resolver =
            PublicOnly { allowed: Arc::clone(&allowed), inner: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), allowed }
    }

    /// Posts, on a thread of its own.
    pub(crate) async fn post(
        &self,
        url: &str,
        secret: &str,
        envelope: Envelope,
    ) -> Result<(), Refused> {
        let (this, url, secret) = (self.clone(), url.to_owned(), secret.to_owned());
        let posted = tokio::task::spawn_blocking(move || this.post_now(&url, &secret, &envelope));
        posted.await.unwrap_or_else(|_| Err(Refused::Later("broken off".to_owned())))
    }

    fn post_now(&self, url: &str, secret: &str, envelope: &Envelope) -> Result<(), Refused> {
        let never = |problem: &str| Refused::Never(problem.to_owned());
        let uri: Uri = url.parse().map_err(|_| never("no address"))?;
        if uri.scheme_str() != Some("https") && !is_named(&self.allowed, &uri) {
            return Err(never("not by https"));
        }
        let key = Signing::of(secret).ok_or_else(|| never("no secret"))?;
        let Envelope { id, timestamp, body } = envelope;
        let answer = self
            .agent
            .post(uri)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", sign(&key, id, *timestamp, body.as_bytes()))
            .send(body.as_bytes());
        match answer.map(|answer| answer.status().as_u16()) {
            Ok(200..=299) => Ok(()),
            Ok(GONE) => Err(Refused::Gone),
            Ok(status) => Err(Refused::Later(format!("HTTP {status}"))),
            Err(error) => Err(Refused::Later(met(&error).to_owned())),
        }
    }
}

/// What was met, in words that name nobody.
fn met(error: &Error) -> &'static str {
    match error {
        Error::Timeout(_) => "no answer in time",
        Error::HostNotFound => "no public host of that name",
        Error::ConnectionFailed => "no connection",
        Error::Tls(_) | Error::Rustls(_) => "no trusted certificate",
        Error::Io(_) => "the connection broke",
        _ => "no answer that could be read",
    }
}

fn is_named(allowed: &[String], uri: &Uri) -> bool {
    uri.host().is_some_and(|host| allowed.iter().any(|named| host.eq_ignore_ascii_case(named)))
}

/// Resolves names to public addresses alone. What it gives is what is connected to, so that a name
/// cannot point elsewhere a moment later.
struct PublicOnly {
    allowed: Arc<[String]>,
    inner: DefaultResolver,
}

impl std::fmt::Debug for PublicOnly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublicOnly").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if is_named(&self.allowed, uri) {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() { Err(Error::HostNotFound) } else { Ok(public) }
    }
}

/// Whether an address is one of the public internet: none of this machine, of a private network, of a
/// link, shared by a carrier, for tests and documentation, or for many at once (the registries of IANA
/// for special-purpose addresses). An IPv6 address that carries an IPv4 address is as public as that.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_broadcast()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Mapped and translated addresses, and 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => {
            is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
        }
        // Teredo, benchmarks, ORCHID, documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        // Of the rest only global unicast.
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for inside in [
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001::1",
            "2001:db8::1",
            "100::1",
            "fec0::1",
            "3fff::1",
        ] {
            assert!(!public(inside), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "198.17.0.1",
            "223.255.255.254",
            "2606:4700:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2002:101:101::",
            "2400:3200::1",
        ] {
            assert!(public(outside), "{outside}");
        }
    }
}
