use super::typed::{Typed, written};
use crate::AddressIndex;
use crate::matching::samples::{han, town};

/// The texts under a name, by a look at every record.
fn looked_through(index: &AddressIndex, typed: &str, n: usize) -> Vec<(String, Option<u64>)> {
    let mut found: Vec<(String, Option<u64>)> = Vec::new();
    for (name, numbers) in Typed::read(index, typed).known_names(index) {
        let mut own: Vec<(String, Option<u64>)> = Vec::new();
        for record in index.records_under(name, &[]) {
            let locator = record.locator(name.symbol);
            let said: Vec<(usize, &str)> = (0..)
                .zip(locator)
                .filter(|(_, part)| *part != 0)
                .map(|(at, part)| (at, index.symbol(part)))
                .collect();
            let last = numbers.len().saturating_sub(1);
            let fits = said.len() >= numbers.len()
                && numbers.iter().zip(&said).enumerate().all(|(at, (typed, (_, held)))| {
                    if at == last { held.starts_with(typed.as_str()) } else { held == typed }
                });
            if !fits || record.flags != 0 || !index.entry(record.entry).0 {
                continue;
            }
            let shown = &said[..said.len().min(numbers.len().max(1))];
            let entry = (shown.len() == said.len()).then_some(u64::from(record.entry));
            let text = written(index, index.symbol(name.text), shown);
            if own.iter().all(|(known, _)| *known != text) {
                own.push((text, entry));
            }
        }
        found.extend(own.into_iter().take(n));
    }
    found.truncate(n);
    found
}

#[test]
fn what_is_stepped_over_held_nothing_to_show() {
    let whole = [
        "锦绣花园3栋2单元1203",
        "锦绣花园9栋",
        "锦绣花园2栋1单元904室",
        "柳岸二厂宿舍3栋",
        "春风路18号2栋",
        "春风路20号A座201",
        "棠谷村二巷2号301",
        "秋月路7号301",
        "秋月路9",
    ];
    let index = han();
    let mut after_a_name = 0;
    for line in whole {
        for (end, _) in line.char_indices().skip(1).chain([(line.len(), ' ')]) {
            for n in [1, 3, 8, 200] {
                let expected = looked_through(&index, &line[..end], n);
                let found: Vec<(String, Option<u64>)> = index
                    .autocomplete(&line[..end], n)
                    .into_iter()
                    .take(expected.len())
                    .map(|one| (one.text, one.entry))
                    .collect();
                assert_eq!(found, expected, "{} {n}", &line[..end]);
                after_a_name += usize::from(!expected.is_empty());
            }
        }
    }
    assert!(after_a_name > 100, "{after_a_name}");
}

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
