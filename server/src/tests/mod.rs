//! The server as a whole, without a socket.

mod accounts;
mod back;
mod blocks;
mod cases;
mod completeness;
mod counts;
mod declarations;
mod delays;
mod doors;
mod duty;
mod dwellings;
mod figures;
mod guards;
mod housing;
mod lists;
mod mapping;
mod messages;
mod micro;
mod notices;
mod passkeys;
mod place;
mod proxies;
mod recovery;
mod review;
mod rights;
mod sessions;
mod sign_on;
mod wash;
mod world;

use std::{fs, path::PathBuf};

/// Compares `text` with `schemas/<name>`; writes it where `LINLI_BLESS` is set.
pub(crate) fn committed(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schemas").join(name);
    if std::env::var_os("LINLI_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{name} has drifted: LINLI_BLESS=1 cargo test -p server committed");
}
