//! Posting to addresses that others chose, without being led astray: public addresses alone, by TLS,
//! no redirects, bounded in time and size.

use std::{sync::Arc, time::Duration};

use kernel::is_public;
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
