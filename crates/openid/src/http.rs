//! Asking a provider: bounded in time and size, without redirects.

use std::{path::Path, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use roots::trusted;
use ureq::{
    Agent, Body,
    http::Response,
    tls::{RootCerts, TlsConfig},
};

use crate::{
    Error, Result, Secret,
    place::{encoded, is_safe},
};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a whole request may take: somebody waits before a page.
const WHOLE: Duration = Duration::from_secs(8);
/// Longest head of an answer, bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// Longest body of an answer, bytes.
const LONGEST_BODY: u64 = 256 * 1024;

/// Asks; cheap to clone. It blocks: call it on a thread of its own.
#[derive(Clone, Debug)]
pub(crate) struct Asker(Agent);

impl Asker {
    /// One that trusts the certificates in a file, or the public ones.
    pub(crate) fn new(certificates: Option<&Path>) -> Result<Self> {
        let roots = match certificates {
            Some(file) => trusted(file).map_err(|cause| Error::File {
                path: file.to_owned(),
                problem: cause.to_string(),
            })?,
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .max_response_header_size(LONGEST_HEAD)
            .max_idle_connections(0)
            .user_agent("linli")
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        Ok(Self(config.new_agent()))
    }

    /// What stands at `url`.
    pub(crate) fn get(&self, url: &str) -> Result<Vec<u8>> {
        safe(url)?;
        let asked = self.0.get(url).header("accept", "application/json").call();
        match read(url, asked)? {
            (200, body) => Ok(body),
            (status, _) => Err(unreachable(url, format!("HTTP {status}"))),
        }
    }

    /// The status and the body of the answer to a form; a client that has a secret shows it in the head.
    pub(crate) fn post(
        &self,
        url: &str,
        fields: &[(&str, &str)],
        client: Option<(&str, &Secret)>,
    ) -> Result<(u16, Vec<u8>)> {
        safe(url)?;
        let mut request = self.0.post(url).header("accept", "application/json");
        if let Some((id, secret)) = client {
            // RFC 6749, section 2.3.1: both are encoded before they are joined.
            let pair = format!("{}:{}", encoded(id), encoded(secret.reveal()));
            request = request.header("authorization", format!("Basic {}", STANDARD.encode(pair)));
        }
        read(url, request.send_form(fields.iter().copied()))
    }
}

fn safe(url: &str) -> Result<()> {
    if is_safe(url) {
        return Ok(());
    }
    Err(unreachable(url, "it is asked by https alone, or on this machine".to_owned()))
}

fn read(url: &str, answer: Result<Response<Body>, ureq::Error>) -> Result<(u16, Vec<u8>)> {
    let failed = |error: ureq::Error| unreachable(url, met(&error).to_owned());
    let mut answer = answer.map_err(failed)?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(LONGEST_BODY).read_to_vec().map_err(failed)?;
    Ok((status, body))
}

pub(crate) fn unreachable(url: &str, problem: String) -> Error {
    Error::Unreachable { url: url.to_owned(), problem }
}

/// What was met, in words.
fn met(error: &ureq::Error) -> &'static str {
    use ureq::Error;
    match error {
        Error::Timeout(_) => "no answer in time",
        Error::HostNotFound => "no host of that name",
        Error::ConnectionFailed => "no connection",
        Error::Tls(_) | Error::Rustls(_) => "no trusted certificate",
        Error::BodyExceedsLimit(_) => "an answer that is too long",
        Error::Io(_) => "the connection broke or was refused",
        _ => "no answer that can be read",
    }
}
