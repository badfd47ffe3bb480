//! `GET /api/cases/micro-events`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use casework::{Cursor, MicroFilter, MicroRow, MicroSort, MicroState};
use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{shape::MicroEventRow, show::offers};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Which micro-events.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// A part of what the place or the kind is called.
    q: Option<String>,
    /// Of this kind.
    kind: Option<String>,
    /// Where they stand: `found`, `fixed`, `verified` or `escalated`.
    state: Option<String>,
    /// `true` for those that wait to be verified.
    waits: Option<bool>,
    /// `true` for those past their time.
    overdue: Option<bool>,
    /// `true` for those that the caller found.
    mine: Option<bool>,
    /// Found on this day or later.
    from: Option<String>,
    /// Found on this day or earlier.
    to: Option<String>,
    /// `newest` or `deadline` (those to be put right alone).
    sort: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Micro-events a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of micro-events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MicroEventPage {
    /// The page.
    rows: Vec<MicroEventRow>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

impl Which {
    /// The filter it stands for, within what the caller may see.
    pub(super) async fn read<A: access::Named>(
        self,
        state: &AppState,
        caller: &Caller<A>,
    ) -> Result<MicroFilter, Problem> {
        let area = area_of(state, caller, self.area.as_deref()).await?;
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let offset = state.casework.catalogue().calendar.offset_minutes;
        let day = |text: Option<String>, plus: u64| -> Result<Option<Instant>, Problem> {
            let Some(text) = some(text) else { return Ok(None) };
            let day: Day = text.parse().map_err(|_| Problem::unknown_filter())?;
            Ok(Some(day.plus_days(plus).midnight(offset)))
        };
        let micro_state = match some(self.state) {
            Some(name) => Some(MicroState::from_name(&name).ok_or_else(Problem::unknown_filter)?),
            None => None,
        };
        let sort = match some(self.sort).as_deref() {
            None | Some("newest") => MicroSort::Newest,
            Some("deadline") => MicroSort::Deadline,
            Some(_) => return Err(Problem::unknown_filter()),
        };
        let after = match some(self.after) {
            Some(text) => Some(Cursor::read(&text).ok_or_else(Problem::unknown_filter)?),
            None => None,
        };
        Ok(MicroFilter {
            area,
            q: some(self.q).map(|q| q.chars().take(80).collect()),
            kind: some(self.kind),
            state: micro_state,
            waits: self.waits.unwrap_or(false),
            overdue_at: self.overdue.filter(|overdue| *overdue).map(|_| state.clock.now()),
            found_by: self.mine.filter(|mine| *mine).map(|_| caller.principal.account),
            found_from: day(self.from, 0)?,
            found_to: day(self.to, 1)?,
            sort,
            after,
            limit: self.size.unwrap_or(20).clamp(1, 200),
        })
    }
}

/// Rows as they are shown to the caller.
fn shown(
    state: &AppState,
    caller: &Caller<may::CasesView>,
    found: &[MicroRow],
) -> Vec<MicroEventRow> {
    let now = state.clock.now();
    let shape = |MicroRow { event, .. }: &MicroRow| {
        MicroEventRow::of(&state.casework, event, offers(caller, event), now)
    };
    found.iter().map(shape).collect()
}

/// A page of the micro-events of an area: things and places, and nobody's name.
#[utoipa::path(
    get, path = "/api/cases/micro-events", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = MicroEventPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<MicroEventPage>, Problem> {
    let mut filter = which.read(&state, &caller).await?;
    let total = state.casework.count_micro_events(&filter).await?;
    let size = filter.limit as usize;
    // One more than asked for tells whether there is a next page.
    filter.limit += 1;
    let mut found = state.casework.micro_events(&filter).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|last| last.cursor(filter.sort).write());
    Ok(Json(MicroEventPage { rows: shown(&state, &caller, &found), total, next }))
}
