//! `GET /api/search`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{Id, Text};
use register::model::AreaLevel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    place::{Box, Point, text},
    register,
    which::area,
};
use crate::{AppState, Caller, Problem, TextShape};

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A name or part of one, pinyin initials, a code, a road with a number. Two characters at least.
    #[serde(default)]
    q: String,
    /// Within this area: its id, or its path of codes.
    area: Option<String>,
}

/// A place that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlaceHit)]
pub(crate) struct Hit {
    /// `area`, `estate`, `thoroughfare`, `building` or `unit`.
    kind: &'static str,
    /// Its id.
    id: String,
    /// What it is called.
    label: TextShape,
    /// The level of an area, in words.
    context: Option<TextShape>,
    /// Its code.
    code: Option<String>,
    /// Where it is.
    point: Option<Point>,
    /// Its box.
    #[serde(rename = "box")]
    bounds: Option<Box>,
}

/// What a level is called.
fn level(word: &str) -> Option<TextShape> {
    let (zh, en) = match AreaLevel::from_word(word)? {
        AreaLevel::Province => ("省", "Province"),
        AreaLevel::City => ("市", "City"),
        AreaLevel::District => ("区", "District"),
        AreaLevel::Street => ("街道", "Subdistrict"),
        AreaLevel::Community => ("社区", "Community"),
        AreaLevel::Grid => ("网格", "Grid"),
        AreaLevel::Zone => ("园区", "Zone"),
    };
    Some(Text::new(zh, en).into())
}

/// Places that a text may mean, the likeliest first.
#[utoipa::path(
    get, path = "/api/search", tag = "register", security(("session" = [])), params(Asked),
    responses(
        (status = OK, body = Vec<Hit>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Hit>>, Problem> {
    let register = register(&state);
    let q: String = asked.q.chars().take(80).collect();
    let area = area(&register, asked.area.as_deref()).await?;
    let hits = register.search(&q, &area, 20).await?;
    let shape = |hit: register::query::Hit| Hit {
        kind: hit.kind,
        id: Id::<register::model::Building>::from_bytes(hit.id).to_string(),
        label: text(hit.label),
        context: level(&hit.context),
        code: Some(hit.code).filter(|code| !code.is_empty()),
        point: hit.point.map(Into::into),
        bounds: hit.bounds.map(Into::into),
    };
    Ok(Json(hits.into_iter().map(shape).collect()))
}
