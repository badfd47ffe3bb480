//! `GET /open311/{file}`: `discovery.json` and `discovery.xml`

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use super::answer::Format;
use crate::{AppState, Problem};

/// The interface as the standard's service discovery describes it.
#[utoipa::path(
    get, path = "/open311/{file}", tag = "open311",
    params(("file" = String, Path, description = "`discovery.json` or `discovery.xml`")),
    responses((status = OK, content_type = "application/json", body = String), (status = NOT_FOUND, body = crate::ProblemDocument))
)]
pub(crate) async fn get(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let Some(("discovery", format)) = Format::split(&file) else {
        return Problem::not_found().into_response();
    };
    let keys = if state.config.cases.open311_keys.is_empty() {
        "Reading needs no key; reports are not taken here."
    } else {
        "Reading needs no key; the administrator of this installation gives keys for reporting."
    };
    let value = json!({
        "changeset": state.casework.catalogue().version,
        "contact": state.config.web.title_en,
        "key_service": keys,
        "endpoints": [{
            "specification": "http://wiki.open311.org/GeoReport_v2",
            "url": "/open311/v2",
            "changeset": state.casework.catalogue().version,
            "type": "production",
            "formats": ["application/json", "text/xml"],
        }],
    });
    format.answer(StatusCode::OK, "discovery", &value)
}
