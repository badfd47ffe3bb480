//! The bucket against a real S3 server.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod answers;
mod files;
mod server;
