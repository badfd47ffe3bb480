//! The policies against their examples.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde::Deserialize;

use super::*;

/// One file under `policies/<capability>/{ALLOW,DENY}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    why: String,
    role: Role,
    scope: AreaPath,
    action: Action,
    area: AreaPath,
    purpose: Option<Purpose>,
    basis: Option<String>,
    person: Option<Id<Person>>,
    subject: Option<Id<Person>>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

fn files_under(path: &std::path::Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == extension));
    found.sort();
    found
}

#[test]
fn every_example_is_decided_as_its_folder_says() {
    let authoriser = Authoriser::new().unwrap();
    let mut seen: BTreeSet<(Action, bool)> = BTreeSet::new();
    let capabilities = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    for capability in capabilities.filter(|path| path.is_dir()) {
        for (side, expected) in [("ALLOW", true), ("DENY", false)] {
            for file in files_under(&capability.join(side), "json") {
                let text = fs::read_to_string(&file).unwrap();
                let example: Example = serde_json::from_str(&text)
                    .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                let name = capability.file_name().unwrap();
                assert_eq!(name, example.action.capability(), "{}", file.display());
                let basis = example.basis.as_deref().map(|basis| {
                    let found = Basis::KINDS.into_iter().find(|kind| *kind == basis);
                    found.expect("a kind of basis")
                });
                let decided = authoriser
                    .decides(
                        &Assignment::new(example.role, example.scope),
                        example.person,
                        example.action,
                        &Resource { area: example.area, subject: example.subject },
                        example.purpose.zip(basis),
                    )
                    .unwrap()
                    .permitted;
                assert_eq!(decided, expected, "{}: {}", file.display(), example.why);
                seen.insert((example.action, expected));
            }
        }
    }
    for action in Action::ALL {
        for side in [true, false] {
            let folder = if side { "ALLOW" } else { "DENY" };
            assert!(seen.contains(&(*action, side)), "{action} has no {folder} example");
        }
    }
}

#[test]
fn every_policy_file_is_compiled_in() {
    let listed: BTreeSet<PathBuf> =
        policies::FILES.iter().map(|(path, _)| folder().join(path)).collect();
    let capabilities = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let found: BTreeSet<PathBuf> =
        capabilities.flat_map(|path| files_under(&path, "cedar")).collect();
    assert_eq!(listed, found);
}

#[test]
fn the_schema_is_the_committed_one() {
    testing::committed("policies/schema.cedarschema", &policies::schema());
}

#[test]
fn an_account_without_roles_may_do_nothing_anywhere() {
    let authoriser = Authoriser::new().unwrap();
    let nobody = Principal {
        account: Id::from_bytes([1; 16]),
        login: "nobody".to_owned(),
        name: "nobody".to_owned(),
        office: kernel::Text::default(),
        lang: kernel::Lang::En,
        assignments: Vec::new(),
        person: Some(SOMEBODY),
    };
    for action in Action::ALL {
        assert!(!authoriser.permits_somewhere(&nobody, *action), "{action}");
        let permitted = authoriser.permits(&nobody, *action, &Resource::default(), None);
        assert_eq!(permitted, None, "{action}");
    }
}

#[test]
fn a_street_is_reached_through_the_areas_above_it() {
    let path: AreaPath = "990101/001/002".parse().unwrap();
    let steps: Vec<_> = upward(&path).collect();
    let expected = [
        ("990101/001/002", Some("990101/001")),
        ("990101/001", Some("990101")),
        ("990101", Some("")),
        ("", None),
    ];
    assert_eq!(steps, expected);
}

#[test]
fn every_policy_says_in_both_languages_what_it_does() {
    let authoriser = Authoriser::new().unwrap();
    for policy in authoriser.policy_ids() {
        for key in ["zh", "en"] {
            let said = authoriser.annotation(&policy, key).unwrap_or_default();
            assert!(!said.is_empty(), "{policy} has no @{key}(\"…\"), which people read");
        }
    }
}

proptest::proptest! {
    /// The engine is asked once per shape; that is only right while nothing
    /// but the shape matters.
    #[test]
    fn what_is_remembered_is_what_the_engine_says(
        role in 0..Role::ALL.len(), action in 0..Action::ALL.len(), ground in 0_usize..41,
        scope in "(|990101|990101/001|990101/001/002)", area in "(|990101|990101/001|990101/0010|990101/001/002/G03)",
        person in proptest::option::of(2_u8..4), subject in proptest::option::of(2_u8..4),
    ) {
        static AUTHORISER: std::sync::LazyLock<Authoriser> =
            std::sync::LazyLock::new(|| Authoriser::new().unwrap());
        let held = Assignment::new(Role::ALL[role], scope.parse().unwrap());
        let action = Action::ALL[action];
        let ground = grounds(action).nth(ground).flatten();
        let id = |byte: u8| Id::from_bytes([byte; 16]);
        let resource = Resource { area: area.parse().unwrap(), subject: subject.map(id) };
        let fresh = AUTHORISER.decides(&held, person.map(id), action, &resource, ground);
        let fresh = fresh.is_ok_and(|decided| decided.permitted);
        let known = AUTHORISER.weigh(shape(&held, person.map(id), action, &resource, ground));
        proptest::prop_assert_eq!(known.permitted, fresh);
    }
}
