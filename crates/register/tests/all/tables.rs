use crate::place::{on_each_database, register};
use register::Error;
use register::import::{Options, table};
use register::query::Filter;
use std::fs;

#[test]
fn a_row_with_a_room_is_a_unit_of_the_building_at_its_address() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("register.csv");
        let text = "address_id,street_number,street_name,unit_number,city,state,zipcode\n\
            A1,12,Oak St,2,Anytown,WA,00000\n\
            A2,12,Oak St,,Anytown,WA,00000\n\
            A3,14,Oak St,1,Anytown,WA,00000\n\
            A4,,,,Anytown,WA,00000\n\
            A2,16,Oak St,,Anytown,WA,00000\n";
        fs::write(&path, text).unwrap();
        let options = || Options { profile: "us".into(), ..Options::default() };
        let report = table(&register, &path, options(), &kernel::Silent).await.unwrap();
        assert_eq!(
            (report.total("building"), report.total("unit"), report.rejected),
            (2, 2, 2),
            "{report:?}"
        );
        assert!(table(&register, &path, options(), &kernel::Silent).await.unwrap().is_unchanged());
        let filter = Filter { page: 1, size: 9, ..Filter::default() };
        let units = register.units(&filter).await.unwrap().rows;
        let building = register.building(units[0].building).await.unwrap().unwrap();
        assert_eq!(building.source_key, "A2", "the building's own row, though it comes later");
        assert_eq!(building.address.en, ["12 Oak St".to_owned(), "Anytown, WA 00000".to_owned()]);
    });
}

#[test]
fn parts_without_a_key_are_buildings_and_gcj02_is_converted_and_said() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("footprints.geojson");
        let ring = |x: f64| {
            format!("[[[{x},22.5],[{0},22.5],[{0},22.501],[{x},22.501],[{x},22.5]]]", x + 0.001)
        };
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"id\":1,\"properties\":{{\"height\":18}},\
             \"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{},{}]}}}}]}}",
            ring(113.9),
            ring(113.91)
        );
        fs::write(&path, text).unwrap();
        let options = Options { datum: register::geometry::Datum::Gcj02, ..Options::default() };
        let report = table(&register, &path, options, &kernel::Silent).await.unwrap();
        assert_eq!(report.total("building"), 2);
        assert_eq!(report.notes.len(), 2, "{:?}", report.notes);
        let rows = register
            .buildings(&Filter { page: 1, size: 9, ..Filter::default() })
            .await
            .unwrap()
            .rows;
        let shift =
            113.9005 - rows.iter().filter_map(|b| b.point).map(|p| p.lon).fold(f64::MAX, f64::min);
        assert!((0.003..0.008).contains(&shift), "moved west by half a kilometre: {shift}");
        assert!(rows.iter().all(|b| b.height_m == Some(18.0)));
    });
}

#[test]
fn a_table_without_an_address_column_is_refused_with_what_to_do() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("t.csv");
        fs::write(&path, "a,b\n1,2\n").unwrap();
        let error = table(&register, &path, Options::default(), &kernel::Silent).await.unwrap_err();
        assert!(error.message().en.contains("no column for a street"), "{error}");
    });
}

#[test]
fn an_unknown_profile_is_refused_and_a_mistaken_one_is_put_right_by_the_next_import() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("register.csv");
        let head = "address_id,street_number,street_name,city,state,zipcode";
        fs::write(&path, format!("{head}\nA1,12,Oak St,Anytown,WA,00000\n")).unwrap();
        let by = |profile: &str| Options { profile: profile.into(), ..Options::default() };
        let refused = table(&register, &path, by("usa"), &kernel::Silent).await.unwrap_err();
        assert!(matches!(&refused, Error::Input(said) if said.0.zh.contains("usa")), "{refused}");
        assert_eq!(register.version().await.unwrap(), 0);
        for profile in ["cn", "us"] {
            table(&register, &path, by(profile), &kernel::Silent).await.unwrap();
            let now = register::wash::profile(&register).await.unwrap();
            assert_eq!(now.name(), profile);
        }
    });
}

#[test]
fn a_table_that_breaks_off_is_not_taken_for_all_there_is() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("register.csv");
        let text =
            "address_id,street_number,street_name\nA1,12,Oak St\nA2,14,Oak St\nA3,16,Oak St\n";
        let options = || Options { profile: "us".into(), complete: true, ..Options::default() };
        fs::write(&path, text.replace("A2,14", "A2,\"14")).unwrap();
        let error = table(&register, &path, options(), &kernel::Silent).await.unwrap_err();
        let place = "register.csv row 3, column \"street_number\"";
        assert!(error.to_string().contains(place), "{error}");
        assert_eq!(register.version().await.unwrap(), 0);
        fs::write(&path, text).unwrap();
        let report = table(&register, &path, options(), &kernel::Silent).await.unwrap();
        assert_eq!((report.total("building"), report.rejected), (3, 0));
    });
}

#[test]
fn a_collection_without_its_list_is_not_taken_for_an_empty_one() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("houses.geojson");
        fs::write(&path, "{\"type\":\"FeatureCollection\",\"name\":\"houses\"}").unwrap();
        let error = table(&register, &path, Options::default(), &kernel::Silent).await.unwrap_err();
        assert!(
            matches!(&error, Error::Damaged { file, .. } if file == "houses.geojson"),
            "{error}"
        );
    });
}

#[test]
fn an_import_that_came_into_sight_is_told_to_whoever_takes_it_back() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let path = world.folder.path().join("oak.csv");
        fs::write(&path, "street_number,street_name\n12,Oak St\n").unwrap();
        let options = Options { profile: "us".into(), ..Options::default() };
        let report = table(&register, &path, options, &kernel::Silent).await.unwrap();
        let begun = testing::MONDAY_MORNING;
        assert_eq!(register.abandon_import("oak.csv", begun).await.unwrap(), Some(report));
        assert_eq!(register.abandon_import("elm.csv", begun).await.unwrap(), None);
        let later = begun.plus_seconds(1);
        assert_eq!(register.abandon_import("oak.csv", later).await.unwrap(), None, "another one");
        assert_eq!(register.version().await.unwrap(), 1, "what is in sight stays");
    });
}
