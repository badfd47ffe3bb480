//! `GET /api/housing/hazards`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use housing::{
    Hazard, HazardState, Severity,
    filter::{Cursor, HazardFilter, HazardSort},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    shape::{HazardRow, hazards},
    whither,
};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Which hazards.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// A building by name, road and number or code; or a part of what a type is called.
    q: Option<String>,
    /// Of this type.
    kind: Option<String>,
    /// Of this group of types.
    group: Option<String>,
    /// So grave: `ordinary`, `serious` or `immediate`.
    severity: Option<String>,
    /// Where they stand: `found`, `ordered`, `said_fixed`, `verified` or `withdrawn`.
    state: Option<String>,
    /// `true` for open ones, `false` for those that are over.
    open: Option<bool>,
    /// Past their time.
    overdue: Option<bool>,
    /// With this office.
    office: Option<String>,
    /// Of this building and its units: its id or code.
    building: Option<String>,
    /// Of this unit: its id or code.
    unit: Option<String>,
    /// `newest` or `deadline` (open ones alone).
    sort: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Hazards a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of hazards.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HazardPage {
    /// The page.
    rows: Vec<HazardRow>,
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
    ) -> Result<HazardFilter, Problem> {
        let area = area_of(state, caller, self.area.as_deref()).await?;
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let building = match some(self.building) {
            Some(said) => Some(whither::building(state, &said).await?),
            None => None,
        };
        let unit = match some(self.unit) {
            Some(said) => Some(whither::unit(state, &said).await?),
            None => None,
        };
        let sort = match self.sort.as_deref() {
            None | Some("" | "newest") => HazardSort::Newest,
            Some("deadline") => HazardSort::Deadline,
            Some(_) => return Err(Problem::unknown_filter()),
        };
        Ok(HazardFilter {
            area,
            q: self.q.map(|q| q.chars().take(80).collect()),
            kind: some(self.kind),
            group: some(self.group),
            severity: one_of(self.severity.as_deref(), Severity::from_name)?,
            state: one_of(self.state.as_deref(), HazardState::from_name)?,
            open: self.open,
            overdue: self.overdue.unwrap_or(false),
            office: some(self.office),
            building,
            unit,
            sort,
            after: one_of(self.after.as_deref(), Cursor::read)?,
            limit: self.size.unwrap_or(20).clamp(1, 200),
        })
    }
}

/// Where a page that ends with a hazard goes on.
pub(super) fn cursor(sort: HazardSort, (seq, hazard): &(i64, Hazard)) -> Cursor {
    let due_at = match sort {
        HazardSort::Newest => None,
        HazardSort::Deadline => Some(hazard.overdue_after()),
    };
    Cursor { seq: *seq, due_at }
}

/// A page of the hazards of an area: things and places.
#[utoipa::path(
    get, path = "/api/housing/hazards", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = HazardPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<HazardPage>, Problem> {
    let mut filter = which.read(&state, &caller).await?;
    let total = state.housing.count_hazards(&filter).await?;
    let size = filter.limit as usize;
    // One more than asked for tells whether there is a next page.
    filter.limit += 1;
    let mut found = state.housing.hazards(&filter).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|last| cursor(filter.sort, last).write());
    let found: Vec<Hazard> = found.into_iter().map(|(_, hazard)| hazard).collect();
    Ok(Json(HazardPage { rows: hazards(&state, &found).await?, total, next }))
}
