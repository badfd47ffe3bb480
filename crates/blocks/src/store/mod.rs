//! The SQL of the blocks.

pub(crate) mod census;
pub(crate) mod claims;
pub(crate) mod contacts;
pub(crate) mod corrections;
pub(crate) mod day;
pub(crate) mod judgements;
pub(crate) mod lineage;
pub(crate) mod mentions;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod relations;
pub(crate) mod review;
pub(crate) mod runs;
pub(crate) mod signals;
pub(crate) mod slot;
pub(crate) mod sources;
pub(crate) mod tag_run;
pub(crate) mod tags;
pub(crate) mod things;
pub(crate) mod values;

use database::{Database, Error};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

pub(crate) use self::slot::Slot;
use crate::Result;

/// All rows of a query.
pub(crate) async fn rows(
    database: &Database,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>> {
    let query = database.statement(sql, values);
    Ok(database.reader().query_all_raw(query).await.map_err(Error::query(doing))?)
}

/// The first row of a query.
pub(crate) async fn row(
    database: &Database,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>> {
    let query = database.statement(sql, values);
    Ok(database.reader().query_one_raw(query).await.map_err(Error::query(doing))?)
}

/// One column of a row.
pub(crate) fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &'static str) -> Result<T> {
    Ok(row.try_get("", column).map_err(Error::query("read a column"))?)
}

/// The generation that everyone sees; `None` before the first run.
pub(crate) async fn current_generation(database: &Database) -> Result<Option<i64>> {
    let sql = "SELECT number FROM block_generation WHERE current = ?1 ORDER BY number DESC LIMIT 1";
    let found = row(database, "read the current generation", sql, [true.into()]).await?;
    found.map(|row| get(&row, "number")).transpose()
}

/// The current generation, or 0 where nothing was loaded: no row has it.
pub(crate) async fn generation(database: &Database) -> Result<i64> {
    Ok(current_generation(database).await?.unwrap_or(0))
}

/// `?n, ?n+1 …` for `count` values from `first`.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ")
}

/// A count that a column holds.
pub(crate) fn count(row: &QueryResult, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
}
