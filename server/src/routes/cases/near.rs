//! `GET /api/cases/{id}/near`

use access::{Action, Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    shape::{Names, Officer},
    show,
};
use crate::{AppState, Caller, Problem, TextShape};

/// How many are suggested.
const SUGGESTED: usize = 8;

/// Who could be asked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WhoIsNear)]
pub(crate) struct Near {
    /// The first first: by minutes on foot and open cases.
    rows: Vec<Able>,
}

/// Somebody on duty who could take the case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AbleOnDuty)]
struct Able {
    /// Who.
    officer: Officer,
    /// How long they walk, minutes; nothing where their position is not known.
    minutes: Option<u32>,
    /// How far, metres.
    distance_m: Option<u32>,
    /// Whether that is along the roads; else the straight line, made longer.
    by_road: bool,
    /// Open cases they have.
    open: u64,
    /// Why they stand where they do.
    #[schema(value_type = TextShape)]
    why: Text,
}

/// Who on duty could be asked to take a case: of the office that has it, for its place, who is there soonest first. Who
/// was asked already is left out. A suggestion; whoever dispatches decides.
#[utoipa::path(
    get, path = "/api/cases/{id}/near", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The case's id or number")),
    responses(
        (status = OK, body = Near),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesDispatch>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Near>, Problem> {
    let case = show::find(&state, &id).await?;
    caller.within(&case.place.area)?;
    caller.authorize(Action::DutyView, &Resource::within(case.place.area.clone()))?;
    let found = state.casework.near(&case, SUGGESTED).await?;
    let me = caller.principal.account;
    let names = Names::of(&state, found.iter().map(|one| one.account), me).await?;
    let rows = found
        .into_iter()
        .map(|one| Able {
            officer: names.officer(one.account),
            minutes: one.walk.map(|walk| walk.minutes),
            distance_m: one.walk.map(|walk| walk.distance_m),
            by_road: one.walk.is_some_and(|walk| walk.by_road),
            open: one.open,
            why: one.why(),
        })
        .collect();
    Ok(Json(Near { rows }))
}
