//! `linli import`: what comes in, what is refused, what a second run changes.

use serde_json::Value;

use crate::linli::Linli;

#[test]
fn a_layer_of_buildings_comes_in_once() {
    let linli = Linli::new();
    let square = |n: i32| {
        let (x, y) = (114.0 + f64::from(n) * 0.001, 22.5);
        format!(
            r#"{{"type":"Feature","id":"{n}","properties":{{"addr:street":"Elm Street","addr:housenumber":"{n}","building":"yes"}},
            "geometry":{{"type":"Polygon","coordinates":[[[{x},{y}],[{},{y}],[{},{}],[{x},{}],[{x},{y}]]]}}}}"#,
            x + 0.0002,
            x + 0.0002,
            y + 0.0002,
            y + 0.0002
        )
    };
    let features: Vec<String> = (1..=3).map(square).collect();
    let layer = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    linli.file("buildings.geojson", layer);
    let import = ["import", "table", "buildings.geojson", "--profile", "us", "--json"];
    let created = |answer: &str| -> u64 {
        let report: Value = serde_json::from_str(answer).unwrap();
        report["tallies"]["building"]["created"].as_u64().unwrap_or_default()
    };
    assert_eq!(created(&linli.run(&import).done().out), 3);
    assert_eq!(created(&linli.run(&import).done().out), 0, "the same file again changes nothing");
}

#[test]
fn a_file_that_is_no_extract_is_refused_and_leaves_nothing() {
    let linli = Linli::new();
    linli.file("broken.osm.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\xff\xff");
    linli.run(&["import", "osm", "broken.osm.pbf"]).refused(&["broken.osm.pbf"]);
}
