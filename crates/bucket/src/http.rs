//! The way to the bucket: `ureq` under `object_store`.
//!
//! One request at a time on a thread of its own. Bodies are small on both ways:
//! files go in pieces ([`crate::bucket`]), lists in pages.

use std::{io, path::Path, time::Duration};

use async_trait::async_trait;
use object_store::{
    ClientOptions,
    client::{
        HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
        HttpResponseBody, HttpService,
    },
};
use roots::trusted;
use ureq::{
    Agent,
    http::{Method, Request, request::Parts},
    tls::{RootCerts, TlsConfig},
};

use crate::error::{BucketError, Result};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a server may take to begin its answer, or to send or take the next bytes.
const ANSWER: Duration = Duration::from_mins(1);

/// Makes clients that trust the certificates of `AWS_CA_BUNDLE`, or the public ones.
#[derive(Debug)]
pub(crate) struct Connector {
    agent: Agent,
}

impl Connector {
    pub(crate) fn new(certificates: Option<&Path>) -> Result<Self> {
        let roots = match certificates {
            Some(file) => trusted(file).map_err(|cause| BucketError::Certificates {
                file: file.to_owned(),
                cause: cause.to_string(),
            })?,
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .timeout_send_body(Some(ANSWER))
            .timeout_recv_body(Some(ANSWER))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        Ok(Self { agent: config.new_agent() })
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Requests(self.agent.clone())))
    }
}

#[derive(Debug)]
struct Requests(Agent);

#[async_trait]
impl HttpService for Requests {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let bytes = HttpResponseBody::new(body).bytes().await?;
        let agent = self.0.clone();
        let done = tokio::task::spawn_blocking(move || send(&agent, parts, &bytes));
        done.await.unwrap_or_else(|gone| Err(HttpError::new(HttpErrorKind::Unknown, gone)))
    }
}

fn send(agent: &Agent, parts: Parts, bytes: &[u8]) -> Result<HttpResponse, HttpError> {
    let answer = if bytes.is_empty() && !matches!(parts.method, Method::PUT | Method::POST) {
        agent.run(Request::from_parts(parts, ()))
    } else {
        agent.run(Request::from_parts(parts, bytes))
    };
    let (head, mut body) = answer.map_err(failed)?.into_parts();
    let bytes = body.with_config().limit(u64::MAX).read_to_vec().map_err(failed)?;
    Ok(HttpResponse::from_parts(head, HttpResponseBody::from(bytes)))
}

fn failed(error: ureq::Error) -> HttpError {
    use ureq::Error;
    let kind = match &error {
        Error::ConnectionFailed | Error::HostNotFound | Error::Timeout(ureq::Timeout::Connect) => {
            HttpErrorKind::Connect
        }
        Error::Timeout(_) => HttpErrorKind::Timeout,
        Error::Io(cause) => match cause.kind() {
            io::ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            io::ErrorKind::TimedOut => HttpErrorKind::Timeout,
            _ => HttpErrorKind::Interrupted,
        },
        Error::Protocol(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
