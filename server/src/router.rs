//! Every route: the table of contents.

use std::{
    any::Any,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate as _, predicate::SizeAbove},
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
};
use utoipa_axum::router::OpenApiRouter;

use crate::{AppState, Problem, observe, openapi, problem, routes, signed, web};

/// The routes with their documentation, one line a capability.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::document())
        .merge(routes::health::router())
        .merge(routes::session::router())
        .merge(routes::reads::router())
        .merge(routes::rights::router())
        .merge(routes::retention::router())
        .merge(routes::emergencies::router())
        .merge(routes::accounts::router())
        .merge(routes::invitations::router())
        .merge(routes::recoveries::router())
        .merge(routes::dwellings::router())
        .merge(routes::proxies::router())
        .merge(routes::blocks::router())
        .merge(routes::tags::router())
        .merge(routes::signals::router())
        .merge(routes::exchange::router())
        .merge(routes::review::router())
        .merge(routes::sources::router())
        .merge(routes::runs::router())
        .merge(routes::register::router())
        .merge(routes::cases::router())
        .merge(routes::duty::router())
        .merge(routes::calls::router())
        .merge(routes::report::router())
        .merge(routes::open311::router())
        .merge(routes::hooks::router())
        .merge(routes::housing::router())
        .merge(routes::messages::router())
        .merge(routes::tiles::router())
        .merge(routes::wash::router())
}

/// What a browser may load: our own files alone. The console's style library
/// writes style elements, the map draws from blobs, a voice note is heard from one.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self'; worker-src 'self' blob:; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
    media-src blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// What a page of ours may ask a device for: scanning a code, saying where one
/// is, talking to a colleague. No frame of another site may.
const PERMISSIONS: &str = "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=(), \
    bluetooth=(), serial=(), hid=(), midi=(), browsing-topics=()";
/// Answers below this size, bytes, are sent as they are: a few packets arrive as soon as one does, and to set up a
/// compressor takes longer than most such answers.
const WORTH_COMPRESSING: u64 = 4_096;
/// For as long as browsers keep it, they come by https alone.
const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";

/// The routes, and the description of them: no installation changes either, and to write the description takes a while.
static ROUTES: LazyLock<Router<AppState>> = LazyLock::new(|| {
    let (router, document) = routes().split_for_parts();
    router.merge(openapi::router(&document))
});

/// The whole service: routes, files, and what surrounds them.
pub fn router(state: AppState) -> Router {
    let lang = state.config.web.language.into();
    let limit = usize::try_from(state.config.server.body_limit_kib).unwrap_or(usize::MAX);
    let https = state.config.server.https;
    let fixed: Arc<[(HeaderName, HeaderValue)]> = fixed_headers(https).into();
    let worth_compressing =
        DefaultPredicate::new().and(SizeAbove::new(WORTH_COMPRESSING)).and(unsigned);
    let request_id = HeaderName::from_static("x-request-id");
    Router::clone(&ROUTES)
        .fallback(web::file)
        .layer(
            // From the outside in.
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::new(request_id.clone(), RequestIds(state.clone())))
                .layer(PropagateRequestIdLayer::new(request_id))
                .layer(middleware::from_fn(observe::request))
                .layer(CompressionLayer::new().compress_when(worth_compressing))
                .map_response(move |response: Response| with_headers(&fixed, response))
                .layer(middleware::from_fn_with_state(state.clone(), signed::exchange))
                .layer(middleware::from_fn(move |request: Request, next: Next| {
                    problem::in_readers_language(lang, request, next)
                }))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(middleware::from_fn(own_writes_only))
                .layer(DefaultBodyLimit::max(limit.saturating_mul(1_024))),
        )
        .with_state(state)
}

/// The headers of every answer that does not set them itself.
fn fixed_headers(https: bool) -> Vec<(HeaderName, HeaderValue)> {
    let named = HeaderName::from_static;
    let always = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (named("cross-origin-opener-policy"), "same-origin"),
        (named("cross-origin-resource-policy"), "same-origin"),
        (named("permissions-policy"), PERMISSIONS),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let by_https = https.then_some((header::STRICT_TRANSPORT_SECURITY, TWO_YEARS));
    let all = always.into_iter().chain(by_https);
    all.map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
}

fn with_headers(fixed: &[(HeaderName, HeaderValue)], mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    response
}

/// What is signed is sent as it was signed.
fn unsigned(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key("signature")
}

/// Middleware: a write carries `x-linli`, which no other site's form or script
/// can add without asking first.
async fn own_writes_only(request: Request, next: Next) -> Response {
    if let Some(problem) = signed::refused(&request) {
        return problem.into_response();
    }
    // Other systems show a key of their own and no cookie, so that no browser can be made to write for them.
    let keyed =
        ["/open311/", "/hooks/"].iter().any(|first| request.uri().path().starts_with(first));
    let reads = keyed
        || signed::is_signed(&request)
        || matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || request.headers().contains_key("x-linli") {
        next.run(request).await
    } else {
        Problem::foreign_write().into_response()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that the layer asks for")]
fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Problem::internal(text.unwrap_or("a panic without words")).into_response()
}

/// Numbers requests from the installation's source of ids.
#[derive(Clone)]
struct RequestIds(AppState);

struct RequestMark;
impl kernel::Entity for RequestMark {
    const NAME: &'static str = "request";
}

impl MakeRequestId for RequestIds {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = self.0.ids.next::<RequestMark>().to_string();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}
