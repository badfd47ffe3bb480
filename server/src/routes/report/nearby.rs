//! `GET /api/report/nearby`

use axum::{
    Json,
    extract::{Query, State},
};
use casework::CasePlace;
use kernel::{Instant, Point4326, Text, distance_m};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Problem, TextShape};

/// What is about to be reported.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct About {
    /// What it is about.
    subclass: String,
    /// Longitude, EPSG:4326.
    lon: f64,
    /// Latitude.
    lat: f64,
}

/// Most that are shown.
const MOST: usize = 5;

/// Something that somebody has reported.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Nearby {
    /// Its id, to report it too: it opens nothing.
    id: String,
    /// What the place is called.
    #[schema(value_type = TextShape)]
    label: Text,
    /// Where it stands.
    state: &'static str,
    /// When it was reported.
    #[schema(value_type = String, format = DateTime)]
    reported_at: Instant,
    /// When it is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// How far it is, metres.
    distance_m: f64,
}

/// Cases near a place that may be the same thing, open ones first, then what was resolved lately: of kinds that may be shown to
/// anyone, and without their words. `me_too` of `POST /api/report` joins one.
#[utoipa::path(
    get, path = "/api/report/nearby", tag = "report", params(About),
    responses((status = OK, body = Vec<Nearby>), (status = BAD_REQUEST, body = crate::ProblemDocument))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Query(about): Query<About>,
) -> Result<Json<Vec<Nearby>>, Problem> {
    let known = state.casework.catalogue().standing(&about.subclass);
    let Some(here) = Point4326::new(about.lon, about.lat) else { return Ok(Json(Vec::new())) };
    if !known.is_some_and(|subclass| subclass.open) {
        return Ok(Json(Vec::new()));
    }
    let found = state.casework.nearby(&about.subclass, here).await?;
    let mut near: Vec<(bool, Nearby)> = found
        .into_iter()
        .filter(|row| state.casework.is_public(&row.case))
        .filter_map(|row| {
            let near = Nearby {
                distance_m: distance_m(here, row.case.place.point?).round(),
                id: row.case.id.to_string(),
                label: label(&row.case.place),
                state: row.case.state.name(),
                reported_at: row.case.reported_at,
                due_at: row.case.due_at.filter(|_| !row.case.is_closed()),
            };
            Some((row.case.is_closed(), near))
        })
        .collect();
    near.sort_by(|(closed, a), (other, b)| {
        closed.cmp(other).then(a.distance_m.total_cmp(&b.distance_m))
    });
    Ok(Json(near.into_iter().take(MOST).map(|(_, near)| near).collect()))
}

/// What a place is called before those who did not name it: no dwelling.
pub(super) fn label(place: &CasePlace) -> Text {
    match &place.at {
        Some(at) if at.kind == "unit" => Text::new("附近的一处房屋", "A dwelling nearby"),
        _ => place.label.clone(),
    }
}
