//! What people judged, as training takes it up.
//!
//! A judged pair says something of every pair that shows the same pattern. Given the pattern, whether
//! somebody was asked does not depend on the answer, so the share of matches among a pattern's pairs is
//! the posterior mean of a Beta prior around the model's own share, [`OWN_WEIGHT`] judgements strong
//! (Gelman et al., Bayesian Data Analysis, chapter 2). Counted as pairs of their own instead, judged
//! pairs would draw m towards what the review queue likes to show.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::block::wanted;
use crate::clerical::Judgement;
use crate::compare::Comparer;
use crate::rows::Rows;
use crate::settings::Settings;

/// How many judgements the model's own opinion of a pattern weighs.
const OWN_WEIGHT: f64 = 4.0;

/// Judgements that a model learned from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// Pairs judged to be one entity.
    pub same: u64,
    /// Pairs judged to be two.
    pub different: u64,
    /// Judged pairs that a rule does not find, or of records that are not there: they teach nothing.
    pub unused: u64,
}

/// Judged pairs by the levels and rules they show.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    patterns: BTreeMap<(Vec<u8>, u32), Verdicts>,
    /// What was taken up.
    pub(crate) learned: Learned,
}

/// Judgements of one pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Verdicts {
    same: f64,
    all: f64,
}

impl Judged {
    /// Looks up the patterns of judged pairs; what a person was unsure of says nothing.
    pub(crate) fn of(
        rows: &Rows,
        settings: &Settings,
        comparer: &Comparer<'_>,
        judgements: &[Judgement],
    ) -> Self {
        let mut judged = Self::default();
        let mut scratch = comparer.scratch();
        for judgement in judgements {
            let Some(same) = judgement.same else { continue };
            let ends = rows.row(&judgement.id_l).zip(rows.row(&judgement.id_r));
            let pair = ends.map(|(l, r)| (l.min(r), l.max(r)));
            let pair = pair.filter(|(l, r)| l != r && wanted(rows, settings.link_type, *l, *r));
            let found = pair.map(|(l, r)| (l, r, rows.found_by(l, r)));
            let Some((left, right, rules)) = found.filter(|(.., rules)| *rules != 0) else {
                judged.learned.unused += 1;
                continue;
            };
            let levels = comparer.layout().unpack(comparer.pattern(left, right, &mut scratch));
            let verdicts = judged.patterns.entry((levels, rules)).or_default();
            verdicts.all += 1.0;
            verdicts.same += f64::from(u8::from(same));
            judged.learned.same += u64::from(same);
            judged.learned.different += u64::from(!same);
        }
        judged
    }

    /// The judgements of pairs that a rule finds, by their levels without those of `touched`.
    pub(super) fn of_rule(&self, rule: usize, touched: &[bool]) -> BTreeMap<Vec<u8>, Verdicts> {
        self.gather(|rules| rules >> rule & 1 == 1, touched)
    }

    /// The judgements of all pairs.
    pub(super) fn of_all(&self, comparisons: usize) -> BTreeMap<Vec<u8>, Verdicts> {
        self.gather(|_| true, &vec![false; comparisons])
    }

    fn gather(
        &self,
        within: impl Fn(u32) -> bool,
        touched: &[bool],
    ) -> BTreeMap<Vec<u8>, Verdicts> {
        let mut found: BTreeMap<Vec<u8>, Verdicts> = BTreeMap::new();
        for ((levels, rules), verdicts) in &self.patterns {
            if within(*rules) {
                let sum = found.entry(blanked(levels, touched)).or_default();
                sum.same += verdicts.same;
                sum.all += verdicts.all;
            }
        }
        found
    }
}

/// Levels without those of the touched comparisons.
pub(super) fn blanked(levels: &[u8], touched: &[bool]) -> Vec<u8> {
    levels.iter().zip(touched).map(|(level, touched)| if *touched { 0 } else { *level }).collect()
}

impl Verdicts {
    /// Shares of matches, related pairs and strangers as judgements leave the model's.
    pub(super) fn weigh(self, classes: [f64; 3]) -> [f64; 3] {
        if self.all == 0.0 {
            return classes;
        }
        let matches = (OWN_WEIGHT * classes[0] + self.same) / (OWN_WEIGHT + self.all);
        let others = classes[1] + classes[2];
        // Where the model knew of nothing but matches, what is none is a stranger.
        let related = if others > 0.0 { classes[1] / others } else { 0.0 };
        [matches, (1.0 - matches) * related, (1.0 - matches) * (1.0 - related)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgements_move_a_share_by_their_number_and_nothing_else() {
        let classes = [0.5, 0.1, 0.4];
        let same = |a: [f64; 3], b: [f64; 3]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(same(Verdicts::default().weigh(classes), classes));
        let once = Verdicts { same: 1.0, all: 1.0 }.weigh(classes);
        let often = Verdicts { same: 36.0, all: 36.0 }.weigh(classes);
        assert!((once[0] - 0.6).abs() < 1e-12 && (often[0] - 0.95).abs() < 1e-12);
        assert!((once[1] / once[2] - 0.25).abs() < 1e-12, "the rest keeps its shares");
        let none = Verdicts { same: 0.0, all: 4.0 }.weigh([1.0, 0.0, 0.0]);
        assert!(same(none, [0.5, 0.0, 0.5]));
        for shares in [once, often, none] {
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}
