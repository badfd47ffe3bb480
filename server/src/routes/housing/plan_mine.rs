//! `GET /api/housing/plans/mine`

use access::{Action, Resource, may};
use axum::{
    Json,
    extract::{Query, State},
};
use housing::{Actor, BuildingId, plan::PlanVisit};
use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    hazard::{account, action},
    inspectors::{self, Row},
    plan_shape::{KindShape, VisitShape, called},
    shape::{HazardRow, Labels},
    whither,
};
use crate::{AppState, Caller, Problem};

/// Hazards that are taken along at the most.
const MOST_HAZARDS: u32 = 500;
/// Places beside those of the round at the most.
const MOST_ALSO: usize = 120;

/// Places beside those of the round.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Buildings beside those of the round whose open hazards are asked for: their ids or codes with commas between, 120 at
    /// the most. One that is not there is left out.
    also: Option<String>,
}

/// An open hazard where the caller goes, and what they may do to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoundHazard)]
pub(crate) struct RoundHazard {
    /// The row.
    #[serde(flatten)]
    row: HazardRow,
    /// Whether the caller fixed it or said so: somebody else verifies it.
    own_hands: bool,
    /// What the caller may do now.
    offers: Vec<&'static str>,
}

/// The caller's own round of today.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnRound)]
pub(crate) struct OwnRound {
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// When it was read: what is recorded by it names this moment.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Visits, in order; none where nobody planned any.
    visits: Vec<VisitShape>,
    /// What a visit is, by kind.
    kinds: Vec<KindShape>,
    /// Open hazards of the buildings that are visited and their units, what is due first on top; 500 at the most.
    hazards: Vec<RoundHazard>,
    /// What is kept of the caller's skills, hours, breaks and station, and who set it when.
    profile: Option<Row>,
}

/// The caller's own visits of today, in the order of their round, what is looked at, and the hazards that are open there: to
/// be taken along.
#[utoipa::path(
    get, path = "/api/housing/plans/mine", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = OwnRound),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<OwnRound>, Problem> {
    let housing::stars::When { now: at, today: on } = state.housing.when();
    let visits = state.housing.round_of(account(&caller), on).await?;
    let (labels, names) = called(&state, &visits, &[], caller.principal.account).await?;
    let me = caller.principal.account;
    let profile = inspectors::rows(&state, &[me], me).await?.pop();
    let rules = &state.housing.plan_rules().file;
    let buildings = whereto(&state, &visits, which.also.as_deref().unwrap_or_default()).await?;
    Ok(Json(OwnRound {
        on,
        at,
        visits: visits.iter().map(|visit| VisitShape::of(visit, &labels, &names)).collect(),
        kinds: rules.visit.iter().map(|kind| KindShape::of(&state.housing, kind)).collect(),
        hazards: hazards(&state, &caller, &buildings, at).await?,
        profile,
    }))
}

/// The buildings of the round, and those that are named beside them.
async fn whereto(
    state: &AppState,
    visits: &[PlanVisit],
    also: &str,
) -> Result<Vec<BuildingId>, Problem> {
    let mut buildings: Vec<BuildingId> = visits.iter().map(|visit| visit.building).collect();
    for said in also.split(',').filter(|said| !said.is_empty()).take(MOST_ALSO) {
        buildings.extend(whither::some_building(state, said).await?);
    }
    buildings.sort_unstable();
    buildings.dedup();
    Ok(buildings)
}

/// What is open there, as far as the caller may see it.
async fn hazards(
    state: &AppState,
    caller: &Caller<may::HousingAct>,
    buildings: &[BuildingId],
    now: Instant,
) -> Result<Vec<RoundHazard>, Problem> {
    let mut found = state.housing.open_hazards(buildings, MOST_HAZARDS).await?;
    let allowed = |deed: Action, place: &Resource| caller.authorize(deed, place).is_ok();
    found.retain(|(_, area)| allowed(Action::HousingView, &Resource::within(area.clone())));
    let labels = Labels::of(state, found.iter().map(|(hazard, _)| hazard.place)).await?;
    let me = account(caller);
    let mut rows = Vec::with_capacity(found.len());
    for (hazard, area) in &found {
        let place = Resource::within(area.clone());
        let mut offers = hazard.offers(Actor::Officer(me), state.housing.catalogue(), now);
        offers.retain(|deed| allowed(action(deed), &place));
        let row = HazardRow::of(state, hazard, &labels, now);
        rows.push(RoundHazard { row, own_hands: hazard.hands.contains(&me), offers });
    }
    Ok(rows)
}
