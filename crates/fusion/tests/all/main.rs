//! The fusion from end to end, on a town of five addresses that nobody lives in.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod back;
mod broken_off;
mod days;
mod functions;
mod fuse;
mod identities;
mod installation;
mod order;
mod partitions;
mod town;

use fusion::Context;
