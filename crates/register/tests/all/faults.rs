use crate::place::{building, collection, district, feature, import, on_each_database, register};
use register::Error;
use register::import::Options;
use std::fs;

#[test]
fn bad_rows_are_told_and_the_rest_comes_in() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        let bow = "{\"type\":\"Polygon\",\"coordinates\":[[[113.004,22.001],[113.006,22.003],[113.006,22.001],[113.004,22.003],[113.004,22.001]]]}";
        let off = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[999,0],[999,1],[0,0]]]}";
        let buildings = [
            building(0),
            feature("\"building_code\":\"99010100100100000X4\"", bow),
            feature("\"building_code\":\"9901010010010000005\"", bow),
            feature("\"building_code\":\"9901010010010000006\"", off),
            building(0),
            "{\"type\":\"Feature\",\"properties\":{\"building_code\":7,},\"geometry\":null}"
                .to_owned(),
            feature("\"building_code\":\"9901010010010000009\",\"estate_code\":\"E9\"", bow),
        ];
        fs::write(folder.join("buildings.geojson"), collection(&buildings)).unwrap();
        fs::write(
            folder.join("units.csv"),
            "unit_code,building_code,entrance,floor,room,use,area_m2,stage,valid_from\n\
             9901010010010000001000001,9901010010010000001,1,1,101,dwelling,80,current,2001-05-01\n\
             9901010010010000002000001,9901010010010000002,1,1,101,dwelling,80,current,2001-05-01\n\
             1,2\n",
        )
        .unwrap();
        fs::write(folder.join("aliases.csv"), "alias_code,target_kind,target_code,kind,alias_zh\n")
            .unwrap();
        let rejects = world.folder.path().join("rejects.csv");
        let options = Options { rejects: Some(rejects.clone()), ..Options::default() };
        let report = import(&register, &folder, options).await.unwrap();
        let told: Vec<(u64, &str)> =
            report.rejects.iter().map(|r| (r.row, r.column.as_str())).collect();
        assert_eq!(
            told,
            [
                (2, "building_code"),
                (4, "geometry"),
                (5, ""),
                (6, ""),
                (7, "estate_code"),
                (3, "building_code"),
                (4, ""),
            ]
        );
        assert_eq!(report.counts["outlines untangled"], 1);
        assert_eq!((report.total("building"), report.total("unit")), (2, 1));
        assert!(
            report.rejects.iter().all(|r| !r.message.zh.is_empty() && !r.message.en.is_empty())
        );
        assert_eq!(fs::read_to_string(rejects).unwrap().lines().count(), 8);
    });
}

#[test]
fn a_header_that_lacks_a_column_is_told_before_a_row_is_taken() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        fs::write(folder.join("units.csv"), "unit_code,bldg_code,room\n1,2,3\n").unwrap();
        let error = import(&register, &folder, Options::default()).await.unwrap_err().to_string();
        for word in ["units.csv", "building_code", "bldg_code"] {
            assert!(error.contains(word), "{word} is not in: {error}");
        }
        assert!(register.areas_below(None).await.unwrap().is_empty());
    });
}

#[test]
fn a_file_that_breaks_off_leaves_nothing_and_the_mended_one_comes_in_at_once() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        let path = folder.join("buildings.geojson");
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let error = import(&register, &folder, Options::default()).await.unwrap_err();
        assert!(
            matches!(&error, Error::Damaged { file, offset, .. } if file == "buildings.geojson" && *offset > 0),
            "{error}"
        );
        assert!(register.areas_below(None).await.unwrap().is_empty());
        fs::write(&path, whole).unwrap();
        let report = import(&register, &folder, Options::default()).await.unwrap();
        assert_eq!(report.total("building"), 3);
    });
}

#[test]
fn a_folder_without_its_files_says_which() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let error = import(&register, world.folder.path(), Options::default()).await.unwrap_err();
        assert!(error.message().en.contains("no areas file"), "{error}");
        assert!(error.message().zh.contains("缺少areas文件"));
    });
}
