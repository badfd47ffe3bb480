//! The store suite of the blocks, on SQLite and on PostgreSQL.

mod generations;
mod identities;
