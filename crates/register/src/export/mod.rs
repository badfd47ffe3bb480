//! The register as GeoJSON (RFC 7946), streamed a page at a time.

mod layers;

pub use layers::{Layer, geojson};
