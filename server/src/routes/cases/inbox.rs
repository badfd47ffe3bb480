//! `GET /api/cases/inbox`

use access::{Action, Resource, may};
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::signals::Signals;
use casework::{CaseFilter, Leads, Sort, State as CaseState};
use kernel::AreaPath;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    list::{area_of, rows},
    shape::Row,
};
use crate::{AppState, Caller, Problem};

/// Of which area.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Of {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
}

/// A heap that waits, what is due first on top.
#[derive(Debug, Serialize, ToSchema)]
struct Heap {
    /// The first of it, twelve at the most.
    rows: Vec<Row>,
    /// How many there are, counted up to 1,001.
    total: u64,
}

/// What needs the reader now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Inbox {
    /// Cases in the reader's own hands.
    mine: Heap,
    /// Cases that no office has taken, or that came back.
    untaken: Heap,
    /// Cases past their time.
    overdue: Heap,
    /// Cases that reporters were twice not content with.
    supervised: Heap,
    /// Resolved cases drawn for a second look.
    recheck: Heap,
    /// Leads that wait, counted up to 1,000, and invitations to dwellings.
    leads: u64,
    /// How many are on duty in the area; nothing for whoever may not see who.
    on_duty: Option<u64>,
    /// Whether the reader supervises, and may see figures.
    supervises: bool,
}

/// Most rows of a heap.
const MOST: u32 = 12;

/// What needs the reader now: own cases, what nobody has taken, what is late, what came back, what is to be looked at again.
#[utoipa::path(
    get, path = "/api/cases/inbox", tag = "cases", security(("session" = [])), params(Of),
    responses(
        (status = OK, body = Inbox),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(of): Query<Of>,
) -> Result<Json<Inbox>, Problem> {
    let area = area_of(&state, &caller, of.area.as_deref()).await?;
    let me = caller.principal.account;
    let of_area = |filter: CaseFilter| CaseFilter { area: area.clone(), limit: MOST, ..filter };
    let by_deadline =
        || CaseFilter { sort: Sort::Deadline, open: Some(true), ..CaseFilter::default() };
    let heap = async |filter: CaseFilter| -> Result<Heap, Problem> {
        let total = state.casework.count(&filter).await?;
        let found = state.casework.page(&filter).await?;
        Ok(Heap { rows: rows(&state, found, &caller.principal).await?, total })
    };
    let none = || Heap { rows: Vec::new(), total: 0 };
    let supervises = caller.may(Action::CasesSupervise);
    let dispatches = caller.may(Action::CasesDispatch);
    let mine =
        CaseFilter { officer: Some(me), limit: MOST, area: AreaPath::whole(), ..by_deadline() };
    let late = CaseFilter { overdue_at: Some(state.clock.now()), ..by_deadline() };
    let untaken = CaseFilter { state: Some(CaseState::Reported), ..by_deadline() };
    let twice = CaseFilter { supervised: true, ..by_deadline() };
    let again = CaseFilter { recheck: true, ..CaseFilter::default() };
    let of_leads = if dispatches { leads(&state, &caller, &area).await? } else { 0 };
    let sees_duty = caller.authorize(Action::DutyView, &Resource::within(area.clone())).is_ok();
    let on_duty = if sees_duty { Some(state.casework.count_on_duty(&area).await?) } else { None };
    Ok(Json(Inbox {
        mine: heap(mine).await?,
        untaken: heap(of_area(untaken)).await?,
        overdue: heap(of_area(late)).await?,
        supervised: if supervises { heap(of_area(twice)).await? } else { none() },
        recheck: if supervises { heap(of_area(again)).await? } else { none() },
        leads: of_leads,
        on_duty,
        supervises,
    }))
}

/// Leads that wait for somebody who may decide them, invitations among them.
async fn leads(
    state: &AppState,
    caller: &Caller<may::CasesView>,
    area: &AreaPath,
) -> Result<u64, Problem> {
    let mut waiting = Leads::new(state.database.clone()).count(area).await?;
    if caller.authorize(Action::SignalsWork, &Resource::within(area.clone())).is_ok() {
        waiting += Signals::new(state.database.clone()).leads(area, 0, 1).await?.1;
    }
    Ok(waiting)
}
