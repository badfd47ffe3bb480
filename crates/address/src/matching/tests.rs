use crate::{AddressIndex, Class, ComponentKind, IndexBuilder, RegisterEntry};

const US: [ComponentKind; 6] = [
    ComponentKind::RoadNumber,
    ComponentKind::Road,
    ComponentKind::Room,
    ComponentKind::City,
    ComponentKind::Province,
    ComponentKind::Postcode,
];

fn fields(parts: [&'static str; 6]) -> Vec<(ComponentKind, &'static str)> {
    US.into_iter().zip(parts).filter(|(_, text)| !text.is_empty()).collect()
}

fn index(rows: &[[&'static str; 6]]) -> AddressIndex {
    let mut builder = IndexBuilder::new("us", "test");
    for (id, row) in rows.iter().enumerate() {
        let components = fields(*row).into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
        let entry = RegisterEntry { id: id as u64, code: format!("A{id}"), components, current: true, ..RegisterEntry::default() };
        builder.add(&entry).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.index");
    builder.finish(&path).unwrap();
    AddressIndex::open(&path).unwrap()
}

fn town() -> AddressIndex {
    index(&[
        ["1501", "interlake ave n", "", "Anytown", "WA", "00000"],
        ["1503", "interlake ave n", "", "Anytown", "WA", "00000"],
        ["12", "main street", "", "Anytown", "WA", "00000"],
        ["12", "main street", "apt 4", "Anytown", "WA", "00000"],
        ["7", "marble court", "", "Anytown", "WA", "00000"],
        ["7", "maple court", "", "Anytown", "WA", "00000"],
        ["", "10th avn", "", "Anytown", "WA", "00000"],
        ["44", "solitude lane", "", "Anytown", "WA", "00000"],
        ["12", "main street", "", "Otherville", "WA", "11111"],
    ])
}

fn wash(parts: [&'static str; 6]) -> (Class, Option<u64>, &'static str) {
    let found = town().wash_fields(&fields(parts));
    (found.class, found.entry, found.rule)
}

#[test]
fn the_same_address_is_class_a_whatever_its_case_and_punctuation() {
    assert_eq!(wash(["1501", "Interlake Ave. N.", "", "ANYTOWN", "WA", "00000"]), (Class::A, Some(0), "same"));
    assert_eq!(wash(["12", "main street", "Apt. 4", "Anytown", "WA", "00000"]), (Class::A, Some(3), "same"));
    assert_eq!(wash(["", "10TH AVN", "", "Anytown", "WA", "00000"]), (Class::A, Some(6), "same"));
}

#[test]
fn small_variations_are_class_b() {
    assert_eq!(wash(["1501", "Interlake Avenue North", "", "Anytown", "WA", "00000"]), (Class::B, Some(0), "name-variant"));
    assert_eq!(wash(["1501", "interlake ave n", "", "Anytown", "WA", ""]), (Class::B, Some(0), "area-missing"));
    assert_eq!(wash(["1501", "interlake ave n", "", "Anytown", "ID", "00000"]), (Class::B, Some(0), "area-conflict"));
    assert_eq!(wash(["1501", "interlzke ave n", "", "Anytown", "WA", "00000"]), (Class::B, Some(0), "name-typo"));
    assert_eq!(wash(["12", "main street", "unit 4", "Anytown", "WA", "00000"]), (Class::B, Some(3), "room-form"));
    assert_eq!(wash(["", "solitude lane", "", "Anytown", "WA", "00000"]), (Class::B, Some(7), "number-missing"));
}

#[test]
fn what_could_be_another_address_is_class_c() {
    assert_eq!(wash(["7", "mable court", "", "Anytown", "WA", "00000"]).0, Class::C);
    assert_eq!(wash(["", "interlake ave n", "", "Anytown", "WA", "00000"]), (Class::C, None, "ambiguous"));
    assert_eq!(wash(["1505", "interlake ave n", "", "Anytown", "WA", "00000"]).0, Class::C);
    assert_eq!(wash(["12", "main street", "", "", "WA", ""]), (Class::C, None, "ambiguous"));
    assert_eq!(wash(["12", "main street", "apt 5", "Anytown", "WA", "00000"]).0, Class::C);
}

#[test]
fn what_is_nowhere_near_is_none() {
    assert_eq!(wash(["12", "quite other road", "", "Anytown", "WA", "00000"]), (Class::None, None, "name-unknown"));
    assert_eq!(wash(["", "", "", "", "", ""]), (Class::None, None, "empty"));
}
