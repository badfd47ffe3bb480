//! Lists of cases: every filter is an index, a page goes on where the last ended.

use database::{Database, Dialect, Where, id_value};
use kernel::{Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{cases::cell_xy, get, json, number, read_json, row, rows, search};
use crate::{Case, CaseFilter, CaseRow, Cursor, Result, Sort, grams};

/// Most rows that a list is counted to.
pub(crate) const COUNTED: u64 = 1_000;

/// Where the index of words and marks stands before the cases, whose numbers it has in their order.
const BY_INDEX: &str = "case_search s CROSS JOIN case_head h ON h.seq = s.rowid";

/// What a column holds so few times that its own index is the way to it, whatever else is asked for.
const RARE: i64 = 2_000;

/// The condition of a filter, and the index of words where it is the way to what is wanted.
struct Wanted {
    from: &'static str,
    all: Where,
    /// What stands in a column of which an index has the numbers of cases in their order.
    held: Vec<(&'static str, Value)>,
    /// Whether the index alone says which cases they are, and how many.
    by_index_alone: bool,
}

impl Wanted {
    /// None where the words hold nothing that could be looked for. `newest` where a page of the newest is wanted, and no
    /// number of them.
    async fn of(database: &Database, filter: &CaseFilter, newest: bool) -> Result<Option<Self>> {
        let dialect = database.dialect();
        let mut wanted = Self {
            from: "case_head h",
            all: Where::default(),
            held: held(filter),
            by_index_alone: false,
        };
        let words = filter.words.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let number = words.filter(|text| is_number(text));
        let words = words.filter(|_| number.is_none());
        if words.is_some_and(|text| grams::words(text).is_empty()) {
            return Ok(None);
        }
        let question = search::question(dialect, words, &filter.area, span(filter));
        let by_index = number.is_none()
            && question.is_some()
            && (words.is_some() || wanted.goes_by_marks(database, filter, newest).await?);
        if let Some(question) = question.filter(|_| by_index) {
            let (table, matches) = match dialect {
                Dialect::Sqlite => (BY_INDEX, "s.grams MATCH ?"),
                Dialect::Postgres => (
                    "case_search s JOIN case_head h ON h.seq = s.seq",
                    "s.grams @@ CAST(? AS tsquery)",
                ),
            };
            wanted.from = table;
            wanted.all.add(matches, [question.into()]);
            let by_index = wanted.all.text();
            wanted.conditions(filter);
            wanted.by_index_alone = dialect == Dialect::Sqlite && wanted.all.text() == by_index;
            return Ok(Some(wanted));
        }
        if let Some(text) = number {
            let first = text.to_ascii_uppercase();
            // No letter of a number comes after `~`.
            let past = format!("{first}~");
            wanted.all.add("h.number >= ? AND h.number < ?", [first.into(), past.into()]);
        }
        area(&mut wanted.all, dialect, filter);
        wanted.conditions(filter);
        Ok(Some(wanted))
    }

    /// Whether cases of an area or of some days are found by their marks, the newest first. PostgreSQL would gather all of
    /// them first; what few cases have is found by the index of its column, and open ones are counted by theirs.
    async fn goes_by_marks(
        &self,
        database: &Database,
        filter: &CaseFilter,
        newest: bool,
    ) -> Result<bool> {
        let is_open = filter.open == Some(true);
        let has_few = filter.supervised || filter.recheck || filter.overdue_at.is_some();
        if database.dialect() != Dialect::Sqlite
            || filter.sort != Sort::Newest
            || has_few
            || (is_open && !newest)
        {
            return Ok(false);
        }
        let mut rare = Vec::new();
        for (column, value) in &self.held {
            let mut all = Where::default();
            all.add(&format!("h.{column} = ?"), [value.clone()]);
            rare.push(all);
        }
        if is_open {
            let mut all = Where::default();
            area(&mut all, Dialect::Sqlite, filter);
            all.add("h.closed_at IS NULL", []);
            rare.push(all);
        }
        for mut all in rare {
            let limit = all.push(RARE);
            let sql = format!(
                "SELECT COUNT(*) AS n FROM (SELECT 1 FROM case_head h WHERE {} LIMIT ?{limit})",
                all.text()
            );
            let found = row(database, "count what is rare", &sql, all.values).await?;
            if found.map(|row| get::<i64>(&row, "n")).transpose()?.is_none_or(|n| n < RARE) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the columns say: all but words and area.
    fn conditions(&mut self, filter: &CaseFilter) {
        let all = &mut self.all;
        for (column, value) in &self.held {
            all.add(&format!("h.{column} = ?"), [value.clone()]);
        }
        if filter.unassigned {
            all.add("h.officer IS NULL", []);
        }
        if filter.placed {
            all.add("h.cell IS NOT NULL", []);
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
    }

    /// The number of a case, by which a page goes on. SQLite reads the index in the order of its own numbers, which are
    /// ours.
    fn seq(&self) -> &'static str {
        match self.from {
            BY_INDEX => "s.rowid",
            "case_head h" => "h.seq",
            _ => "s.seq",
        }
    }

    /// Cases before the one that the last page ended with, where it has.
    ///
    /// SQLite goes through all that the index finds, the newest first, to find those that have what else is asked for: it
    /// begins at the last that has it and ends at the first, else it would go through millions for a handful that wait.
    fn bound(&mut self, before: Option<i64>) {
        if self.from != BY_INDEX || self.held.is_empty() {
            let seq = self.seq();
            if let Some(before) = before {
                self.all.add(&format!("{seq} < ?"), [before.into()]);
            }
            return;
        }
        let end = |column: &str, order: &str| {
            format!(
                "COALESCE((SELECT e.seq FROM case_head e WHERE e.{column} = ?
                    ORDER BY e.seq {order} LIMIT 1), 0)"
            )
        };
        let values: Vec<Value> = self.held.iter().map(|(_, value)| value.clone()).collect();
        let columns = || self.held.iter().map(|&(column, _)| column);
        let first: Vec<String> = columns().map(|column| end(column, "ASC")).collect();
        let mut last: Vec<String> = columns().map(|column| end(column, "DESC")).collect();
        let mut of_last = values.clone();
        if let Some(before) = before {
            last.push("? - 1".to_owned());
            of_last.push(before.into());
        }
        // One bound on either side: the index takes no more.
        self.all.add(&format!("s.rowid <= {}", extreme("MIN", &last)), of_last);
        self.all.add(&format!("s.rowid >= {}", extreme("MAX", &first)), values);
    }

    fn text(&self) -> String {
        format!(" FROM {} WHERE {}", self.from, self.all.text())
    }
}

/// The least or the greatest of some terms; of one alone it would be that of all rows.
fn extreme(function: &str, terms: &[String]) -> String {
    match terms {
        [one] => one.clone(),
        several => format!("{function}({})", several.join(", ")),
    }
}

/// What stands in a column of which an index has the numbers of cases in their order.
fn held(filter: &CaseFilter) -> Vec<(&'static str, Value)> {
    let columns: [(&str, Option<Value>); 8] = [
        ("state", filter.state.map(|state| state.name().into())),
        ("office", filter.office.clone().map(Value::from)),
        ("class", filter.class.clone().map(Value::from)),
        ("subclass", filter.subclass.clone().map(Value::from)),
        ("door", filter.door.map(|door| door.name().into())),
        ("officer", filter.officer.map(id_value)),
        ("offered_to", filter.offered.map(id_value)),
        ("place_id", filter.place.map(|place| place.as_bytes().to_vec().into())),
    ];
    columns.into_iter().filter_map(|(column, value)| Some((column, value?))).collect()
}

/// The days of a filter that has both ends.
fn span(filter: &CaseFilter) -> Option<(Instant, Instant)> {
    filter.reported_from.zip(filter.reported_to)
}

/// The area, by its columns. SQLite has indexes of streets and communities of open cases alone, and one of all areas of
/// those; what else lies beyond a path in the order of its bytes is held back row by row.
fn area(all: &mut Where, dialect: Dialect, filter: &CaseFilter) {
    let path = filter.area.as_str();
    let depth = path.split('/').filter(|code| !code.is_empty()).count();
    let is_open =
        filter.sort == Sort::Deadline || filter.open == Some(true) || filter.overdue_at.is_some();
    let has_index = dialect == Dialect::Postgres || is_open;
    match depth {
        0 => {}
        2 if has_index => all.add("h.area_street = ?", [path.into()]),
        3 if has_index => all.add("h.area_community = ?", [path.into()]),
        _ => {
            if is_open {
                let past = format!("{path}0");
                all.add("h.area >= ? AND h.area < ?", [path.into(), past.into()]);
            }
            all.within("h.area", &filter.area);
        }
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
    let Some(mut found) = Wanted::of(database, filter, true).await? else { return Ok(Vec::new()) };
    let before = filter.after.filter(|_| filter.sort == Sort::Newest);
    found.bound(before.map(|after| after.seq));
    let order = match filter.sort {
        Sort::Newest => format!("{} DESC", found.seq()),
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
    let shown = match database.dialect() {
        Dialect::Sqlite => "json_quote(t.shown)",
        Dialect::Postgres => "COALESCE(to_json(t.shown)::TEXT, 'null')",
    };
    // A page is one row: SQLite's driver hands over every row by itself, from a thread to another.
    let sql = format!(
        "SELECT '[' || string_agg('[' || page.seq || ',' || page.body || ',' || {shown} || ']', ',' ORDER BY {}) || ']' AS listed
            FROM (SELECT h.seq AS seq, h.body AS body, h.due_at AS due_at, h.report_id AS report_id{} ORDER BY {order} LIMIT ?{limit}) AS page
         LEFT JOIN case_text t ON t.action_id = page.report_id",
        match filter.sort {
            Sort::Newest => "page.seq DESC",
            Sort::Deadline => "page.due_at, page.seq",
        },
        found.text(),
    );
    let Some(page) = row(database, "list cases", &sql, found.all.values).await? else {
        return Ok(Vec::new());
    };
    let Some(text) = get::<Option<String>>(&page, "listed")? else { return Ok(Vec::new()) };
    let listed: Vec<(i64, Case, Option<String>)> = read_json("case_head.body", &text)?;
    Ok(listed
        .into_iter()
        .map(|(seq, case, words)| CaseRow { seq, case, words: words.unwrap_or_default() })
        .collect())
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
    let Some(mut found) = Wanted::of(database, filter, false).await? else { return Ok(0) };
    found.bound(None);
    if found.by_index_alone {
        found.from = "case_search s";
    }
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
