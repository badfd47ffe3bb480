//! `GET /api/cases/coverage`

use std::collections::BTreeMap;

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use casework::Visited;
use kernel::{AreaPath, Day, Lang, Text};
use register::{
    Register,
    model::AreaLevel,
    query::Filter,
    wash::{Place, PlaceKind},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{figures::days, list::area_of, shape::Named};
use crate::{
    AppState, Caller, Problem,
    routes::register::register,
    workbook::{self, Cell, Kind},
};

/// Most buildings that one answer lists.
const MOST_BUILDINGS: u32 = 1_000;

/// Of where, and of which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Visited on this day or later; thirty days back where not given.
    from: Option<String>,
    /// Visited on this day or earlier; today where not given.
    to: Option<String>,
    /// `community`, `grid` or `building` (of one community or grid); `grid` where not given.
    by: Option<String>,
    /// `json`; `csv` or `xlsx` for a file.
    format: Option<String>,
}

/// How far an area was covered by visits in some days.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoveragePage {
    /// The first day.
    from: String,
    /// The last day.
    to: String,
    /// All together.
    all: CoverageRow,
    /// By community, grid or building, in the order of their codes: no order of merit, and of no worker.
    rows: Vec<CoverageRow>,
}

/// How far one place was covered.
#[derive(Debug, Serialize, ToSchema)]
struct CoverageRow {
    /// Of what.
    of: Named,
    /// Buildings in it.
    buildings: u64,
    /// Of them visited.
    visited: u64,
    /// The part that was, 0 to 1; nothing where there is no building.
    part: Option<f64>,
    /// Visits, those that were at no building too.
    visits: u64,
    /// The day of the last visit.
    last_on: Option<String>,
}

/// What is summed of a place.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    buildings: u64,
    visited: u64,
    visits: u64,
    last_on: Option<Day>,
}

impl Tally {
    fn add(&mut self, seen: &Seen) {
        self.visited += u64::from(seen.at_building);
        self.visits += seen.visits;
        self.last_on = self.last_on.max(Some(seen.last_on));
    }

    fn and(self, other: Self) -> Self {
        Self {
            buildings: self.buildings + other.buildings,
            visited: self.visited + other.visited,
            visits: self.visits + other.visits,
            last_on: self.last_on.max(other.last_on),
        }
    }
}

/// Visits to one building, or to an area and none of its buildings.
struct Seen {
    area: AreaPath,
    at_building: bool,
    visits: u64,
    last_on: Day,
}

/// A building by its id, or an area where it is at none.
type Key = (Option<[u8; 16]>, String);

/// What was visited, from whatever capability knows of it: a building once, however many of them do.
fn together(found: impl IntoIterator<Item = Visited>) -> BTreeMap<Key, Seen> {
    let mut all: BTreeMap<Key, Seen> = BTreeMap::new();
    for Visited { area, building, visits, last_on } in found {
        let of = if building.is_some() { String::new() } else { area.to_string() };
        let at_building = building.is_some();
        let new = || Seen { area, at_building, visits: 0, last_on };
        let seen = all.entry((building, of)).or_insert_with(new);
        seen.visits += visits;
        seen.last_on = seen.last_on.max(last_on);
    }
    all
}

impl CoverageRow {
    fn of(of: Named, tally: Tally) -> Self {
        let part = tally.visited as f64 / tally.buildings.max(1) as f64;
        Self {
            of,
            buildings: tally.buildings,
            visited: tally.visited,
            // A building that is retired since may have been visited.
            part: (tally.buildings > 0).then(|| part.min(1.0)),
            visits: tally.visits,
            last_on: tally.last_on.map(|day| day.to_string()),
        }
    }

    fn cells(&self, lang: Lang) -> Vec<Cell> {
        vec![
            Cell::Text(self.of.id.clone()),
            Cell::Text(self.of.title.in_lang(lang).to_owned()),
            Cell::Count(self.buildings),
            Cell::Count(self.visited),
            Cell::Part(self.part),
            Cell::Count(self.visits),
            Cell::Text(self.last_on.clone().unwrap_or_default()),
        ]
    }
}

const HEAD_ZH: [&str; 7] = ["编码", "名称", "楼栋", "到访楼栋", "覆盖率", "到访次数", "最近到访"];
const HEAD_EN: [&str; 7] =
    ["code", "name", "buildings", "visited", "coverage", "visits", "last_visit"];

/// Which grids, communities or buildings of an area somebody visited in some days, on whatever occasion: a case looked at on
/// the spot, a micro-event found, an inspection. Things and areas alone: nobody's name, and nobody's part, is read.
#[utoipa::path(
    get, path = "/api/cases/coverage", tag = "cases", security(("session" = [])), params(Asked),
    responses(
        (status = OK, body = CoveragePage, description = "a file where `format` is `csv` or `xlsx`"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesSupervise>,
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let (from, to) = days(&state, asked.from.as_deref(), asked.to.as_deref())?;
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let until = to.plus_days(1).midnight(offset);
    let mut found = state.casework.visits(&area, from.midnight(offset), until).await?;
    found.extend(state.housing.visits(&area, from, to).await?);
    let seen = together(found);
    let rows = match asked.by.as_deref() {
        None | Some("" | "grid") => by_area(&state, &area, AreaLevel::Grid, &seen).await?,
        Some("community") => by_area(&state, &area, AreaLevel::Community, &seen).await?,
        Some("building") => by_building(&state, &area, &seen).await?,
        Some(_) => return Err(Problem::unknown_filter()),
    };
    let all = rows.iter().fold(Tally::default(), |sum, (_, one)| sum.and(*one));
    let whole = Named { id: area.to_string(), title: Text::new("合计", "All together") };
    let page = CoveragePage {
        from: from.to_string(),
        to: to.to_string(),
        all: CoverageRow::of(whole, all),
        rows: rows.into_iter().map(|(name, one)| CoverageRow::of(name, one)).collect(),
    };
    match asked.format.as_deref() {
        None | Some("" | "json") => Ok(Json(page).into_response()),
        Some("csv") => file(&state, Kind::Csv, &page, caller.lang),
        Some("xlsx") => file(&state, Kind::Xlsx, &page, caller.lang),
        Some(_) => Err(Problem::unknown_filter()),
    }
}

type Rows = Vec<(Named, Tally)>;

/// The areas of a level within one and what they are called, by their paths.
pub(crate) async fn titled(
    register: &Register,
    area: &AreaPath,
    level: AreaLevel,
) -> Result<Vec<(AreaPath, Text)>, Problem> {
    // Grids are numbered anew in each community.
    let communities = match level {
        AreaLevel::Grid => register.areas_within(area, AreaLevel::Community).await?,
        _ => Vec::new(),
    };
    let communities: BTreeMap<AreaPath, _> =
        communities.into_iter().map(|of| (of.path, of.name)).collect();
    let found = register.areas_within(area, level).await?;
    let titled = found.into_iter().map(|found| {
        let of = found.path.upward().find_map(|above| communities.get(&above));
        let title = match of {
            Some(of) => Text::new(
                format!("{}{}", of.zh, found.name.zh),
                format!("{}, {}", found.name.en, of.en),
            ),
            None => Text::new(found.name.zh, found.name.en),
        };
        (found.path, title)
    });
    Ok(titled.collect())
}

/// By the areas of a level within one, those without a visit too; what lies in none of them stands under its own path.
async fn by_area(
    state: &AppState,
    area: &AreaPath,
    level: AreaLevel,
    seen: &BTreeMap<Key, Seen>,
) -> Result<Rows, Problem> {
    let register = register(state);
    let mut rows: BTreeMap<String, (Named, Tally)> = BTreeMap::new();
    for (path, title) in titled(&register, area, level).await? {
        let path = path.to_string();
        rows.insert(path.clone(), (Named { id: path, title }, Tally::default()));
    }
    let listed: Vec<AreaPath> = rows.keys().filter_map(|path| path.parse().ok()).collect();
    let home = |path: &AreaPath| -> String {
        let held = path.upward().find(|above| listed.binary_search(above).is_ok());
        held.as_ref().unwrap_or(path).to_string()
    };
    let bare = |path: String| {
        let code = path.rsplit('/').next().unwrap_or_default().to_owned();
        (Named { id: path, title: Text::new(code.clone(), code) }, Tally::default())
    };
    for (path, buildings) in register.buildings_by_area(area).await? {
        let Ok(path) = path.parse::<AreaPath>() else { continue };
        let key = home(&path);
        rows.entry(key.clone()).or_insert_with(|| bare(key)).1.buildings += buildings;
    }
    for one in seen.values() {
        let key = home(&one.area);
        rows.entry(key.clone()).or_insert_with(|| bare(key)).1.add(one);
    }
    Ok(rows.into_values().collect())
}

/// Every building of a community or a grid, visited or not.
async fn by_building(
    state: &AppState,
    area: &AreaPath,
    seen: &BTreeMap<Key, Seen>,
) -> Result<Rows, Problem> {
    let register = register(state);
    let of = Filter { area: area.clone(), page: 1, size: MOST_BUILDINGS, ..Filter::default() };
    let facts = register.area_facts(area).await?;
    if facts.buildings > u64::from(MOST_BUILDINGS) {
        return Err(Problem::bad_request(Text::new(
            "楼栋太多，请选择一个社区或网格",
            "There are too many buildings: choose a community or a grid",
        )));
    }
    let mut visits: BTreeMap<[u8; 16], Tally> = BTreeMap::new();
    for ((id, _), one) in seen {
        if let Some(id) = id {
            visits.entry(*id).or_default().add(one);
        }
    }
    let found = register.buildings(&of).await?.rows;
    let places: Vec<Place> = found.iter().map(|row| place(row.id.to_bytes())).collect();
    let called = register.called(&places).await?;
    let row = |row: &register::query::BuildingRow| {
        let mut tally = visits.get(&row.id.to_bytes()).copied().unwrap_or_default();
        tally.buildings = 1;
        tally.visited = tally.visited.min(1);
        let label = called.get(&place(row.id.to_bytes())).map(|called| called.label.clone());
        let title = label.map_or_else(
            || Text::new(row.code.clone(), row.code.clone()),
            |label| Text::new(label.zh, label.en),
        );
        (Named { id: row.id.to_string(), title }, tally)
    };
    Ok(found.iter().map(row).collect())
}

const fn place(id: [u8; 16]) -> Place {
    Place { kind: PlaceKind::Building, id }
}

fn file(
    state: &AppState,
    kind: Kind,
    page: &CoveragePage,
    lang: Lang,
) -> Result<Response, Problem> {
    let head = match lang {
        Lang::Zh => HEAD_ZH,
        Lang::En => HEAD_EN,
    };
    let rows: Vec<_> = page.rows.iter().chain([&page.all]).map(|row| row.cells(lang)).collect();
    workbook::file(kind, "coverage", &head, &rows, state.clock.now())
}
