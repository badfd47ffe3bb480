//! The store suite of the blocks, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod generations;
mod identities;
