//! Runs.

use database::{Database, id_from, id_value};
use kernel::{Clock, Id, Instant, Text};

use super::{get, row, rows};
use crate::{Error, Result, Run, RunState, RunSummary};

const COLUMNS: &str = "id, number, state, folder, started_at, finished_at, report, failure";

/// A page of runs, the newest first, and how many there are.
pub(crate) async fn list(
    database: &Database,
    offset: i64,
    limit: i64,
) -> Result<(Vec<RunSummary>, u64)> {
    let total = row(database, "count runs", "SELECT COUNT(*) AS total FROM block_run", []).await?;
    let total = total.map_or(Ok(0), |row| super::count(&row, "total"))?;
    let sql = format!("SELECT {COLUMNS} FROM block_run ORDER BY number DESC LIMIT ?1 OFFSET ?2");
    let found = rows(database, "list runs", &sql, [limit.into(), offset.into()]).await?;
    Ok((found.iter().map(summary).collect::<Result<_>>()?, total))
}

/// One run.
pub(crate) async fn find(database: &Database, id: Id<Run>) -> Result<Option<RunSummary>> {
    let sql = format!("SELECT {COLUMNS} FROM block_run WHERE id = ?1");
    row(database, "read a run", &sql, [id_value(id)]).await?.as_ref().map(summary).transpose()
}

/// A run's report as a page.
pub(crate) async fn page(database: &Database, id: Id<Run>) -> Result<Option<String>> {
    let sql = "SELECT page FROM block_run WHERE id = ?1";
    let found = row(database, "read a report", sql, [id_value(id)]).await?;
    Ok(found.map(|row| get(&row, "page")).transpose()?.flatten())
}

/// The number after the last run's.
pub(crate) async fn next_number(database: &Database) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) AS last FROM block_run";
    let last: i64 = match row(database, "number a run", sql, []).await? {
        Some(row) => get(&row, "last")?,
        None => 0,
    };
    Ok(last + 1)
}

/// Whether no other run than `id` has the number.
pub(crate) async fn is_free(database: &Database, number: i64, id: Id<Run>) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM block_run WHERE number = ?1 AND id <> ?2";
    let found = row(database, "look for a number", sql, [number.into(), id_value(id)]).await?;
    Ok(found.is_none())
}

/// Why a run stopped that was killed: nobody was left to write it down.
fn broken_off() -> Text {
    Text::new("运行中途中断：进程提前结束", "The run broke off: its process ended before it did")
}

/// A run over a lake that has not been said to be at work for this long, seconds, is no longer.
const SILENT_S: i64 = 900;

/// That nobody is at work on a run: it is over the lake `?5`, which whoever asks holds, over one without a name, or
/// nobody has said otherwise since `?6`.
const GONE: &str = "(holder IS NULL OR holder = ?5 OR seen_at < ?6)";

/// A run that begins, or is taken up again.
#[derive(Clone, Copy)]
pub(crate) struct Begun<'a> {
    pub(crate) id: Id<Run>,
    pub(crate) number: i64,
    pub(crate) folder: &'a str,
    /// The lake that it is over, by its name.
    pub(crate) holder: Option<&'a str>,
}

/// Writes down that a run began, or was taken up again, and that others which still count as running broke off where
/// nobody is at work on them.
pub(crate) async fn begin(database: &Database, begun: Begun<'_>, now: Instant) -> Result<()> {
    let Begun { id, number, folder, holder } = begun;
    let silent_since = now.plus_seconds(-SILENT_S).micros();
    let running = RunState::Running.name();
    let mut unit = database.begin().await?;
    // A day whose change stands was made, though nobody was left to say so.
    let made = format!(
        "UPDATE block_run SET state = ?2, finished_at = ?3 WHERE state = ?4 AND id <> ?1 AND {GONE}
         AND id IN (SELECT run_id FROM block_day)"
    );
    unit.execute(
        "mark days that were made",
        &made,
        [
            id_value(id),
            RunState::Done.name().into(),
            now.micros().into(),
            running.into(),
            holder.into(),
            silent_since.into(),
        ],
    )
    .await?;
    let broken = format!(
        "UPDATE block_run SET state = ?2, finished_at = ?3, failure = ?7
         WHERE state = ?4 AND id <> ?1 AND {GONE}"
    );
    unit.execute(
        "mark runs that broke off",
        &broken,
        [
            id_value(id),
            RunState::Failed.name().into(),
            now.micros().into(),
            running.into(),
            holder.into(),
            silent_since.into(),
            told(&broken_off())?.into(),
        ],
    )
    .await?;
    unit.execute(
        "begin a run",
        "INSERT INTO block_run (id, number, state, folder, started_at, holder, seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, finished_at = NULL, failure = NULL,
             holder = excluded.holder, seen_at = excluded.seen_at",
        [
            id_value(id),
            number.into(),
            running.into(),
            folder.into(),
            now.micros().into(),
            holder.into(),
        ],
    )
    .await?;
    Ok(unit.commit().await?)
}

/// Writes down that a run is at work.
pub(crate) async fn seen(database: &Database, id: Id<Run>, now: Instant) -> Result<()> {
    let mut unit = database.begin().await?;
    let sql = "UPDATE block_run SET seen_at = ?2 WHERE id = ?1";
    unit.execute("say that a run is at work", sql, [id_value(id), now.micros().into()]).await?;
    Ok(unit.commit().await?)
}

/// Writes down how a run ended.
pub(crate) async fn end(
    database: &Database,
    id: Id<Run>,
    state: RunState,
    report: Option<(&str, &str)>,
    failure: Option<&Text>,
    clock: &dyn Clock,
) -> Result<()> {
    let mut unit = database.begin().await?;
    unit.execute(
        "end a run",
        "UPDATE block_run SET state = ?2, finished_at = ?3, report = ?4, page = ?5, failure = ?6 WHERE id = ?1",
        [
            id_value(id),
            state.name().into(),
            clock.now().micros().into(),
            report.map(|(json, _)| json).into(),
            report.map(|(_, page)| page).into(),
            failure.map(told).transpose()?.into(),
        ],
    )
    .await?;
    Ok(unit.commit().await?)
}

/// A failure in both languages, as it is stored.
fn told(failure: &Text) -> Result<String> {
    serde_json::to_string(failure)
        .map_err(|cause| Error::Stored { what: "block_run.failure", found: cause.to_string() })
}

/// A failure as it was stored; those of before both languages were kept are in English.
fn failure(stored: String) -> Text {
    serde_json::from_str(&stored).unwrap_or_else(|_| Text::new(stored.clone(), stored))
}

fn summary(row: &sea_orm::QueryResult) -> Result<RunSummary> {
    let state: String = get(row, "state")?;
    let finished: Option<i64> = get(row, "finished_at")?;
    Ok(RunSummary {
        id: id_from("block_run.id", &get::<Vec<u8>>(row, "id")?)?,
        number: get(row, "number")?,
        state: RunState::from_name(&state),
        folder: get(row, "folder")?,
        started_at: Instant::from_micros(get(row, "started_at")?),
        finished_at: finished.map(Instant::from_micros),
        report: get(row, "report")?,
        failure: get::<Option<String>>(row, "failure")?.map(failure),
    })
}
