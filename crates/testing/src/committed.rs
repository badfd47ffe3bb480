//! Files that are generated and committed.

use std::{fs, path::Path};

/// Compares `text` with a file of the repository, as `schemas/openapi.json`; writes it where `LINLI_BLESS` is set.
pub fn committed(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    if std::env::var_os("LINLI_BLESS").is_some() {
        fs::write(&path, text).expect("what is committed is written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{file} has drifted: run this test with LINLI_BLESS=1");
}
