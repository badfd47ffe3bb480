//! `GET /api/cases/micro-events/{id}`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use casework::{Actor, MicroEvent, MicroEventId};

use super::shape::{Allowed, MicroEventDetail};
use crate::{AppState, Caller, Problem, routes::cases::shape::Names};

/// The action that a deed asks for, by its name.
pub(super) fn action(deed: &str) -> Action {
    if deed == "verify" { Action::CasesSupervise } else { Action::CasesHandle }
}

/// A micro-event by its id.
pub(super) async fn find(state: &AppState, id: &str) -> Result<MicroEvent, Problem> {
    let id: MicroEventId = id.parse().map_err(|_| Problem::not_found())?;
    state.casework.micro_event(id).await?.ok_or_else(Problem::not_found)
}

/// Whether looking again at what is in its area is the caller's part.
pub(super) fn supervises<A: Named>(caller: &Caller<A>, event: &MicroEvent) -> bool {
    let place = Resource::within(event.place.area.clone());
    caller.authorize(Action::CasesSupervise, &place).is_ok()
}

/// What the caller may do to it now, by name.
pub(super) fn offers<A: Named>(caller: &Caller<A>, event: &MicroEvent) -> Vec<&'static str> {
    let place = Resource::within(event.place.area.clone());
    let mut offers = event.offers(Actor::Account(caller.principal.account));
    offers.retain(|deed| caller.authorize(action(deed), &place).is_ok());
    offers
}

/// A micro-event whole, with what its reader may do and see.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    event: &MicroEvent,
) -> Result<MicroEventDetail, Problem> {
    let me = caller.principal.account;
    let photos = event.shows_photos_to(me, supervises(caller, event));
    let actions = state.casework.micro_actions(event.id).await?;
    let names = Names::of(state, actions.iter().filter_map(|action| action.account), me).await?;
    let allowed = Allowed { offers: offers(caller, event), photos };
    let now = state.clock.now();
    Ok(MicroEventDetail::of(&state.casework, event, actions, &names, allowed, now))
}

/// A micro-event: where it stands, its steps, and what the reader may do now.
#[utoipa::path(
    get, path = "/api/cases/micro-events/{id}", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The micro-event's id")),
    responses(
        (status = OK, body = MicroEventDetail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<MicroEventDetail>, Problem> {
    let event = find(&state, &id).await?;
    caller.within(&event.place.area)?;
    Ok(Json(detail(&state, &caller, &event).await?))
}
