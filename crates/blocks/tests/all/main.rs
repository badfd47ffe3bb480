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
