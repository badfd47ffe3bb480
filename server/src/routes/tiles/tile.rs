//! `GET /tiles/{z}/{x}/{y}.mvt`

use access::may;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{AppState, Caller, Problem};

/// The type of a vector tile.
const KIND: &str = "application/vnd.mapbox-vector-tile";

/// A vector tile of the register: layers green, water, rail, road, area, `area_label`, poi, building. Its tag is the
/// register's version; nothing personal is in it.
#[utoipa::path(
    get, path = "/tiles/{z}/{x}/{y}", tag = "register", security(("session" = [])),
    params(
        ("z" = u8, Path, description = "Zoom"),
        ("x" = u32, Path, description = "Column"),
        ("y" = String, Path, description = "Row, with or without .mvt"),
    ),
    responses(
        (status = OK, content_type = "application/vnd.mapbox-vector-tile", body = Vec<u8>),
        (status = NO_CONTENT, description = "Nothing is there"),
        (status = NOT_MODIFIED, description = "The tag is still right"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Path((z, x, y)): Path<(u8, u32, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let y = y.strip_suffix(".mvt").unwrap_or(&y).parse().map_err(|_| Problem::not_found())?;
    let tile = state.tiles.tile(z, x, y).await?.ok_or_else(Problem::not_found)?;
    let tag = format!("\"r{}\"", tile.version);
    let known =
        headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes());
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else if tile.bytes.is_empty() {
        StatusCode::NO_CONTENT.into_response()
    } else {
        ([(header::CONTENT_TYPE, KIND)], tile.bytes.to_vec()).into_response()
    };
    // Only this browser may keep it, and it asks each time whether the tag is still right.
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    Ok(answer)
}
