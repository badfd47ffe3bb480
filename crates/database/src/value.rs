//! Ids as bytes, and statements written once for both databases.

use kernel::{Entity, Id};
use sea_orm::{DbBackend, Statement, Value};

use crate::{Dialect, Error, Result};

/// A statement for `dialect` from text with `?1`, `?2` … placeholders.
#[must_use]
pub fn statement(
    dialect: Dialect,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let backend = match dialect {
        Dialect::Sqlite => DbBackend::Sqlite,
        Dialect::Postgres => DbBackend::Postgres,
    };
    Statement::from_sql_and_values(backend, dialect.rewrite(sql), values)
}

/// The stored form of an id: sixteen bytes.
#[must_use]
pub fn id_value<E: Entity>(id: Id<E>) -> Value {
    Value::from(id.to_bytes().to_vec())
}

/// The id in a stored column.
pub fn id_from<E: Entity>(column: &'static str, bytes: &[u8]) -> Result<Id<E>> {
    let bytes: [u8; 16] = bytes.try_into().map_err(|_| Error::Value {
        column,
        found: format!("{} bytes where an id has 16", bytes.len()),
    })?;
    Ok(Id::from_bytes(bytes))
}

/// The id in a stored column that may be empty.
pub fn optional_id_from<E: Entity>(
    column: &'static str,
    bytes: Option<&[u8]>,
) -> Result<Option<Id<E>>> {
    bytes.map(|bytes| id_from(column, bytes)).transpose()
}
