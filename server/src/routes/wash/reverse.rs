//! `GET /api/wash/reverse`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use kernel::{Point4326, Text};
use register::wash::Place;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::place::{Names, Shown};
use crate::{AppState, Caller, Problem};

/// A point.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct At {
    /// Longitude, EPSG:4326.
    lon: f64,
    /// Latitude, EPSG:4326.
    lat: f64,
    /// Most buildings, 20 at most; 3 where not given.
    n: Option<usize>,
}

/// A place near the point.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WashNear)]
pub(crate) struct Near {
    #[serde(flatten)]
    place: Shown,
    /// How far it is, metres.
    distance_m: f64,
}

/// The buildings nearest to a point, with their addresses.
#[utoipa::path(
    get, path = "/api/wash/reverse", tag = "wash", security(("session" = [])), params(At),
    responses(
        (status = OK, body = Vec<Near>),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::WashMatch>,
    State(state): State<AppState>,
    Query(at): Query<At>,
) -> Result<Json<Vec<Near>>, Problem> {
    let point = Point4326::new(at.lon, at.lat).ok_or_else(|| {
        Problem::bad_request(Text::new(
            "经度须在 -180 至 180 之间，纬度须在 -90 至 90 之间",
            "A longitude lies within -180 to 180, a latitude within -90 to 90",
        ))
    })?;
    let open = state.wash.get().await?;
    let found = open.index.reverse(point.lon, point.lat, at.n.unwrap_or(3).clamp(1, 20));
    let near: Vec<(Place, f64)> = found
        .into_iter()
        .filter_map(|(entry, distance_m)| Some((open.place(entry)?, distance_m)))
        .collect();
    let places: Vec<Place> = near.iter().map(|(place, _)| *place).collect();
    let names = Names::of(&state, &places, caller.lang).await?;
    let shape = |(place, distance_m)| names.show(place).map(|place| Near { place, distance_m });
    Ok(Json(near.into_iter().filter_map(shape).collect()))
}
