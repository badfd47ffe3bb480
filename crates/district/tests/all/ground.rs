//! On the ground: areas partition, buildings stand apart and in one grid.

use crate::demo;

type Ring = Vec<(f64, f64)>;

fn contains(ring: &Ring, p: (f64, f64)) -> bool {
    let mut inside = false;
    for i in 0..ring.len() {
        let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
        if (a.1 > p.1) != (b.1 > p.1) && p.0 < (b.0 - a.0) * (p.1 - a.1) / (b.1 - a.1) + a.0 {
            inside = !inside;
        }
    }
    inside
}

fn area(ring: &Ring) -> f64 {
    (0..ring.len())
        .map(|i| (ring[i], ring[(i + 1) % ring.len()]))
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum::<f64>()
        / 2.0
}

fn crosses(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| {
        (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
    };
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

fn rings(name: &str, level: Option<&str>) -> Vec<(String, Ring)> {
    let features = demo::features(name);
    let wanted = features.iter().filter(|f| level.is_none_or(|l| demo::text_of(f, "level") == l));
    let code = if name == "areas" { "area_code" } else { "building_code" };
    wanted.map(|f| (demo::text_of(f, code).to_owned(), demo::ring(f))).collect()
}

#[test]
fn grids_fill_the_district_without_gap_or_overlap() {
    let whole: f64 = rings("areas", Some("district")).iter().map(|(_, r)| area(r)).sum();
    for level in ["street", "community", "grid"] {
        let parts: f64 = rings("areas", Some(level)).iter().map(|(_, r)| area(r)).sum();
        assert!((parts - whole).abs() < 1.0, "{level}: {parts} m² of {whole} m²");
    }
}

#[test]
fn every_building_stands_in_the_one_grid_it_names() {
    let grids = rings("areas", Some("grid"));
    for b in demo::features("buildings") {
        for corner in demo::ring(&b) {
            let found: Vec<&str> = grids
                .iter()
                .filter(|(_, r)| contains(r, corner))
                .map(|(c, _)| c.as_str())
                .collect();
            assert_eq!(found, [demo::text_of(&b, "area_code")]);
        }
    }
}

#[test]
fn no_two_buildings_overlap() {
    let buildings = rings("buildings", None);
    let edges = |r: &Ring| (0..r.len()).map(|i| (r[i], r[(i + 1) % r.len()])).collect::<Vec<_>>();
    for (i, (code, ring)) in buildings.iter().enumerate() {
        assert!(area(ring) > 20.0, "{code} has {} m²", area(ring));
        for (other, second) in &buildings[i + 1..] {
            let apart = !contains(ring, second[0]) && !contains(second, ring[0]);
            let mut pairs = edges(ring)
                .into_iter()
                .flat_map(|e| edges(second).into_iter().map(move |f| (e, f)));
            assert!(
                apart && !pairs.any(|((a, b), (c, d))| crosses(a, b, c, d)),
                "{code} and {other}"
            );
        }
    }
}

#[test]
fn no_building_stands_on_a_road_or_in_the_river() {
    let buildings = rings("buildings", None);
    for road in demo::features("roads") {
        let half = road["properties"]["width_m"].as_f64().unwrap() / 2.0;
        let lines = match road["geometry"]["type"].as_str().unwrap() {
            "LineString" => vec![road["geometry"]["coordinates"].clone()],
            _ => road["geometry"]["coordinates"].as_array().unwrap().clone(),
        };
        for line in lines {
            let points: Ring = line.as_array().unwrap().iter().map(demo::metres).collect();
            for pair in points.windows(2) {
                for (code, ring) in &buildings {
                    let near = ring
                        .iter()
                        .map(|p| distance(*p, pair[0], pair[1]))
                        .fold(f64::MAX, f64::min);
                    assert!(
                        near > half - 0.1,
                        "{code} is {near} m from {}",
                        demo::text_of(&road, "name_zh")
                    );
                }
            }
        }
    }
    for water in demo::features("water") {
        let ring = demo::ring(&water);
        assert!(buildings.iter().all(|(_, b)| b.iter().all(|p| !contains(&ring, *p))));
    }
}

fn distance(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let k = (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (p.0 - a.0 - k * dx).hypot(p.1 - a.1 - k * dy)
}
