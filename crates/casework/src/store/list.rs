//! Lists of cases: every filter is an index, a page goes on where the last ended.

use std::fmt::Write as _;

use database::{Database, Dialect, id_value};
use kernel::{Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{cases::cell_xy, get, json, row, rows, within};
use crate::{Case, CaseFilter, CaseRow, Cursor, Result, Sort, grams};

/// Most rows that a list is counted to.
pub(crate) const COUNTED: u64 = 1_000;

/// The condition of a filter, its values, and the table of words where words are looked for.
struct Where {
    from: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Where {
    fn of(dialect: Dialect, filter: &CaseFilter) -> Option<Self> {
        let mut all = Self { from: "case_head h", conditions: Vec::new(), values: Vec::new() };
        let words = filter.words.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if let Some(text) = words.filter(|text| is_number(text)) {
            let from = text.to_ascii_uppercase();
            all.push("h.number >= ?", from.clone());
            // No letter of a number comes after this.
            all.push("h.number < ?", format!("{from}~"));
        } else if let Some(text) = words {
            let question = grams::question(dialect, text)?;
            let (from, matches) = match dialect {
                Dialect::Sqlite => {
                    ("case_search s CROSS JOIN case_head h ON h.seq = s.rowid", "s.grams MATCH ?")
                }
                Dialect::Postgres => (
                    "case_search s JOIN case_head h ON h.seq = s.seq",
                    "s.grams @@ CAST(? AS tsquery)",
                ),
            };
            all.from = from;
            all.push(matches, question);
        }
        all.area(filter);
        let words = [
            ("h.state = ?", filter.state.map(|state| state.name().to_owned())),
            ("h.office = ?", filter.office.clone()),
            ("h.class = ?", filter.class.clone()),
            ("h.subclass = ?", filter.subclass.clone()),
            ("h.door = ?", filter.door.map(|door| door.name().to_owned())),
        ];
        for (condition, value) in words {
            if let Some(value) = value {
                all.push(condition, value);
            }
        }
        if let Some(officer) = filter.officer {
            all.push("h.officer = ?", id_value(officer));
        }
        if let Some(officer) = filter.offered {
            all.push("h.offered_to = ?", id_value(officer));
        }
        if let Some(place) = filter.place {
            all.push("h.place_id = ?", place.as_bytes().to_vec());
        }
        match filter.open {
            Some(true) => all.conditions.push("h.closed_at IS NULL".to_owned()),
            Some(false) => all.conditions.push("h.closed_at IS NOT NULL".to_owned()),
            None => {}
        }
        if let Some(now) = filter.overdue_at {
            all.conditions.push("h.closed_at IS NULL".to_owned());
            all.push("h.due_at < ?", now.micros());
        }
        if let Some(from) = filter.reported_from {
            all.push("h.reported_at >= ?", from.micros());
        }
        if let Some(to) = filter.reported_to {
            all.push("h.reported_at < ?", to.micros());
        }
        if filter.supervised {
            all.conditions.push("h.supervised".to_owned());
        }
        if filter.recheck {
            all.conditions.push("h.recheck".to_owned());
        }
        Some(all)
    }

    fn push(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.conditions.push(condition.replacen('?', &format!("?{}", self.values.len()), 1));
    }

    fn area(&mut self, filter: &CaseFilter) {
        let path = filter.area.as_str();
        match path.split('/').filter(|code| !code.is_empty()).count() {
            0 => {}
            2 => self.push("h.area_street = ?", path),
            3 => self.push("h.area_community = ?", path),
            _ => {
                let at = self.values.len() + 1;
                let condition = within("h.area", &filter.area, at, &mut self.values);
                self.conditions.push(condition);
            }
        }
    }

    fn text(&self) -> String {
        let mut sql = format!(" FROM {}", self.from);
        for (n, condition) in self.conditions.iter().enumerate() {
            let _ = write!(sql, " {} {condition}", if n == 0 { "WHERE" } else { "AND" });
        }
        sql
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
    let Some(mut found) = Where::of(database.dialect(), filter) else { return Ok(Vec::new()) };
    // SQLite reads the index of words in the order of its own numbers, which are ours.
    let seq = match (database.dialect(), found.from.starts_with("case_search")) {
        (Dialect::Sqlite, true) => "s.rowid",
        (Dialect::Postgres, true) => "s.seq",
        (_, false) => "h.seq",
    };
    let order = match filter.sort {
        Sort::Newest => {
            if let Some(Cursor { seq: at, .. }) = filter.after {
                found.push(&format!("{seq} < ?"), at);
            }
            format!("{seq} DESC")
        }
        Sort::Deadline => {
            found.conditions.push("h.closed_at IS NULL AND h.due_at IS NOT NULL".to_owned());
            if let Some(Cursor { seq, due_at }) = filter.after {
                let due = due_at.map_or(i64::MAX, Instant::micros);
                found.values.extend([due.into(), seq.into()]);
                let (a, b) = (found.values.len() - 1, found.values.len());
                found.conditions.push(format!("(h.due_at, h.seq) > (?{a}, ?{b})"));
            }
            "h.due_at, h.seq".to_owned()
        }
    };
    found.values.push(i64::from(filter.limit).into());
    let sql = format!(
        "SELECT page.seq AS seq, page.body AS body, t.shown AS shown FROM
            (SELECT h.seq AS seq, h.body AS body, h.due_at AS due_at, h.report_id AS report_id{} ORDER BY {order} LIMIT ?{}) AS page
         LEFT JOIN case_text t ON t.action_id = page.report_id ORDER BY {}",
        found.text(),
        found.values.len(),
        match filter.sort {
            Sort::Newest => "page.seq DESC",
            Sort::Deadline => "page.due_at, page.seq",
        }
    );
    rows(database, "list cases", &sql, found.values).await?.iter().map(listed).collect()
}

/// How many there are, counted up to [`COUNTED`] and one.
pub(crate) async fn count(database: &Database, filter: &CaseFilter) -> Result<u64> {
    let Some(found) = Where::of(database.dialect(), filter) else { return Ok(0) };
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one{} LIMIT {}) AS counted",
        found.text(),
        COUNTED + 1
    );
    let counted = row(database, "count cases", &sql, found.values).await?;
    counted.map_or(Ok(0), |row| Ok(u64::try_from(get::<i64>(&row, "n")?).unwrap_or(0)))
}

/// Open cases of a subclass in the cells around a point: what somebody may have reported already.
pub(crate) async fn near(
    database: &Database,
    subclass: &str,
    point: Point4326,
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
    rows(database, "look for cases nearby", sql, values).await?.iter().map(listed).collect()
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
