//! `GET /api/duty/grids`

use std::collections::BTreeMap;

use access::{Account, Role, may};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use kernel::{AreaPath, Id, Lang, Text};
use register::model::AreaLevel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem,
    routes::{
        cases::{
            area_of,
            coverage::titled,
            shape::{Named, Names, Officer},
        },
        register::register,
    },
    workbook::{self, Cell, Kind},
};

/// Which grids.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// With this in the name, the path of codes or an owner's name.
    q: Option<String>,
    /// `on`: an owner is on duty; `off`: none is; `unowned`: nobody keeps it; all where not given.
    duty: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Rows of a page, 1 to 200; 20 where not given.
    size: Option<u32>,
    /// `json`; `csv` or `xlsx` for a file of all of them.
    format: Option<String>,
}

/// Who keeps each grid, and whether they are on duty.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GridsPage {
    /// In the order of their codes.
    rows: Vec<Grid>,
    /// How many there are of what was asked for.
    total: u64,
    /// The page, from 1.
    page: u32,
    /// Rows of a page.
    size: u32,
    /// Grids of the area.
    grids: u64,
    /// Of them kept by nobody.
    unowned: u64,
    /// Of them with an owner on duty.
    on: u64,
}

/// A grid and who keeps it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GridOnDuty)]
struct Grid {
    /// Which: its path of codes.
    of: Named,
    /// Buildings in it.
    buildings: u64,
    /// Grid workers whose grid it is.
    owners: Vec<GridOwner>,
    /// Others who are on duty for it alone.
    others: Vec<Officer>,
}

/// Somebody who keeps a grid.
#[derive(Debug, Serialize, ToSchema)]
struct GridOwner {
    /// Who.
    officer: Officer,
    /// Whether they are on duty now; nothing of before.
    on: bool,
}

/// A grid before anybody is called by name.
#[derive(Clone, Debug)]
struct Kept {
    path: AreaPath,
    title: Text,
    owners: Vec<(Id<Account>, bool)>,
    others: Vec<Id<Account>>,
}

impl Kept {
    fn is_on(&self) -> bool {
        self.owners.iter().any(|(_, on)| *on)
    }

    fn accounts(&self) -> impl Iterator<Item = Id<Account>> + '_ {
        self.owners.iter().map(|(id, _)| *id).chain(self.others.iter().copied())
    }

    fn holds(&self, q: &str, names: &Names) -> bool {
        let has = |text: &str| text.to_lowercase().contains(q);
        has(&self.title.zh)
            || has(&self.title.en)
            || has(self.path.as_str())
            || self.owners.iter().any(|(id, _)| has(names.officer(*id).name()))
    }
}

/// Who keeps each grid of an area, and whether they are on duty now: where nobody is, and where nobody ever is. No position,
/// and nothing of before.
#[utoipa::path(
    get, path = "/api/duty/grids", tag = "duty", security(("session" = [])), params(Asked),
    responses(
        (status = OK, body = GridsPage, description = "a file where `format` is `csv` or `xlsx`"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::DutyView>,
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let kind = match asked.format.as_deref() {
        None | Some("" | "json") => None,
        Some("csv") => Some(Kind::Csv),
        Some("xlsx") => Some(Kind::Xlsx),
        Some(_) => return Err(Problem::unknown_filter()),
    };
    let mut found = kept(&state, &area).await?;
    let count = |which: fn(&Kept) -> bool| found.iter().filter(|grid| which(grid)).count() as u64;
    let (grids, unowned, on) =
        (count(|_| true), count(|grid| grid.owners.is_empty()), count(Kept::is_on));
    match asked.duty.as_deref() {
        None | Some("") => {}
        Some("on") => found.retain(Kept::is_on),
        Some("off") => found.retain(|grid| !grid.is_on()),
        Some("unowned") => found.retain(|grid| grid.owners.is_empty()),
        Some(_) => return Err(Problem::unknown_filter()),
    }
    let me = caller.principal.account;
    let q = asked.q.as_deref().map(str::trim).filter(|q| !q.is_empty()).map(str::to_lowercase);
    if let Some(q) = q {
        let names = Names::of(&state, found.iter().flat_map(Kept::accounts), me).await?;
        found.retain(|grid| grid.holds(&q, &names));
    }
    let (page, size) = (asked.page.unwrap_or(1).max(1), asked.size.unwrap_or(20).clamp(1, 200));
    let total = found.len() as u64;
    if kind.is_none() {
        let before = (page as usize - 1).saturating_mul(size as usize);
        found = found.into_iter().skip(before).take(size as usize).collect();
    }
    let buildings: BTreeMap<String, u64> =
        register(&state).buildings_by_area(&area).await?.into_iter().collect();
    let names = Names::of(&state, found.iter().flat_map(Kept::accounts), me).await?;
    let row = |grid: Kept| Grid {
        buildings: buildings.get(grid.path.as_str()).copied().unwrap_or(0),
        of: Named { id: grid.path.to_string(), title: grid.title },
        owners: grid
            .owners
            .iter()
            .map(|&(id, on)| GridOwner { officer: names.officer(id), on })
            .collect(),
        others: grid.others.iter().map(|id| names.officer(*id)).collect(),
    };
    let rows: Vec<Grid> = found.into_iter().map(row).collect();
    match kind {
        None => Ok(Json(GridsPage { rows, total, page, size, grids, unowned, on }).into_response()),
        Some(kind) => file(&state, kind, &rows, caller.lang),
    }
}

/// Every grid of an area, by its path.
async fn kept(state: &AppState, area: &AreaPath) -> Result<Vec<Kept>, Problem> {
    let mut owners: BTreeMap<AreaPath, Vec<Id<Account>>> = BTreeMap::new();
    for (path, account) in state.access.held_within(Role::GridWorker, area).await? {
        owners.entry(path).or_default().push(account);
    }
    let mut on_duty: BTreeMap<AreaPath, Vec<Id<Account>>> = BTreeMap::new();
    for (account, path) in state.casework.duty_areas(area).await? {
        on_duty.entry(path).or_default().push(account);
    }
    let on_anywhere: std::collections::BTreeSet<Id<Account>> =
        on_duty.values().flatten().copied().collect();
    let grids = titled(&register(state), area, AreaLevel::Grid).await?;
    let grid = |(path, title): (AreaPath, Text)| {
        let keep = owners.remove(&path).unwrap_or_default();
        let mut others = on_duty.remove(&path).unwrap_or_default();
        others.retain(|id| !keep.contains(id));
        let owners = keep.into_iter().map(|id| (id, on_anywhere.contains(&id))).collect();
        Kept { path, title, owners, others }
    };
    Ok(grids.into_iter().map(grid).collect())
}

const HEAD_ZH: [&str; 6] = ["编码", "网格", "楼栋", "网格员", "在岗", "其他在岗人员"];
const HEAD_EN: [&str; 6] = ["code", "grid", "buildings", "owners", "on_duty", "others_on_duty"];

fn file(state: &AppState, kind: Kind, grids: &[Grid], lang: Lang) -> Result<Response, Problem> {
    let (head, and) = match lang {
        Lang::Zh => (HEAD_ZH, "、"),
        Lang::En => (HEAD_EN, ", "),
    };
    let called = |all: &mut dyn Iterator<Item = &Officer>| {
        Cell::Text(all.map(Officer::name).collect::<Vec<_>>().join(and))
    };
    let cells = |grid: &Grid| {
        let on = grid.owners.iter().filter(|owner| owner.on);
        vec![
            Cell::Text(grid.of.id.clone()),
            Cell::Text(grid.of.title.in_lang(lang).to_owned()),
            Cell::Count(grid.buildings),
            called(&mut grid.owners.iter().map(|owner| &owner.officer)),
            called(&mut on.map(|owner| &owner.officer)),
            called(&mut grid.others.iter()),
        ]
    };
    let rows: Vec<Vec<Cell>> = grids.iter().map(cells).collect();
    workbook::file(kind, "grids", &head, &rows, state.clock.now())
}
