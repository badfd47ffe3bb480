//! `GET /healthz`

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = OK, body = String)))]
pub(crate) async fn get() -> &'static str {
    "ok"
}
