//! The register on each database.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod deeds;
mod edits;
mod faults;
mod follow;
mod imports;
mod osm;
mod pbf;
mod place;
mod random;
mod screens;
mod tables;
