//! `GET /api/housing/plans/mine`

use access::may;
use axum::{Json, extract::State};
use kernel::{Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    hazard::account,
    inspectors::{self, Row},
    plan_shape::{KindShape, VisitShape, called},
};
use crate::{AppState, Caller, Problem};

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
    /// What is kept of the caller's skills, hours, breaks and station, and who set it when.
    profile: Option<Row>,
}

/// The caller's own visits of today, in the order of their round, and what is looked at: to be taken along.
#[utoipa::path(
    get, path = "/api/housing/plans/mine", tag = "housing", security(("session" = [])),
    responses(
        (status = OK, body = OwnRound),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
) -> Result<Json<OwnRound>, Problem> {
    let housing::stars::When { now: at, today: on } = state.housing.when();
    let visits = state.housing.round_of(account(&caller), on).await?;
    let (labels, names) = called(&state, &visits, &[], caller.principal.account).await?;
    let me = caller.principal.account;
    let profile = inspectors::rows(&state, &[me], me).await?.pop();
    let rules = &state.housing.plan_rules().file;
    Ok(Json(OwnRound {
        on,
        at,
        visits: visits.iter().map(|visit| VisitShape::of(visit, &labels, &names)).collect(),
        kinds: rules.visit.iter().map(|kind| KindShape::of(&state.housing, kind)).collect(),
        profile,
    }))
}
