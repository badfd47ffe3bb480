use crate::pbf::Pbf;
use crate::place::{on_each_database, register};
use register::Error;
use register::import::{Options, osm_pbf};
use register::query::Filter;
use std::fs;

/// Two houses on Oak Street, one of them with two address points inside, and a point in no building.
fn extract() -> Vec<u8> {
    let mut file = Pbf::default();
    for (n, x) in [(10, 0.0), (20, 0.001)] {
        let at = |dx: f64, dy: f64| (-73.7 + x + dx, 40.7 + dy);
        for (k, (dx, dy)) in
            (0_i64..).zip([(0.0, 0.0), (0.0002, 0.0), (0.0002, 0.0002), (0.0, 0.0002)])
        {
            let (lon, lat) = at(dx, dy);
            file.node(n + k, lon, lat, &[]);
        }
    }
    file.node(30, -73.71, 40.7005, &[]).node(31, -73.69, 40.7005, &[]);
    let address = |number| {
        [("addr:housenumber", number), ("addr:street", "Oak Street"), ("addr:postcode", "11428")]
    };
    file.node(40, -73.6989, 40.7001, &address("104-14"))
        .node(41, -73.69895, 40.7001, &address("104-16"))
        .node(42, -73.695, 40.7001, &address("104-20"));
    file.way(
        1,
        &[10, 11, 12, 13, 10],
        &[&address("104-12")[..], &[("building", "house"), ("height", "9.1 m")]].concat(),
    );
    file.way(2, &[20, 21, 22, 23, 20], &[("building", "yes"), ("building:levels", "3")]);
    file.way(3, &[30, 31], &[("highway", "residential"), ("name", "Oak Street")]);
    file.write()
}

#[test]
fn buildings_take_the_addresses_on_and_in_them() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("town.osm.pbf");
        fs::write(&path, extract()).unwrap();
        let options = || Options { profile: "us".into(), ..Options::default() };
        let report = osm_pbf(&register, &path, options(), &kernel::Silent).await.unwrap();
        assert_eq!(
            (report.total("building"), report.total("thoroughfare"), report.total("alias")),
            (3, 1, 1)
        );
        assert_eq!(report.counts["addresses with a house number"], 4);
        let filter = Filter { page: 1, size: 9, sort: Some("label".into()), ..Filter::default() };
        let rows = register.buildings(&filter).await.unwrap().rows;
        let labels: Vec<&str> = rows.iter().map(|b| b.label.en.as_str()).collect();
        assert_eq!(labels, ["104-12 Oak Street", "104-14 Oak Street", "104-20 Oak Street"]);
        assert_eq!((rows[0].height_m, rows[1].floors), (Some(9.1), Some(3)));
        assert!(
            osm_pbf(&register, &path, options(), &kernel::Silent).await.unwrap().is_unchanged()
        );
    });
}

#[test]
fn a_file_cut_short_names_the_offset_and_leaves_nothing() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let whole = extract();
        let path = world.folder.path().join("town.osm.pbf");
        for length in [whole.len() - 1, whole.len() / 2, 30, 3, 0] {
            fs::write(&path, &whole[..length]).unwrap();
            let error =
                osm_pbf(&register, &path, Options::default(), &kernel::Silent).await.unwrap_err();
            assert!(
                matches!(&error, Error::Damaged { file, .. } if file == "town.osm.pbf"),
                "{length}: {error}"
            );
            assert_eq!(register.version().await.unwrap(), 0);
        }
        let mut broken = whole.clone();
        let middle = whole.len() * 3 / 4;
        broken[middle..middle + 8].fill(0xFF);
        fs::write(&path, broken).unwrap();
        // Whatever the damage does to the content, it ends in a report or an error.
        let _ = osm_pbf(
            &register,
            &path,
            Options { dry_run: true, ..Options::default() },
            &kernel::Silent,
        )
        .await;
    });
}

/// A bounded run of damaged files: every one ends in a report or in an error, and nothing is written.
#[test]
fn damage_anywhere_ends_in_a_report_or_an_error() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let whole = extract();
        let mut chance = kernel::Chance::seeded(7);
        let path = world.folder.path().join("town.osm.pbf");
        let geojson = world.folder.path().join("town.geojson");
        let text = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":1},\
            \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}}]}";
        let options = || Options { dry_run: true, ..Options::default() };
        for _ in 0..120 {
            for (path, whole) in [(&path, whole.as_slice()), (&geojson, text.as_bytes())] {
                let mut bytes = whole.to_vec();
                for _ in 0..3 {
                    let number = chance.next_u64();
                    let at = usize::try_from(number >> 8).unwrap() % bytes.len();
                    bytes[at] = number.to_le_bytes()[0];
                }
                fs::write(path, bytes).unwrap();
            }
            let _ = osm_pbf(&register, &path, options(), &kernel::Silent).await;
            let _ = register::import::table(&register, &geojson, options(), &kernel::Silent).await;
        }
        assert_eq!(register.version().await.unwrap(), 0);
    });
}
