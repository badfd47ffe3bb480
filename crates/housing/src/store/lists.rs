//! Lists and counts.

use database::{Database, id_value};
use kernel::{AreaPath, Box4326, Instant, Point4326};
use register::geometry::cells_of_box;
use sea_orm::Value;

use super::{Via, Where, buildings, count, get, json, row, rows};
use crate::{
    BuildingId, Hazard, Rating, RatingState, Result, Severity, Tier,
    filter::{BuildingFilter, BuildingSort, HazardFilter, HazardSort, RatingFilter},
    store::buildings::BuildingRow,
};

/// Most rows that a list of buildings is counted to.
const BUILDINGS: u64 = 10_000;
/// Most rows that other lists are counted to.
const OTHERS: u64 = 1_000;
/// How far around a point published stars are looked for, degrees of latitude: about a kilometre.
const AROUND_DEG: f64 = 0.009;
/// How fine the cells are by which they are looked for: some 300 m.
const AROUND_ZOOM: u32 = 17;
/// Buildings around a point that are read, of which the nearest are shown.
const MOST_AROUND: i64 = 2_000;

/// Which of the register's buildings a text means, where one was given.
pub(crate) type Meant = Option<Vec<BuildingId>>;

fn building_where(filter: &BuildingFilter, meant: &Meant, now: Instant) -> Where {
    let mut all = Where::default();
    all.within("h.area", &filter.area);
    if let Some(ids) = meant {
        one_of(&mut all, "h.id", ids, None);
    }
    match filter.stars {
        Some(Some(stars)) => all.add("h.stars = ?", [i32::from(stars).into()]),
        Some(None) => all.add("h.stars IS NULL", []),
        None => {}
    }
    if let Some(tier) = filter.tier {
        all.add("h.tier = ?", [tier.name().into()]);
    }
    if filter.open {
        all.add("h.open_count > 0", []);
    }
    if filter.overdue {
        all.add("h.next_due_at < ?", [now.micros().into()]);
    }
    if let Some(state) = filter.under_way {
        all.add("h.under_way = ?", [state.name().into()]);
    }
    all
}

/// One of these ids, or what else is said.
pub(super) fn one_of(
    all: &mut Where,
    column: &str,
    ids: &[BuildingId],
    or: Option<(String, Vec<Value>)>,
) {
    let marks = vec!["?"; ids.len()].join(", ");
    let listed = if ids.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({marks})") };
    let values = ids.iter().map(|id| id_value(*id));
    match or {
        None => all.add(&listed, values),
        Some((condition, more)) => {
            all.add(&format!("({listed} OR {condition})"), values.chain(more));
        }
    }
}

/// A page of buildings.
pub(crate) async fn buildings(
    database: &Database,
    filter: &BuildingFilter,
    meant: &Meant,
    now: Instant,
) -> Result<Vec<BuildingRow>> {
    let mut all = building_where(filter, meant, now);
    let down = if filter.descending { " DESC" } else { "" };
    // What has none comes last, whichever way the rest is read.
    let order = match filter.sort {
        BuildingSort::Code => format!("h.area{down}, h.code{down}"),
        BuildingSort::Stars => format!("h.stars IS NULL, h.stars{down}, h.area, h.code"),
        BuildingSort::Due => format!("h.next_due_at IS NULL, h.next_due_at{down}, h.area, h.code"),
        BuildingSort::Open => format!("h.open_count{down}, h.area, h.code"),
    };
    let (order, skip) = match filter.after {
        Some(after) => {
            all.add("h.id > ?", [id_value(after)]);
            ("h.id".to_owned(), 0)
        }
        None => (order, filter.skip),
    };
    let condition = all.text();
    let now = all.push(now.micros());
    let limit = all.push(i64::from(filter.limit));
    let skip = all.push(i64::try_from(skip).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {}, {} FROM {} WHERE {condition} ORDER BY {order}
         LIMIT ?{limit} OFFSET ?{skip}",
        buildings::COLUMNS,
        buildings::overdue(&format!("?{now}")),
        buildings::FROM,
    );
    let found = rows(database, "list buildings", &sql, all.values).await?;
    found.iter().map(buildings::read).collect()
}

/// Buildings with published stars: those that are meant, or around a point.
pub(crate) async fn published(
    database: &Database,
    meant: &Meant,
    around: Option<Point4326>,
    now: Instant,
) -> Result<Vec<BuildingRow>> {
    let mut all = Where::default();
    all.add("h.stars IS NOT NULL", []);
    if let Some(ids) = meant {
        one_of(&mut all, "h.id", ids, None);
    }
    let mut order = "h.area, h.code, h.id";
    if let Some(here) = around {
        let wide = AROUND_DEG / here.lat.to_radians().cos().max(0.01);
        let Point4326 { lon, lat } = here;
        let (west, east, south, north) =
            (lon - wide, lon + wide, lat - AROUND_DEG, lat + AROUND_DEG);
        // An index knows cells; the box leaves out what a cell has beyond it.
        let cells = cells_of_box(Box4326 { west, south, east, north }, AROUND_ZOOM);
        let ranges = vec!["b.cell BETWEEN ? AND ?"; cells.len()].join(" OR ");
        let ends = cells.into_iter().flat_map(|(first, last)| [first, last]).map(Value::from);
        all.add(&format!("({ranges})"), ends);
        all.add("b.lon BETWEEN ? AND ?", [west.into(), east.into()]);
        all.add("b.lat BETWEEN ? AND ?", [south.into(), north.into()]);
        order = "b.cell, h.id";
    }
    let condition = all.text();
    let now = all.push(now.micros());
    let limit = all.push(MOST_AROUND);
    let sql = format!(
        "SELECT {}, {} FROM {} WHERE {condition} ORDER BY {order} LIMIT ?{limit}",
        buildings::COLUMNS,
        buildings::overdue(&format!("?{now}")),
        buildings::FROM,
    );
    let found = rows(database, "list published stars", &sql, all.values).await?;
    found.iter().map(buildings::read).collect()
}

/// How many buildings a filter finds, counted up to 10,001.
pub(crate) async fn count_buildings(
    database: &Database,
    filter: &BuildingFilter,
    meant: &Meant,
    now: Instant,
) -> Result<u64> {
    let all = building_where(filter, meant, now);
    counted(database, "housing_building h", all, BUILDINGS).await
}

async fn counted(database: &Database, table: &str, all: Where, most: u64) -> Result<u64> {
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {table} WHERE {} LIMIT {}) AS counted",
        all.text(),
        most + 1
    );
    let found = row(database, "count", &sql, all.values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "n"))?)
}

/// What a filter of hazards is looked for with: the buildings and the types that its text means.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    pub(crate) buildings: Meant,
    pub(crate) kinds: Vec<String>,
}

fn hazard_where(filter: &HazardFilter, looked: &Looked, now: Instant) -> Where {
    let mut all = Where::default();
    all.within("h.area", &filter.area);
    if let Some(ids) = &looked.buildings {
        let marks = vec!["?"; looked.kinds.len()].join(", ");
        let or = (!looked.kinds.is_empty()).then(|| {
            let kinds = looked.kinds.iter().map(|kind| kind.as_str().into()).collect();
            (format!("h.kind IN ({marks})"), kinds)
        });
        one_of(&mut all, "h.building_id", ids, or);
    }
    let words = [
        ("h.kind = ?", filter.kind.as_deref()),
        ("h.severity = ?", filter.severity.map(Severity::name)),
        ("h.state = ?", filter.state.map(crate::HazardState::name)),
        ("h.office = ?", filter.office.as_deref()),
    ];
    for (condition, value) in words {
        if let Some(value) = value {
            all.add(condition, [value.into()]);
        }
    }
    if let Some(group) = &filter.group {
        // An id begins with its group and a dot; no sign comes between the dot and the slash.
        all.add(
            "(h.kind >= ? AND h.kind < ?)",
            [format!("{group}.").into(), format!("{group}/").into()],
        );
    }
    match filter.open {
        Some(true) => all.add("h.is_open", []),
        Some(false) => all.add("NOT h.is_open", []),
        None => {}
    }
    if filter.overdue {
        all.add("h.is_open AND h.due_at < ?", [now.micros().into()]);
    }
    if let Some(building) = filter.building {
        all.add("h.building_id = ?", [id_value(building)]);
    }
    if let Some(unit) = filter.unit {
        all.add("h.unit_id = ?", [id_value(unit)]);
    }
    all
}

/// A page of hazards, each with its place in the order.
pub(crate) async fn hazards(
    database: &Database,
    filter: &HazardFilter,
    looked: &Looked,
    now: Instant,
) -> Result<Vec<(i64, Hazard)>> {
    let mut all = hazard_where(filter, looked, now);
    let order = match (filter.sort, filter.after) {
        (HazardSort::Newest, after) => {
            if let Some(after) = after {
                all.add("h.seq < ?", [after.seq.into()]);
            }
            "h.seq DESC"
        }
        (HazardSort::Deadline, after) => {
            all.add("h.is_open", []);
            if let Some(after) = after {
                let due = after.due_at.map_or(i64::MAX, Instant::micros);
                all.add("(h.due_at, h.seq) > (?, ?)", [due.into(), after.seq.into()]);
            }
            "h.due_at, h.seq"
        }
    };
    let condition = all.text();
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT h.seq AS seq, h.body AS body FROM housing_hazard h WHERE {condition}
         ORDER BY {order} LIMIT ?{limit}"
    );
    let found = rows(database, "list hazards", &sql, all.values).await?;
    found.iter().map(|row| Ok((get(row, "seq")?, json(row, "body")?))).collect()
}

/// How many hazards a filter finds, counted up to 1,001.
pub(crate) async fn count_hazards(
    database: &Database,
    filter: &HazardFilter,
    looked: &Looked,
    now: Instant,
) -> Result<u64> {
    let all = hazard_where(filter, looked, now);
    counted(database, "housing_hazard h", all, OTHERS).await
}

fn rating_where(filter: &RatingFilter, now: Instant) -> Where {
    let mut all = Where::default();
    all.within("h.area", &filter.area);
    if let Some(state) = filter.state {
        all.add("h.state = ?", [state.name().into()]);
    }
    if filter.overdue {
        all.add("h.decide_until < ?", [now.micros().into()]);
    }
    all
}

/// A page of ratings, the newest first, each with its place in the order.
pub(crate) async fn ratings(
    database: &Database,
    filter: &RatingFilter,
    now: Instant,
) -> Result<Vec<(i64, Rating)>> {
    let mut all = rating_where(filter, now);
    if let Some(after) = filter.after {
        all.add("h.seq < ?", [after.seq.into()]);
    }
    let condition = all.text();
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT h.seq AS seq, h.body AS body FROM housing_rating h WHERE {condition}
         ORDER BY h.seq DESC LIMIT ?{limit}"
    );
    let found = rows(database, "list ratings", &sql, all.values).await?;
    found.iter().map(|row| Ok((get(row, "seq")?, json(row, "body")?))).collect()
}

/// How many ratings a filter finds, counted up to 1,001.
pub(crate) async fn count_ratings(
    database: &Database,
    filter: &RatingFilter,
    now: Instant,
) -> Result<u64> {
    counted(database, "housing_rating h", rating_where(filter, now), OTHERS).await
}

/// Counts of an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Buildings with a file.
    pub buildings: u64,
    /// With 1, 2, 3, 4 and 5 published stars.
    pub stars: [u64; 5],
    /// Units with a file, by tier.
    pub tiers: Vec<(Tier, u64)>,
    /// Open hazards by severity, and how many of them are overdue.
    pub hazards: Vec<(Severity, u64, u64)>,
    /// Ratings that are under way.
    pub under_way: Vec<(RatingState, u64)>,
    /// Appeals that should have been decided by now.
    pub appeals_overdue: u64,
}

/// Counts of an area.
pub(crate) async fn summary(database: &Database, area: &AreaPath, now: Instant) -> Result<Summary> {
    let from = Via::from(database);
    let within = || {
        let mut all = Where::default();
        all.within("h.area", area);
        all
    };
    let mut summary = Summary::default();
    let all = within();
    let sql = format!(
        "SELECT h.stars AS stars, COUNT(*) AS n FROM housing_building h WHERE {} GROUP BY h.stars",
        all.text()
    );
    for row in rows(from, "count stars", &sql, all.values).await? {
        let n = count(&row, "n")?;
        summary.buildings += n;
        let at = get::<Option<i32>>(&row, "stars")?.and_then(|stars| usize::try_from(stars).ok());
        let slot = at.and_then(|stars| summary.stars.get_mut(stars.checked_sub(1)?));
        if let Some(slot) = slot {
            *slot = n;
        }
    }
    let all = within();
    let sql = format!(
        "SELECT h.tier AS word, COUNT(*) AS n FROM housing_unit h WHERE {} GROUP BY h.tier",
        all.text()
    );
    let tiers = words(from, &sql, all.values).await?;
    summary.tiers = by(Tier::ALL, Tier::name, &tiers);
    let mut all = within();
    let condition = all.text();
    let at = all.push(now.micros());
    let sql = format!(
        "SELECT h.severity AS severity, COUNT(*) AS n,
            COUNT(CASE WHEN h.due_at < ?{at} THEN 1 END) AS overdue
         FROM housing_hazard h WHERE {condition} AND h.is_open GROUP BY h.severity"
    );
    for row in rows(from, "count hazards", &sql, all.values).await? {
        let word: String = get(&row, "severity")?;
        if let Some(severity) = Severity::from_name(&word) {
            summary.hazards.push((severity, count(&row, "n")?, count(&row, "overdue")?));
        }
    }
    summary.hazards.sort_by_key(|(severity, ..)| std::cmp::Reverse(*severity));
    let all = within();
    let sql = format!(
        "SELECT h.under_way AS word, COUNT(*) AS n FROM housing_building h
         WHERE {} AND h.under_way IS NOT NULL GROUP BY h.under_way",
        all.text()
    );
    let under_way = words(from, &sql, all.values).await?;
    let states = [RatingState::Draft, RatingState::Decided, RatingState::Appealed];
    summary.under_way = by(&states, RatingState::name, &under_way);
    let filter = RatingFilter { area: area.clone(), overdue: true, ..RatingFilter::default() };
    summary.appeals_overdue = count_ratings(database, &filter, now).await?;
    Ok(summary)
}

async fn words(from: Via<'_>, sql: &str, values: Vec<Value>) -> Result<Vec<(String, u64)>> {
    let found = rows(from, "count", sql, values).await?;
    found.iter().map(|row| Ok((get(row, "word")?, count(row, "n")?))).collect()
}

fn by<W: Copy>(all: &[W], name: fn(W) -> &'static str, found: &[(String, u64)]) -> Vec<(W, u64)> {
    let of = |word: W| found.iter().find(|(said, _)| said == name(word)).map_or(0, |(_, n)| *n);
    all.iter().map(|word| (*word, of(*word))).collect()
}
