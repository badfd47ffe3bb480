//! The SQL of housing.

pub(crate) mod actions;
pub(crate) mod buildings;
pub(crate) mod campaigns;
pub(crate) mod candidates;
pub(crate) mod codes;
pub(crate) mod coverage;
pub(crate) mod declarations;
pub(crate) mod entries;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod hazards;
pub(crate) mod inspectors;
pub(crate) mod joints;
pub(crate) mod lists;
pub(crate) mod nights;
pub(crate) mod notices;
pub(crate) mod objections;
pub(crate) mod plans;
pub(crate) mod ratings;
pub(crate) mod risk;
pub(crate) mod units;

use database::{Via, Where, count, get, id, id_value, row, rows, some_id};
use sea_orm::{QueryResult, Value};

use crate::Result;

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

/// Keeps to the rows whose `column` is one of these ids, of which there is at least one.
pub(crate) fn among<E: kernel::Entity>(all: &mut Where, column: &str, ids: &[kernel::Id<E>]) {
    let marks = vec!["?"; ids.len()].join(", ");
    all.add(&format!("{column} IN ({marks})"), ids.iter().map(|id| id_value(*id)));
}

/// The bytes of an id that may be missing.
pub(crate) fn some_bytes<E: kernel::Entity>(id: Option<kernel::Id<E>>) -> Value {
    id.map(|id| id.to_bytes().to_vec()).into()
}
