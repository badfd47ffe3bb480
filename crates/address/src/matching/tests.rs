use super::samples::{build, fields, han, owned, town};
use crate::{AddressIndex, Alias, Class, ComponentKind, IndexBuilder, Profile, RegisterEntry};
use proptest::prelude::*;

fn wash(parts: [&'static str; 6]) -> (Class, Option<u64>, &'static str) {
    let found = town().wash_fields(&fields(parts));
    (found.class, found.entry, found.rule)
}

#[test]
fn the_same_address_is_class_a_whatever_its_case_and_punctuation() {
    assert_eq!(
        wash(["1501", "Interlake Ave. N.", "", "ANYTOWN", "WA", "00000"]),
        (Class::A, Some(0), "same")
    );
    assert_eq!(
        wash(["12", "main street", "Apt. 4", "Anytown", "WA", "00000"]),
        (Class::A, Some(3), "same")
    );
    assert_eq!(wash(["", "10TH AVN", "", "Anytown", "WA", "00000"]), (Class::A, Some(6), "same"));
}

#[test]
fn small_variations_are_class_b() {
    assert_eq!(
        wash(["1501", "Interlake Avenue North", "", "Anytown", "WA", "00000"]),
        (Class::B, Some(0), "name-variant")
    );
    assert_eq!(
        wash(["1501", "interlake ave n", "", "Anytown", "WA", ""]),
        (Class::B, Some(0), "area-missing")
    );
    assert_eq!(
        wash(["1501", "interlake ave n", "", "Anytown", "ID", "00000"]),
        (Class::B, Some(0), "area-conflict")
    );
    assert_eq!(
        wash(["1501", "interlzke ave n", "", "Anytown", "WA", "00000"]),
        (Class::B, Some(0), "name-typo")
    );
    assert_eq!(
        wash(["12", "main street", "unit 4", "Anytown", "WA", "00000"]),
        (Class::B, Some(3), "room-form")
    );
    assert_eq!(
        wash(["", "solitude lane", "", "Anytown", "WA", "00000"]),
        (Class::B, Some(7), "number-missing")
    );
}

#[test]
fn figures_written_as_letters_that_look_like_them_are_read() {
    assert_eq!(
        wash(["15O1", "interlake ave n", "", "Anytown", "WA", "00000"]),
        (Class::B, Some(0), "other-reading")
    );
    assert_eq!(
        wash(["IS0l", "interlake ave n", "", "Anytown", "WA", "00000"]),
        (Class::B, Some(0), "other-reading")
    );
    let other = wash(["12B", "main street", "", "Anytown", "WA", "00000"]);
    assert_eq!(other.0, Class::C, "a house of its own: {other:?}");
}

#[test]
fn a_stroke_stands_for_a_one() {
    assert_eq!(
        wash(["|50|", "interlake ave n", "", "Anytown", "WA", "00000"]),
        (Class::B, Some(0), "other-reading")
    );
}

#[test]
fn a_unit_is_told_by_a_misspelled_designator() {
    for unit in ["aopt 4", "apartrnent # 4", "apt numbr 4"] {
        assert_eq!(
            wash(["12", "main street", unit, "Anytown", "WA", "00000"]),
            (Class::B, Some(3), "other-reading"),
            "{unit}"
        );
    }
    for unit in ["lot 4", "apt 4b", "flat 4", "aopt 5"] {
        let found = wash(["12", "main street", unit, "Anytown", "WA", "00000"]);
        assert_eq!(found.0, Class::C, "{unit}: {found:?}");
    }
}

#[test]
fn a_town_with_a_slip_still_says_where() {
    let oak = |town, code| wash(["1501", "interlake ave n", "", town, "WA", code]);
    assert_eq!(oak("Anytwn", "00091"), (Class::B, Some(0), "area-conflict"));
    assert_eq!(oak("Anytown", "O00O0"), (Class::B, Some(0), "area-typo"));
    assert_eq!(oak("Nowhere", "00001").0, Class::C, "another postal code may be the next");
}

/// What is washed of numbers and roads of one town.
fn in_town(
    rows: &[(&'static str, &'static str)],
) -> impl Fn(&'static str, &'static str) -> (Class, Option<u64>, &'static str) {
    let entries: Vec<RegisterEntry> = (0..)
        .zip(rows)
        .map(|(id, (number, road))| RegisterEntry {
            id,
            code: format!("A{id}"),
            components: owned(&fields([number, road, "", "Anytown", "WA", "00000"])),
            current: true,
            ..RegisterEntry::default()
        })
        .collect();
    let index = build(&Profile::us(), &entries);
    move |number, road| {
        let found = index.wash_fields(&fields([number, road, "", "Anytown", "WA", "00000"]));
        (found.class, found.entry, found.rule)
    }
}

#[test]
fn letters_and_figures_that_look_alike_are_read_in_names() {
    let wash = in_town(&[("1804", "reeder ln"), ("309", "n 52nd st"), ("7", "green island rd")]);
    assert_eq!(wash("1804", "reeder 1n"), (Class::B, Some(0), "other-reading"));
    assert_eq!(wash("309", "N SZnd Street"), (Class::B, Some(1), "other-reading"));
    assert_eq!(wash("7", "9reen I5land rd"), (Class::B, Some(2), "other-reading"));
    assert_eq!(wash("309", "n 53nd st").0, Class::None, "a figure for a figure");
}

#[test]
fn the_number_tells_a_name_of_many_slips() {
    let wash = in_town(&[
        ("2333", "westminster place"),
        ("123", "oak street"),
        ("5930", "s benton st"),
        ("14", "willow valley dr"),
        ("1201", "tanzanite ter"),
        ("61", "old cedarwood mill dr"),
        ("62", "old cedarwood mill ct"),
        ("4409", "north huntingdale blvd"),
        ("4409", "north huntingdole blvd"),
    ]);
    assert_eq!(wash("2333", "westminsteah plak"), (Class::B, Some(0), "name-slips"));
    assert_eq!(wash("14", "wilow valeley tr"), (Class::B, Some(3), "name-slips"));
    assert_eq!(wash("2335", "westminsteah plak").0, Class::None, "another number");
    assert_eq!(wash("123", "elm street").0, Class::None, "the type alone agrees");
    assert_eq!(wash("5930", "n felton st").0, Class::None, "another side of town");
    assert_eq!(wash("1201", "manzanita dr").0, Class::None, "another type");
    assert_eq!(wash("61", "old cedrwod mill xx"), (Class::C, None, "name-doubtful"));
    assert_eq!(wash("4409", "north huntimgdel blvd").0, Class::C, "two roads have the number");
}

#[test]
fn a_long_number_tells_roads_of_like_name_apart() {
    let wash = in_town(&[
        ("1231", "riverside dr"),
        ("40", "riversite dr"),
        ("17", "marsh dr"),
        ("9", "march dr"),
    ]);
    assert_eq!(wash("1231", "riversihe dr"), (Class::B, Some(0), "name-typo"));
    assert_eq!(wash("17", "marth dr"), (Class::C, None, "name-doubtful"), "any road has a 17");
}

#[test]
fn what_could_be_another_address_is_class_c() {
    assert_eq!(wash(["7", "mable court", "", "Anytown", "WA", "00000"]).0, Class::C);
    assert_eq!(
        wash(["", "interlake ave n", "", "Anytown", "WA", "00000"]),
        (Class::C, None, "ambiguous")
    );
    assert_eq!(wash(["1505", "interlake ave n", "", "Anytown", "WA", "00000"]).0, Class::C);
    assert_eq!(wash(["12", "main street", "", "", "WA", ""]), (Class::C, None, "ambiguous"));
    assert_eq!(wash(["12", "main street", "apt 5", "Anytown", "WA", "00000"]).0, Class::C);
}

#[test]
fn what_is_nowhere_near_is_none() {
    assert_eq!(
        wash(["12", "quite other road", "", "Anytown", "WA", "00000"]),
        (Class::None, None, "name-unknown")
    );
    assert_eq!(wash(["", "", "", "", "", ""]), (Class::None, None, "empty"));
}

fn line(index: &AddressIndex, line: &str) -> (Class, String, &'static str) {
    let found = index.wash(index.profile(), line);
    let code = found.entry.and_then(|entry| index.code(entry)).unwrap_or_default().to_owned();
    (found.class, code, found.rule)
}

#[test]
fn one_room_is_found_however_it_is_written() {
    let index = han();
    let whole = "云汀市砚溪区柳岸街道春风社区春风路18号锦绣花园3栋2单元12楼1203室";
    let (class, unit, rule) = line(&index, whole);
    assert_eq!((class, rule), (Class::A, "same"));
    assert_eq!(
        line(&index, "雲汀市硯溪區柳岸街道春風社區春風路１８號錦繡花園三幢二單元十二樓1203室"),
        (Class::A, unit.clone(), "same")
    );
    for (written, rule) in [
        ("春风路18号锦绣花园三幢二门1203", "area-missing"),
        ("锦绣花园3栋2单元1203室", "area-missing"),
        ("锦绣花园3-2-1203", "area-missing"),
        ("锦绣花园3栋2单元12楼03室（近地铁口）", "area-missing"),
        ("砚溪区锦绣花国3栋2单元1203", "name-typo"),
        ("锦秀花园3号楼2单元1203", "name-sound"),
        ("柳岸街道锦绣花园3栋1203", "entrance-missing"),
        ("春风路13号锦绣花园3栋2单元1203", "number-slip"),
    ] {
        assert_eq!(line(&index, written), (Class::B, unit.clone(), rule), "{written}");
    }
}

#[test]
fn a_room_in_two_entrances_is_left_to_a_person() {
    let (class, _, rule) = line(&han(), "锦绣花园3栋1201");
    assert_eq!((class, rule), (Class::C, "ambiguous"));
}

#[test]
fn a_room_the_register_does_not_know_is_not_its_building() {
    assert_eq!(line(&han(), "锦绣花园3栋2单元1209").0, Class::C);
    assert_eq!(line(&han(), "秋月路7号401").0, Class::C);
}

#[test]
fn a_former_name_leads_to_the_address_of_today() {
    let index = han();
    let found = index.wash(
        index.profile(),
        "云汀市砚溪区柳岸街道春风社区春风路18号柳岸二厂宿舍3栋2单元12楼1203室",
    );
    assert_eq!((found.class, found.rule, found.historical), (Class::A, "historical", true));
    let found = index.wash(index.profile(), "秋月路607号");
    assert!(found.historical && found.class == Class::B, "{found:?}");
}

#[test]
fn a_retired_entry_leads_to_its_successor() {
    let entry = |id, number: &str, current, successor| RegisterEntry {
        id,
        components: owned(&[
            (ComponentKind::RoadNumber, number),
            (ComponentKind::Road, "oak street"),
        ]),
        current,
        successor,
        ..RegisterEntry::default()
    };
    let index = build(
        &Profile::us(),
        &[entry(0, "1", false, Some(1)), entry(1, "3", true, None), entry(2, "5", false, None)],
    );
    let found = index.wash(&Profile::us(), "1 Oak Street");
    assert_eq!((found.class, found.entry, found.historical), (Class::A, Some(1), true));
    let found = index.wash(&Profile::us(), "5 Oak Street");
    assert_eq!((found.entry, found.historical), (Some(2), true));
}

/// An entry of the parts of a split US address, with another way to say it.
fn placed(id: u64, parts: [&'static str; 6], current: bool, also: Option<Alias>) -> RegisterEntry {
    RegisterEntry {
        id,
        components: owned(&fields(parts)),
        aliases: also.into_iter().collect(),
        current,
        ..RegisterEntry::default()
    }
}

fn called(parts: [&'static str; 6], historical: bool) -> Alias {
    Alias { components: owned(&fields(parts)), historical }
}

const OAK: [&str; 6] = ["1", "oak street", "", "Anytown", "WA", "00000"];

#[test]
fn what_stood_at_an_address_gives_way_to_what_stands_there() {
    let also = || Some(called(["1", "mill court", "", "Anytown", "WA", "00000"], false));
    let index = build(
        &Profile::us(),
        &[placed(0, OAK, false, also()), placed(1, OAK, true, also()), placed(2, OAK, false, None)],
    );
    let wash = |parts| {
        let found = index.wash_fields(&fields(parts));
        (found.class, found.entry, found.rule, found.historical)
    };
    assert_eq!(wash(OAK), (Class::A, Some(1), "same", false));
    assert_eq!(wash(["1", "oak street", "", "", "", ""]).1, Some(1), "with a part left out");
    let by_name = wash(["1", "mill court", "", "Anytown", "WA", "00000"]);
    assert_eq!(by_name, (Class::A, Some(1), "alias", false), "under the name of both");
}

#[test]
fn a_demolished_house_is_as_likely_as_a_standing_one_elsewhere() {
    let elsewhere = ["1", "oak street", "", "Otherville", "WA", "11111"];
    let wash = |entries: &[RegisterEntry], parts| {
        let found = build(&Profile::us(), entries).wash_fields(&fields(parts));
        (found.class, found.entry)
    };
    let towns = [placed(0, OAK, false, None), placed(1, elsewhere, true, None)];
    assert_eq!(wash(&towns, ["1", "oak street", "", "", "", ""]), (Class::C, None), "either");
    assert_eq!(wash(&towns, OAK), (Class::A, Some(0)), "the demolished one");
    assert_eq!(wash(&towns, elsewhere), (Class::A, Some(1)), "the standing one");
    // Who is called so, or had the number before, does not stand at its address.
    for historical in [false, true] {
        let next = ["2", "oak street", "", "Anytown", "WA", "00000"];
        let moved = placed(1, next, true, Some(called(OAK, historical)));
        assert_eq!(wash(&[placed(0, OAK, false, None), moved], OAK), (Class::C, None));
    }
    let nickname = ["", "the old mill", "", "Anytown", "WA", "00000"];
    let named = |id, parts, current| placed(id, parts, current, Some(called(nickname, false)));
    let shared = [named(0, OAK, false), named(1, elsewhere, true)];
    assert_eq!(wash(&shared, nickname), (Class::C, None), "a nickname that both share");
}

/// Registers of a few streets with small numbers, so that names and numbers meet.
fn registers() -> impl Strategy<Value = Vec<[String; 3]>> {
    let street = prop::sample::select(vec![
        "oak st",
        "oak ave",
        "elm street",
        "n elm street",
        "5th avenue",
        "old mill rd",
    ]);
    let number = prop::sample::select(vec!["", "1", "2", "12", "12 a", "12-1"]);
    let unit = prop::sample::select(vec!["", "apt 1", "unit 2", "2nd fl"]);
    prop::collection::vec(
        (number, street, unit).prop_map(|(a, b, c)| [a.into(), b.into(), c.into()]),
        1..40,
    )
}

fn entries(rows: &[[String; 3]]) -> Vec<RegisterEntry> {
    let kinds = [ComponentKind::RoadNumber, ComponentKind::Road, ComponentKind::Room];
    let parts = |row: &[String; 3]| {
        kinds.into_iter().zip(row.clone()).filter(|(_, text)| !text.is_empty()).collect()
    };
    (0..)
        .zip(rows)
        .map(|(id, row)| RegisterEntry {
            id,
            code: format!("{id}"),
            components: parts(row),
            current: true,
            ..RegisterEntry::default()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_entry_washes_to_itself_or_is_a_listed_duplicate(rows in registers()) {
        let entries = entries(&rows);
        let index = build(&Profile::us(), &entries);
        let doubled: Vec<u64> = index.duplicates().flat_map(|(a, b)| [a, b]).collect();
        for entry in &entries {
            let fields: Vec<(ComponentKind, &str)> = entry.components.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
            let found = index.wash_fields(&fields);
            if doubled.contains(&entry.id) {
                prop_assert_eq!((found.class, found.rule), (Class::C, "duplicate"));
            } else {
                prop_assert_eq!((found.class, found.entry), (Class::A, Some(entry.id)));
            }
        }
    }

    #[test]
    fn the_same_entries_in_any_order_give_the_same_bytes(rows in registers(), turn in 0_usize..40) {
        let mut entries = entries(&rows);
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        for name in ["a.index", "b.index"] {
            let mut builder = IndexBuilder::new(&Profile::us(), "test");
            for entry in &entries {
                builder.add(entry).unwrap();
            }
            let path = folder.path().join(name);
            builder.finish(&path).unwrap();
            AddressIndex::open(&path).unwrap().verify().unwrap();
            files.push(std::fs::read(&path).unwrap());
            let middle = turn % entries.len();
            entries.rotate_left(middle);
            entries.reverse();
        }
        prop_assert!(files[0] == files[1]);
    }
}

#[test]
fn a_line_is_read_and_matched_at_once_as_apart() {
    let (index, long) = (han(), "春风路18号".repeat(400));
    for line in ["锦绣花园3栋2单元1203", "柳岸二厂宿舍3栋对面", "", long.as_str()] {
        let (found, read) = index.wash_and_read(index.profile(), line);
        assert_eq!(found, index.wash(index.profile(), line), "{line}");
        assert_eq!(read, crate::parse(index.profile(), line).components, "{line}");
    }
    assert_eq!(index.wash_and_read(index.profile(), &long).0.rule, "too-long");
}
