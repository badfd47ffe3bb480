//! The store suite of the blocks, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod census;
mod claims;
mod corrections;
mod days;
mod declared;
mod generations;
mod identities;
mod pages;
mod runs;
mod signals;
mod street;
mod sums;
mod tags;
mod tags_model;

use std::sync::Arc;

use database::Migration;
use testing::World;

/// The tables of the blocks, and those that they stand on.
const TABLES: &[&[Migration]] = &[blocks::MIGRATIONS, access::MIGRATIONS, register::MIGRATIONS];

/// On each database, with [`TABLES`].
fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    testing::on_each_migrated(TABLES, test);
}
