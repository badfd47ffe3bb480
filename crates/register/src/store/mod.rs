//! The register's SQL.

mod read;
mod schema;
mod staging;

pub(crate) use read::{Found, each, fetch, one};
pub use schema::MIGRATIONS;
pub(crate) use staging::{discard, publish_table, stage_table};
