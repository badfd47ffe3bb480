//! Positions given in China's obfuscated datum, brought to WGS 84.
//!
//! The forward formula is the published one behind GCJ-02 ("Mars
//! coordinates"); the way back is found by iteration to within a centimetre.

use super::Shape;
use geo::MapCoordsInPlace as _;
use geo_types::Coord;

/// The datum a source's positions are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    /// WGS 84: kept as they are.
    #[default]
    Wgs84,
    /// GCJ-02: converted.
    Gcj02,
}

impl Datum {
    /// Brings a shape to WGS 84.
    pub fn bring(self, shape: &mut Shape) {
        if self == Self::Gcj02 {
            shape.map_coords_in_place(gcj02_to_wgs84);
        }
    }
}

const A: f64 = 6_378_245.0;
const EE: f64 = 0.006_693_421_622_965_943;

/// One position from GCJ-02 to WGS 84; outside China it is left as it is.
#[must_use]
pub fn gcj02_to_wgs84(given: Coord<f64>) -> Coord<f64> {
    if !(72.004..=137.8347).contains(&given.x) || !(0.8293..=55.8271).contains(&given.y) {
        return given;
    }
    let mut guess = given;
    for _ in 0..8 {
        let shift = offset(guess);
        let next = Coord { x: given.x - shift.x, y: given.y - shift.y };
        let moved = (next.x - guess.x).abs().max((next.y - guess.y).abs());
        guess = next;
        if moved < 1e-9 {
            break;
        }
    }
    guess
}

/// How far GCJ-02 moves a WGS 84 position, in degrees.
fn offset(at: Coord<f64>) -> Coord<f64> {
    use std::f64::consts::PI;
    let (x, y) = (at.x - 105.0, at.y - 35.0);
    let root = x.abs().sqrt();
    let waves = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let mut north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves;
    north += (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0;
    north += (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    let mut east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves;
    east += (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0;
    east += (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let radians = at.y.to_radians();
    let magic = 1.0 - EE * radians.sin().powi(2);
    Coord {
        x: east * 180.0 / (A / magic.sqrt() * radians.cos() * PI),
        y: north * 180.0 / (A * (1.0 - EE) / (magic * magic.sqrt()) * PI),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_within_a_centimetre() {
        for (x, y) in [(114.0579, 22.5431), (116.4074, 39.9042), (87.6, 43.8)] {
            let at = Coord { x, y };
            let shift = offset(at);
            let back = gcj02_to_wgs84(Coord { x: x + shift.x, y: y + shift.y });
            assert!((back.x - x).abs() < 1e-7 && (back.y - y).abs() < 1e-7);
            assert!(shift.x.hypot(shift.y) > 0.001, "a few hundred metres apart");
        }
        let abroad = Coord { x: -73.75, y: 40.72 };
        assert_eq!(gcj02_to_wgs84(abroad), abroad);
    }
}
