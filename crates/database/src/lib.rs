//! The one door to SQLite and PostgreSQL. No other crate names a driver.
//!
//! - [`Database::open`] takes a path (SQLite) or a `postgres://` address.
//! - Reads go through [`rows`] and [`row`], or [`Database::reader`] where they
//!   stream; every write through a [`UnitOfWork`] from [`Database::begin`], which crosses capabilities as
//!   `&mut UnitOfWork` and leaves nothing behind unless committed.
//! - Small writes that many make at once share a transaction and its flush
//!   ([`Database::together`]); rows that nothing reads before and nothing can
//!   refuse are written with its others at its end ([`UnitOfWork::insert_later`]).
//! - A write is a recorded action ([`UnitOfWork::record`]); what others follow
//!   is published to the feed ([`UnitOfWork::publish`]) and numbered *after*
//!   commit, so that a cursor ([`Database::feed_after`]) skips nothing.
//! - Each capability owns its SQL in `store/` and its schema as a list of
//!   [`Migration`]s; the binary composes the lists ([`Database::migrate`]).
//!
//! Portable column types: `BIGINT` (instants in µs, counts), `INTEGER`, `TEXT`
//! (also days), `DOUBLE PRECISION`, `BOOLEAN`, and `BYTES` (ids, tokens,
//! geometry), which becomes `BLOB` or `BYTEA`; `KEY_TEXT` is text that sorts by
//! its bytes on both, so that a prefix is a range of an index; `SERIAL_KEY` is a
//! primary key that counts up. A line that begins with `sqlite:` or `postgres:`
//! is for that database alone.

mod action;
mod batch;
mod bulk;
mod client;
mod dialect;
mod error;
mod feed;
mod migration;
mod open;
mod read;
mod unit_of_work;
mod value;

pub use action::{Action, ActionId};
pub use batch::Pending;
pub use client::client;
pub use dialect::Dialect;
pub use error::{Error, Result};
pub use feed::{Change, FeedEntry};
pub use migration::Migration;
pub use open::Database;
pub use read::{Via, Where, count, get, id, row, rows, some_id, within};
pub use unit_of_work::{Room, UnitOfWork};
pub use value::{id_from, id_value, optional_id_from, statement};
