//! Reading rows, few or many.

use crate::{Error, Result};
use database::Database;
use futures::TryStreamExt as _;
use kernel::{Entity, Id};
use sea_orm::{QueryResult, StreamTrait as _, TryGetable, Value};

/// Reads all rows of a statement.
pub(crate) async fn fetch(
    database: &Database,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Found>> {
    let rows = database::rows(database, doing, sql, values).await?;
    Ok(rows.into_iter().map(Found).collect())
}

/// Reads the first row of a statement.
pub(crate) async fn one(
    database: &Database,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<Found>> {
    Ok(database::row(database, doing, sql, values).await?.map(Found))
}

/// Hands every row to `take`, one at a time.
pub(crate) async fn each(
    database: &Database,
    doing: &'static str,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
    mut take: impl FnMut(&Found) -> Result<()>,
) -> Result<()> {
    let mut rows = database
        .reader()
        .stream_raw(database.statement(sql, values))
        .await
        .map_err(Error::query(doing))?;
    while let Some(row) = rows.try_next().await.map_err(Error::query(doing))? {
        take(&Found(row))?;
    }
    Ok(())
}

/// A row that was read.
pub(crate) struct Found(pub(crate) QueryResult);

impl Found {
    pub(crate) fn get<T: TryGetable>(&self, column: &'static str) -> Result<T> {
        Ok(database::get(&self.0, column)?)
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<String> {
        self.get(column)
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<Option<f64>> {
        self.get(column)
    }

    pub(crate) fn id<E: Entity>(&self, column: &'static str) -> Result<Id<E>> {
        Ok(database::id(&self.0, column)?)
    }

    pub(crate) fn optional_id<E: Entity>(&self, column: &'static str) -> Result<Option<Id<E>>> {
        Ok(database::some_id(&self.0, column)?)
    }

    pub(crate) fn bytes(&self, column: &'static str) -> Result<Option<Vec<u8>>> {
        self.get(column)
    }
}
