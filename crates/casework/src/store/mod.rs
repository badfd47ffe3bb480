//! The SQL of casework.

pub(crate) mod attachments;
pub(crate) mod cases;
pub(crate) mod collections;
pub(crate) mod coverage;
pub(crate) mod duty;
pub(crate) mod editions;
pub(crate) mod figures;
pub(crate) mod leads;
pub(crate) mod letters;
pub(crate) mod list;
pub(crate) mod me_toos;
pub(crate) mod micro;
pub(crate) mod objections;
pub(crate) mod offices;
pub(crate) mod reporters;
pub(crate) mod search;
pub(crate) mod texts;

use database::{count as number, get, row, rows, within};
use sea_orm::QueryResult;

use crate::Result;

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
