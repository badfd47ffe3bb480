//! Daily sums of meters, and what is true of them.

use std::collections::{BTreeMap, BTreeSet};

use district::{MeterOptions, MetersWritten, generate_meters};
use kernel::Silent;
use tempfile::TempDir;

use crate::demo;

fn make(seed: u64, days: u16) -> (TempDir, MetersWritten) {
    let out = tempfile::tempdir().unwrap();
    let options = MeterOptions { seed, days };
    let written = generate_meters(demo::folder(), &options, out.path(), &Silent).unwrap();
    (out, written)
}

#[test]
fn sums_are_the_same_for_the_same_seed_and_one_for_each_meter_and_day() {
    let (out, written) = make(3, 2);
    let bytes = |dir: &TempDir| -> Vec<Vec<u8>> {
        demo::files(dir.path()).iter().map(|path| std::fs::read(path).unwrap()).collect()
    };
    assert_eq!(bytes(&out), bytes(&make(3, 2).0));
    assert_ne!(bytes(&out), bytes(&make(4, 2).0));
    let rows = demo::rows(&out.path().join("sums/2026-10-31.csv"));
    let meters: BTreeSet<&str> = rows.iter().map(|row| row["meter"].as_str()).collect();
    assert_eq!(meters.len(), rows.len());
    assert!(rows.iter().all(|row| row["date"] == "2026-10-31" && row["unit"].len() == 25));
    // A few do not arrive.
    assert!(rows.len() as u64 * 100 > written.meters * 98, "{written:?}");
}

#[test]
fn a_leak_is_seen_in_the_sums_of_its_days_and_the_sums_do_not_say_so() {
    let (out, written) = make(3, 30);
    assert!(written.leaks > 0 && written.overloads > 0 && written.crowded > 0, "{written:?}");
    assert!(written.vacant > 0 && written.exchanged > 0, "{written:?}");
    let truth = demo::rows(&out.path().join("truth/meters.csv"));
    let leaks = truth.iter().filter(|row| row["what"] == "leak" && row["kind"] == "water");
    let leaks: BTreeMap<&str, (&str, &str)> = leaks
        .map(|row| (row["unit_code"].as_str(), (row["from"].as_str(), row["to"].as_str())))
        .collect();
    let (mut during, mut before) = (Vec::new(), Vec::new());
    for path in demo::files(&out.path().join("sums")) {
        let day = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for row in demo::rows(&path) {
            assert_eq!(row.len(), 6);
            let Some((from, to)) = leaks.get(row["unit"].as_str()) else { continue };
            if row["kind"] == "water" {
                let value: f64 = row["value"].parse().unwrap();
                let inside = (*from..=*to).contains(&day.as_str());
                if inside { during.push(value) } else { before.push(value) }
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    assert!(mean(&during) > mean(&before) + 0.8, "{} {}", mean(&during), mean(&before));
}
