use crate::matching::samples::{han, town};

#[test]
fn a_name_is_found_by_its_beginning_its_sound_and_its_initials() {
    let index = han();
    for typed in ["锦绣", "錦繡花", "jinxiu", "jxhy"] {
        let texts: Vec<String> =
            index.autocomplete(typed, 5).into_iter().map(|one| one.text).collect();
        assert!(texts.iter().any(|text| text.starts_with("锦绣花园")), "{typed}: {texts:?}");
    }
}

#[test]
fn after_a_name_come_its_numbers() {
    let index = han();
    let found = index.autocomplete("锦绣花园3栋2", 3);
    assert_eq!(found[0].text, "锦绣花园3栋2单元");
    assert_eq!(found[0].entry, None);
    let rooms = index.autocomplete("锦绣花园3栋2单元12", 5);
    assert!(
        rooms.iter().all(|one| one.text.starts_with("锦绣花园3栋2单元12") && one.entry.is_some()),
        "{rooms:?}"
    );
    assert!(!rooms.is_empty());
}

#[test]
fn a_house_number_may_come_before_its_street() {
    let found = town().autocomplete("1501 interl", 3);
    assert!(found.iter().any(|one| one.text == "interlake ave n"), "{found:?}");
    let found = town().autocomplete("150 interlake ave n", 3);
    assert_eq!(found[0].text, "1501 interlake ave n");
    assert_eq!(found[0].entry, Some(0));
}
