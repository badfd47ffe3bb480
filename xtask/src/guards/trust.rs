//! TRUST: no table, schema or catalogue has a field for what linli never keeps.

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

/// Columns of migrations and keys of schemas that have such a name.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let stored = |file: &&File| file.has_ending(&["sql"]) || file.path.starts_with("schemas/");
    tree.iter().filter(stored).flat_map(named).collect()
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
