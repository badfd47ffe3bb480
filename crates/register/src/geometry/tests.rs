use super::*;
use crate::model::{Area, AreaLevel};
use geo_types::polygon;
use kernel::{Chance, FixedClock, Id, Ids, Instant};
use std::sync::Arc;

fn square(x: f64, y: f64, side: f64) -> Shape {
    Shape::Polygon(
        polygon![(x: x, y: y), (x: x + side, y: y), (x: x + side, y: y + side), (x: x, y: y + side)],
    )
}

#[test]
fn a_shape_survives_storage() {
    let shape = square(113.9, 22.5, 0.01);
    assert_eq!(from_wkb(&to_wkb(&shape)), Some(shape));
    assert_eq!(from_wkb(b"no shape"), None);
}

#[test]
fn a_crossed_outline_is_untangled_and_said() {
    let bow = Shape::Polygon(
        polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 2.0), (x: 2.0, y: 0.0), (x: 0.0, y: 2.0)],
    );
    let mended = mend(bow).unwrap();
    assert!(mended.untangled);
    assert!(
        matches!(&mended.shape, Shape::MultiPolygon(parts) if parts.0.len() == 2),
        "{:?}",
        mended.shape
    );
    assert!(!mend(square(0.0, 0.0, 1.0)).unwrap().untangled);
    assert_eq!(mend(square(181.0, 0.0, 1.0)), Err(ShapeFault::OffTheEarth));
    let flat = Shape::Polygon(polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 2.0, y: 0.0)]);
    assert_eq!(mend(flat), Err(ShapeFault::NoArea));
}

#[test]
fn a_tile_is_a_range_of_cells() {
    let bounds = Box4326 { west: 113.90, south: 22.50, east: 113.91, north: 22.51 };
    let ranges = cells_of_box(bounds, 16);
    let holds = |lon, lat| {
        let at = cell(Point4326 { lon, lat });
        ranges.iter().any(|(from, to)| (*from..=*to).contains(&at))
    };
    assert!(holds(113.905, 22.505) && holds(113.9, 22.5) && holds(113.91, 22.51));
    assert!(!holds(113.95, 22.505) && !holds(113.905, 22.55));
    assert!(
        cells_of_box(Box4326 { west: -180.0, south: -85.0, east: 180.0, north: 85.0 }, 20).len()
            <= 64
    );
}

#[test]
fn a_point_is_in_exactly_one_area_of_the_smallest_level() {
    let ids = Ids::new(Arc::new(FixedClock::at(Instant::from_micros(0))), Chance::seeded(1));
    let area = |path: &str, level, shape| -> (Id<Area>, AreaPath, AreaLevel, Shape) {
        (ids.next(), path.parse().unwrap(), level, shape)
    };
    let places = Places::new([
        area("1", AreaLevel::District, square(0.0, 0.0, 10.0)),
        area("1/b", AreaLevel::Grid, square(1.0, 0.0, 1.0)),
        area("1/a", AreaLevel::Grid, square(0.0, 0.0, 1.0)),
        area("z", AreaLevel::Zone, square(0.0, 0.0, 10.0)),
    ]);
    let path =
        |lon, lat| places.find(Point4326 { lon, lat }).map(|p| (p.path.to_string(), p.shared));
    assert_eq!(path(0.5, 0.5), Some(("1/a".into(), false)));
    assert_eq!(path(1.0, 0.5), Some(("1/a".into(), false)), "on the border: the first by path");
    assert_eq!(path(5.0, 5.0), Some(("1".into(), false)));
    assert_eq!(path(11.0, 5.0), None);
}
use kernel::AreaPath;
