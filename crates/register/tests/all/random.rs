//! Bounded runs of random input; the same properties are fuzzed in `fuzz/`.

use proptest::prelude::*;
use register::geometry::{from_wkb, measure, mend};
use register::model::Code;

/// A square as WKB writes it: byte order, polygon, one ring of five points.
fn square() -> Vec<u8> {
    let mut bytes = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0];
    for (x, y) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)] {
        bytes.extend(f64::to_le_bytes(x));
        bytes.extend(f64::to_le_bytes(y));
    }
    bytes
}

fn mended(bytes: &[u8]) {
    if let Some(Ok(mended)) = from_wkb(bytes).map(mend) {
        let _ = measure(&mended.shape);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_parses_as_a_code_prints_as_it_was_written(text in "[0-9A-Z]{0,27}|\\PC{0,30}") {
        if let Ok(code) = text.parse::<Code>() {
            prop_assert_eq!(code.as_str(), text.as_str());
        }
    }

    #[test]
    fn any_bytes_are_a_shape_that_can_be_mended_and_measured_or_none(
        bytes in proptest::collection::vec(any::<u8>(), 0..400)
    ) {
        mended(&bytes);
    }

    #[test]
    fn a_damaged_shape_is_mended_and_measured_or_none(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)
    ) {
        let mut bytes = square();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            // The count of points stays: a polygon of billions is refused by the reader, not by us.
            if !(5..13).contains(&at) {
                bytes[at] = byte;
            }
        }
        mended(&bytes);
    }
}
