//! What can be said of two texts from their letters alone, in any order: bounds that spare most
//! random pairs the similarity itself.

/// How often each class of characters occurs in a text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Letters {
    /// Four bits for each of 32 classes, filled from the lowest.
    counts: u128,
    /// Characters beyond four of their class.
    beyond: u16,
    length: u16,
    first: Option<char>,
}

const CLASSES: u32 = 32;
const KEPT: u32 = 4;

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Self { first: text.chars().next(), ..Self::default() };
        let mut seen = [0_u32; CLASSES as usize];
        for c in text.chars() {
            let class = u32::from(c) % CLASSES;
            let seen = &mut seen[class as usize];
            if *seen < KEPT {
                letters.counts |= 1 << (class * KEPT + *seen);
            } else {
                letters.beyond = letters.beyond.saturating_add(1);
            }
            *seen += 1;
            letters.length = letters.length.saturating_add(1);
        }
        letters
    }

    /// At least as many characters as the two texts have in common, order aside.
    fn common(&self, other: &Self) -> u32 {
        (self.counts & other.counts).count_ones() + u32::from(self.beyond.min(other.beyond))
    }

    /// No Jaro–Winkler similarity of the two texts is above this.
    pub(super) fn most_alike(&self, other: &Self) -> f64 {
        if self.length == u16::MAX || other.length == u16::MAX {
            return 1.0;
        }
        let common = f64::from(self.common(other));
        let jaro = (common / f64::from(self.length) + common / f64::from(other.length) + 1.0) / 3.0;
        if self.first == other.first { jaro + 0.4 * (1.0 - jaro).max(0.0) } else { jaro }
    }

    /// At least this many edits part the two texts: an edit changes one character or exchanges two.
    pub(super) fn fewest_edits(&self, other: &Self) -> u32 {
        if self.length == u16::MAX || other.length == u16::MAX {
            return 0;
        }
        u32::from(self.length.max(other.length)).saturating_sub(self.common(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bounds_hold(a in "[a-d王李1-3]{1,14}", b in "[a-d王李1-3]{1,14}") {
            let (of_a, of_b) = (Letters::of(&a), Letters::of(&b));
            prop_assert!(similarity::jaro_winkler(&a, &b) <= of_a.most_alike(&of_b) + 1e-9);
            prop_assert!(similarity::edits(&a, &b, 40) >= of_a.fewest_edits(&of_b));
        }
    }

    #[test]
    fn strangers_are_told_at_a_glance() {
        let (a, b) = (Letters::of("katherine"), Letters::of("mohammed"));
        assert!(a.most_alike(&b) < 0.7 && a.fewest_edits(&b) > 2);
    }
}
