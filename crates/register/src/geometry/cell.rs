//! The indexed cell of a point: its place on a Z-order curve through the tiles of zoom 20.
//!
//! Any map tile is one contiguous range of the curve, so a tile is read by an
//! ordinary index on both databases.

use kernel::{Box4326, Point4326};

const ZOOM: u32 = 20;
/// The latitude at which the square Web Mercator map ends.
const LAT_LIMIT: f64 = 85.051_128_779_806_59;

/// The cell of a point.
#[must_use]
pub fn cell(point: Point4326) -> i64 {
    let (x, y) = tile(point, ZOOM);
    interleave(x, y)
}

/// Ranges of cells, first and last, that cover a box at `zoom` or coarser, joined where they touch.
#[must_use]
pub fn cells_of_box(bounds: Box4326, zoom: u32) -> Vec<(i64, i64)> {
    let mut zoom = zoom.min(ZOOM);
    let corners = |zoom| {
        let (west, north) = tile(Point4326 { lon: bounds.west, lat: bounds.north }, zoom);
        let (east, south) = tile(Point4326 { lon: bounds.east, lat: bounds.south }, zoom);
        (west, north, east, south)
    };
    let (mut west, mut north, mut east, mut south) = corners(zoom);
    while zoom > 0 && u64::from(east - west + 1) * u64::from(south - north + 1) > 64 {
        zoom -= 1;
        (west, north, east, south) = corners(zoom);
    }
    let shift = 2 * (ZOOM - zoom);
    let mut ranges: Vec<(i64, i64)> = (north..=south)
        .flat_map(|y| (west..=east).map(move |x| interleave(x, y)))
        .map(|at| (at << shift, ((at + 1) << shift) - 1))
        .collect();
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let touching = kept.1 + 1 == next.0;
        if touching {
            kept.1 = next.1;
        }
        touching
    });
    ranges
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the map")]
fn tile(point: Point4326, zoom: u32) -> (u32, u32) {
    let size = f64::from(1_u32 << zoom);
    let lat = point.lat.clamp(-LAT_LIMIT, LAT_LIMIT).to_radians();
    let x = (point.lon + 180.0) / 360.0;
    let y = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0;
    let number = |share: f64| (share * size).clamp(0.0, size - 1.0) as u32;
    (number(x), number(y))
}

fn interleave(x: u32, y: u32) -> i64 {
    let spread =
        |n: u32| (0..ZOOM).fold(0_i64, |sum, bit| sum | i64::from(n >> bit & 1) << (2 * bit));
    spread(x) | spread(y) << 1
}
