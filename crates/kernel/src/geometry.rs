//! Positions with their reference system in the name: EPSG:4326, degrees.

use geo_types::{Coord, Point, Rect};
use serde::{Deserialize, Serialize};

/// A position in EPSG:4326 (WGS 84), in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point4326 {
    /// Longitude, −180 to 180.
    pub lon: f64,
    /// Latitude, −90 to 90.
    pub lat: f64,
}

/// A box in EPSG:4326, in degrees. It does not cross the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Box4326 {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

/// Mean radius of the earth (IUGG), metres.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

impl Point4326 {
    /// A position; `None` where the figures are no longitude and latitude.
    #[must_use]
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let fits = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        fits.then_some(Self { lon, lat })
    }
}

impl From<Point4326> for Point<f64> {
    fn from(point: Point4326) -> Self {
        Self::new(point.lon, point.lat)
    }
}

impl Box4326 {
    /// The smallest box around `points`; `None` where there are none.
    pub fn around(points: impl IntoIterator<Item = Coord<f64>>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let start = Self { west: first.x, south: first.y, east: first.x, north: first.y };
        Some(points.fold(start, |grown, at| Self {
            west: grown.west.min(at.x),
            south: grown.south.min(at.y),
            east: grown.east.max(at.x),
            north: grown.north.max(at.y),
        }))
    }

    /// The box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether the two share a point.
    #[must_use]
    pub fn intersects(self, other: Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }
}

impl From<Rect<f64>> for Box4326 {
    fn from(rect: Rect<f64>) -> Self {
        Self { west: rect.min().x, south: rect.min().y, east: rect.max().x, north: rect.max().y }
    }
}

/// Great-circle distance in metres (haversine, Sinnott 1984).
#[must_use]
pub fn distance_m(a: Point4326, b: Point4326) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let (d_lat, d_lon) = (lat_b - lat_a, (b.lon - a.lon).to_radians());
    let chord =
        (d_lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS_M * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        let [a, b] = [30.0, 31.0].map(|lat| Point4326::new(114.0, lat).unwrap());
        assert!((distance_m(a, b) - 111_195.0).abs() < 1.0);
        assert_eq!(Point4326::new(200.0, 0.0), None);
    }
}
