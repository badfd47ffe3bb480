//! `GET /api/housing/hazards/{id}`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{AccountId, Actor, Hazard};
use kernel::{AreaPath, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    reach::in_reach,
    shape::{Doers, HazardRow, HazardStep, Labels, Word, evidence_words, word},
};
use crate::{AppState, Caller, Problem, TextShape};

/// A hazard whole, with what its reader may do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HazardDetail)]
pub(crate) struct Detail {
    /// The row.
    #[serde(flatten)]
    row: HazardRow,
    /// How it is seen.
    #[schema(value_type = TextShape)]
    shows: Text,
    /// What may come of it.
    #[schema(value_type = TextShape)]
    harm: Text,
    /// What puts it right.
    #[schema(value_type = TextShape)]
    fix: Text,
    /// Evidence needed to find it.
    find: Vec<Word>,
    /// Evidence needed to verify that it is fixed.
    clear: Vec<Word>,
    /// Who may verify.
    clearers: Vec<Word>,
    /// The category of stars that it lowers.
    category: Option<Word>,
    /// By how many percentage points.
    weight: u32,
    /// What was done, in order.
    steps: Vec<HazardStep>,
    /// What the reader may do now.
    offers: Vec<&'static str>,
}

/// The action of access that a deed asks for.
pub(super) fn action(deed: &str) -> Action {
    match deed {
        "show" | "say_fixed" | "find" => Action::HousingFind,
        _ => Action::HousingAct,
    }
}

/// The caller's account, as housing names it.
pub(super) fn account<A: Named>(caller: &Caller<A>) -> AccountId {
    AccountId::from_bytes(caller.principal.account.to_bytes())
}

/// A hazard by its id, in the caller's area.
pub(super) async fn find<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: &str,
) -> Result<(Hazard, AreaPath), Problem> {
    in_reach(caller, id, |id| state.housing.hazard(id)).await
}

/// A hazard whole.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    hazard: &Hazard,
    area: &AreaPath,
) -> Result<Detail, Problem> {
    let me = account(caller);
    let steps = state.housing.hazard_steps(hazard.id).await?;
    let doers = Doers::of(state, steps.iter().map(|step| step.action.actor), me).await?;
    let labels = Labels::of(state, [hazard.place]).await?;
    let now = state.clock.now();
    let catalogue = state.housing.catalogue();
    let kind = catalogue.get(&hazard.kind);
    let text = |of: fn(&housing::catalogue::HazardType) -> &Text| {
        kind.map(|kind| of(kind).clone()).unwrap_or_default()
    };
    let place = Resource::within(area.clone());
    let mut offers = hazard.offers(Actor::Officer(me), catalogue, now);
    offers.retain(|deed| caller.authorize(action(deed), &place).is_ok());
    Ok(Detail {
        row: HazardRow::of(state, hazard, &labels, now),
        shows: text(|kind| &kind.shows),
        harm: text(|kind| &kind.harm),
        fix: text(|kind| &kind.fix),
        find: kind.map(|kind| evidence_words(&kind.find)).unwrap_or_default(),
        clear: kind.map(|kind| evidence_words(&kind.clear)).unwrap_or_default(),
        clearers: kind
            .map(|kind| kind.clearers.iter().map(|word| word!(word)).collect())
            .unwrap_or_default(),
        category: kind.map(|kind| word!(kind.category)),
        weight: kind.map_or(0, |kind| kind.weight),
        steps: steps.into_iter().map(|step| HazardStep::of(step, &doers)).collect(),
        offers,
    })
}

/// A hazard: where it stands, its clock, all that was done, and what the reader may do now.
#[utoipa::path(
    get, path = "/api/housing/hazards/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The hazard's id")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let (hazard, area) = find(&state, &caller, &id).await?;
    Ok(Json(detail(&state, &caller, &hazard, &area).await?))
}
