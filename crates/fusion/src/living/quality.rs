//! How right a run is, as people judged pairs of it that were drawn at random: no label is needed, and nothing of the
//! model enters but where to look.

use blocks::Verdict;
use linkage::{ClericalSample, Estimate, Interval, Stratum, StratumEstimate};
use serde::{Deserialize, Serialize};

/// The pairs of one range of match probability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleStratum {
    /// Match probability from here on.
    pub from: f64,
    /// Up to here, excluded; the last holds 1.
    pub to: f64,
    /// Pairs of the run within.
    pub pairs: u64,
}

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The estimate.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What was judged of one stratum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JudgedStratum {
    /// The stratum.
    pub stratum: SampleStratum,
    /// Pairs that were drawn of it.
    pub drawn: u64,
    /// Those judged same or different.
    pub judged: u64,
    /// Those judged same.
    pub same: u64,
    /// Those that the person was unsure of: they take no part.
    pub unsure: u64,
}

/// What the judged sample says of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleQuality {
    /// By stratum, from the lowest probability up.
    pub strata: Vec<JudgedStratum>,
    /// Share of matches among the pairs that join; nothing until every stratum above the threshold has a judged pair.
    pub precision: Option<Share>,
    /// Share of the matches among all compared pairs that join; what no rule compares is not in it.
    pub recall: Option<Share>,
}

/// The strata that a sample was drawn from.
pub(crate) fn strata_of(sample: &ClericalSample) -> Vec<SampleStratum> {
    let stratum = |of: &Stratum| SampleStratum { from: of.from, to: of.to, pairs: of.pairs };
    sample.strata.iter().map(stratum).collect()
}

/// What the drawn pairs, each with its match probability and what was judged of it, say of a run with these strata, whose
/// pairs join from `threshold` on.
#[must_use]
pub fn sample_quality(
    strata: &[SampleStratum],
    threshold: f64,
    drawn: &[(f64, Option<Verdict>)],
) -> SampleQuality {
    let fresh = |stratum: &SampleStratum| JudgedStratum {
        stratum: *stratum,
        drawn: 0,
        judged: 0,
        same: 0,
        unsure: 0,
    };
    let mut told: Vec<JudgedStratum> = strata.iter().map(fresh).collect();
    for (probability, verdict) in drawn {
        // Below the lowest is the lowest: a weight was rounded.
        let at = told.iter().rposition(|of| *probability >= of.stratum.from).unwrap_or(0);
        let Some(of) = told.get_mut(at) else { continue };
        of.drawn += 1;
        match verdict {
            Some(Verdict::Same) => (of.judged, of.same) = (of.judged + 1, of.same + 1),
            Some(Verdict::Different) => of.judged += 1,
            Some(Verdict::Unsure) => of.unsure += 1,
            None => {}
        }
    }
    let estimated = |of: &JudgedStratum| StratumEstimate {
        stratum: Stratum { from: of.stratum.from, to: of.stratum.to, pairs: of.stratum.pairs },
        judged: of.judged,
        same: of.same,
        unsure: of.unsure,
        matches: None,
    };
    let estimate = Estimate::of_strata(told.iter().map(estimated).collect(), threshold);
    let share = |Interval { share, low, high }: Interval| Share { share, low, high };
    SampleQuality {
        precision: estimate.precision.map(share),
        recall: estimate.recall.map(share),
        strata: told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRATA: [SampleStratum; 3] = [
        SampleStratum { from: 0.01, to: 0.5, pairs: 1_000 },
        SampleStratum { from: 0.5, to: 0.95, pairs: 100 },
        SampleStratum { from: 0.95, to: 1.0, pairs: 900 },
    ];

    fn judged(probability: f64, same: usize, different: usize) -> Vec<(f64, Option<Verdict>)> {
        let of = |verdict, count| vec![(probability, Some(verdict)); count];
        [of(Verdict::Same, same), of(Verdict::Different, different)].concat()
    }

    #[test]
    fn strata_weigh_by_their_pairs_and_the_interval_holds_the_share() {
        let drawn = [judged(0.1, 0, 40), judged(0.7, 10, 10), judged(0.99, 39, 1)].concat();
        let told = sample_quality(&STRATA, 0.95, &drawn);
        let precision = told.precision.unwrap();
        assert!((precision.share - 39.0 / 40.0).abs() < 1e-9, "{precision:?}");
        assert!(precision.low < precision.share && precision.share < precision.high);
        // 900 x 39/40 matches join, and 100 x 1/2 do not.
        let recall = told.recall.unwrap();
        assert!((recall.share - 877.5 / 927.5).abs() < 1e-9, "{recall:?}");
        let counts: Vec<_> = told.strata.iter().map(|of| (of.drawn, of.judged, of.same)).collect();
        assert_eq!(counts, [(40, 40, 0), (20, 20, 10), (40, 40, 39)]);
    }

    #[test]
    fn nothing_is_said_while_a_stratum_is_not_judged_and_unsure_takes_no_part() {
        let drawn = [judged(0.1, 0, 5), vec![(0.7, None), (0.99, Some(Verdict::Unsure))]].concat();
        let told = sample_quality(&STRATA, 0.95, &drawn);
        assert_eq!((told.precision, told.recall), (None, None));
        assert_eq!((told.strata[2].drawn, told.strata[2].unsure, told.strata[1].judged), (1, 1, 0));
        assert_eq!(sample_quality(&[], 0.95, &drawn).strata, []);
    }
}
