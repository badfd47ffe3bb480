//! Plane geometry in metres. The *drawing plane* holds convex cells cut by
//! straight chords; `Warp` bends it into the *ground plane*; `Place` puts the
//! ground plane on the globe.

pub(crate) mod cell;
pub(crate) mod ring;
pub(crate) mod warp;

pub(crate) use cell::Cell;
pub(crate) use warp::{Place, Warp};

/// A point or vector in metres, x to the east and y to the north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct P {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl P {
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
    pub(crate) fn plus(self, o: P) -> P {
        P::new(self.x + o.x, self.y + o.y)
    }
    pub(crate) fn minus(self, o: P) -> P {
        P::new(self.x - o.x, self.y - o.y)
    }
    pub(crate) fn times(self, k: f64) -> P {
        P::new(self.x * k, self.y * k)
    }
    pub(crate) fn dot(self, o: P) -> f64 {
        self.x * o.x + self.y * o.y
    }
    pub(crate) fn cross(self, o: P) -> f64 {
        self.x * o.y - self.y * o.x
    }
    pub(crate) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }
    pub(crate) fn unit(self) -> P {
        self.times(1.0 / self.length().max(1e-9))
    }
    /// A quarter turn to the left.
    pub(crate) fn left(self) -> P {
        P::new(-self.y, self.x)
    }
    pub(crate) fn turned(self, radians: f64) -> P {
        let (s, c) = radians.sin_cos();
        P::new(self.x * c - self.y * s, self.x * s + self.y * c)
    }
    pub(crate) fn towards(self, o: P, k: f64) -> P {
        self.plus(o.minus(self).times(k))
    }
}
