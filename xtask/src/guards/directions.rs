//! Dependencies point one way.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::root::root;

/// What each crate may stand on, in words in ARCHITECTURE.md.
const ALLOWED: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("address", &["kernel"]),
    ("linkage", &[]),
    ("roots", &[]),
    ("bucket", &["roots"]),
    ("cluster", &[]),
    ("tables", &["kernel"]),
    ("district", &["kernel", "tables"]),
    ("database", &["kernel"]),
    ("bucketd", &[]),
    ("testing", &["kernel", "database"]),
    ("openid", &["kernel", "roots"]),
    ("webauthn", &[]),
    ("access", &["kernel", "database", "openid", "webauthn"]),
    ("register", &["kernel", "database", "address", "tables"]),
    ("blocks", &["kernel", "database", "access", "register"]),
    ("messages", &["kernel", "database", "access"]),
    ("casework", &["kernel", "database", "address", "access", "register", "blocks"]),
    ("housing", &["kernel", "database", "access", "register", "casework"]),
    ("insight", &["kernel", "database", "access", "blocks"]),
    (
        "fusion",
        &[
            "kernel", "database", "address", "linkage", "tables", "access", "register", "blocks",
            "casework", "cluster", "bucket",
        ],
    ),
    (
        "server",
        &[
            "kernel", "database", "address", "tables", "access", "register", "blocks", "casework",
            "housing", "fusion", "insight", "messages", "openid", "webauthn",
        ],
    ),
    (
        "linli",
        &[
            "kernel", "database", "address", "linkage", "tables", "access", "register", "blocks",
            "casework", "housing", "fusion", "district", "server", "cluster", "bucket", "insight",
            "messages",
        ],
    ),
    ("xtask", &[]),
];

/// Crates that only some may name: (dependency, who may).
const DOORS: &[(&str, &[&str])] = &[
    // `bucketd` is a server for the tests, not of the product.
    ("axum", &["server", "bucketd"]),
    ("datafusion", &["linkage", "fusion"]),
    ("object_store", &["bucket"]),
    ("sqlx", &[]),
    (
        "sea-orm",
        &[
            "database", "access", "register", "blocks", "casework", "housing", "fusion", "insight",
            "messages",
        ],
    ),
];

/// Edges that ARCHITECTURE.md does not allow.
pub(super) fn check() -> Result<Vec<String>> {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec()?;
    let ours: BTreeSet<&str> =
        metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut found = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let Some(may) = allowed.get(name) else {
            found.push(format!("{name}: a new crate: say what it may stand on in xtask/src/guards/directions.rs and ARCHITECTURE.md"));
            continue;
        };
        for dependency in &package.dependencies {
            let on = dependency.name.as_str();
            let in_tests = dependency.kind == DependencyKind::Development;
            if ours.contains(on) && !may.contains(&on) && !(in_tests && on == "testing") {
                found.push(format!("{name} may not stand on {on}"));
            }
            let closed = DOORS.iter().find(|(door, who)| *door == on && !who.contains(&name));
            if closed.is_some() && !in_tests {
                found.push(format!("{name} may not name {on}"));
            }
        }
    }
    Ok(found)
}
