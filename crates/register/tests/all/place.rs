//! A small made-up place: one street, two grids, three buildings.

use kernel::SharedClock;
use register::Register;
use register::import::{ImportReport, Options};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testing::World;

/// On each database, with the register's tables.
pub(crate) fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    testing::on_each_migrated(&[register::MIGRATIONS], test);
}

pub(crate) async fn register(world: &World) -> Register {
    world.database.migrate(&[register::MIGRATIONS], &*world.clock).await.unwrap();
    let clock: SharedClock = world.clock.clone();
    Register::new(world.database.clone(), world.ids.clone(), clock)
}

pub(crate) async fn import(
    register: &Register,
    folder: &Path,
    options: Options,
) -> register::Result<ImportReport> {
    register::import::district_dir(register, folder, options, &kernel::Silent).await
}

fn square(x: f64, y: f64, side: f64) -> String {
    let (e, n) = (x + side, y + side);
    format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[[{x},{y}],[{e},{y}],[{e},{n}],[{x},{n}],[{x},{y}]]]}}"
    )
}

pub(crate) fn feature(properties: &str, geometry: &str) -> String {
    format!("{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{geometry}}}")
}

pub(crate) fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// Code, x, y, road number, label of each building.
pub(crate) const BUILDINGS: [(&str, f64, f64, &str, &str); 3] = [
    ("9901010010010000001", 113.001, 22.001, "1号", ""),
    ("9901010010010000002", 113.003, 22.001, "", "2栋"),
    ("9901010010010000003", 113.011, 22.001, "3号", ""),
];

pub(crate) fn building(index: usize) -> String {
    let (code, x, y, number, label) = BUILDINGS[index];
    let estate = if label.is_empty() { "" } else { ",\"estate_code\":\"E1\"" };
    let properties = format!(
        "\"building_code\":\"{code}\",\"thoroughfare_code\":\"R1\",\"road_number\":\"{number}\",\
         \"building\":\"{label}\",\"use\":\"residential\",\"floors\":3,\"height_m\":9.5{estate}"
    );
    feature(&properties, &square(x, y, 0.0005))
}

/// Writes the district's files; the folder.
pub(crate) fn district(world: &World, name: &str) -> PathBuf {
    let folder = world.folder.path().join(name);
    fs::create_dir_all(&folder).unwrap();
    let area = |code: &str, parent: &str, level: &str, zh: &str, x: f64, side: f64| {
        let properties = format!(
            "\"area_code\":\"{code}\",\"parent_code\":\"{parent}\",\"level\":\"{level}\",\"name_zh\":\"{zh}\",\"name_en\":\"{code}\""
        );
        feature(&properties, &square(x, 22.0, side))
    };
    let areas = [
        area("990101", "", "district", "云溪区", 113.0, 0.1),
        area("990101001", "990101", "street", "南桥街道", 113.0, 0.02),
        area("990101001001", "990101001", "community", "东桥社区", 113.0, 0.02),
        area("990101001001001", "990101001001", "grid", "第一网格", 113.0, 0.01),
        area("990101001001002", "990101001001", "grid", "第二网格", 113.01, 0.01),
    ];
    fs::write(folder.join("areas.geojson"), collection(&areas)).unwrap();
    let line = "{\"type\":\"LineString\",\"coordinates\":[[113.0,22.0],[113.02,22.0]]}";
    let road = "\"thoroughfare_code\":\"R1\",\"name_zh\":\"幸福路\",\"name_en\":\"Xingfu Road\",\"class\":\"collector\"";
    fs::write(folder.join("roads.geojson"), collection(&[feature(road, line)])).unwrap();
    let estate = "\"estate_code\":\"E1\",\"name_zh\":\"平安花园\",\"name_en\":\"Peace Garden\",\"kind\":\"gated\",\
        \"thoroughfare_code\":\"R1\",\"road_number\":\"8号\"";
    fs::write(
        folder.join("estates.geojson"),
        collection(&[feature(estate, &square(113.002, 22.0, 0.005))]),
    )
    .unwrap();
    fs::write(
        folder.join("buildings.geojson"),
        collection(&[building(0), building(1), building(2)]),
    )
    .unwrap();
    fs::write(folder.join("units.csv"), units(4)).unwrap();
    let aliases = "alias_code,target_kind,target_code,kind,alias_zh,alias_en,valid_from,valid_to\n\
        A1,estate,E1,old_name,红旗大院,,1970-01-01,1998-12-31\n\
        A2,building,9901010010010000001,former_number,幸福路11号,,,2009-12-31\n";
    fs::write(folder.join("aliases.csv"), aliases).unwrap();
    folder
}

/// A units file with so many rooms in each building.
pub(crate) fn units(rooms: u32) -> String {
    let mut out =
        String::from("unit_code,building_code,entrance,floor,room,use,area_m2,stage,valid_from\n");
    for (code, ..) in BUILDINGS {
        for room in 1..=rooms {
            let floor = (room - 1) / 2 + 1;
            let _ = writeln!(
                out,
                "{code}{room:06},{code},1,{floor},{floor}0{},dwelling,80.5,current,2001-05-01",
                (room - 1) % 2 + 1
            );
        }
    }
    out
}
