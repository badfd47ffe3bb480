//! Measures of plain rings (no closing point).

use super::P;
use super::cell::Frame;

pub(crate) fn edges(ring: &[P]) -> impl Iterator<Item = (P, P)> + '_ {
    (0..ring.len()).map(move |i| (ring[i], ring[(i + 1) % ring.len()]))
}

pub(crate) fn area(ring: &[P]) -> f64 {
    edges(ring).map(|(a, b)| a.cross(b)).sum::<f64>() / 2.0
}

pub(crate) fn centroid(ring: &[P]) -> P {
    let origin = ring[0];
    let (mut sum, mut weight) = (P::new(0.0, 0.0), 0.0);
    for (a, b) in edges(ring) {
        let (a, b) = (a.minus(origin), b.minus(origin));
        let w = a.cross(b);
        sum = sum.plus(a.plus(b).times(w / 3.0));
        weight += w;
    }
    origin.plus(sum.times(1.0 / weight))
}

/// Even–odd rule.
pub(crate) fn contains(ring: &[P], p: P) -> bool {
    let mut inside = false;
    for (a, b) in edges(ring) {
        if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}

/// The narrowest upright rectangle, tried along every edge of five metres or more.
pub(crate) fn frame(ring: &[P]) -> Frame {
    let mut best: Option<Frame> = None;
    for (a, b) in edges(ring) {
        if b.minus(a).length() < 5.0 && best.is_some() {
            continue;
        }
        let u = b.minus(a).unit();
        let found = frame_along(ring, u);
        let smaller =
            |f: &Frame| found.length() * found.breadth() < f.length() * f.breadth() - 1e-6;
        if best.as_ref().is_none_or(smaller) {
            best = Some(found);
        }
    }
    let mut frame = best.unwrap_or_else(|| frame_along(ring, P::new(1.0, 0.0)));
    if frame.length() < frame.breadth() {
        frame = frame_along(ring, frame.short());
    }
    frame
}

/// The frame whose first axis is `u`, whichever side is longer.
pub(crate) fn frame_along(ring: &[P], u: P) -> Frame {
    let v = u.left();
    let mut f = Frame {
        long: u,
        long_low: f64::MAX,
        long_high: f64::MIN,
        short_low: f64::MAX,
        short_high: f64::MIN,
    };
    for p in ring {
        f.long_low = f.long_low.min(p.dot(u));
        f.long_high = f.long_high.max(p.dot(u));
        f.short_low = f.short_low.min(p.dot(v));
        f.short_high = f.short_high.max(p.dot(v));
    }
    f
}

/// Chaikin's corner cutting: a soft outline for water and greens.
pub(crate) fn smooth(ring: &[P], rounds: usize) -> Vec<P> {
    let mut ring = ring.to_vec();
    for _ in 0..rounds {
        ring = edges(&ring).flat_map(|(a, b)| [a.towards(b, 0.25), a.towards(b, 0.75)]).collect();
    }
    ring
}
