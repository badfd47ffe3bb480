//! The store suite of messages, on SQLite and on PostgreSQL, and what is promised of every message.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod broadcasts;
mod choices;
mod deliveries;
mod desk;
mod follow;
mod mail;
mod promise;
mod push;
mod webhooks;
