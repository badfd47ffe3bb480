//! Posting to addresses that others chose, without being led astray: public addresses alone, by TLS,
//! no redirects, bounded in time and size.

use std::{sync::Arc, time::Duration};

use kernel::is_public;
use ureq::{
    Agent, Body, Error,
    config::Config,
    http::{HeaderMap, Response, Uri},
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
/// A push service says so too of a subscription that ended (RFC 8030, section 7.3).
const NOT_FOUND: u16 = 404;
/// A push service keeps a push this long for a device that is away, seconds.
const PUSH_KEPT_S: u32 = 86_400;
/// What waits at a push service for a device is one push: each says no more than that there is something new.
const PUSH_TOPIC: &str = "messages";

/// A push: where to, by whose word, and whether it may wake the device.
pub(crate) struct Push {
    pub(crate) endpoint: String,
    pub(crate) authorization: String,
    pub(crate) urgent: bool,
}

/// Posts signed bodies, and pushes without any.
#[derive(Clone, Debug)]
pub(crate) struct Poster {
    agent: Agent,
    allowed: Arc<[String]>,
}

impl Poster {
    /// One that may also reach the hosts in `allowed`, whatever they resolve to and without TLS.
    pub(crate) fn new(allowed: Vec<String>) -> Self {
        let allowed: Arc<[String]> = allowed.into_iter().map(|host| host.to_lowercase()).collect();
        Self { agent: agent(&allowed, LONGEST, "linli-webhooks"), allowed }
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

    /// Asks a push service to wake a browser (RFC 8030), on a thread of its own. Nothing of a message goes there.
    pub(crate) async fn push(&self, push: Push) -> Result<(), Refused> {
        let this = self.clone();
        let pushed = tokio::task::spawn_blocking(move || this.push_now(&push));
        pushed.await.unwrap_or_else(|_| Err(Refused::Later("broken off".to_owned())))
    }

    fn post_now(&self, url: &str, secret: &str, envelope: &Envelope) -> Result<(), Refused> {
        let uri = reached(&self.allowed, url)?;
        let key = Signing::of(secret).ok_or_else(|| Refused::Never("no secret".to_owned()))?;
        let Envelope { id, timestamp, body } = envelope;
        let answer = self
            .agent
            .post(uri)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", sign(&key, id, *timestamp, body.as_bytes()))
            .send(body.as_bytes());
        answered(answer, &[GONE])
    }

    fn push_now(&self, push: &Push) -> Result<(), Refused> {
        let uri = reached(&self.allowed, &push.endpoint)?;
        let answer = self
            .agent
            .post(uri)
            .header("authorization", &push.authorization)
            .header("ttl", PUSH_KEPT_S.to_string())
            .header("urgency", if push.urgent { "high" } else { "normal" })
            .header("topic", PUSH_TOPIC)
            .send_empty();
        answered(answer, &[GONE, NOT_FOUND])
    }
}

/// What asks public addresses alone, but for hosts in `allowed`; an answer may take `longest`.
pub(super) fn agent(allowed: &Arc<[String]>, longest: Duration, name: &'static str) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // A proxy would resolve the name, and look at nothing.
        .proxy(None)
        .timeout_global(Some(longest))
        .max_response_header_size(LONGEST_HEAD)
        .max_idle_connections(0)
        .user_agent(name)
        .build();
    let resolver = PublicOnly { allowed: Arc::clone(allowed), inner: DefaultResolver::default() };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// An address that may be asked: by https, or at a host in `allowed`.
pub(super) fn reached(allowed: &[String], url: &str) -> Result<Uri, Refused> {
    let uri: Uri = url.parse().map_err(|_| Refused::Never("no address".to_owned()))?;
    if uri.scheme_str() != Some("https") && !is_named(allowed, &uri) {
        return Err(Refused::Never("not by https".to_owned()));
    }
    Ok(uri)
}

/// What an answer says; a status in `gone` that there is nothing any more.
fn answered(answer: Result<Response<Body>, Error>, gone: &[u16]) -> Result<(), Refused> {
    let answer = answer.map_err(|error| Refused::Later(met(&error).to_owned()))?;
    let status = answer.status().as_u16();
    let problem = format!("HTTP {status}");
    match (status, retry_after(answer.headers())) {
        (200..=299, _) => Ok(()),
        (status, _) if gone.contains(&status) => Err(Refused::Gone),
        (_, Some(seconds)) => Err(Refused::Wait(problem, seconds)),
        (_, None) => Err(Refused::Later(problem)),
    }
}

/// Seconds that an answer asks to wait (RFC 9110); one that names a date is tried again by our own delays.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<u32> {
    headers.get("retry-after")?.to_str().ok()?.trim().parse().ok()
}

/// What was met, in words that name nobody.
pub(super) fn met(error: &Error) -> &'static str {
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
