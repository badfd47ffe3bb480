//! `GET /api/housing/ratings/{id}`

use std::{collections::BTreeMap, slice};

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{AccountId, Actor, HazardId, Place, Rating, RatingAction, RatingId, Step};
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

/// What was done to ratings and by whom, read at once however many they are.
pub(super) struct Done {
    steps: BTreeMap<RatingId, Vec<Step<RatingAction>>>,
    doers: Doers,
}

impl Done {
    /// To these ratings, for a reader.
    pub(super) async fn of(
        state: &AppState,
        ratings: &[Rating],
        me: AccountId,
    ) -> Result<Self, Problem> {
        let ids: Vec<RatingId> = ratings.iter().map(|rating| rating.id).collect();
        let steps = state.housing.steps_of_ratings(&ids).await?;
        let actors: Vec<Actor> = steps.values().flatten().map(|step| step.action.actor).collect();
        Ok(Self { steps, doers: Doers::of(state, actors, me).await? })
    }

    /// One of them with all its actions, and what the reader may do now: nothing unless they may `rate` there. It is asked
    /// for once.
    pub(super) fn whole(
        &mut self,
        state: &AppState,
        rating: &Rating,
        (me, rate): (AccountId, bool),
        labels: &Labels,
        kinds: &BTreeMap<HazardId, String>,
    ) -> RatingShape {
        let steps = self.steps.remove(&rating.id).unwrap_or_default();
        let mut shape = RatingShape::of(state, rating, labels, kinds);
        shape.steps = steps.into_iter().map(|step| RatingStep::of(step, &self.doers)).collect();
        if rate {
            shape.offers = rating.offers(me, state.housing.star_rules(), state.clock.now());
        }
        shape
    }
}

/// A rating with all its actions, with what it needs read for it alone.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    rating: &Rating,
    area: &AreaPath,
) -> Result<RatingShape, Problem> {
    let labels = Labels::of(state, [Place { building: rating.building, unit: None }]).await?;
    let kinds = kinds_of(state, &[&rating.reckoned], &[]).await?;
    let me = account(caller);
    let mut done = Done::of(state, slice::from_ref(rating), me).await?;
    let rate = caller.authorize(Action::HousingRate, &Resource::within(area.clone())).is_ok();
    Ok(done.whole(state, rating, (me, rate), &labels, &kinds))
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
