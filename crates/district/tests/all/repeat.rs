//! One seed, one output.

use std::path::Path;

use district::Difficulty;

use crate::demo;

fn hashes(dir: &Path) -> Vec<(String, String)> {
    let name = |p: &Path| p.strip_prefix(dir).unwrap().display().to_string();
    demo::files(dir)
        .iter()
        .map(|p| (name(p), blake3::hash(&std::fs::read(p).unwrap()).to_hex().to_string()))
        .collect()
}

#[test]
fn the_same_seed_writes_the_same_bytes() {
    let again = demo::make(5, Difficulty::Normal);
    assert_eq!(hashes(demo::folder()), hashes(again.path()));
}

#[test]
fn another_seed_writes_another_district() {
    let other = demo::make(6, Difficulty::Normal);
    let (a, b) = (hashes(demo::folder()), hashes(other.path()));
    assert_eq!(a.len(), b.len());
    assert!(a.iter().zip(&b).all(|(x, y)| x.0 == y.0 && x.1 != y.1));
}

#[test]
fn hard_tables_have_more_mistakes_on_the_same_ground() {
    let hard = demo::make(5, Difficulty::Hard);
    let register = |dir: &Path| hashes(&dir.join("register"));
    assert_eq!(register(demo::folder()), register(hard.path()));
    let errors = |dir: &Path| {
        let rows = demo::rows(&dir.join("truth/records/clinic_enrolment.csv"));
        rows.iter().filter(|r| r["address_errors"].contains("typo")).count() as f64
            / rows.len() as f64
    };
    assert!(errors(hard.path()) > errors(demo::folder()) * 1.5);
}
