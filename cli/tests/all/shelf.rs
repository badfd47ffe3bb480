//! Registers that are made once for all tests; each test works on a copy of its own.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde_json::json;

use crate::linli::Linli;

pub(crate) const MAPPINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/district");

/// Enough of the demo district's tables for people, organisations and a partition for each worker.
const TABLES: [&str; 6] = [
    "agency_listings",
    "employer_dormitories",
    "fusion",
    "gas_accounts",
    "market_supervision",
    "residence_permits",
];

/// Where the originals lie, with the lock that keeps another run of these tests from clearing the place: nothing tells
/// a program's last test from the others, so that what is left is cleared by the next program.
static SHELF: LazyLock<(PathBuf, File)> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(root).unwrap();
    let free = |number: u32| {
        let lock = File::create(root.join(format!("shelf-{number}.lock"))).unwrap();
        lock.try_lock().is_ok().then_some((root.join(format!("shelf-{number}")), lock))
    };
    let (shelf, lock) = (0..).find_map(free).unwrap();
    if shelf.exists() {
        fs::remove_dir_all(&shelf).unwrap();
    }
    fs::create_dir(&shelf).unwrap();
    (shelf, lock)
});

static IMPORTED: LazyLock<Linli> = LazyLock::new(|| {
    let linli = Linli::within(&SHELF.0);
    for table in TABLES.map(|table| format!("{table}.toml")) {
        let mapping = fs::read(Path::new(MAPPINGS).join(&table)).unwrap();
        linli.file(&format!("mappings/{table}"), mapping);
    }
    linli.run(&["district", "generate", "--size", "demo", "--out", "district"]).done();
    linli.run(&["import", "district", "district/register"]).done();
    linli
});

static FUSED: LazyLock<Linli> = LazyLock::new(|| {
    let linli = Linli::within(&SHELF.0).filled(&IMPORTED);
    linli.run(&["fuse", "mappings", "--sources", "district"]).done();
    linli
});

static HOUSES: LazyLock<Linli> = LazyLock::new(|| {
    let linli = Linli::within(&SHELF.0);
    let house = |n: i32| {
        let (w, s) = (114.0 + f64::from(n) * 0.001, 22.5);
        let (e, n_) = (w + 0.0002, s + 0.0002);
        json!({
            "type": "Feature", "id": n.to_string(),
            "properties": { "addr:street": "Elm Street", "addr:housenumber": n.to_string(), "building": "yes" },
            "geometry": { "type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n_], [w, n_], [w, s]]] },
        })
    };
    let layer = json!({ "type": "FeatureCollection", "features": [house(1), house(2)] });
    linli.file("buildings.geojson", layer.to_string());
    linli.run(&["import", "table", "buildings.geojson", "--profile", "us"]).done();
    linli
});

/// The demo district in the register, its tables beside it, and mappings for some of them.
pub(crate) fn imported() -> Linli {
    Linli::new().filled(&IMPORTED)
}

/// The same after a run of this machine alone: generation 1 of the lake.
pub(crate) fn fused() -> Linli {
    Linli::new().filled(&FUSED)
}

/// Two houses on one road.
pub(crate) fn houses() -> Linli {
    Linli::new().filled(&HOUSES)
}
