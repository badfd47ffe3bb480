//! Micro-events and their actions.

use access::Account;
use database::{Database, Dialect, UnitOfWork, Where, id_value, some_id};
use kernel::{Id, Instant, Text};
use sea_orm::{QueryResult, Value};

pub(crate) use super::attachments::{claim_micro as claim_files, release_micro as release_files};
use super::{get, json, list::COUNTED, number, row, rows, to_json};
use crate::{
    Actor, Cursor, MicroActionId, MicroDeed, MicroEvent, MicroEventId, MicroFilter, MicroRow,
    MicroSort, RecordedMicro, Result,
};

/// Who acted with which words, and when, by whose clocks.
pub(crate) struct Stamp<'a> {
    pub(crate) id: MicroActionId,
    pub(crate) actor: Actor,
    pub(crate) words: &'a str,
    pub(crate) acted_at: Option<Instant>,
    pub(crate) now: Instant,
}

/// Writes a new micro-event; `title` is what its kind is called, for the search.
pub(crate) async fn insert(unit: &mut UnitOfWork, event: &MicroEvent, title: &Text) -> Result<()> {
    let columns = [
        "id",
        "version",
        "kind",
        "state",
        "area",
        "place_id",
        "words",
        "found_by",
        "found_at",
        "due_at",
        "waits",
        "closed_at",
        "case_id",
        "body",
    ];
    let label = &event.place.label;
    let words = format!("{} {} {} {}", label.zh, label.en, title.zh, title.en).to_lowercase();
    let place = event.place.at.as_ref().map(|at| at.id.as_bytes().to_vec());
    let values: Vec<Value> = vec![
        id_value(event.id),
        i64::from(event.version).into(),
        event.kind.clone().into(),
        event.state.name().into(),
        event.place.area.as_str().into(),
        place.into(),
        words.into(),
        id_value(event.found_by),
        event.found_at.micros().into(),
        event.due_at.micros().into(),
        event.waits().into(),
        event.closed_at.map(Instant::micros).into(),
        event.case.map(|case| case.to_bytes().to_vec()).into(),
        to_json("micro_event.body", event)?.into(),
    ];
    unit.insert_rows("micro_event", &columns, vec![values], "").await?;
    Ok(())
}

/// Writes what became of a micro-event; false where somebody else was first.
pub(crate) async fn update(
    unit: &mut UnitOfWork,
    old_version: u32,
    event: &MicroEvent,
) -> Result<bool> {
    let sql = "UPDATE micro_event SET version = ?3, state = ?4, waits = ?5, closed_at = ?6, case_id = ?7, body = ?8
        WHERE id = ?1 AND version = ?2";
    let values: [Value; 8] = [
        id_value(event.id),
        i64::from(old_version).into(),
        i64::from(event.version).into(),
        event.state.name().into(),
        event.waits().into(),
        event.closed_at.map(Instant::micros).into(),
        event.case.map(|case| case.to_bytes().to_vec()).into(),
        to_json("micro_event.body", event)?.into(),
    ];
    Ok(unit.execute("write what became of a micro-event", sql, values).await? == 1)
}

/// A micro-event, and what an action of this id was, where one was taken; locked until the unit of work ends.
pub(crate) async fn for_action(
    unit: &UnitOfWork,
    event: MicroEventId,
    action: MicroActionId,
) -> Result<Option<(MicroEvent, Option<(MicroEventId, String)>)>> {
    let lock = match unit.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE OF e",
    };
    let sql = format!(
        "SELECT e.body AS body, a.micro_id AS done_micro, a.deed AS done_deed FROM micro_event e
         LEFT JOIN micro_action a ON a.id = ?2 WHERE e.id = ?1{lock}"
    );
    let values = [id_value(event), id_value(action)];
    let found = row(unit, "read a micro-event to act on", &sql, values).await?;
    let Some(found) = found else { return Ok(None) };
    let done = match some_id(&found, "done_micro")? {
        None => None,
        Some(of) => Some((of, get(&found, "done_deed")?)),
    };
    Ok(Some((json(&found, "body")?, done)))
}

/// Records an action.
pub(crate) async fn record(
    unit: &mut UnitOfWork,
    event: &MicroEvent,
    deed: &MicroDeed,
    stamp: &Stamp<'_>,
) -> Result<()> {
    let columns = [
        "id",
        "micro_id",
        "version",
        "deed",
        "detail",
        "actor",
        "account_id",
        "words",
        "acted_at",
        "recorded_at",
    ];
    let values: Vec<Value> = vec![
        id_value(stamp.id),
        id_value(event.id),
        i64::from(event.version).into(),
        deed.name().into(),
        to_json("micro_action.detail", deed)?.into(),
        stamp.actor.name().into(),
        stamp.actor.account().map(|account| account.to_bytes().to_vec()).into(),
        stamp.words.into(),
        stamp.acted_at.map(Instant::micros).into(),
        stamp.now.micros().into(),
    ];
    unit.insert_rows("micro_action", &columns, vec![values], "").await?;
    Ok(())
}

pub(crate) async fn find(database: &Database, id: MicroEventId) -> Result<Option<MicroEvent>> {
    let sql = "SELECT body FROM micro_event WHERE id = ?1";
    let found = row(database, "read a micro-event", sql, [id_value(id)]).await?;
    found.map(|row| json(&row, "body")).transpose()
}

/// Every action of a micro-event, in order.
pub(crate) async fn actions(database: &Database, id: MicroEventId) -> Result<Vec<RecordedMicro>> {
    let sql = "SELECT version, detail, account_id, words, acted_at, recorded_at FROM micro_action
        WHERE micro_id = ?1 ORDER BY version";
    let found = rows(database, "read a micro-event's actions", sql, [id_value(id)]).await?;
    found.iter().map(recorded).collect()
}

fn recorded(row: &QueryResult) -> Result<RecordedMicro> {
    let account: Option<Id<Account>> = some_id(row, "account_id")?;
    Ok(RecordedMicro {
        version: u32::try_from(get::<i64>(row, "version")?).unwrap_or(u32::MAX),
        deed: json(row, "detail")?,
        account,
        acted_at: get::<Option<i64>>(row, "acted_at")?.map(Instant::from_micros),
        recorded_at: Instant::from_micros(get(row, "recorded_at")?),
        words: get(row, "words")?,
    })
}

/// The condition of a filter; `e` is the micro-event.
fn wanted(filter: &MicroFilter) -> Where {
    let mut all = Where::default();
    all.within("e.area", &filter.area);
    let q = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    if let Some(q) = q {
        let q = q.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        all.add("e.words LIKE ? ESCAPE '\\'", [format!("%{q}%").into()]);
    }
    if let Some(kind) = &filter.kind {
        all.add("e.kind = ?", [kind.clone().into()]);
    }
    if let Some(state) = filter.state {
        all.add("e.state = ?", [state.name().into()]);
    }
    if filter.waits {
        all.add("e.waits", []);
    }
    if let Some(now) = filter.overdue_at {
        all.add("e.state = 'found'", []);
        all.add("e.due_at < ?", [now.micros().into()]);
    }
    if let Some(account) = filter.found_by {
        all.add("e.found_by = ?", [id_value(account)]);
    }
    if let Some(from) = filter.found_from {
        all.add("e.found_at >= ?", [from.micros().into()]);
    }
    if let Some(to) = filter.found_to {
        all.add("e.found_at < ?", [to.micros().into()]);
    }
    all
}

/// A page of micro-events.
pub(crate) async fn page(database: &Database, filter: &MicroFilter) -> Result<Vec<MicroRow>> {
    let mut all = wanted(filter);
    let order = match filter.sort {
        MicroSort::Newest => {
            if let Some(Cursor { seq, .. }) = filter.after {
                all.add("e.seq < ?", [seq.into()]);
            }
            "e.seq DESC"
        }
        MicroSort::Deadline => {
            all.add("e.state = 'found'", []);
            if let Some(Cursor { seq, due_at }) = filter.after {
                let due = due_at.map_or(i64::MAX, Instant::micros);
                all.add("(e.due_at, e.seq) > (?, ?)", [due.into(), seq.into()]);
            }
            "e.due_at, e.seq"
        }
    };
    let limit = all.push(i64::from(filter.limit));
    let sql = format!(
        "SELECT e.seq AS seq, e.body AS body FROM micro_event e WHERE {} ORDER BY {order} LIMIT ?{limit}",
        all.text()
    );
    let found = rows(database, "list micro-events", &sql, all.values).await?;
    let listed =
        |row: &QueryResult| Ok(MicroRow { seq: get(row, "seq")?, event: json(row, "body")? });
    found.iter().map(listed).collect()
}

/// How many there are, counted up to [`COUNTED`] and one.
pub(crate) async fn count(database: &Database, filter: &MicroFilter) -> Result<u64> {
    let all = wanted(filter);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM micro_event e WHERE {} LIMIT {}) AS counted",
        all.text(),
        COUNTED + 1
    );
    let counted = row(database, "count micro-events", &sql, all.values).await?;
    Ok(counted.map_or(Ok(0), |row| number(&row, "n"))?)
}

/// What nobody put right in time.
pub(crate) async fn overdue(
    database: &Database,
    now: Instant,
    limit: u32,
) -> Result<Vec<MicroEvent>> {
    let sql = "SELECT body FROM micro_event WHERE state = 'found' AND due_at < ?1 ORDER BY due_at LIMIT ?2";
    let values: [Value; 2] = [now.micros().into(), i64::from(limit).into()];
    let found = rows(database, "look for micro-events past their time", sql, values).await?;
    found.iter().map(|row| json(row, "body")).collect()
}
