//! `GET /api/housing/ratings/{id}`

use std::collections::BTreeMap;

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{HazardId, Place, Rating};
use kernel::AreaPath;

use super::{
    hazard::account,
    reach::in_reach,
    shape::{Doers, Labels},
    stars::{RatingShape, RatingStep, kinds_of},
};
use crate::{AppState, Caller, Problem};

/// A rating by its id, in the caller's area.
pub(super) async fn find<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: &str,
) -> Result<(Rating, AreaPath), Problem> {
    in_reach(caller, id, |id| state.housing.rating(id)).await
}

/// A rating with all its actions, and what the reader may do now.
pub(super) async fn whole<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    rating: &Rating,
    area: &AreaPath,
    labels: &Labels,
    kinds: &BTreeMap<HazardId, String>,
) -> Result<RatingShape, Problem> {
    let me = account(caller);
    let steps = state.housing.rating_steps(rating.id).await?;
    let doers = Doers::of(state, steps.iter().map(|step| step.action.actor), me).await?;
    let mut shape = RatingShape::of(state, rating, labels, kinds);
    shape.steps = steps.into_iter().map(|step| RatingStep::of(step, &doers)).collect();
    if caller.authorize(Action::HousingRate, &Resource::within(area.clone())).is_ok() {
        shape.offers = rating.offers(me, state.housing.star_rules(), state.clock.now());
    }
    Ok(shape)
}

/// The same, with what it needs read for it alone.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    rating: &Rating,
    area: &AreaPath,
) -> Result<RatingShape, Problem> {
    let labels = Labels::of(state, [Place { building: rating.building, unit: None }]).await?;
    let kinds = kinds_of(state, &[&rating.reckoned]).await?;
    whole(state, caller, rating, area, &labels, &kinds).await
}

/// A rating: its stars with what they rest on, all that was done, and what the reader may do now.
#[utoipa::path(
    get, path = "/api/housing/ratings/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The rating's id")),
    responses(
        (status = OK, body = RatingShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<RatingShape>, Problem> {
    let (rating, area) = find(&state, &caller, &id).await?;
    Ok(Json(detail(&state, &caller, &rating, &area).await?))
}
