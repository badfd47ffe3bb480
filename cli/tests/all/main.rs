//! The binary from outside: what it answers, what it says of bad input, how it exits.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod address;
mod backup;
mod bucket;
mod cases;
mod cluster;
mod faults;
mod gate;
mod import;
mod keys;
mod letters;
mod link;
mod linli;
mod meters;
mod pull;
#[path = "../../../crates/bucket/tests/all/server.rs"]
mod s3;
mod secrets;
mod shelf;
mod stop;
mod wash;
