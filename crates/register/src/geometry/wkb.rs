//! Shapes to and from well-known binary.

use super::Shape;
use geo_traits::to_geo::ToGeoGeometry as _;

/// A shape as WKB, little-endian.
#[must_use]
pub fn to_wkb(shape: &Shape) -> Vec<u8> {
    let mut out = Vec::with_capacity(wkb::writer::geometry_wkb_size(shape));
    // Writing to memory cannot fail, and every two-dimensional shape has a WKB form.
    let _ = wkb::writer::write_geometry(&mut out, shape, &wkb::writer::WriteOptions::default());
    out
}

/// The shape that stored WKB holds.
#[must_use]
pub fn from_wkb(bytes: &[u8]) -> Option<Shape> {
    wkb::reader::read_wkb(bytes).ok()?.try_to_geometry()
}
