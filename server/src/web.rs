//! The files of the console, the residents' portal and the field app, carried inside the binary.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::Problem;

#[derive(RustEmbed)]
#[folder = "../web/apps/console/dist"]
#[allow_missing = true]
struct Console;

#[derive(RustEmbed)]
#[folder = "../web/apps/portal/dist"]
#[allow_missing = true]
struct Portal;

#[derive(RustEmbed)]
#[folder = "../web/apps/field/dist"]
#[allow_missing = true]
struct Field;

/// A file of an app, by its path.
type Get = fn(&str) -> Option<EmbeddedFile>;

/// Apps beside the console, by the folder they are served at.
const APPS: [(&str, Get); 2] = [("portal", Portal::get), ("field", Field::get)];

/// Shown where the program was built before its web files.
const NOT_BUILT: &str = include_str!("web/not_built.html");

/// Everything that is no route: a file, or the page that shows every address of
/// the console. Nothing here is about anyone, so no session is asked for.
pub(crate) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_interface = ["api", "tiles", "open311", "hooks"].iter().any(|first| {
        path.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if is_interface || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    if uri.path() == "/field" {
        // A service worker serves what lies below its folder: the slash belongs to it.
        return Redirect::permanent("/field/").into_response();
    }
    let below = |folder: &str| {
        let rest = path.strip_prefix(folder)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/'))
    };
    let app = APPS.iter().find_map(|(folder, get)| Some((below(folder)?, *get)));
    let (path, get) = app.unwrap_or((path, Console::get));
    if let Some(found) = get(path).filter(|_| !path.is_empty()) {
        return answer(path, found, &headers);
    }
    let names_a_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if names_a_file {
        return Problem::not_found().into_response();
    }
    match get("index.html") {
        Some(page) => answer("index.html", page, &headers),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            NOT_BUILT,
        )
            .into_response(),
    }
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let tag = format!(
        "\"{:032x}\"",
        hash.iter().take(16).fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte))
    );
    // Built files carry a hash in their name and never change under it.
    let kept = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known =
        headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(file.data));
        let kind = HeaderValue::from_static(media_type(path));
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    };
    let set = response.headers_mut();
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        set.insert(header::ETAG, tag);
    }
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "wasm" => "application/wasm",
        "pbf" => "application/x-protobuf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
