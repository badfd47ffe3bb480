//! The register of places: areas, thoroughfares, estates, buildings, units.
//!
//! - [`model`] is what it holds; every thing has an opaque id that is never
//!   reused, a code for people, a place in its life and valid time.
//! - [`import`] brings places in, whole or not at all.
//! - [`wash`] hands every address to the index that written addresses are matched to.
//! - [`geometry`] keeps shapes as WKB in EPSG:4326.

pub mod error;
pub mod geometry;
pub mod import;
pub mod model;
mod register;
mod store;
pub mod wash;

pub use error::{Error, Result};
pub use register::Register;
pub use store::MIGRATIONS;
