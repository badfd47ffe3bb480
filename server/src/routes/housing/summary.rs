//! `GET /api/housing/summary`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{Word, word};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Of which area.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Of {
    /// This area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
}

/// Buildings with so many stars.
#[derive(Debug, Serialize, ToSchema)]
struct StarCount {
    /// Stars.
    stars: u8,
    /// Buildings.
    buildings: u64,
}

/// Units of a tier.
#[derive(Debug, Serialize, ToSchema)]
struct TierCount {
    /// The tier.
    tier: Word,
    /// Units.
    units: u64,
}

/// Open hazards of a severity.
#[derive(Debug, Serialize, ToSchema)]
struct HazardCount {
    /// How grave.
    severity: Word,
    /// How many.
    open: u64,
    /// Of them overdue.
    overdue: u64,
}

/// Ratings that stand so.
#[derive(Debug, Serialize, ToSchema)]
struct RatingCount {
    /// Where they stand.
    state: Word,
    /// How many.
    count: u64,
}

/// Counts of an area: of things and places.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingSummary)]
pub(crate) struct Shape {
    /// Buildings with a file.
    buildings: u64,
    /// Of them without published stars.
    unrated: u64,
    /// With 1 to 5 stars.
    stars: Vec<StarCount>,
    /// Units with a file, by tier.
    tiers: Vec<TierCount>,
    /// Open hazards, by severity.
    hazards: Vec<HazardCount>,
    /// Open hazards.
    open: u64,
    /// Of them overdue.
    overdue: u64,
    /// Ratings under way, and those that are shown.
    ratings: Vec<RatingCount>,
    /// Appeals that should have been decided by now.
    appeals_overdue: u64,
}

/// How many buildings of an area have how many stars, units which tier, hazards are open and overdue.
#[utoipa::path(
    get, path = "/api/housing/summary", tag = "housing", security(("session" = [])), params(Of),
    responses(
        (status = OK, body = Shape),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(of): Query<Of>,
) -> Result<Json<Shape>, Problem> {
    let area = area_of(&state, &caller, of.area.as_deref()).await?;
    let found = state.housing.summary(&area).await?;
    let rated: u64 = found.stars.iter().sum();
    let hazard = |(severity, open, overdue): &(housing::Severity, u64, u64)| HazardCount {
        severity: word!(severity),
        open: *open,
        overdue: *overdue,
    };
    let mut ratings: Vec<RatingCount> = found
        .under_way
        .iter()
        .map(|(state, count)| RatingCount { state: word!(state), count: *count })
        .collect();
    ratings.push(RatingCount { state: word!(housing::RatingState::Published), count: rated });
    Ok(Json(Shape {
        buildings: found.buildings,
        unrated: found.buildings.saturating_sub(rated),
        stars: (1..)
            .zip(found.stars)
            .map(|(stars, buildings)| StarCount { stars, buildings })
            .collect(),
        tiers: found
            .tiers
            .iter()
            .map(|(tier, units)| TierCount { tier: word!(tier), units: *units })
            .collect(),
        open: found.hazards.iter().map(|(_, open, _)| open).sum(),
        overdue: found.hazards.iter().map(|(.., overdue)| overdue).sum(),
        hazards: found.hazards.iter().map(hazard).collect(),
        ratings,
        appeals_overdue: found.appeals_overdue,
    }))
}
