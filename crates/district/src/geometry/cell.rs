//! Convex cells whose edges remember the chord they lie on.

use super::P;

/// A convex polygon, counter-clockwise; `tags[i]` names the chord under the
/// edge from `ring[i]` to its successor.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) ring: Vec<P>,
    pub(crate) tags: Vec<u32>,
}

/// The smallest upright frame around a cell: `long` is the unit vector of the
/// longer side.
pub(crate) struct Frame {
    pub(crate) long: P,
    pub(crate) long_low: f64,
    pub(crate) long_high: f64,
    pub(crate) short_low: f64,
    pub(crate) short_high: f64,
}

impl Frame {
    pub(crate) fn short(&self) -> P {
        self.long.left()
    }
    pub(crate) fn length(&self) -> f64 {
        self.long_high - self.long_low
    }
    pub(crate) fn breadth(&self) -> f64 {
        self.short_high - self.short_low
    }
}

impl Cell {
    pub(crate) fn edges(&self) -> impl Iterator<Item = (P, P, u32)> + '_ {
        let n = self.ring.len();
        (0..n).map(move |i| (self.ring[i], self.ring[(i + 1) % n], self.tags[i]))
    }

    pub(crate) fn area(&self) -> f64 {
        super::ring::area(&self.ring)
    }

    pub(crate) fn centroid(&self) -> P {
        super::ring::centroid(&self.ring)
    }

    pub(crate) fn contains(&self, p: P) -> bool {
        self.edges().all(|(a, b, _)| b.minus(a).cross(p.minus(a)) >= 0.0)
    }

    /// The part to the left of the line through `a` along `dir`; the cut edge
    /// gets `tag`. `None` when nothing is left.
    pub(crate) fn left_of(&self, a: P, dir: P, tag: u32) -> Option<Cell> {
        let side = |p: P| dir.cross(p.minus(a));
        let (mut ring, mut tags) = (Vec::new(), Vec::new());
        for (p, q, t) in self.edges() {
            let (sp, sq) = (side(p), side(q));
            let (inside_p, inside_q) = (sp >= -1e-9, sq >= -1e-9);
            let cross = || p.towards(q, sp / (sp - sq));
            match (inside_p, inside_q) {
                (true, true) => {
                    ring.push(p);
                    tags.push(t);
                }
                (true, false) => {
                    ring.push(p);
                    tags.push(t);
                    ring.push(if sp.abs() < 1e-9 { p } else { cross() });
                    tags.push(tag);
                }
                (false, true) => {
                    ring.push(cross());
                    tags.push(t);
                }
                (false, false) => {}
            }
        }
        let mut cell = Cell { ring, tags };
        cell.drop_short_edges();
        (cell.ring.len() >= 3 && cell.area() > 1.0).then_some(cell)
    }

    fn drop_short_edges(&mut self) {
        let mut i = 0;
        while i < self.ring.len() && self.ring.len() > 3 {
            let next = self.ring[(i + 1) % self.ring.len()];
            if next.minus(self.ring[i]).length() < 1e-6 {
                self.ring.remove(i);
                self.tags.remove(i);
            } else {
                i += 1;
            }
        }
    }

    /// The cell with every edge moved inwards by the width its chord asks for.
    pub(crate) fn inset(&self, width: impl Fn(u32) -> f64) -> Option<Cell> {
        let mut cell = self.clone();
        for (a, b, t) in self.edges() {
            let dir = b.minus(a).unit();
            cell = cell.left_of(a.plus(dir.left().times(width(t))), dir, t)?;
        }
        Some(cell)
    }

    pub(crate) fn frame(&self) -> Frame {
        super::ring::frame(&self.ring)
    }
}
