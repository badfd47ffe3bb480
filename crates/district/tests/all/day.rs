//! What changes in a day.

use std::collections::BTreeSet;

use district::{DayOptions, DayWritten, generate_day};
use kernel::Silent;
use tempfile::TempDir;

use crate::demo;

fn make(seed: u64) -> (TempDir, DayWritten) {
    let out = tempfile::tempdir().unwrap();
    let options = DayOptions { seed, rows: 900, after: 1 };
    let written = generate_day(demo::folder(), &options, out.path(), &Silent).unwrap();
    (out, written)
}

#[test]
fn a_day_changes_about_as_many_rows_as_asked_and_is_the_same_for_the_same_seed() {
    let (day, written) = make(3);
    let all = written.rows + written.withdrawn;
    assert!((700..1_200).contains(&all), "{written:?}");
    assert!(written.moves > 0 && written.births > 0 && written.tenancies > 0, "{written:?}");
    let (again, _) = make(3);
    let bytes = |dir: &TempDir| -> Vec<Vec<u8>> {
        demo::files(dir.path()).iter().map(|path| std::fs::read(path).unwrap()).collect()
    };
    assert_eq!(bytes(&day), bytes(&again));
    assert_ne!(bytes(&day), bytes(&make(4).0));
}

#[test]
fn every_changed_row_has_a_truth_and_a_moved_person_is_the_same() {
    let (day, _) = make(3);
    let truth = demo::rows(&day.path().join("truth/records/population_registration.csv"));
    let linked: BTreeSet<&str> = truth.iter().map(|line| line["record_id"].as_str()).collect();
    let changes = demo::rows(&day.path().join("truth/changes.csv"));
    let of = |what: &str| -> Vec<&str> {
        let of = changes.iter().filter(|line| line["what"] == what);
        of.map(|line| line["record_id"].as_str()).collect()
    };
    let (out, into) = (of("moved out"), of("moved in"));
    assert!(into.iter().all(|record| linked.contains(record)));
    let person = |record: &str| {
        truth.iter().find(|line| line["record_id"] == record).unwrap()["person_id"].clone()
    };
    let left: BTreeSet<String> = out.iter().map(|record| person(record)).collect();
    assert!(into.iter().all(|record| left.contains(&person(record))));
    let records: Vec<&str> = changes.iter().map(|line| line["record_id"].as_str()).collect();
    let once: BTreeSet<&str> = records.iter().copied().collect();
    assert_eq!(once.len(), records.len(), "a record stands in a day once");
}
