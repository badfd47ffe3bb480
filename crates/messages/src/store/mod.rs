//! The SQL of messages.

pub(crate) mod choices;
pub(crate) mod contacts;
pub(crate) mod cursors;
pub(crate) mod deliveries;
pub(crate) mod hooks;
pub(crate) mod messages;

use database::{Database, Error, UnitOfWork};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

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

/// All rows of a query within a unit of work.
pub(crate) async fn rows_within(
    unit: &UnitOfWork,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>> {
    let query = unit.statement(sql, values);
    Ok(unit.connection().query_all_raw(query).await.map_err(Error::query(doing))?)
}

/// One column of a row.
pub(crate) fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &'static str) -> Result<T> {
    Ok(row.try_get("", column).map_err(Error::query("read a column"))?)
}

/// A count that the store keeps as a signed number.
pub(crate) fn count(row: &QueryResult, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
}
