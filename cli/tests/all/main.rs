//! The binary from outside: what it answers, what it says of bad input, how it exits.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod address;
mod cluster;
mod faults;
mod import;
mod link;
mod linli;
mod wash;
