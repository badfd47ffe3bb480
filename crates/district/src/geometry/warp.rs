//! From the drawing plane to the ground, and from the ground to the globe.

use super::P;
use crate::chance::Dice;

/// A sum of gentle waves: straight chords become the bends that a river and
/// hills give to roads. Displacements are small against their wavelength, so
/// the map stays one to one.
pub(crate) struct Warp {
    waves: Vec<Wave>,
}

struct Wave {
    along: P,
    phase: f64,
    shift: P,
}

impl Warp {
    /// `extent_m` is the longer side of the outline.
    pub(crate) fn new(dice: &mut Dice, extent_m: f64) -> Self {
        let mut waves = Vec::new();
        let mut wavelength = extent_m * 1.3;
        while wavelength > 850.0 {
            for _ in 0..2 {
                let heading = dice.range(0.0, std::f64::consts::TAU);
                let along = P::new(1.0, 0.0).turned(heading);
                // Mostly across the wave: bends lines without squeezing lots.
                let across = along.left().times(wavelength * dice.range(0.014, 0.022));
                let phase = dice.range(0.0, std::f64::consts::TAU);
                let along = along.times(std::f64::consts::TAU / wavelength);
                waves.push(Wave { along, phase, shift: across });
            }
            wavelength *= 0.42;
        }
        Self { waves }
    }

    pub(crate) fn ground(&self, p: P) -> P {
        self.waves.iter().fold(p, |q, w| q.plus(w.shift.times((w.along.dot(p) + w.phase).sin())))
    }

    /// A straight piece of the drawing plane as a line on the ground, the same
    /// points whichever end it starts from, without its last point.
    pub(crate) fn line(&self, a: P, b: P, step_m: f64, out: &mut Vec<P>) {
        let pieces = (b.minus(a).length() / step_m).ceil().max(1.0) as usize;
        let swap = (b.x, b.y) < (a.x, a.y);
        let (low, high) = if swap { (b, a) } else { (a, b) };
        for i in 0..pieces {
            let k = if swap { pieces - i } else { i };
            out.push(self.ground(if k == 0 {
                low
            } else if k == pieces {
                high
            } else {
                low.towards(high, k as f64 / pieces as f64)
            }));
        }
    }

    pub(crate) fn ring(&self, ring: &[P], step_m: f64) -> Vec<P> {
        let mut out = Vec::with_capacity(ring.len() * 4);
        for (a, b) in super::ring::edges(ring) {
            self.line(a, b, step_m, &mut out);
        }
        out
    }
}

/// Where the ground plane lies on the globe (EPSG:4326): an empty stretch of
/// desert, so that no real town is under the fictional one.
pub(crate) struct Place;

const LON0: f64 = 83.2;
const LAT0: f64 = 38.9;
const M_PER_DEG_LAT: f64 = 110_574.0;

impl Place {
    /// Longitude and latitude in units of 1e-7 degree (about a centimetre).
    pub(crate) fn lon_lat_e7(p: P) -> (i64, i64) {
        let m_per_deg_lon = 111_320.0 * LAT0.to_radians().cos();
        let e7 = |deg: f64| (deg * 1e7).round() as i64;
        (e7(LON0 + p.x / m_per_deg_lon), e7(LAT0 + p.y / M_PER_DEG_LAT))
    }
}
