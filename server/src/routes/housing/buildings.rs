//! `GET /api/housing/buildings`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use housing::{
    RatingState, Tier,
    filter::{BuildingFilter, BuildingSort},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{BuildingShape, Labels};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Rows that a list is paged to.
const DEEPEST: u64 = 10_000;

/// Which buildings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// A name, a road and number, a code, pinyin initials.
    q: Option<String>,
    /// With so many published stars, `1` to `5`, or `none`.
    stars: Option<String>,
    /// With this as the highest tier of its units: `ordinary`, `watch` or `key`.
    tier: Option<String>,
    /// With a hazard overdue.
    overdue: Option<bool>,
    /// With a hazard open.
    open: Option<bool>,
    /// With a rating under way: `draft`, `decided` or `appealed`.
    rating: Option<String>,
    /// `code`, `stars`, `due` or `open`, with `-` before it for descending.
    sort: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Rows a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of buildings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingBuildingPage)]
pub(crate) struct BuildingPage {
    /// The page.
    rows: Vec<BuildingShape>,
    /// How many there are, counted up to 10,001.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Rows a page.
    size: u32,
}

/// A word of a closed list, where one was given.
pub(super) fn one_of<W>(
    said: Option<&str>,
    read: impl Fn(&str) -> Option<W>,
) -> Result<Option<W>, Problem> {
    let given = said.filter(|said| !said.is_empty());
    given.map(|said| read(said).ok_or_else(Problem::unknown_filter)).transpose()
}

impl Which {
    /// The filter it stands for, within what the caller may see; its page and size.
    pub(super) async fn read<A: access::Named>(
        self,
        state: &AppState,
        caller: &Caller<A>,
    ) -> Result<(BuildingFilter, u32, u32), Problem> {
        let area = area_of(state, caller, self.area.as_deref()).await?;
        let stars = one_of(self.stars.as_deref(), |said| match said {
            "none" => Some(None),
            said => said.parse::<u8>().ok().filter(|stars| (1..=5).contains(stars)).map(Some),
        })?;
        let sort = self.sort.as_deref().unwrap_or_default();
        let (sort, descending) = sort.strip_prefix('-').map_or((sort, false), |sort| (sort, true));
        let sort = match sort {
            "" | "code" => BuildingSort::Code,
            "stars" => BuildingSort::Stars,
            "due" => BuildingSort::Due,
            "open" => BuildingSort::Open,
            _ => return Err(Problem::unknown_filter()),
        };
        let page = self.page.unwrap_or(1).max(1);
        let size = self.size.unwrap_or(20).clamp(1, 200);
        let skip = u64::from(page - 1) * u64::from(size);
        if skip >= DEEPEST {
            return Err(crate::routes::register::too_deep());
        }
        let filter = BuildingFilter {
            area,
            q: self.q.map(|q| q.chars().take(80).collect()),
            stars,
            tier: one_of(self.tier.as_deref(), Tier::from_name)?,
            open: self.open.unwrap_or(false),
            overdue: self.overdue.unwrap_or(false),
            under_way: one_of(self.rating.as_deref(), RatingState::from_name)?,
            sort,
            descending,
            skip,
            after: None,
            limit: size,
        };
        Ok((filter, page, size))
    }
}

/// Rows of buildings, with their names read at once.
pub(super) async fn rows(
    state: &AppState,
    found: &[housing::BuildingRow],
) -> Result<Vec<BuildingShape>, Problem> {
    let place = |row: &housing::BuildingRow| housing::Place { building: row.id, unit: None };
    let labels = Labels::of(state, found.iter().map(place)).await?;
    Ok(found.iter().map(|row| BuildingShape::of(row, &labels)).collect())
}

/// A page of the buildings of an area that were inspected or rated, or that have or had a hazard.
#[utoipa::path(
    get, path = "/api/housing/buildings", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = BuildingPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<BuildingPage>, Problem> {
    let (filter, page, size) = which.read(&state, &caller).await?;
    let total = state.housing.count_buildings(&filter).await?;
    let found = state.housing.buildings(&filter).await?;
    Ok(Json(BuildingPage { rows: rows(&state, &found).await?, total, page, size }))
}
