//! The SQL of casework.

pub(crate) mod attachments;
pub(crate) mod cases;
pub(crate) mod duty;
pub(crate) mod figures;
pub(crate) mod leads;
pub(crate) mod list;
pub(crate) mod offices;
pub(crate) mod reporters;
pub(crate) mod texts;

use database::{Database, Error, UnitOfWork};
use kernel::AreaPath;
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

/// The first row of a query within a unit of work.
pub(crate) async fn row_within(
    unit: &UnitOfWork,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>> {
    let query = unit.statement(sql, values);
    Ok(unit.connection().query_one_raw(query).await.map_err(Error::query(doing))?)
}

/// One column of a row.
pub(crate) fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &'static str) -> Result<T> {
    Ok(row.try_get("", column).map_err(Error::query("read a column"))?)
}

/// What a column of JSON holds.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    row: &QueryResult,
    column: &'static str,
) -> Result<T> {
    read_json(column, &get::<String>(row, column)?)
}

/// What a text of JSON holds.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| crate::Error::Stored { what, problem: error.to_string() })
}

/// A value as JSON. Ours serialise; were one not to, nothing is written.
pub(crate) fn to_json<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| crate::Error::Stored { what, problem: error.to_string() })
}

/// A range of paths that holds an area whole, as a condition on a column of paths; `at` is the first free placeholder.
/// No code has a character before `0` but the slash between codes.
pub(crate) fn within(column: &str, area: &AreaPath, at: usize, values: &mut Vec<Value>) -> String {
    if area.as_str().is_empty() {
        return "1 = 1".to_owned();
    }
    let path = area.as_str();
    values.extend([path.into(), format!("{path}/").into(), format!("{path}0").into()]);
    format!("({column} = ?{at} OR ({column} >= ?{} AND {column} < ?{}))", at + 1, at + 2)
}
