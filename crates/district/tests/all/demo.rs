//! One demo district for all tests, and readers for its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use district::{Difficulty, Options, Size};
use serde_json::Value;

pub(crate) type Row = BTreeMap<String, String>;

/// The folder of a demo with seed 5.
pub(crate) fn folder() -> &'static Path {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        district::generate(Size::Demo, 5, dir.path(), &kernel::Silent).unwrap();
        dir
    })
    .path()
}

/// Writes a demo of another seed or difficulty.
pub(crate) fn make(seed: u64, difficulty: Difficulty) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { size: Size::Demo, seed, difficulty, tables: true };
    district::generate_with(&options, dir.path(), &kernel::Silent).unwrap();
    dir
}

/// Every file below a folder, sorted.
pub(crate) fn files(under: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out.sort();
    out
}

pub(crate) fn features(name: &str) -> Vec<Value> {
    let text =
        std::fs::read_to_string(folder().join("register").join(format!("{name}.geojson"))).unwrap();
    let mut collection: Value = serde_json::from_str(&text).unwrap();
    collection["features"].as_array_mut().unwrap().drain(..).collect()
}

/// The text of a CSV in its own encoding, without the byte order mark.
pub(crate) fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let gb =
        ["residence_permits", "market_supervision"].iter().any(|n| path.file_stem().unwrap() == *n)
            && path.parent().unwrap().ends_with("tables");
    let text = if gb {
        let (text, _, broken) = encoding_rs::GB18030.decode(&bytes);
        assert!(!broken, "{}", path.display());
        text.into_owned()
    } else {
        String::from_utf8(bytes).unwrap()
    };
    text.trim_start_matches('\u{feff}').to_owned()
}

/// Rows of a CSV by header. The generator quotes nothing but complaints' texts,
/// which hold no comma, so a plain split is enough; it is checked.
pub(crate) fn rows(path: &Path) -> Vec<Row> {
    let text = text(path);
    let mut lines = text.lines();
    let headers: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), headers.len(), "{}: {line}", path.display());
            headers.iter().zip(cells).map(|(h, c)| ((*h).to_owned(), c.to_owned())).collect()
        })
        .collect()
}

pub(crate) fn register(name: &str) -> Vec<Row> {
    rows(&folder().join("register").join(name))
}

pub(crate) fn truth(name: &str) -> Vec<Row> {
    rows(&folder().join("truth").join(name))
}

pub(crate) fn table(name: &str) -> Vec<Row> {
    rows(&folder().join("tables").join(name))
}

pub(crate) fn text_of<'a>(feature: &'a Value, key: &str) -> &'a str {
    feature["properties"][key].as_str().unwrap_or_default()
}

/// The outer ring in metres, without its closing point.
pub(crate) fn ring(feature: &Value) -> Vec<(f64, f64)> {
    let ring = feature["geometry"]["coordinates"][0].as_array().unwrap();
    assert_eq!(ring.first(), ring.last(), "a ring closes");
    ring[1..].iter().map(metres).collect()
}

pub(crate) fn metres(position: &Value) -> (f64, f64) {
    let (lon, lat) = (position[0].as_f64().unwrap(), position[1].as_f64().unwrap());
    ((lon - 83.2) * 111_320.0 * 38.9_f64.to_radians().cos(), (lat - 38.9) * 110_574.0)
}
