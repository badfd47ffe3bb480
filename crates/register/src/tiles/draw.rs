//! Shapes into the commands of a tile.

use super::clip;
use super::frame::Frame;
use crate::geometry::Shape;
use geo::Simplify as _;
use geo_types::{Coord, LineString, Polygon};
use mvt::{GeomData, GeomEncoder, GeomType};

type Ring = Vec<(i32, i32)>;

/// A shape in a tile's commands; none where nothing of it is left at this zoom.
pub(crate) fn shape(frame: &Frame, shape: &Shape) -> Option<GeomData> {
    match shape {
        Shape::Point(at) => point(frame, at.0),
        Shape::LineString(line) => lines(frame, std::slice::from_ref(line)),
        Shape::MultiLineString(many) => lines(frame, &many.0),
        Shape::Polygon(polygon) => polygons(frame, std::slice::from_ref(polygon)),
        Shape::MultiPolygon(many) => polygons(frame, &many.0),
        _ => None,
    }
}

/// A point, where it lies within the tile itself.
pub(crate) fn point(frame: &Frame, at: Coord<f64>) -> Option<GeomData> {
    let at = frame.to_tile(at);
    let inside =
        (0.0..super::frame::EXTENT).contains(&at.x) && (0.0..super::frame::EXTENT).contains(&at.y);
    let (x, y) = rounded(at);
    if inside { GeomEncoder::new(GeomType::Point).point(x, y).ok()?.encode().ok() } else { None }
}

fn lines(frame: &Frame, lines: &[LineString<f64>]) -> Option<GeomData> {
    let mut encoder = GeomEncoder::new(GeomType::Linestring);
    let mut any = false;
    for line in lines {
        let points = line.0.iter().map(|at| frame.to_tile(*at)).collect();
        for part in clip::line(points) {
            let simple = LineString(part).simplify(tolerance(frame));
            let mut points: Ring = simple.0.into_iter().map(rounded).collect();
            points.dedup();
            if points.len() > 1 {
                push(&mut encoder, &points)?;
                any = true;
            }
        }
    }
    if any { encoder.encode().ok() } else { None }
}

fn polygons(frame: &Frame, polygons: &[Polygon<f64>]) -> Option<GeomData> {
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut last = None;
    for polygon in polygons {
        let Some(outer) = ring(frame, polygon.exterior(), true) else { continue };
        last = Some(push_ring(&mut encoder, outer, last)?);
        for hole in polygon.interiors() {
            if let Some(hole) = ring(frame, hole, false) {
                last = Some(push_ring(&mut encoder, hole, last)?);
            }
        }
    }
    last?;
    encoder.encode().ok()
}

/// A ring in tile units, open, turned the way its kind asks for.
fn ring(frame: &Frame, line: &LineString<f64>, outer: bool) -> Option<Ring> {
    let open = line.0.len().saturating_sub(1);
    let points: Vec<Coord<f64>> = line.0[..open].iter().map(|at| frame.to_tile(*at)).collect();
    let mut cut = clip::ring(points);
    if cut.len() > 8 {
        cut.push(*cut.first()?);
        cut = LineString(cut).simplify(tolerance(frame)).0;
        cut.pop();
    }
    let mut points: Ring = cut.into_iter().map(rounded).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let area = doubled_area(&points);
    if points.len() < 3 || area.abs() < 4 {
        return None;
    }
    if (area > 0) != outer {
        points.reverse();
    }
    Some(points)
}

/// Pushes a ring; its last point. A ring must not begin where the one before
/// ended, or the encoder takes it for its continuation.
fn push_ring(
    encoder: &mut GeomEncoder<i32>,
    mut ring: Ring,
    last: Option<(i32, i32)>,
) -> Option<(i32, i32)> {
    if last.is_some() && ring.first().copied() == last {
        ring.rotate_left(1);
    }
    push(encoder, &ring)?;
    ring.last().copied()
}

fn push(encoder: &mut GeomEncoder<i32>, points: &[(i32, i32)]) -> Option<()> {
    for (x, y) in points {
        encoder.add_point(*x, *y).ok()?;
    }
    encoder.complete_geom().ok()
}

/// Twice the signed area; positive where the ring turns clockwise on the screen.
fn doubled_area(points: &[(i32, i32)]) -> i64 {
    let next = points.iter().cycle().skip(1);
    points
        .iter()
        .zip(next)
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum()
}

fn tolerance(frame: &Frame) -> f64 {
    if frame.zoom >= 16 { 1.0 } else { 4.0 }
}

#[expect(clippy::cast_possible_truncation, reason = "clipped to the tile")]
fn rounded(at: Coord<f64>) -> (i32, i32) {
    (at.x.round() as i32, at.y.round() as i32)
}
