//! What is no address gets class none and a reason, and never a guess.

use super::samples::{han, town};
use crate::{AddressIndex, Class};
use proptest::prelude::*;

fn answer(index: &AddressIndex, line: &str) -> (Class, &'static str) {
    let found = index.wash(index.profile(), line);
    if found.class == Class::None {
        assert!(found.entry.is_none() && found.candidates.is_empty(), "{line:.40}: {found:?}");
    }
    (found.class, found.rule)
}

#[test]
fn what_is_no_address_is_none_with_a_reason() {
    let binary: String = (0..=255_u8).map(char::from).cycle().take(1_500).collect();
    let broken = String::from_utf8_lossy(b"\xED\xA0\x80\xED\xBF\xBF\xFF").into_owned();
    for index in [han(), town()] {
        for line in [
            "",
            " \t\u{3000}\r\n",
            "\u{202E}\u{202B}\u{2066}\u{200F}\u{FEFF}",
            "😀🏠🏢👨‍👩‍👧",
            "12345678901234567890",
            "138000000001390000000013700000000",
            "\0\0\0\0",
            "((((((((【【【【【）））",
            "----------",
            broken.as_str(),
            binary.as_str(),
        ] {
            let (class, rule) = answer(&index, line);
            assert_eq!(class, Class::None, "{line:?}");
            assert!(["empty", "no-name", "name-unknown"].contains(&rule), "{line:?}: {rule}");
        }
    }
}

#[test]
fn a_cell_with_many_addresses_is_none_of_them() {
    let index = han();
    let one = |room: usize| format!("锦绣花园3栋2单元12{room:02}");
    assert_ne!(answer(&index, &one(1)).0, Class::None);
    assert_ne!(answer(&index, &format!("{};{}", one(1), one(1))).0, Class::None, "said twice");
    for between in [";", "，", " ", "\n", " / "] {
        let cell = |count| (1..=count).map(one).collect::<Vec<_>>().join(between);
        assert_eq!(answer(&index, &cell(10)), (Class::None, "several"), "{between:?}");
        assert_eq!(answer(&index, &cell(2)), (Class::None, "several"), "{between:?}");
    }
    let streets = "春风路1号、春风路2号、春风路3号、柳岸路4号";
    assert_eq!(answer(&index, streets), (Class::None, "several"));
}

#[test]
fn ten_megabytes_are_no_address() {
    let index = han();
    for piece in ["锦绣花园3栋2单元1203 ", "9", "\u{202E}", "(", "😀", "春"] {
        let line = piece.repeat(10_000_000 / piece.len());
        assert_eq!(answer(&index, &line), (Class::None, "too-long"), "{piece}");
    }
}

proptest! {
    #[test]
    fn no_text_stops_the_wash(line in any::<String>(), noise in "[锦绣花园3栋单元号0-9 ,()-]{0,60}") {
        for index in [&*HAN, &*TOWN] {
            for text in [line.as_str(), noise.as_str()] {
                let found = index.wash(index.profile(), text);
                prop_assert!((0.0..=1.0).contains(&found.score));
                prop_assert!(found.candidates.len() <= 5);
                prop_assert_eq!(
                    found.entry.is_some(),
                    matches!(found.class, Class::A | Class::B)
                );
            }
        }
    }

    /// Signs that are not seen change nothing of what is read.
    #[test]
    fn unseen_signs_change_no_answer(
        at in prop::collection::vec(0_usize..14, 1..4),
        sign in prop::sample::select(&['\u{202E}', '\u{200F}', '\u{2066}', '\u{FEFF}'][..]),
    ) {
        let whole = "锦绣花园3栋2单元1203";
        let line: String = whole
            .chars()
            .enumerate()
            // Between parts only: inside a name they part it as a space does.
            .flat_map(|(place, c)| {
                let before = (at.contains(&place) && [4, 6, 9].contains(&place)).then_some(sign);
                before.into_iter().chain([c])
            })
            .collect();
        let found = HAN.wash(HAN.profile(), &line);
        prop_assert_eq!(found.entry, HAN.wash(HAN.profile(), whole).entry, "{:?}", line);
    }
}

static HAN: std::sync::LazyLock<AddressIndex> = std::sync::LazyLock::new(han);
static TOWN: std::sync::LazyLock<AddressIndex> = std::sync::LazyLock::new(town);
