//! Where a thing is: a point to stand on, its box, its shape.

use crate::geometry::{self, Shape};
use kernel::{Box4326, Point4326};
use sea_orm::Value;

/// Position, box and shape in EPSG:4326.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// A point inside the shape, or on it.
    pub point: Point4326,
    /// Its box.
    pub bounds: Box4326,
    /// The shape as WKB; none where only a point is known.
    pub wkb: Option<Vec<u8>>,
}

impl Extent {
    /// Of a shape; none where it has no point.
    #[must_use]
    pub fn of(shape: &Shape) -> Option<Self> {
        let (point, bounds) = geometry::measure(shape)?;
        let wkb = match shape {
            Shape::Point(_) => None,
            other => Some(geometry::to_wkb(other)),
        };
        Some(Self { point, bounds, wkb })
    }

    /// Values of lon, lat, west, south, east, north, shape.
    pub(crate) fn columns(extent: Option<&Self>) -> [Value; 7] {
        let number = |pick: fn(&Self) -> f64| Value::from(extent.map(pick));
        [
            number(|e| e.point.lon),
            number(|e| e.point.lat),
            number(|e| e.bounds.west),
            number(|e| e.bounds.south),
            number(|e| e.bounds.east),
            number(|e| e.bounds.north),
            Value::from(extent.and_then(|e| e.wkb.clone())),
        ]
    }
}
