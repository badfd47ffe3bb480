//! TRUST: no table, schema or catalogue has a field for what linli never keeps, and casework alone says whose a case is.

use super::files::File;

/// Names that no stored field may have. Refusing such a column by name is the
/// intake's work and lives in its own list.
const NEVER: &[&str] = &[
    "ethnicity",
    "ethnic_group",
    "race",
    "religion",
    "belief",
    "political",
    "party_member",
    "criminal",
    "drug",
    "watchlist",
    "watch_list",
    "blacklist",
    "key_person",
    "petitioner",
    "fingerprint",
    "face_",
    "biometric",
    "gait",
    "voiceprint",
    "license_plate",
    "plate_number",
    "diagnosis",
    "disease",
    "credit_score",
    "person_score",
    "kinship",
];

/// Confirms a case as the ground of a grant; where it may stand beside tests.
const CONFIRMS: (&str, &str) = ("CaseGround::confirmed(", "crates/casework/src/");

/// Columns of migrations and keys of schemas that have such a name; cases confirmed where nobody knows of cases.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let stored = |file: &&File| file.has_ending(&["sql"]) || file.path.starts_with("schemas/");
    let mut found: Vec<String> = tree.iter().filter(stored).flat_map(named).collect();
    found.extend(tree.iter().filter_map(confirmed));
    found
}

fn confirmed(file: &File) -> Option<String> {
    let (call, home) = CONFIRMS;
    let may = file.path.starts_with(home)
        || file.path.contains("/tests/")
        || file.path.starts_with("xtask/src/guards/");
    let says = file.has_ending(&["rs"]) && file.text.contains(call);
    (says && !may).then(|| {
        format!("{}: only casework confirms that a case is somebody's to handle", file.path)
    })
}

fn named(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    for (n, line) in file.text.lines().enumerate() {
        let lower = line.to_lowercase();
        let words =
            lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        for word in words {
            if NEVER.iter().any(|never| {
                word == *never || word.starts_with(&format!("{}_", never.trim_end_matches('_')))
            }) {
                found.push(format!(
                    "{}:{}: a field named `{word}` is never kept",
                    file.path,
                    n + 1
                ));
            }
        }
    }
    found
}
