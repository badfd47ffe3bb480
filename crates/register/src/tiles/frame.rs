//! Where a tile lies, and positions within it.

use super::DEEPEST_ZOOM;
use geo_types::Coord;
use kernel::Box4326;
use std::f64::consts::PI;

/// Units along a tile's side.
pub(crate) const EXTENT: f64 = 4096.0;
/// Units drawn beyond the side, so that lines meet across tiles.
pub(crate) const MARGIN: f64 = 96.0;

/// A tile's place on the Web Mercator map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) zoom: u8,
    x: f64,
    y: f64,
    scale: f64,
}

impl Frame {
    pub(crate) fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        let inside = zoom <= DEEPEST_ZOOM && x < 1 << zoom && y < 1 << zoom;
        inside.then(|| Self {
            zoom,
            x: f64::from(x),
            y: f64::from(y),
            scale: f64::from(1_u32 << zoom),
        })
    }

    /// A position in units of the tile.
    pub(crate) fn to_tile(self, at: Coord<f64>) -> Coord<f64> {
        let x = (at.x + 180.0) / 360.0 * self.scale - self.x;
        let lat = at.y.clamp(-85.0511, 85.0511).to_radians();
        let y = (1.0 - lat.tan().asinh() / PI) / 2.0 * self.scale - self.y;
        Coord { x: x * EXTENT, y: y * EXTENT }
    }

    /// The tile's box, widened by a share of its side.
    pub(crate) fn bounds(self, share: f64) -> Box4326 {
        let lon = |x: f64| x / self.scale * 360.0 - 180.0;
        let lat = |y: f64| (PI * (1.0 - 2.0 * y / self.scale)).sinh().atan().to_degrees();
        Box4326 {
            west: lon(self.x - share),
            east: lon(self.x + 1.0 + share),
            north: lat((self.y - share).max(0.0)),
            south: lat((self.y + 1.0 + share).min(self.scale)),
        }
    }

    /// Degrees of longitude in one unit of the tile.
    pub(crate) fn degrees_per_unit(self) -> f64 {
        360.0 / self.scale / EXTENT
    }
}
