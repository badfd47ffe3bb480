//! A district laid flat: metres east and north of a corner.

use kernel::Point4326;

/// Metres of a degree of latitude, and of longitude on the equator (WGS 84, rounded).
const LAT_M: f64 = 110_574.0;
const LON_M: f64 = 111_320.0;

/// A place on the plane, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Spot {
    pub(super) fn distance_m(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The place `t` of the way from here to there, 0 to 1.
    pub(super) fn towards(self, other: Self, t: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * t, y: self.y + (other.y - self.y) * t }
    }

    /// How far along the line from `a` to `b` it is nearest, 0 to 1, and how far off.
    pub(super) fn beside(self, a: Self, b: Self) -> (f64, f64) {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let square = dx * dx + dy * dy;
        let along = if square > 0.0 {
            (((self.x - a.x) * dx + (self.y - a.y) * dy) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (along, self.distance_m(a.towards(b, along)))
    }
}

/// Degrees to metres around a point. Equirectangular: over 40 km a distance is off by less than 0.3 %.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    lon: f64,
    lat: f64,
    lon_m: f64,
}

impl Plane {
    /// The plane around the middle of the points; the equator where there are none.
    pub(super) fn around(points: &(impl Iterator<Item = Point4326> + Clone)) -> Self {
        let least =
            |pick: fn(Point4326) -> f64| points.clone().map(pick).fold(f64::INFINITY, f64::min);
        let (west, east) = (least(|at| at.lon), -least(|at| -at.lon));
        let (south, north) = (least(|at| at.lat), -least(|at| -at.lat));
        if west.is_infinite() {
            return Self { lon: 0.0, lat: 0.0, lon_m: LON_M };
        }
        let lat = f64::midpoint(south, north);
        Self { lon: f64::midpoint(west, east), lat, lon_m: LON_M * lat.to_radians().cos() }
    }

    pub(super) fn spot(&self, at: Point4326) -> Spot {
        Spot { x: (at.lon - self.lon) * self.lon_m, y: (at.lat - self.lat) * LAT_M }
    }
}
