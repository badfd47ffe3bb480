//! Lines and rings cut at the edge of a tile.

use super::frame::{EXTENT, MARGIN};
use geo_types::Coord;

const LOW: f64 = -MARGIN;
const HIGH: f64 = EXTENT + MARGIN;

/// A side of the tile: whether a point is inside it, and where a segment crosses it.
type Side = (fn(Coord<f64>) -> bool, fn(Coord<f64>, Coord<f64>) -> Coord<f64>);

fn at_x(a: Coord<f64>, b: Coord<f64>, x: f64) -> Coord<f64> {
    Coord { x, y: a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x) }
}

fn at_y(a: Coord<f64>, b: Coord<f64>, y: f64) -> Coord<f64> {
    Coord { x: a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y }
}

const SIDES: [Side; 4] = [
    (|p| p.x >= LOW, |a, b| at_x(a, b, LOW)),
    (|p| p.x <= HIGH, |a, b| at_x(a, b, HIGH)),
    (|p| p.y >= LOW, |a, b| at_y(a, b, LOW)),
    (|p| p.y <= HIGH, |a, b| at_y(a, b, HIGH)),
];

fn whole(points: &[Coord<f64>]) -> bool {
    points.iter().all(|p| (LOW..=HIGH).contains(&p.x) && (LOW..=HIGH).contains(&p.y))
}

/// A ring (open: the first point is not repeated) cut by Sutherland and Hodgman.
pub(crate) fn ring(mut points: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    if whole(&points) {
        return points;
    }
    for (inside, crossing) in SIDES {
        let mut out = Vec::with_capacity(points.len() + 4);
        for (i, &b) in points.iter().enumerate() {
            let a = points[(i + points.len() - 1) % points.len()];
            if inside(a) != inside(b) {
                out.push(crossing(a, b));
            }
            if inside(b) {
                out.push(b);
            }
        }
        points = out;
    }
    points
}

/// A line cut into the parts that lie within.
pub(crate) fn line(points: Vec<Coord<f64>>) -> Vec<Vec<Coord<f64>>> {
    if whole(&points) {
        return vec![points];
    }
    let mut parts: Vec<Vec<Coord<f64>>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((a, b)) = segment(pair[0], pair[1]) else {
            open = false;
            continue;
        };
        if !open || parts.last().and_then(|part| part.last()) != Some(&a) {
            parts.push(vec![a]);
        }
        if let Some(part) = parts.last_mut() {
            part.push(b);
        }
        open = b == pair[1];
    }
    parts
}

fn segment(mut a: Coord<f64>, mut b: Coord<f64>) -> Option<(Coord<f64>, Coord<f64>)> {
    for (inside, crossing) in SIDES {
        match (inside(a), inside(b)) {
            (true, true) => {}
            (true, false) => b = crossing(a, b),
            (false, true) => a = crossing(a, b),
            (false, false) => return None,
        }
    }
    Some((a, b))
}
