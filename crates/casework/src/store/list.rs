//! Lists of cases: every filter is an index, a page goes on where the last ended.

use database::{Database, Dialect, Where, id_value};
use kernel::{Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{cases::cell_xy, get, json, number, row, rows};
use crate::{Case, CaseFilter, CaseRow, Cursor, Result, Sort, grams};

/// Most rows that a list is counted to.
pub(crate) const COUNTED: u64 = 1_000;

/// The condition of a filter, and the table of words where words are looked for.
struct Wanted {
    from: &'static str,
    all: Where,
}

impl Wanted {
    fn of(dialect: Dialect, filter: &CaseFilter) -> Option<Self> {
        let (mut from, mut all) = ("case_head h", Where::default());
        let words = filter.words.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if let Some(text) = words.filter(|text| is_number(text)) {
            let first = text.to_ascii_uppercase();
            // No letter of a number comes after `~`.
            let past = format!("{first}~");
            all.add("h.number >= ? AND h.number < ?", [first.into(), past.into()]);
        } else if let Some(text) = words {
            let question = grams::question(dialect, text)?;
            let (table, matches) = match dialect {
                Dialect::Sqlite => {
                    ("case_search s CROSS JOIN case_head h ON h.seq = s.rowid", "s.grams MATCH ?")
                }
                Dialect::Postgres => (
                    "case_search s JOIN case_head h ON h.seq = s.seq",
                    "s.grams @@ CAST(? AS tsquery)",
                ),
            };
            from = table;
            all.add(matches, [question.into()]);
        }
        area(&mut all, filter);
        let words = [
            ("h.state = ?", filter.state.map(|state| state.name().to_owned())),
            ("h.office = ?", filter.office.clone()),
            ("h.class = ?", filter.class.clone()),
            ("h.subclass = ?", filter.subclass.clone()),
            ("h.door = ?", filter.door.map(|door| door.name().to_owned())),
        ];
        for (condition, value) in words {
            if let Some(value) = value {
                all.add(condition, [value.into()]);
            }
        }
        if let Some(officer) = filter.officer {
            all.add("h.officer = ?", [id_value(officer)]);
        }
        if filter.unassigned {
            all.add("h.officer IS NULL", []);
        }
        if filter.placed {
            all.add("h.cell IS NOT NULL", []);
        }
        if let Some(officer) = filter.offered {
            all.add("h.offered_to = ?", [id_value(officer)]);
        }
        if let Some(place) = filter.place {
            all.add("h.place_id = ?", [place.as_bytes().to_vec().into()]);
        }
        match filter.open {
            Some(true) => all.add("h.closed_at IS NULL", []),
            Some(false) => all.add("h.closed_at IS NOT NULL", []),
            None => {}
        }
        if let Some(now) = filter.overdue_at {
            all.add("h.closed_at IS NULL", []);
            all.add("h.due_at < ?", [now.micros().into()]);
        }
        if let Some(from) = filter.reported_from {
            all.add("h.reported_at >= ?", [from.micros().into()]);
        }
        if let Some(to) = filter.reported_to {
            all.add("h.reported_at < ?", [to.micros().into()]);
        }
        if filter.supervised {
            all.add("h.supervised", []);
        }
        if filter.recheck {
            all.add("h.recheck", []);
        }
        Some(Self { from, all })
    }

    fn text(&self) -> String {
        format!(" FROM {} WHERE {}", self.from, self.all.text())
    }
}

fn area(all: &mut Where, filter: &CaseFilter) {
    let path = filter.area.as_str();
    match path.split('/').filter(|code| !code.is_empty()).count() {
        0 => {}
        2 => all.add("h.area_street = ?", [path.into()]),
        3 => all.add("h.area_community = ?", [path.into()]),
        _ => all.within("h.area", &filter.area),
    }
}

/// Whether a text is the beginning of a number, such as `260105-7K`.
fn is_number(text: &str) -> bool {
    let (day, rest) = text.split_once('-').unwrap_or((text, ""));
    day.len() == 6
        && day.bytes().all(|b| b.is_ascii_digit())
        && rest.len() <= 6
        && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A page of cases with what is shown of their words.
pub(crate) async fn page(database: &Database, filter: &CaseFilter) -> Result<Vec<CaseRow>> {
    let Some(mut found) = Wanted::of(database.dialect(), filter) else { return Ok(Vec::new()) };
    // SQLite reads the index of words in the order of its own numbers, which are ours.
    let seq = match (database.dialect(), found.from.starts_with("case_search")) {
        (Dialect::Sqlite, true) => "s.rowid",
        (Dialect::Postgres, true) => "s.seq",
        (_, false) => "h.seq",
    };
    let order = match filter.sort {
        Sort::Newest => {
            if let Some(Cursor { seq: at, .. }) = filter.after {
                found.all.add(&format!("{seq} < ?"), [at.into()]);
            }
            format!("{seq} DESC")
        }
        Sort::Deadline => {
            found.all.add("h.closed_at IS NULL AND h.due_at IS NOT NULL", []);
            if let Some(Cursor { seq, due_at }) = filter.after {
                let due = due_at.map_or(i64::MAX, Instant::micros);
                found.all.add("(h.due_at, h.seq) > (?, ?)", [due.into(), seq.into()]);
            }
            "h.due_at, h.seq".to_owned()
        }
    };
    let limit = found.all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT page.seq AS seq, page.body AS body, t.shown AS shown FROM
            (SELECT h.seq AS seq, h.body AS body, h.due_at AS due_at, h.report_id AS report_id{} ORDER BY {order} LIMIT ?{limit}) AS page
         LEFT JOIN case_text t ON t.action_id = page.report_id ORDER BY {}",
        found.text(),
        match filter.sort {
            Sort::Newest => "page.seq DESC",
            Sort::Deadline => "page.due_at, page.seq",
        }
    );
    rows(database, "list cases", &sql, found.all.values).await?.iter().map(listed).collect()
}

/// Cases at these places, open ones first, then the newest.
pub(crate) async fn at_places(
    database: &Database,
    places: &[[u8; 16]],
    limit: u32,
) -> Result<Vec<Case>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    let marks = vec!["?"; places.len()].join(", ");
    all.add(&format!("h.place_id IN ({marks})"), places.iter().map(|id| id.to_vec().into()));
    let limit = all.push(i64::from(limit));
    let sql = format!(
        "SELECT h.body AS body FROM case_head h WHERE {}
         ORDER BY CASE WHEN h.closed_at IS NULL THEN 0 ELSE 1 END, h.seq DESC LIMIT ?{limit}",
        all.text()
    );
    let found = rows(database, "list cases of a place", &sql, all.values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// How many there are, counted up to [`COUNTED`] and one.
pub(crate) async fn count(database: &Database, filter: &CaseFilter) -> Result<u64> {
    let Some(found) = Wanted::of(database.dialect(), filter) else { return Ok(0) };
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one{} LIMIT {}) AS counted",
        found.text(),
        COUNTED + 1
    );
    let counted = row(database, "count cases", &sql, found.all.values).await?;
    Ok(counted.map_or(Ok(0), |row| number(&row, "n"))?)
}

/// Cases of a subclass in the cells around a point, what somebody may have reported already: open ones, then those that were
/// resolved at `since` or later.
pub(crate) async fn near(
    database: &Database,
    subclass: &str,
    point: Point4326,
    since: Instant,
) -> Result<Vec<CaseRow>> {
    let [x, y] = cell_xy(point);
    let mut values: Vec<Value> = vec![subclass.into()];
    for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
        values.push(((x + dx) * 1_000_000 + y + dy).into());
    }
    let sql = "SELECT h.seq AS seq, h.body AS body, t.shown AS shown FROM case_head h
        LEFT JOIN case_text t ON t.action_id = h.report_id
        WHERE h.subclass = ?1 AND h.cell IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            AND h.closed_at IS NULL ORDER BY h.seq DESC LIMIT 20";
    let mut found = rows(database, "look for cases nearby", sql, values.clone()).await?;
    values.push(since.micros().into());
    let sql = "SELECT h.seq AS seq, h.body AS body, t.shown AS shown FROM case_head h
        LEFT JOIN case_text t ON t.action_id = h.report_id
        WHERE h.subclass = ?1 AND h.cell IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            AND h.closed_at >= ?11 AND h.state IN ('resolved', 'confirmed')
        ORDER BY h.seq DESC LIMIT 20";
    found.extend(rows(database, "look for resolved cases nearby", sql, values).await?);
    found.iter().map(listed).collect()
}

/// Cases whose next level of warning is reached.
pub(crate) async fn alarmed(database: &Database, now: Instant, limit: u32) -> Result<Vec<Case>> {
    let sql = "SELECT body FROM case_head WHERE alarm_at IS NOT NULL AND alarm_at <= ?1
        ORDER BY alarm_at LIMIT ?2";
    let values: [Value; 2] = [now.micros().into(), i64::from(limit).into()];
    let found = rows(database, "look for cases that run late", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Cases whose offer the installation is to look at.
pub(crate) async fn offers_due(database: &Database, now: Instant, limit: u32) -> Result<Vec<Case>> {
    let sql = "SELECT body FROM case_head WHERE offer_at IS NOT NULL AND offer_at <= ?1
        ORDER BY offer_at LIMIT ?2";
    let values: [Value; 2] = [now.micros().into(), i64::from(limit).into()];
    let found = rows(database, "look for offers that nobody took", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Resolved cases that nobody objected to since `closed_before`, of which no second look is due.
pub(crate) async fn silent(
    database: &Database,
    closed_before: Instant,
    limit: u32,
) -> Result<Vec<Case>> {
    let sql =
        "SELECT body FROM case_head WHERE state = 'resolved' AND closed_at <= ?1 AND NOT recheck
        ORDER BY closed_at LIMIT ?2";
    let values: [Value; 2] = [closed_before.micros().into(), i64::from(limit).into()];
    let found = rows(database, "look for cases nobody objects to", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}

/// Open cases after a number, in order: for counting deadlines anew.
pub(crate) async fn open_after(
    database: &Database,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Case)>> {
    let sql = "SELECT seq, body FROM case_head WHERE closed_at IS NULL AND seq > ?1 ORDER BY seq LIMIT ?2";
    let values: [Value; 2] = [after.into(), i64::from(limit).into()];
    let found = rows(database, "read open cases", sql, values).await?;
    found.iter().map(|row| Ok((get(row, "seq")?, json(row, "body")?))).collect()
}

fn listed(row: &QueryResult) -> Result<CaseRow> {
    Ok(CaseRow {
        seq: get(row, "seq")?,
        case: json(row, "body")?,
        words: get::<Option<String>>(row, "shown")?.unwrap_or_default(),
    })
}
