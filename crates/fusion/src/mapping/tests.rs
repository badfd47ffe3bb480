use std::path::Path;

use super::*;
use crate::FusionError;

const PLAIN: &str = r#"
source = "water"
title = { zh = "供水", en = "Water" }
office = { zh = "供水公司", en = "Water company" }
rank = 40
files = "water_*.csv"
record_id = "户号"

[columns]
"户号" = { type = "text", required = true }
"户名" = { type = "text" }
"地址" = { type = "text" }

[[person]]
role = "holder"
name = "户名"

[[address]]
role = "place"
line = ["地址"]

[[relation]]
type = "pays_fees_for"
from = "holder"
to = "place"
"#;

fn parse(text: &str) -> Result<Mapping, FusionError> {
    parse_mapping(Path::new("water.toml"), text)
}

fn refused(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn a_sound_mapping_is_read() {
    let mapping = parse(PLAIN).unwrap();
    assert_eq!(mapping.persons.len(), 1);
    assert!(mapping.legal_basis.is_none());
}

#[test]
fn what_is_ruled_out_is_refused_by_name_in_both_languages() {
    for (column, ground) in [
        ("race_ethnicity", "origin"),
        ("RaceEthnicity", "origin"),
        ("民族", "origin"),
        ("宗教信仰", "religion"),
        ("政治面貌", "political"),
        ("病史", "health"),
        ("criminal_record", "crime"),
        ("人脸编号", "biometrics"),
        ("license plate", "movements"),
        ("重点人员类别", "watch-lists"),
        ("信用分", "scores"),
        ("mother", "kinship"),
    ] {
        let text = PLAIN
            .replace("\"户名\" =", &format!("\"{column}\" = {{ type = \"text\" }}\n\"户名\" ="));
        let said = refused(&text);
        assert!(
            said.contains(column) && said.contains(ground) && said.contains("water.toml"),
            "{said}"
        );
    }
    for column in [
        "户名",
        "street_name",
        "surface_m2",
        "door_plate",
        "门牌号",
        "birth_date",
        "relationship_to_reference_person",
    ] {
        assert!(ruled_out(column).is_none(), "{column}");
    }
}

#[test]
fn unknown_keys_are_refused_with_their_line() {
    let said = refused(&PLAIN.replace("name = \"户名\"", "name = \"户名\"\nreligion = \"户名\""));
    assert!(said.contains("religion"), "{said}");
}

#[test]
fn a_column_that_nothing_uses_is_not_read() {
    let said =
        refused(&PLAIN.replace("\"地址\" =", "\"水表号\" = { type = \"text\" }\n\"地址\" ="));
    assert!(said.contains("水表号") && said.contains("leave it out"), "{said}");
}

#[test]
fn a_slip_names_the_nearest() {
    let said = refused(&PLAIN.replace("name = \"户名\"", "name = \"户主名\""));
    assert!(said.contains("户主名") && said.contains("`户名`"), "{said}");
    let said = refused(&PLAIN.replace("pays_fees_for", "pays_fee_for"));
    assert!(said.contains("`pays_fees_for`"), "{said}");
    let mapping = parse(PLAIN).unwrap();
    let headers = ["户号", "户 名", "用水地址"].map(String::from);
    let said = check_headers(Path::new("water_1.csv"), &mapping, &headers).unwrap_err().to_string();
    assert!(
        said.contains("water_1.csv") && said.contains("地址") && said.contains("用水地址"),
        "{said}"
    );
}

#[test]
fn a_fault_is_told_in_both_languages() {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for (sound, slip) in [
        ("pays_fees_for", "pays_fee_for"),
        ("source = \"water\"", "source = \"Water\""),
        ("to = \"place\"", "to = \"plaza\""),
    ] {
        let error = parse(&PLAIN.replace(sound, slip)).unwrap_err();
        let FusionError::Mapping { what, .. } = &error else { panic!("{error}") };
        assert!(is_chinese(&what.zh) && !is_chinese(&what.en), "{what:?}");
        assert!(error.message().zh.contains(&what.zh) && error.message().en.contains(&what.en));
    }
}

#[test]
fn a_profile_that_is_not_there_is_refused_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fusion.toml"), "profile = \"usa\"\n").unwrap();
    std::fs::write(folder.path().join("water.toml"), PLAIN).unwrap();
    let said = load_bundle(folder.path()).unwrap_err().message();
    for told in [said.zh, said.en] {
        assert!(told.contains("fusion.toml") && told.contains("`usa`"), "{told}");
    }
}

#[test]
fn a_relation_joins_what_the_catalogue_says() {
    let said = refused(&PLAIN.replace("pays_fees_for", "works_for"));
    assert!(said.contains("cannot join"), "{said}");
}

#[test]
fn an_event_names_nobody() {
    let event = "[event]\ncategory = \"户名\"\non = \"户号\"\nplace = \"place\"\n";
    let said = refused(&PLAIN.replace("[[relation]]", &format!("{event}\n[[relation]]")));
    assert!(said.contains("event"), "{said}");
}

#[test]
fn the_schema_is_the_committed_one() {
    let now = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    testing::committed("schemas/mapping.schema.json", &now);
}

#[test]
fn the_examples_are_sound() {
    for example in ["departments-us", "district"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(example);
        let bundle = load_bundle(&folder).unwrap();
        assert!(bundle.mappings.len() >= 7, "{example}");
    }
}

#[test]
fn of_a_clinic_a_tax_office_or_a_complaint_places_alone_are_read() {
    let all: &[(&str, &[&str])] = &[
        ("departments-us", &["taxes_1040", "taxes_w2_and_1099", "women_infants_and_children"]),
        ("district", &["clinic_enrolment", "hotline_complaints", "rental_tax"]),
    ];
    // Where somebody lives, lets, rents, gets mail or works; nothing of care, income or what was said.
    let places = [
        "lives_in",
        "receives_mail_at",
        "lets",
        "organisation_lets",
        "rents",
        "organisation_rents",
        "works_for",
        "operates_at",
    ];
    for (example, sources) in all {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(example);
        let bundle = load_bundle(&folder).unwrap();
        for source in *sources {
            let found = bundle.mappings.iter().find(|(mapping, _)| mapping.source == *source);
            let (mapping, _) = found.unwrap();
            assert!(mapping.unnamed, "{source}: other offices are told of another office alone");
            for relation in &mapping.relations {
                assert!(places.contains(&relation.kind.as_str()), "{source}: {}", relation.kind);
            }
            let tells = mapping.event.is_some();
            assert!(!tells || mapping.persons.is_empty(), "{source}: what was said names nobody");
        }
    }
}

proptest::proptest! {
    /// The same is fuzzed in `fuzz/`.
    #[test]
    fn a_damaged_mapping_is_read_or_refused(
        damage in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), "[\\[\\]{}=\",.#a户\n ]{0,3}"), 0..6)
    ) {
        let mut text: Vec<char> = PLAIN.chars().collect();
        for (at, with) in damage {
            let at = at.index(text.len());
            text.splice(at..=at, with.chars());
        }
        let _ = parse(&text.into_iter().collect::<String>());
    }
}
