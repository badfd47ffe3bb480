//! Reading rows: what is committed, or what a transaction sees.

use std::fmt::Write as _;

use kernel::{AreaPath, Entity, Id};
use sea_orm::{ConnectionTrait as _, QueryResult, TryGetable, Value};

use crate::{Database, Error, Result, UnitOfWork, id_from, optional_id_from};

/// Where rows are read.
#[derive(Clone, Copy, Debug)]
pub enum Via<'a> {
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

/// All rows of a query with `?1`-style placeholders; `doing` says in an error what was being done.
pub async fn rows<'a>(
    via: impl Into<Via<'a>>,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>> {
    let found = match via.into() {
        Via::Reader(database) => {
            database.ask();
            database.reader().query_all_raw(database.statement(sql, values)).await
        }
        Via::Unit(unit) => unit.connection().query_all_raw(unit.statement(sql, values)).await,
    };
    found.map_err(Error::query(doing))
}

/// The first row of a query with `?1`-style placeholders; `doing` says in an error what was being done.
pub async fn row<'a>(
    via: impl Into<Via<'a>>,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>> {
    let found = match via.into() {
        Via::Reader(database) => {
            database.ask();
            database.reader().query_one_raw(database.statement(sql, values)).await
        }
        Via::Unit(unit) => unit.connection().query_one_raw(unit.statement(sql, values)).await,
    };
    found.map_err(Error::query(doing))
}

/// One column of a row.
pub fn get<T: TryGetable>(row: &QueryResult, column: &'static str) -> Result<T> {
    row.try_get("", column).map_err(Error::query("read a column"))
}

/// A count that a column keeps as a signed number; never below nothing.
pub fn count(row: &QueryResult, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
}

/// An id of a column.
pub fn id<E: Entity>(row: &QueryResult, column: &'static str) -> Result<Id<E>> {
    id_from(column, &get::<Vec<u8>>(row, column)?)
}

/// An id of a column that may be empty.
pub fn some_id<E: Entity>(row: &QueryResult, column: &'static str) -> Result<Option<Id<E>>> {
    optional_id_from(column, get::<Option<Vec<u8>>>(row, column)?.as_deref())
}

/// A range of paths that holds an area whole, as a condition on a column of paths (`KEY_TEXT`); its values follow those
/// that are there. No code has a character before `0` but the slash between codes.
pub fn within(column: &str, area: &AreaPath, values: &mut Vec<Value>) -> String {
    let path = area.as_str();
    if path.is_empty() {
        return "1 = 1".to_owned();
    }
    values.extend([path.into(), format!("{path}/").into(), format!("{path}0").into()]);
    let at = values.len();
    format!("({column} = ?{} OR ({column} >= ?{} AND {column} < ?{at}))", at - 2, at - 1)
}

/// Conditions of a question with their values: all must hold, and none holds for all.
#[derive(Clone, Debug, Default)]
pub struct Where {
    conditions: Vec<String>,
    /// The values so far, in the order of their placeholders.
    pub values: Vec<Value>,
}

impl Where {
    /// Adds a condition; each `?` stands for the next value, so that there are as many of both.
    pub fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        let mut pieces = condition.split('?');
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for (piece, value) in pieces.zip(values) {
            // Writing to a text cannot fail.
            let _ = write!(text, "?{}{piece}", self.push(value));
        }
        self.conditions.push(text);
    }

    /// In an area: its path or below it ([`within`]).
    pub fn within(&mut self, column: &str, area: &AreaPath) {
        let condition = within(column, area, &mut self.values);
        self.conditions.push(condition);
    }

    /// Keeps a value of another clause; the number of its placeholder.
    pub fn push(&mut self, value: impl Into<Value>) -> usize {
        self.values.push(value.into());
        self.values.len()
    }

    /// What stands behind `WHERE`.
    #[must_use]
    pub fn text(&self) -> String {
        if self.conditions.is_empty() { "1 = 1".to_owned() } else { self.conditions.join(" AND ") }
    }
}
