//! The demo district, made once, and what must hold of it.

#![expect(
    clippy::unwrap_used,
    reason = "a test's readers fail the test where a file is not as it should be"
)]

mod codes;
mod day;
mod demo;
mod ground;
mod meters;
mod records;
mod repeat;
mod trust;
