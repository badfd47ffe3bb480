//! The store suite of casework, on SQLite and on PostgreSQL, and the properties of its rules.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod at_once;
mod bulk;
mod cases;
mod clock;
mod collections;
mod coverage;
mod disclosed;
mod duty;
mod editions;
mod figures;
mod leads;
mod lists;
mod me_too;
mod micro;
mod objections;
mod steps;
