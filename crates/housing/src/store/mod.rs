//! The SQL of housing.

pub(crate) mod actions;
pub(crate) mod buildings;
pub(crate) mod codes;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod hazards;
pub(crate) mod lists;
pub(crate) mod ratings;
pub(crate) mod units;

use std::fmt::Write as _;

use database::{Database, Error, UnitOfWork};
use kernel::AreaPath;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use crate::Result;

/// Where rows are read: outside of a transaction, or within one.
#[derive(Clone, Copy)]
pub(crate) enum Via<'a> {
    /// What is committed.
    Reader(&'a Database),
    /// What this transaction sees.
    Unit(&'a UnitOfWork),
}

impl<'a> From<&'a Database> for Via<'a> {
    fn from(database: &'a Database) -> Self {
        Self::Reader(database)
    }
}

impl<'a> From<&'a UnitOfWork> for Via<'a> {
    fn from(unit: &'a UnitOfWork) -> Self {
        Self::Unit(unit)
    }
}

impl Via<'_> {
    /// All rows of a query.
    pub(crate) async fn rows(
        self,
        doing: &'static str,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>> {
        let found = match self {
            Self::Reader(database) => {
                database.reader().query_all_raw(database.statement(sql, values)).await
            }
            Self::Unit(unit) => unit.connection().query_all_raw(unit.statement(sql, values)).await,
        };
        Ok(found.map_err(Error::query(doing))?)
    }

    /// The first row of a query.
    pub(crate) async fn row(
        self,
        doing: &'static str,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<QueryResult>> {
        let found = match self {
            Self::Reader(database) => {
                database.reader().query_one_raw(database.statement(sql, values)).await
            }
            Self::Unit(unit) => unit.connection().query_one_raw(unit.statement(sql, values)).await,
        };
        Ok(found.map_err(Error::query(doing))?)
    }
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
    let text: String = get(row, column)?;
    serde_json::from_str(&text)
        .map_err(|error| crate::Error::Stored { what: column, problem: error.to_string() })
}

/// A value as JSON. Ours serialise; were one not to, nothing is written.
pub(crate) fn to_json<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| crate::Error::Stored { what, problem: error.to_string() })
}

/// An id of a column.
pub(crate) fn id<E: kernel::Entity>(
    row: &QueryResult,
    column: &'static str,
) -> Result<kernel::Id<E>> {
    Ok(database::id_from(column, &get::<Vec<u8>>(row, column)?)?)
}

/// An id of a column that may be empty.
pub(crate) fn some_id<E: kernel::Entity>(
    row: &QueryResult,
    column: &'static str,
) -> Result<Option<kernel::Id<E>>> {
    let bytes: Option<Vec<u8>> = get(row, column)?;
    Ok(bytes.map(|bytes| database::id_from(column, &bytes)).transpose()?)
}

/// The bytes of an id that may be missing.
pub(crate) fn some_bytes<E: kernel::Entity>(id: Option<kernel::Id<E>>) -> Value {
    id.map(|id| id.to_bytes().to_vec()).into()
}

/// A count of a column, never below nothing.
pub(crate) fn count(row: &QueryResult, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
}

/// Conditions of a question with their values.
#[derive(Default)]
pub(crate) struct Where {
    conditions: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Where {
    /// Adds a condition; each `?` stands for the next value.
    pub(crate) fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        let mut pieces = condition.split('?');
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for (piece, value) in pieces.zip(values) {
            self.values.push(value);
            // Writing to a text cannot fail.
            let _ = write!(text, "?{}{piece}", self.values.len());
        }
        self.conditions.push(text);
    }

    /// In an area: its path or below it. No code has a character before `0` but the slash between codes.
    pub(crate) fn within(&mut self, column: &str, area: &AreaPath) {
        let path = area.as_str();
        if !path.is_empty() {
            let condition = format!("({column} = ? OR ({column} >= ? AND {column} < ?))");
            let values = [path.into(), format!("{path}/").into(), format!("{path}0").into()];
            self.add(&condition, values);
        }
    }

    /// The number of the next value, once it is pushed.
    pub(crate) fn push(&mut self, value: impl Into<Value>) -> usize {
        self.values.push(value.into());
        self.values.len()
    }

    pub(crate) fn text(&self) -> String {
        if self.conditions.is_empty() { "1 = 1".into() } else { self.conditions.join(" AND ") }
    }
}
