//! `GET /api/cases`

use access::{Principal, may};
use axum::{
    Json,
    extract::{Query, State},
};
use casework::{CaseFilter, Cursor, Door, Sort, State as CaseState};
use kernel::{AreaPath, Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{Names, Row};
use crate::{
    AppState, Caller, Problem,
    routes::register::{register, which},
};

/// Which cases.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Words of the report, or the beginning of a number. Two Chinese characters suffice.
    q: Option<String>,
    /// Where they stand.
    state: Option<String>,
    /// `true` for open ones, `false` for closed ones.
    open: Option<bool>,
    /// Past their time.
    overdue: Option<bool>,
    /// With this office.
    office: Option<String>,
    /// With this officer: an account's id, or `me`.
    officer: Option<String>,
    /// With no officer.
    unassigned: Option<bool>,
    /// Offered to the caller, who has not answered yet.
    offered: Option<bool>,
    /// Of this class.
    class: Option<String>,
    /// Of this subclass.
    subclass: Option<String>,
    /// By this door.
    door: Option<String>,
    /// At this building or unit: its id.
    place: Option<String>,
    /// Reported on this day or later.
    from: Option<String>,
    /// Reported on this day or earlier.
    to: Option<String>,
    /// With the supervisors.
    supervised: Option<bool>,
    /// Waiting for a second look.
    recheck: Option<bool>,
    /// `newest` or `deadline` (open ones alone).
    sort: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Cases a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CasePage {
    /// The page.
    rows: Vec<Row>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

impl Which {
    /// The filter it stands for, within what the caller may see.
    pub(crate) async fn read<A: access::Named>(
        self,
        state: &AppState,
        caller: &Caller<A>,
    ) -> Result<CaseFilter, Problem> {
        let area = area_of(state, caller, self.area.as_deref()).await?;
        self.filter(state, area, caller.principal.account)
    }

    fn filter(
        self,
        state: &AppState,
        area: AreaPath,
        me: kernel::Id<access::Account>,
    ) -> Result<CaseFilter, Problem> {
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let word = |text: Option<String>| some(text);
        let case_state = match word(self.state) {
            Some(name) => Some(CaseState::from_name(&name).ok_or_else(Problem::unknown_filter)?),
            None => None,
        };
        let door = match word(self.door) {
            Some(name) => Some(Door::from_name(&name).ok_or_else(Problem::unknown_filter)?),
            None => None,
        };
        let officer = match word(self.officer).as_deref() {
            Some("me") => Some(me),
            Some(id) => Some(id.parse().map_err(|_| Problem::unknown_filter())?),
            None => None,
        };
        let place = match word(self.place) {
            Some(id) => {
                let id: kernel::Id<register::model::Building> =
                    id.parse().map_err(|_| Problem::unknown_filter())?;
                Some(id.uuid())
            }
            None => None,
        };
        let offset = state.casework.catalogue().calendar.offset_minutes;
        let from = |text: Option<String>, plus: u64| -> Result<Option<Instant>, Problem> {
            let Some(text) = word(text) else { return Ok(None) };
            let day: Day = text.parse().map_err(|_| Problem::unknown_filter())?;
            Ok(Some(day.plus_days(plus).midnight(offset)))
        };
        let sort = match word(self.sort).as_deref() {
            None | Some("newest") => Sort::Newest,
            Some("deadline") => Sort::Deadline,
            Some(_) => return Err(Problem::unknown_filter()),
        };
        let after = match word(self.after) {
            Some(text) => Some(Cursor::read(&text).ok_or_else(Problem::unknown_filter)?),
            None => None,
        };
        Ok(CaseFilter {
            area,
            words: word(self.q).map(|q| q.chars().take(80).collect()),
            state: case_state,
            open: self.open,
            overdue_at: self.overdue.filter(|overdue| *overdue).map(|_| state.clock.now()),
            office: word(self.office),
            officer,
            unassigned: self.unassigned.unwrap_or(false),
            placed: false,
            offered: self.offered.filter(|offered| *offered).map(|_| me),
            class: word(self.class),
            subclass: word(self.subclass),
            door,
            place,
            reported_from: from(self.from, 0)?,
            reported_to: from(self.to, 1)?,
            supervised: self.supervised.unwrap_or(false),
            recheck: self.recheck.unwrap_or(false),
            sort,
            after,
            limit: self.size.unwrap_or(20).clamp(1, 200),
        })
    }
}

/// The area that was asked for, else the first of the caller's own in which it is permitted; 403 where it is not theirs.
pub(crate) async fn area_of<A: access::Named>(
    state: &AppState,
    caller: &Caller<A>,
    asked: Option<&str>,
) -> Result<AreaPath, Problem> {
    let held = &caller.principal.assignments;
    let own = || {
        let here = held.iter().find(|one| caller.within(&one.area).is_ok());
        here.or_else(|| held.first()).map(|one| one.area.clone())
    };
    let area = match asked.filter(|area| !area.is_empty()) {
        Some(area) => which::area(&register(state), Some(area)).await?,
        None => own().unwrap_or_default(),
    };
    caller.within(&area)?;
    Ok(area)
}

/// Rows of a page, with the names of their officers read at once.
pub(crate) async fn rows(
    state: &AppState,
    found: Vec<casework::CaseRow>,
    reader: &Principal,
) -> Result<Vec<Row>, Problem> {
    let officers = found.iter().filter_map(|row| row.case.officer);
    let names = Names::for_reader(state, officers, reader).await?;
    let now = state.clock.now();
    let shape =
        |row: casework::CaseRow| Row::of(&state.casework, &row.case, row.words, &names, now);
    Ok(found.into_iter().map(shape).collect())
}

/// A page of the cases of an area. Words are shown without numbers of persons; reporters are not.
#[utoipa::path(
    get, path = "/api/cases", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = CasePage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::CasesView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<CasePage>, Problem> {
    let mut filter = which.read(&state, &caller).await?;
    let total = state.casework.count(&filter).await?;
    let size = filter.limit as usize;
    // One more than asked for tells whether there is a next page.
    filter.limit += 1;
    let mut found = state.casework.page(&filter).await?;
    let next = (found.len() > size).then(|| {
        found.truncate(size);
        found.last().map(|row| row.cursor(filter.sort).write())
    });
    let rows = rows(&state, found, &caller.principal).await?;
    Ok(Json(CasePage { rows, total, next: next.flatten() }))
}
