//! Shapes that break the rules: mended where that is safe, refused with a hint where not.

use super::Shape;
use geo::{Area as _, BooleanOps as _, CoordsIter as _, Validation as _};
use geo_types::{LineString, MultiPolygon, Polygon};

/// A shape that can be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    /// The shape.
    pub shape: Shape,
    /// Whether its outline crossed itself and was untangled.
    pub untangled: bool,
}

/// Why a shape cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeFault {
    /// A coordinate that is no position on the ground.
    OffTheEarth,
    /// Too few points for its kind.
    TooFewPoints,
    /// No ground is left inside it.
    NoArea,
}

/// Checks a shape and untangles an outline that crosses itself.
pub fn mend(shape: Shape) -> Result<Mended, ShapeFault> {
    if shape
        .coords_iter()
        .any(|c| !(-180.0..=180.0).contains(&c.x) || !(-90.0..=90.0).contains(&c.y))
    {
        return Err(ShapeFault::OffTheEarth);
    }
    let untouched = |shape| Ok(Mended { shape, untangled: false });
    match shape {
        Shape::Polygon(polygon) => areal(MultiPolygon(vec![polygon])),
        Shape::MultiPolygon(parts) => areal(parts),
        Shape::LineString(line) if line.0.len() < 2 => Err(ShapeFault::TooFewPoints),
        Shape::MultiLineString(lines) if lines.0.iter().all(|line| line.0.len() < 2) => {
            Err(ShapeFault::TooFewPoints)
        }
        other if other.coords_iter().next().is_none() => Err(ShapeFault::TooFewPoints),
        other => untouched(other),
    }
}

fn areal(parts: MultiPolygon<f64>) -> Result<Mended, ShapeFault> {
    let parts = MultiPolygon(parts.0.into_iter().map(without_repeats).collect());
    if parts.0.iter().all(|p| p.exterior().0.len() < 4) {
        return Err(ShapeFault::TooFewPoints);
    }
    let (parts, untangled) = if parts.is_valid() {
        (parts, false)
    } else {
        // Even-odd: both lobes of a crossed outline are ground.
        (parts.union(&MultiPolygon::new(Vec::new())), true)
    };
    if parts.unsigned_area() <= 0.0 {
        return Err(ShapeFault::NoArea);
    }
    let shape = match <[Polygon<f64>; 1]>::try_from(parts.0) {
        Ok([single]) => Shape::Polygon(single),
        Err(several) => Shape::MultiPolygon(MultiPolygon(several)),
    };
    Ok(Mended { shape, untangled })
}

/// The polygon without points that repeat the one before, and closed.
fn without_repeats(polygon: Polygon<f64>) -> Polygon<f64> {
    let (outer, inner) = polygon.into_inner();
    let clean = |line: LineString<f64>| {
        let mut points = line.0;
        points.dedup();
        LineString(points)
    };
    Polygon::new(clean(outer), inner.into_iter().map(clean).collect())
}
