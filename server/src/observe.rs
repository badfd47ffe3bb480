//! Figures and lines about requests. No personal data: routes by their
//! template, never a path, a query or a body.

use std::{
    sync::{Mutex, OnceLock, PoisonError},
    time::Instant as Stopwatch,
};

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::{Error, caller};

/// Upper edges of the histogram of durations, seconds.
const BUCKETS_S: [f64; 11] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The process's recorder of figures, installed once.
pub(crate) fn recorder() -> Result<PrometheusHandle, Error> {
    static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = INSTALLED.get() {
        return Ok(handle.clone());
    }
    let duration = Matcher::Full("linli_http_request_seconds".to_owned());
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(duration, &BUCKETS_S)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|_| Error::Metrics)?;
    Ok(INSTALLED.get_or_init(|| handle).clone())
}

/// Where a request with a body writes nothing.
const READS: &str = "/api/wash";

/// Middleware: counts and times a request, and writes one line about it.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(file)".to_owned(), |path| path.as_str().to_owned());
    let writes = route != READS
        && !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let method = request.method().to_string();
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let began = Stopwatch::now();
    let response = next.run(request).await;
    if writes {
        caller::wrote();
    }
    let (took, status) = (began.elapsed(), response.status().as_u16());
    let labels =
        [("method", method.clone()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("linli_http_requests_total", &labels).increment(1);
    metrics::histogram!("linli_http_request_seconds", &labels[..2]).record(took.as_secs_f64());
    let took_ms = took.as_secs_f64() * 1_000.0;
    tracing::info!(id, method, route, status, took_ms, "request");
    response
}
