//! `GET /api/housing/public`

use axum::{
    Json,
    extract::{Query, State},
};
use housing::{BuildingRow, Place, Tier};
use kernel::{Day, Point4326, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::Labels;
use crate::{AppState, Problem, TextShape, origin::Origin, routes::register::place::Point};

/// Looks that one address may take in an hour.
const LOOKS_AN_HOUR: u32 = 300;
/// Characters that a name has at the least: what begins with one alone is half the register.
const LEAST: usize = 2;

/// Where somebody looks.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// A building by name, road and number or code, of two characters at the least.
    q: Option<String>,
    /// Around this longitude, where no name is given.
    lon: Option<f64>,
    /// Around this latitude.
    lat: Option<f64>,
}

/// A building as the public star map shows it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicStarPlace)]
pub(crate) struct Shape {
    /// Its code.
    code: String,
    /// Its address within the area.
    #[schema(value_type = TextShape)]
    label: Text,
    /// Its published stars.
    stars: u8,
    /// The day they were reckoned.
    #[schema(value_type = Option<String>, format = Date)]
    rated_on: Option<Day>,
    /// What follows from them: it is inspected after so many days at the latest, as the rules of the plan have it.
    every_days: u32,
    /// Where it is.
    point: Option<Point>,
}

/// Published stars of buildings, by name or around a point, the nearest first: for anybody, without signing in. No unit, no
/// tier, no hazard, nobody. Nothing where neither is given.
#[utoipa::path(
    get, path = "/api/housing/public", tag = "housing", params(Where),
    responses(
        (status = OK, body = Vec<Shape>),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    origin: Origin,
    Query(asked): Query<Where>,
) -> Result<Json<Vec<Shape>>, Problem> {
    state.pace.take("stars", origin.text(), LOOKS_AN_HOUR, state.clock.now())?;
    let q: Option<String> = asked.q.map(|q| q.trim().chars().take(80).collect());
    let q = q.filter(|q| q.chars().count() >= LEAST);
    let here = asked.lon.zip(asked.lat).and_then(|(lon, lat)| Point4326::new(lon, lat));
    let found = state.housing.published(q.as_deref(), here).await?;
    let place = |row: &BuildingRow| Place { building: row.id, unit: None };
    let labels = Labels::of(&state, found.iter().map(place)).await?;
    let (rules, tiers) = (state.housing.plan_rules(), state.housing.tier_rules());
    let shape = |row: &BuildingRow| {
        let named = labels.building(row.id);
        Some(Shape {
            // Of the stars alone: a tier is not told.
            every_days: rules.days(tiers, row.stars, Tier::Ordinary),
            code: named.code,
            label: named.label,
            stars: row.stars?,
            rated_on: row.rated_on,
            point: row.point.map(Into::into),
        })
    };
    Ok(Json(found.iter().filter_map(shape).collect()))
}
