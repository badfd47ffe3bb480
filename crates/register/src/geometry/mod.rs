//! Geometry in EPSG:4326: measuring, storing, mending, placing.

mod cell;
mod datum;
mod mend;
mod places;
mod wkb;

pub use cell::{cell, cells_of_box};
pub use datum::{Datum, gcj02_to_wgs84};
pub use mend::{Mended, ShapeFault, mend};
pub use places::{Placed, Places};
pub use wkb::{from_wkb, to_wkb};

use geo::{BoundingRect as _, Centroid as _, Contains as _, InteriorPoint as _};
use kernel::{Box4326, Point4326};

/// A shape of any kind.
pub type Shape = geo_types::Geometry<f64>;

/// A point inside the shape (or on it, for a line) and the shape's box.
#[must_use]
pub fn measure(shape: &Shape) -> Option<(Point4326, Box4326)> {
    let bounds = shape.bounding_rect()?;
    let inside = match shape {
        Shape::Polygon(polygon) => {
            polygon.centroid().filter(|c| polygon.contains(c)).or_else(|| polygon.interior_point())
        }
        Shape::MultiPolygon(parts) => {
            parts.centroid().filter(|c| parts.contains(c)).or_else(|| parts.interior_point())
        }
        Shape::LineString(line) => middle(line),
        Shape::MultiLineString(lines) => {
            lines.0.iter().max_by(|a, b| length(a).total_cmp(&length(b))).and_then(middle)
        }
        other => other.centroid(),
    };
    let at = inside.or_else(|| shape.centroid())?;
    Some((Point4326::new(at.x(), at.y())?, bounds.into()))
}

fn length(line: &geo_types::LineString<f64>) -> f64 {
    line.lines().map(|l| l.dx().hypot(l.dy())).sum()
}

fn middle(line: &geo_types::LineString<f64>) -> Option<geo_types::Point<f64>> {
    let mut left = length(line) / 2.0;
    for part in line.lines() {
        let long = part.dx().hypot(part.dy());
        if left <= long && long > 0.0 {
            let share = left / long;
            return Some(geo_types::Point::new(
                part.start.x + part.dx() * share,
                part.start.y + part.dy() * share,
            ));
        }
        left -= long;
    }
    line.points().next()
}

#[cfg(test)]
mod tests;
