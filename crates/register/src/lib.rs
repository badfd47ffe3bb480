//! The register of places: areas, thoroughfares, estates, buildings, units.
//!
//! - [`model`] is what it holds; every thing has an opaque id that is never
//!   reused, a code for people, a place in its life and valid time.
//! - [`import`] brings places in, whole or not at all.
//! - [`edit`] changes it by hand, with lineage.
//! - [`query`] reads it for screens, [`export`] writes it as GeoJSON, [`tiles`] draws it.
//! - [`wash`] hands every address to the index that written addresses are matched to.
//! - [`geometry`] keeps shapes as WKB in EPSG:4326.

#![expect(
    clippy::similar_names,
    reason = "a place and the places, a shelf and oneself: the words of the matter"
)]

pub mod edit;
pub mod error;
pub mod export;
pub mod geometry;
pub mod import;
pub mod model;
pub mod query;
mod register;
mod store;
pub mod tiles;
pub mod wash;

pub use error::{Error, Result};
pub use register::Register;
pub use store::MIGRATIONS;
