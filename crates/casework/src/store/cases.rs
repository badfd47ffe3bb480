//! Cases and their actions.

use database::{Dialect, UnitOfWork, Via, id_value};
use kernel::{Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{get, json, row, search, to_json};
use crate::{
    Actor, Case, CaseActionId, CaseId, Catalogue, Deed, Error, Result, State, actions::Recorded,
    deed::LEAVES_NEXT_STEP,
};

/// Side of a cell that neighbours are looked for in, degrees: about 110 metres.
const CELL_DEG: f64 = 0.001;

/// The cell of a point.
pub(crate) fn cell(point: Point4326) -> i64 {
    let [x, y] = cell_xy(point);
    x * 1_000_000 + y
}

/// Column and row of a cell.
#[expect(clippy::cast_possible_truncation, reason = "degrees by a thousand")]
pub(crate) fn cell_xy(point: Point4326) -> [i64; 2] {
    [(point.lon + 180.0) / CELL_DEG, (point.lat + 90.0) / CELL_DEG].map(|at| at.floor() as i64)
}

/// The first codes of a path, as many as `depth`; the whole path where it has fewer.
fn part(path: &str, depth: usize) -> String {
    path.split('/').take(depth).collect::<Vec<_>>().join("/")
}

/// Columns that follow from the case, in order, beside the case itself.
const STATE_COLUMNS: [&str; 26] = [
    "version",
    "state",
    "class",
    "subclass",
    "office",
    "officer",
    "area",
    "area_street",
    "area_community",
    "place_id",
    "cell",
    "due_at",
    "alarm_at",
    "closed_at",
    "merged_into",
    "supervised",
    "recheck",
    "offered_to",
    "offer_at",
    "contacted_at",
    "in_time",
    "reopened",
    "rechecked",
    "content",
    "me_too",
    "erased",
];

/// Of these, what indexes are made of or hold back rows by, and what a case tells for certain. An update names them where
/// they change alone: SQLite takes a row out of every index of a column that is named, and puts it back where it was.
const INDEXED: std::ops::Range<usize> = 1..19;

fn state_values(case: &Case, catalogue: &Catalogue) -> Vec<Value> {
    let area = case.place.area.as_str();
    let class = catalogue.subclass(&case.subclass).map_or("", |subclass| subclass.class.as_str());
    let due = case.due_at.filter(|_| !case.is_closed());
    vec![
        i64::from(case.version).into(),
        case.state.name().into(),
        class.into(),
        case.subclass.clone().into(),
        case.office.clone().into(),
        case.officer.map(|officer| officer.to_bytes().to_vec()).into(),
        area.into(),
        part(area, 2).into(),
        part(area, 3).into(),
        case.place.at.as_ref().map(|at| at.id.as_bytes().to_vec()).into(),
        case.place.point.map(cell).into(),
        due.map(Instant::micros).into(),
        case.next_alarm().map(Instant::micros).into(),
        case.closed_at.map(Instant::micros).into(),
        case.merged.as_ref().map(|merged| merged.into.to_bytes().to_vec()).into(),
        case.supervised.into(),
        (case.recheck_drawn && case.state == State::Resolved && case.rechecked.is_none()).into(),
        case.offered.as_ref().map(|offered| offered.officer.to_bytes().to_vec()).into(),
        case.offer_at().map(Instant::micros).into(),
        case.contacted_at.map(Instant::micros).into(),
        case.closed_at.zip(case.due_at).map(|(closed, due)| closed <= due).into(),
        case.reopened.into(),
        case.rechecked.into(),
        case.content.map(crate::Content::name).into(),
        i64::from(case.me_too).into(),
        // Whatever is done may bring words with it.
        false.into(),
    ]
}

/// An action as it is written down, beside the case and the version that it makes.
pub(crate) struct Entry<'a> {
    pub(crate) id: CaseActionId,
    pub(crate) deed: &'a Deed,
    pub(crate) actor: Actor,
    pub(crate) seen: Option<u32>,
    pub(crate) acted_at: Option<Instant>,
    pub(crate) now: Instant,
}

/// Columns of an action, in order.
const ENTRY_COLUMNS: [&str; 11] = [
    "id",
    "case_id",
    "version",
    "deed",
    "detail",
    "actor",
    "account_id",
    "me_too_id",
    "seen",
    "acted_at",
    "recorded_at",
];

fn entry_values(case: &Case, entry: &Entry<'_>) -> Result<[Value; 11]> {
    Ok([
        id_value(entry.id),
        id_value(case.id),
        i64::from(case.version).into(),
        entry.deed.name().into(),
        to_json("case_action.detail", entry.deed)?.into(),
        entry.actor.name().into(),
        entry.actor.account().map(|id| id.to_bytes().to_vec()).into(),
        entry.actor.me_too().map(|id| id.to_bytes().to_vec()).into(),
        entry.seen.map(i64::from).into(),
        entry.acted_at.map(Instant::micros).into(),
        entry.now.micros().into(),
    ])
}

/// Placeholders of so many values, once these are there.
fn marks(after: usize, count: usize) -> String {
    (after + 1..=after + count).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ")
}

fn body(case: &Case) -> Result<Value> {
    Ok(to_json("case_head.body", case)?.into())
}

/// Writes a new case, what began it, and its words into the index.
pub(crate) async fn begin(
    unit: &mut UnitOfWork,
    case: &Case,
    report: &Entry<'_>,
    catalogue: &Catalogue,
    words: &str,
) -> Result<()> {
    let columns = ["id", "number", "door", "reported_at", "report_id"];
    let names: Vec<&str> = columns.into_iter().chain(STATE_COLUMNS).chain(["body"]).collect();
    let action = format!(
        "INSERT INTO case_action ({}) VALUES ({})",
        ENTRY_COLUMNS.join(", "),
        marks(names.len(), ENTRY_COLUMNS.len())
    );
    let head = format!(
        "INSERT INTO case_head ({}) VALUES ({}) RETURNING seq",
        names.join(", "),
        marks(0, names.len())
    );
    let sql = match unit.dialect() {
        Dialect::Sqlite => format!("{action}; {head}"),
        Dialect::Postgres => format!("WITH begun AS ({action}) {head}"),
    };
    let mut values: Vec<Value> = vec![
        id_value(case.id),
        case.number.clone().into(),
        case.door.name().into(),
        case.reported_at.micros().into(),
        id_value(report.id),
    ];
    values.extend(state_values(case, catalogue));
    values.push(body(case)?);
    values.extend(entry_values(case, report)?);
    let written = unit.returning("write a case", &sql, values).await?;
    let seq: i64 = get(&written.ok_or(Error::NoCase)?, "seq")?;
    search::insert(unit, seq, case, words).await
}

/// Remembers that nothing of people is left in a case.
pub(crate) async fn set_erased(unit: &mut UnitOfWork, case: CaseId) -> Result<()> {
    let sql = "UPDATE case_head SET erased = ?2 WHERE id = ?1";
    unit.execute("remember an erasure", sql, [id_value(case), true.into()]).await?;
    Ok(())
}

/// Writes what became of a case, and what was done to it; false, and nothing written, where somebody else was first.
pub(crate) async fn advance(
    unit: &mut UnitOfWork,
    old: &Case,
    case: &Case,
    catalogue: &Catalogue,
    entry: &Entry<'_>,
) -> Result<bool> {
    let mut values: Vec<Value> =
        vec![id_value(case.id), i64::from(old.version).into(), body(case)?];
    let mut set = vec!["body = ?3".to_owned()];
    let both = state_values(old, catalogue).into_iter().zip(state_values(case, catalogue));
    for (n, (column, (before, after))) in STATE_COLUMNS.iter().zip(both).enumerate() {
        if before != after || !INDEXED.contains(&n) {
            values.push(after);
            set.push(format!("{column} = ?{}", values.len()));
        }
    }
    let update = format!("UPDATE case_head SET {} WHERE id = ?1 AND version = ?2", set.join(", "));
    let action = format!(
        "INSERT INTO case_action ({}) SELECT {}",
        ENTRY_COLUMNS.join(", "),
        marks(values.len(), ENTRY_COLUMNS.len())
    );
    values.extend(entry_values(case, entry)?);
    let sql = match unit.dialect() {
        Dialect::Sqlite => format!("{update}; {action} WHERE changes() = 1 RETURNING version"),
        Dialect::Postgres => {
            format!("WITH moved AS ({update} RETURNING id) {action} FROM moved RETURNING version")
        }
    };
    Ok(unit.returning("write what became of a case", &sql, values).await?.is_some())
}

/// A case, and whether an action of this id was taken; locked until the unit of work ends.
pub(crate) async fn for_action(
    unit: &UnitOfWork,
    case: CaseId,
    action: CaseActionId,
) -> Result<Option<(Case, Option<(CaseId, String)>)>> {
    let lock = match unit.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE OF h",
    };
    let sql = format!(
        "SELECT h.body AS body, a.case_id AS done_case, a.deed AS done_deed FROM case_head h
         LEFT JOIN case_action a ON a.id = ?2 WHERE h.id = ?1{lock}"
    );
    let found =
        row(unit, "read a case to act on", &sql, [id_value(case), id_value(action)]).await?;
    let Some(found) = found else { return Ok(None) };
    let done: Option<Vec<u8>> = get(&found, "done_case")?;
    let done = match done {
        None => None,
        Some(id) => {
            Some((database::id_from("case_action.case_id", &id)?, get(&found, "done_deed")?))
        }
    };
    Ok(Some((json(&found, "body")?, done)))
}

/// Whether a case's next step is still what it was at version `seen`: see [`LEAVES_NEXT_STEP`].
pub(crate) async fn stands(unit: &UnitOfWork, case: &Case, seen: Option<u32>) -> Result<bool> {
    let Some(seen) = seen.filter(|seen| *seen < case.version) else { return Ok(false) };
    let sql = "SELECT deed FROM case_action WHERE case_id = ?1 AND version > ?2";
    let values = [id_value(case.id), i64::from(seen).into()];
    for row in super::rows(unit, "read what came after", sql, values).await? {
        if !LEAVES_NEXT_STEP.contains(&get::<String>(&row, "deed")?.as_str()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A case.
pub(crate) async fn find(database: &database::Database, id: CaseId) -> Result<Option<Case>> {
    let sql = "SELECT body FROM case_head WHERE id = ?1";
    let found = row(database, "read a case", sql, [id_value(id)]).await?;
    found.map(|row| json(&row, "body")).transpose()
}

/// A case by its number.
pub(crate) async fn numbered(database: &database::Database, number: &str) -> Result<Option<Case>> {
    let sql = "SELECT body FROM case_head WHERE number = ?1";
    let found = row(database, "read a case", sql, [number.into()]).await?;
    found.map(|row| json(&row, "body")).transpose()
}

/// A case within a unit of work.
pub(crate) async fn find_within(unit: &UnitOfWork, id: CaseId) -> Result<Option<Case>> {
    let sql = "SELECT body FROM case_head WHERE id = ?1";
    let found = row(unit, "read a case", sql, [id_value(id)]).await?;
    found.map(|row| json(&row, "body")).transpose()
}

/// Every action of a case in order, with what is shown of its words, and whether a voice note is of it.
pub(crate) async fn history(
    database: &database::Database,
    case: CaseId,
) -> Result<(Vec<Recorded>, bool)> {
    let sql = "SELECT a.id AS id, a.version AS version, a.detail AS detail, a.actor AS actor,
        a.account_id AS account_id, a.me_too_id AS me_too_id, a.acted_at AS acted_at,
        a.recorded_at AS recorded_at, t.shown AS shown, t.answers AS answers, t.erased_at AS erased_at,
        (SELECT COUNT(*) FROM case_attachment f WHERE f.case_id = ?1 AND f.media LIKE 'audio/%') AS voices
        FROM case_action a LEFT JOIN case_text t ON t.action_id = a.id
        WHERE a.case_id = ?1 ORDER BY a.version";
    let found = super::rows(database, "read a case's actions", sql, [id_value(case)]).await?;
    let voices: Option<i64> = found.first().map(|row| get(row, "voices")).transpose()?;
    let actions: Vec<Recorded> = found.iter().map(recorded).collect::<Result<_>>()?;
    Ok((actions, voices.is_some_and(|voices| voices > 0)))
}

fn recorded(row: &QueryResult) -> Result<Recorded> {
    let actor: String = get(row, "actor")?;
    let account: Option<Vec<u8>> = get(row, "account_id")?;
    let me_too: Option<Vec<u8>> = get(row, "me_too_id")?;
    let actor = match (actor.as_str(), account, me_too) {
        ("account", Some(id), _) => {
            Actor::Account(database::id_from("case_action.account_id", &id)?)
        }
        ("reporter", _, Some(id)) => Actor::MeToo(database::id_from("case_action.me_too_id", &id)?),
        ("reporter", _, None) => Actor::Reporter,
        ("installation", ..) => Actor::Installation,
        _ => return Err(Error::Stored { what: "case_action.actor", problem: actor }),
    };
    let version: i64 = get(row, "version")?;
    let answers: Option<String> = get(row, "answers")?;
    let answers = answers.filter(|text| !text.is_empty());
    Ok(Recorded {
        id: database::id_from("case_action.id", &get::<Vec<u8>>(row, "id")?)?,
        version: u32::try_from(version).unwrap_or(u32::MAX),
        deed: json(row, "detail")?,
        actor,
        acted_at: get::<Option<i64>>(row, "acted_at")?.map(Instant::from_micros),
        recorded_at: Instant::from_micros(get(row, "recorded_at")?),
        words: get::<Option<String>>(row, "shown")?.filter(|words| !words.is_empty()),
        answers: answers.map_or_else(
            || Ok(std::collections::BTreeMap::new()),
            |text| super::read_json("case_text.answers", &text),
        )?,
        erased: get::<Option<i64>>(row, "erased_at")?.is_some(),
    })
}

/// The case of an action that was taken, and what it was.
pub(crate) async fn taken<'a>(
    via: impl Into<Via<'a>>,
    action: CaseActionId,
) -> Result<Option<(Case, String)>> {
    let sql = "SELECT h.body AS body, a.deed AS deed FROM case_action a
        JOIN case_head h ON h.id = a.case_id WHERE a.id = ?1";
    let found = row(via, "look for an action", sql, [id_value(action)]).await?;
    found.map(|row| Ok((json(&row, "body")?, get(&row, "deed")?))).transpose()
}

/// The case that an action began, where it did.
pub(crate) async fn begun_by<'a>(
    via: impl Into<Via<'a>>,
    action: CaseActionId,
) -> Result<Option<Case>> {
    let sql = "SELECT h.body AS body FROM case_action a JOIN case_head h ON h.id = a.case_id
        WHERE a.id = ?1 AND a.deed = 'report'";
    let found = row(via, "look for a report", sql, [id_value(action)]).await?;
    found.map(|row| json(&row, "body")).transpose()
}
