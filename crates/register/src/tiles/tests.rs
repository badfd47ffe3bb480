use super::frame::{EXTENT, Frame};
use super::{clip, draw};
use crate::geometry::Shape;
use geo_types::{Coord, line_string, polygon};

#[test]
fn a_tile_frames_its_own_box() {
    let frame = Frame::new(16, 53_488, 28_610).unwrap();
    let bounds = frame.bounds(0.0);
    let corner = frame.to_tile(Coord { x: bounds.west, y: bounds.north });
    assert!(corner.x.abs() < 1e-3 && corner.y.abs() < 1e-3);
    let corner = frame.to_tile(Coord { x: bounds.east, y: bounds.south });
    assert!((corner.x - EXTENT).abs() < 1e-3 && (corner.y - EXTENT).abs() < 1e-3);
    assert!(Frame::new(2, 4, 0).is_none() && Frame::new(40, 0, 0).is_none());
}

#[test]
fn what_crosses_the_edge_is_cut_there() {
    let at = |x, y| Coord { x, y };
    let cut = clip::ring(vec![
        at(-1000.0, -1000.0),
        at(5000.0, -1000.0),
        at(5000.0, 5000.0),
        at(-1000.0, 5000.0),
    ]);
    assert_eq!(cut.len(), 4);
    assert!(cut.iter().all(|p| (-96.0..=4192.0).contains(&p.x) && (-96.0..=4192.0).contains(&p.y)));
    let parts = clip::line(vec![
        at(-500.0, 100.0),
        at(500.0, 100.0),
        at(500.0, 9000.0),
        at(600.0, 9000.0),
        at(600.0, 50.0),
    ]);
    assert_eq!(parts.len(), 2);
    assert!(clip::line(vec![at(-500.0, -500.0), at(9000.0, -500.0)]).is_empty());
}

#[test]
fn what_is_too_small_or_elsewhere_is_not_drawn() {
    let frame = Frame::new(10, 0, 0).unwrap();
    let bounds = frame.bounds(0.0);
    let (x, y) = (bounds.west + 0.01, bounds.north - 0.01);
    let square = |side: f64| {
        Shape::Polygon(
            polygon![(x: x, y: y), (x: x + side, y: y), (x: x + side, y: y - side), (x: x, y: y - side)],
        )
    };
    assert!(draw::shape(&frame, &square(0.05)).is_some());
    assert!(draw::shape(&frame, &square(0.000_001)).is_none());
    let far = Shape::LineString(line_string![(x: 10.0, y: 10.0), (x: 11.0, y: 10.0)]);
    assert!(draw::shape(&frame, &far).is_none());
}
