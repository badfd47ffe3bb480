//! Runs of the job that deletes what is past its period, and the deleting.

use std::collections::BTreeMap;

use database::{Database, Error as DbError, UnitOfWork, id_value};
use kernel::{Day, Id, Instant};
use sea_orm::{ConnectionTrait as _, Value};

use crate::{
    Error, Kept,
    retention::{RetentionMark, RetentionRun},
};

/// A run of `day`: `id` where it is the first, that of before where it was broken off, nothing where it is done.
pub(crate) async fn begin(
    unit: &mut UnitOfWork,
    id: Id<RetentionMark>,
    day: Option<Day>,
    now: Instant,
) -> Result<Option<Id<RetentionMark>>, Error> {
    let doing = "begin a run of retention";
    let day = day.map(|day| day.to_string());
    let sql = "INSERT INTO access_retention_run (id, day, started_at) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING";
    let values = [id_value(id), day.clone().into(), now.micros().into()];
    if unit.execute(doing, sql, values).await? > 0 {
        return Ok(Some(id));
    }
    let sql = "SELECT id FROM access_retention_run WHERE day = ?1 AND finished_at IS NULL";
    let query = unit.statement(sql, [day.into()]);
    let row = unit.connection().query_one_raw(query).await.map_err(DbError::query(doing))?;
    let Some(row) = row else { return Ok(None) };
    let id: Vec<u8> = row.try_get("", "id").map_err(DbError::query(doing))?;
    Ok(Some(database::id_from("access_retention_run.id", &id)?))
}

/// Deletes some rows that are past their period at `before`.
pub(crate) async fn delete(
    unit: &mut UnitOfWork,
    kept: &Kept,
    before: Instant,
    limit: u32,
) -> Result<u64, Error> {
    let Kept { table, key, past, .. } = kept;
    let sql = format!(
        "DELETE FROM {table} WHERE {key} IN
             (SELECT {key} FROM {table} WHERE {past} ORDER BY {key} LIMIT {limit})"
    );
    Ok(unit.execute("delete what is past its period", &sql, [before.micros().into()]).await?)
}

/// How many rows are past their period at `before`.
pub(crate) async fn past(database: &Database, kept: &Kept, before: Instant) -> Result<u64, Error> {
    let doing = "count what is past its period";
    let sql = format!("SELECT COUNT(*) AS n FROM {} WHERE {}", kept.table, kept.past);
    let query = database.statement(&sql, [before.micros().into()]);
    let row = database.reader().query_one_raw(query).await.map_err(DbError::query(doing))?;
    let n: i64 = row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(DbError::query(doing))?;
    Ok(n.unsigned_abs())
}

/// Adds to what a run deleted of a kind.
pub(crate) async fn count(
    unit: &mut UnitOfWork,
    run: Id<RetentionMark>,
    kind: &str,
    gone: u64,
) -> Result<(), Error> {
    let sql = "INSERT INTO access_retention_count (run_id, kind, gone) VALUES (?1, ?2, ?3)
         ON CONFLICT (run_id, kind) DO UPDATE SET gone = access_retention_count.gone + excluded.gone";
    let gone = i64::try_from(gone).unwrap_or(i64::MAX);
    let values = [id_value(run), kind.into(), gone.into()];
    unit.execute("count what was deleted", sql, values).await?;
    Ok(())
}

/// Ends a run.
pub(crate) async fn finish(
    unit: &mut UnitOfWork,
    run: Id<RetentionMark>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_retention_run SET finished_at = ?2 WHERE id = ?1";
    unit.execute("end a run of retention", sql, [id_value(run), now.micros().into()]).await?;
    Ok(())
}

/// One run, or the latest, each with what it deleted.
pub(crate) async fn runs(
    database: &Database,
    only: Option<Id<RetentionMark>>,
    limit: u32,
) -> Result<Vec<RetentionRun>, Error> {
    let doing = || DbError::query("list runs of retention");
    let mut values: Vec<Value> = vec![i64::from(limit).into()];
    values.extend(only.map(id_value));
    let one = if only.is_some() { "WHERE id = ?2" } else { "" };
    let sql = format!(
        "SELECT r.id, r.started_at, r.finished_at, c.kind, c.gone
         FROM (SELECT id, started_at, finished_at FROM access_retention_run {one}
             ORDER BY started_at DESC, id LIMIT ?1) r
         LEFT JOIN access_retention_count c ON c.run_id = r.id
         ORDER BY r.started_at DESC, r.id, c.kind"
    );
    let query = database.statement(&sql, values);
    let rows = database.reader().query_all_raw(query).await.map_err(doing())?;
    let mut runs: Vec<RetentionRun> = Vec::new();
    let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for row in &rows {
        let id: Vec<u8> = row.try_get("", "id").map_err(doing())?;
        let place = *places.entry(id).or_insert(runs.len());
        if place == runs.len() {
            let started: i64 = row.try_get("", "started_at").map_err(doing())?;
            let finished: Option<i64> = row.try_get("", "finished_at").map_err(doing())?;
            runs.push(RetentionRun {
                started_at: Instant::from_micros(started),
                finished_at: finished.map(Instant::from_micros),
                gone: Vec::new(),
            });
        }
        let kind: Option<String> = row.try_get("", "kind").map_err(doing())?;
        let gone: Option<i64> = row.try_get("", "gone").map_err(doing())?;
        let counted = kind.zip(gone).map(|(kind, gone)| (kind, gone.unsigned_abs()));
        if let Some(run) = runs.get_mut(place) {
            run.gone.extend(counted);
        }
    }
    Ok(runs)
}
