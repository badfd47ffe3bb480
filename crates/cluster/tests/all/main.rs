//! A crew over the loopback: what is answered, and what the loss of a worker costs.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod losses;
mod trust;
mod yard;
