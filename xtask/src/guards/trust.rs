//! TRUST: nothing of the tree has a field for what linli never keeps, and casework alone says whose a case is.

use super::files::File;

/// Names that no stored field, field of an interface, entry of a catalogue or column of a mapping may have: the list that
/// the editor of catalogues reads. Refusing such a column by name is the intake's work and lives in its own list.
const NEVER: &str = include_str!("../../../catalogues/never.txt");

/// The entries of a kind.
fn never(kind: &str) -> impl Iterator<Item = &'static str> {
    NEVER.lines().filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' '))
}

/// The folder where the tables of the demo's departments are written.
const DEMO: &str = "crates/district/src/departments/";

/// Confirms a case as the ground of a grant; where it may stand beside tests.
const CONFIRMS: (&str, &str) = ("CaseGround::confirmed(", "crates/casework/src/");

/// Columns of migrations, fields of schemas and interfaces, entries of catalogues, columns of mappings and of the
/// demo's tables that have such a name; cases confirmed where nobody knows of cases.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let mut found: Vec<String> = tree.iter().flat_map(named).collect();
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

/// How names are read out of a kind of file.
#[derive(Clone, Copy)]
enum Names {
    /// Every word.
    Words,
    /// Every word that no comment says.
    Columns,
    /// Keys and ids: what a catalogue says of things in passing is prose.
    Ids,
    /// What is quoted, in Chinese alone.
    Quoted,
}

fn names_of(file: &File) -> Option<Names> {
    let toml = file.has_ending(&["toml"]);
    if file.has_ending(&["sql"]) || file.path.starts_with("schemas/") {
        Some(Names::Words)
    } else if toml && file.path.starts_with("examples/") {
        Some(Names::Columns)
    } else if toml && file.path.starts_with("catalogues/") {
        Some(Names::Ids)
    } else if file.path.starts_with(DEMO) {
        Some(Names::Quoted)
    } else {
        None
    }
}

fn named(file: &File) -> Vec<String> {
    let Some(names) = names_of(file) else { return Vec::new() };
    let mut found = Vec::new();
    for (n, line) in file.text.lines().enumerate() {
        let place = format!("{}:{}", file.path, n + 1);
        let lower = line.to_lowercase();
        let code = lower.split('#').next().unwrap_or_default();
        let (english, chinese): (Vec<&str>, &str) = match names {
            Names::Words => (words(&lower).collect(), lower.as_str()),
            Names::Columns => (words(code).collect(), code),
            Names::Ids => (ids(code), code),
            Names::Quoted => (Vec::new(), lower.as_str()),
        };
        let english = english.into_iter().filter(|word| is_never(word));
        let chinese = never("zh").filter(|part| chinese.contains(part));
        let told = |word: &str| format!("{place}: a field named `{word}` is never kept");
        found.extend(english.map(told));
        found.extend(chinese.map(told));
    }
    found
}

fn is_never(word: &str) -> bool {
    never("id")
        .any(|part| word == part || word.starts_with(&format!("{}_", part.trim_end_matches('_'))))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The keys of a line of TOML and the parts of the ids that it gives.
fn ids(code: &str) -> Vec<&str> {
    // After the last sign there is a value alone.
    let (before, _) = code.rsplit_once('=').unwrap_or_default();
    let keys = before.split('=').filter_map(|piece| words(piece).last());
    let given = code.split("id = \"").skip(1).filter_map(|rest| rest.split('"').next());
    keys.chain(given.flat_map(words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, text: &str) -> usize {
        check(&[File { path: path.to_owned(), text: text.to_owned() }]).len()
    }

    #[test]
    fn what_is_never_kept_is_found_wherever_a_field_is_named() {
        for (path, text) in [
            ("crates/blocks/src/migrations/1.sql", "CREATE TABLE x (ethnicity TEXT)"),
            ("crates/blocks/src/migrations/1.sql", "    gait_template BLOB,"),
            ("schemas/openapi.json", "          \"last_seen_at\": {"),
            ("schemas/openapi.json", "            \"name\": \"license_plate\","),
            ("catalogues/tags.toml", "id = \"key_person\""),
            ("catalogues/collection.toml", "  { id = \"premises.religion\", kind = \"text\" },"),
            ("catalogues/offices.toml", "risk_score = 5"),
            ("catalogues/events.toml", "title = { zh = \"重点人员\", en = \"Some\" }"),
            ("examples/departments-us/census.toml", "race_ethnicity = { type = \"text\" }"),
            ("examples/district/a.toml", "\"政治面貌\" = { type = \"text\" }"),
            ("crates/district/src/departments/sheets.rs", "                \"民族\","),
        ] {
            assert_eq!(complaints(path, text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn what_names_no_field_is_let_be() {
        for (path, text) in [
            ("catalogues/relations.toml", "# no kinship beyond the household as declared."),
            (
                "catalogues/events.toml",
                "covers = { zh = \"送餐\", en = \"Meals; no diagnosis asked\" }",
            ),
            ("catalogues/events.toml", "id = \"family.health_service\""),
            ("examples/district/a.toml", "name = \"姓名\" # never the ethnicity"),
            ("docs/reference/mapping.md", "`race` is refused"),
            ("crates/kernel/src/id.rs", "the race of two"),
        ] {
            assert_eq!(complaints(path, text), 0, "{path}: {text}");
        }
    }
}
