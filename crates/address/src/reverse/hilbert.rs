//! Where a point lies along a Hilbert curve over a box.

/// Cells per side: 2^16.
const ORDER: u32 = 16;

/// The place of a point on the curve over `[west, south, east, north]`.
pub(super) fn place_on_curve(lon: i32, lat: i32, [west, south, east, north]: [i32; 4]) -> u32 {
    let mut x = cell(lon, west, east);
    let mut y = cell(lat, south, north);
    let mut place = 0;
    let mut side = 1 << (ORDER - 1);
    while side > 0 {
        let right = u32::from(x & side > 0);
        let upper = u32::from(y & side > 0);
        place += side * side * ((3 * right) ^ upper);
        // Turn the quarter so that the curve goes on where it left off.
        if upper == 0 {
            if right == 1 {
                x = (side - 1).wrapping_sub(x);
                y = (side - 1).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
        side /= 2;
    }
    place
}

fn cell(at: i32, low: i32, high: i32) -> u32 {
    let width = (i64::from(high) - i64::from(low)).max(1);
    let offset = i64::from(at) - i64::from(low);
    u32::try_from(offset * i64::from((1 << ORDER) - 1) / width).unwrap_or(0)
}
