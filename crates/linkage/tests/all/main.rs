//! The engine on small tables made here.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod answers;
mod broken_off;
mod examples;
mod lists;
mod people;
mod pinned;
mod quality;
mod refusals;
mod rust_settings;
mod shares;
