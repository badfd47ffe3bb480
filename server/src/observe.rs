//! Figures and lines about requests. No personal data: routes by their
//! template, never a path, a query or a body.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, OnceLock, PoisonError, RwLock},
    time::{Duration, Instant as Stopwatch},
};

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use metrics::{Counter, Histogram};
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

/// What stands for the route where there is none.
const NO_ROUTE: &str = "(file)";

/// Where requests of a method and a status are counted, by route.
type Counts = HashMap<(&'static str, u16), HashMap<String, (Counter, Histogram)>>;

/// The counts that were asked for so far: to put their names together costs more than to count.
static COUNTS: LazyLock<RwLock<Counts>> = LazyLock::new(RwLock::default);

/// Middleware: counts and times a request, and writes one line about it.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let id = request.headers().get("x-request-id").cloned();
    let began = Stopwatch::now();
    let response = next.run(request).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    let route = matched.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    if route != READS && !matches!(method, Method::GET | Method::HEAD | Method::OPTIONS) {
        caller::wrote();
    }
    count(named(&method), route, status, took);
    let id = id.as_ref().and_then(|id| id.to_str().ok()).unwrap_or_default();
    let (method, took_ms) = (method.as_str(), took.as_secs_f64() * 1_000.0);
    tracing::info!(id, method, route, status, took_ms, "request");
    response
}

/// A method's name among the figures; one that nobody serves has none of its own, for there is no end of them.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "(other)",
    }
}

fn count(method: &'static str, route: &str, status: u16, took: Duration) {
    let add = |(requests, seconds): &(Counter, Histogram)| {
        requests.increment(1);
        seconds.record(took.as_secs_f64());
    };
    let known = COUNTS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(held) = known.get(&(method, status)).and_then(|routes| routes.get(route)) {
        add(held);
        return;
    }
    drop(known);
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    let held = (
        metrics::counter!("linli_http_requests_total", &labels),
        metrics::histogram!("linli_http_request_seconds", &labels[..2]),
    );
    add(&held);
    let mut known = COUNTS.write().unwrap_or_else(PoisonError::into_inner);
    known.entry((method, status)).or_default().insert(route.to_owned(), held);
}
