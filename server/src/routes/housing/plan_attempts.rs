//! `GET /api/housing/plans/attempts`, `POST /api/housing/plans/attempts/{id}`

use access::{Action, Resource, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use housing::{
    ActionId, Place, TryAgainFrom,
    facts::How,
    plan::{Attempts, Next},
};
use kernel::{AreaPath, Day};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    building::within,
    hazard::account,
    inspect::Taken,
    shape::{Labels, PlaceRef, Word, word},
    whither,
};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Of which area.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// This area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
}

/// A building that could not be entered since it was inspected, or somebody decided, last.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionAttempts)]
struct Row {
    /// The building.
    building: PlaceRef,
    /// How often somebody tried.
    tries: usize,
    /// When last.
    #[schema(value_type = Option<String>, format = Date)]
    tried_on: Option<Day>,
    /// Why nobody could enter then.
    bar: Option<Word>,
    /// Since which day plans may take it again; nothing where an officer decides first.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Day>,
    /// Whether an officer decides first.
    decide: bool,
}

/// Buildings of an area that could not be entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionAttemptList)]
pub(crate) struct List {
    /// The path of the area.
    #[schema(value_type = String)]
    area: AreaPath,
    /// What waits for an officer first, then what was tried last.
    rows: Vec<Row>,
    /// Whether the reader decides here.
    decides: bool,
    /// By how many days the next attempt may be put off at the most.
    longest_days: u32,
}

/// That a building is tried again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TryAgain)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// Since which day; today where not given.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Day>,
    /// Why, and what was agreed on; without names.
    words: String,
}

/// Buildings of an area that could not be entered since they were inspected, or somebody decided, last: why, when plans may
/// take them again, and which wait for an officer. What is said of them is of the place, and kept for 90 days.
#[utoipa::path(
    get, path = "/api/housing/plans/attempts", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = List),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<List>, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let found = state.housing.attempts(&area).await?;
    let places = found.keys().map(|building| Place { building: *building, unit: None });
    let labels = Labels::of(&state, places).await?;
    let rules = state.housing.plan_rules();
    let row = |(building, attempts): (&housing::BuildingId, &Attempts)| {
        let last = attempts.tried.last();
        let next = attempts.next(rules);
        Row {
            building: labels.building(*building),
            tries: attempts.tried.len(),
            tried_on: last.map(|one| one.on),
            bar: last.map(|one| word!(one.bar)),
            from: match next {
                Next::From(day) => Some(day),
                Next::Free | Next::Decide => None,
            },
            decide: next == Next::Decide,
        }
    };
    let mut rows: Vec<Row> = found.iter().map(row).collect();
    rows.sort_by_key(|one| (!one.decide, std::cmp::Reverse(one.tried_on)));
    let decides = caller.authorize(Action::HousingPlan, &Resource::within(area.clone())).is_ok();
    let longest_days = rules.file.retry.longest_days;
    Ok(Json(List { area, rows, decides, longest_days }))
}

/// Decides that a building that could not be entered is tried again, since a day; its attempts are counted anew.
#[utoipa::path(
    post, path = "/api/housing/plans/attempts/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id or code")),
    request_body = Asked,
    responses(
        (status = OK, body = Taken),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn decide(
    caller: Caller<may::HousingPlan>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<Taken>, Problem> {
    let building = whither::building(&state, &id).await?;
    let new = TryAgainFrom {
        at: within(&caller, state.housing.at_building(building).await?)?,
        from: asked.from,
        by: account(&caller),
        how: How { words: asked.words, ..How::bare(asked.id) },
    };
    state.housing.try_again(new).await?;
    Ok(Json(Taken { id: asked.id.to_string() }))
}
