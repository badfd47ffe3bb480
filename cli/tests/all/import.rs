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

#[test]
fn a_profile_that_is_not_there_is_refused_with_what_there_is() {
    let linli = Linli::new();
    linli.file("units.csv", "address_id,street_name\n1,Elm Street\n");
    let answer = linli.run(&["import", "table", "units.csv", "--profile", "usa"]);
    assert_eq!(answer.code, 2, "{}", answer.err);
    answer.refused(&["usa", "cn", "ca"]);
}

#[test]
fn a_unit_is_split_merged_and_renumbered_with_a_reason() {
    let linli = Linli::new();
    let head = "address_id,street_number,street_name,unit_number,city,state,zipcode";
    let units = ["1,12,Elm Street,3,Anytown,WA,00000", "2,12,Elm Street,4,Anytown,WA,00000"];
    linli.file("units.csv", format!("{head}\n{}\n", units.join("\n")));
    linli.run(&["import", "table", "units.csv", "--profile", "us"]).done();
    let code = |unit: &str| {
        linli.file(
            "lines.csv",
            format!("address\n\"12 Elm Street Unit {unit}, Anytown WA 00000\"\n"),
        );
        linli
            .run(&[
                "wash",
                "--in",
                "lines.csv",
                "--profile",
                "us",
                "--address",
                "address",
                "--out",
                "washed.csv",
            ])
            .done();
        let washed = std::fs::read_to_string(linli.path("washed.csv")).unwrap();
        washed.lines().nth(1).unwrap().split(',').nth(2).unwrap().to_owned()
    };
    let three = code("3");
    let split = ["register", "split", &three, "--room", "3A", "--room", "3B"];
    linli.run(&split).refused(&["--reason"]);
    let why = ["--reason", "a wall was put in; seen on the spot"];
    let made = linli.run(&[&split[..], &why].concat()).done().out;
    let made: Vec<&str> = made.lines().collect();
    assert_eq!((made.len(), code("3B")), (2, made[1].to_owned()));
    linli.run(&[&split[..], &why].concat()).refused(&[&three]);

    let merge = ["register", "merge", made[0], made[1], "--room", "3"];
    let merged = linli.run(&[&merge[..], &why].concat()).done().out;
    assert_eq!(code("3"), merged.trim(), "and not the one that was split");
    let renumber = ["register", "renumber", merged.trim(), "--number", "5"];
    linli.run(&[&renumber[..], &why].concat()).done();
    assert_eq!(code("5"), merged.trim());
}
