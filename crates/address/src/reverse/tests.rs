use kernel::Point4326;

use crate::{AddressIndex, ComponentKind, IndexBuilder, Profile, RegisterEntry};

/// A street of 40 × 25 houses, 0.001 degrees apart.
fn grid() -> AddressIndex {
    let mut builder = IndexBuilder::new(&Profile::us(), "grid");
    for id in 0..1000_u64 {
        let (column, row) = (id % 40, id / 40);
        let components = vec![
            (ComponentKind::RoadNumber, id.to_string()),
            (ComponentKind::Road, format!("row {row} street")),
        ];
        let point = Point4326::new(10.0 + column as f64 * 0.001, 50.0 + row as f64 * 0.001);
        builder
            .add(&RegisterEntry {
                id,
                components,
                point,
                current: true,
                ..RegisterEntry::default()
            })
            .unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grid.index");
    builder.finish(&path).unwrap();
    AddressIndex::open(&path).unwrap()
}

#[test]
fn the_nearest_are_those_that_a_full_look_finds() {
    let index = grid();
    for (lon, lat) in [(10.0_f64, 50.0_f64), (10.0153, 50.0117), (9.5, 51.0), (10.0399, 50.0001)] {
        let mut all: Vec<(u64, f64)> = (0..1000)
            .map(|entry| {
                let at = index.point(entry).unwrap();
                let (dx, dy) = ((at.lon - lon) * lat.to_radians().cos(), at.lat - lat);
                (entry, dx.hypot(dy))
            })
            .collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1));
        let found = index.reverse(lon, lat, 5);
        assert_eq!(found.len(), 5);
        for ((_, metres), (_, degrees)) in found.iter().zip(&all) {
            assert!((metres - degrees * 111_195.0).abs() < 1.0, "{metres} {degrees}");
        }
        assert!(found.is_sorted_by(|a, b| a.1 <= b.1));
    }
}

#[test]
fn a_register_without_points_has_nothing_near() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.index");
    IndexBuilder::new(&Profile::cn(), "empty").finish(&path).unwrap();
    assert!(AddressIndex::open(&path).unwrap().reverse(1.0, 2.0, 3).is_empty());
}
