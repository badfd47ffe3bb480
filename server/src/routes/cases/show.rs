//! `GET /api/cases/{id}`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use casework::{Actor, Case, CaseId, Duty};

use super::shape::Detail;
use crate::{AppState, Caller, Problem};

/// The action that a deed asks for.
pub(crate) const fn action(duty: Duty) -> Option<Action> {
    match duty {
        Duty::Report => Some(Action::CasesReport),
        Duty::Dispatch => Some(Action::CasesDispatch),
        Duty::Handle => Some(Action::CasesHandle),
        Duty::Supervise => Some(Action::CasesSupervise),
        // The reporter's part is decided by whose case it is; the installation's is nobody's.
        Duty::Reporter | Duty::Installation => None,
    }
}

/// A case by its id or its number.
pub(crate) async fn find(state: &AppState, id: &str) -> Result<Case, Problem> {
    let found = match id.parse::<CaseId>() {
        Ok(id) => state.casework.find(id).await?,
        Err(_) => state.casework.numbered(&id.to_ascii_uppercase()).await?,
    };
    found.ok_or_else(Problem::not_found)
}

/// A case whole, with what its reader may do.
pub(crate) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    case: &Case,
) -> Result<Detail, Problem> {
    let me = caller.principal.account;
    let now = state.clock.now();
    let place = Resource::within(case.place.area.clone());
    let own =
        if case.followers() > 0 { state.casework.reported_as(case.id, me).await? } else { None };
    let catalogue = state.casework.catalogue();
    let mut offers = case.offers(catalogue, Actor::Account(me), now);
    offers.retain(|deed| {
        action(duty_of(deed)).is_some_and(|action| caller.authorize(action, &place).is_ok())
    });
    // Of several reporters each confirms for themself: what is left to do is that of this one.
    let theirs = own.map(|own| case.offers(catalogue, own, now)).unwrap_or_default();
    offers.extend(theirs.into_iter().filter(|deed| duty_of(deed) == Duty::Reporter));
    Detail::of(state, case, &caller.principal, offers).await
}

/// Whose part a deed is, by its name.
fn duty_of(deed: &str) -> Duty {
    match deed {
        "confirm" | "object" => Duty::Reporter,
        "reopen" | "recheck" => Duty::Supervise,
        "accept" | "assign" | "offer" | "transfer" | "refuse" | "join" | "leave" | "reclassify"
        | "merge" | "rearm" | "split" => Duty::Dispatch,
        _ => Duty::Handle,
    }
}

/// A case: where it stands, its clock, its evidence, all its actions, and what the reader may do now.
#[utoipa::path(
    get, path = "/api/cases/{id}", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The case's id or number")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let case = find(&state, &id).await?;
    caller.within(&case.place.area)?;
    Ok(Json(detail(&state, &caller, &case).await?))
}
