//! Intervals of shares.

use serde::Serialize;

/// An estimated share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The estimate.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The normal quantile of 97.5 %.
const Z: f64 = 1.959_963_984_540_054;

/// Score interval of a share (Wilson 1927): holds near 0 and 1 and for few trials.
pub(crate) fn wilson(hits: u64, trials: u64) -> Interval {
    if trials == 0 {
        return Interval { share: 0.0, low: 0.0, high: 1.0 };
    }
    let (n, share) = (trials as f64, hits as f64 / trials as f64);
    let centre = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    Interval {
        share,
        low: (centre - half).clamp(0.0, share),
        high: (centre + half).clamp(share, 1.0),
    }
}

/// A sum of shares, each with its interval and a weight of 0 or more, and the interval of the sum
/// (Zou, Huang and Zhang 2009: the distances of each share to its own limits, in quadrature).
pub(crate) fn weighted_sum(parts: &[(f64, Interval)]) -> Interval {
    let sum = |value: fn(&Interval) -> f64| -> f64 {
        parts.iter().map(|(weight, part)| weight * value(part)).sum()
    };
    let quadrature = |distance: fn(&Interval) -> f64| -> f64 {
        parts.iter().map(|(weight, part)| (weight * distance(part)).powi(2)).sum::<f64>().sqrt()
    };
    let share = sum(|part| part.share);
    Interval {
        share,
        low: share - quadrature(|part| part.share - part.low),
        high: share + quadrature(|part| part.high - part.share),
    }
}

/// `a / (a + b)` for two independent quantities with their intervals, by the interval of `b / a`
/// (Donner and Zou 2012). None where `a` may be nothing.
pub(crate) fn part_of(a: Interval, b: Interval) -> Option<Interval> {
    let product = a.share * b.share;
    let bound = |of_a: f64, of_b: f64, sign: f64| -> f64 {
        let (left, right) = (of_a * (2.0 * a.share - of_a), of_b * (2.0 * b.share - of_b));
        (product + sign * (product * product - left * right).max(0.0).sqrt()) / left
    };
    if a.share <= 0.0 || a.low <= 0.0 || a.high >= 2.0 * a.share {
        return None;
    }
    let (low, high) = (bound(a.high, b.low, -1.0), bound(a.low, b.high, 1.0));
    let whole = |ratio: f64| 1.0 / (1.0 + ratio.max(0.0));
    Some(Interval { share: whole(b.share / a.share), low: whole(high), high: whole(low) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wilson_of_a_textbook() {
        // Newcombe 1998, table 1: 81 of 263 and 0 of 20.
        let many = wilson(81, 263);
        assert!((many.low - 0.2553).abs() < 5e-5 && (many.high - 0.3662).abs() < 5e-5, "{many:?}");
        let none = wilson(0, 20);
        assert!(none.low == 0.0 && (none.high - 0.1611).abs() < 5e-5, "{none:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn intervals_hold_their_estimate(hits in 1_u64..50, more in 1_u64..50, weight in 0.1_f64..9.0) {
            let (a, b) = (wilson(hits, hits + more), wilson(more, hits + more));
            let both = weighted_sum(&[(weight, a), (1.0, b)]);
            prop_assert!(both.low <= both.share && both.share <= both.high);
            if let Some(part) = part_of(a, b) {
                prop_assert!(0.0 <= part.low && part.low <= part.share + 1e-12);
                prop_assert!(part.share <= part.high + 1e-12 && part.high <= 1.0);
            }
        }

        #[test]
        fn one_share_alone_keeps_its_interval(hits in 0_u64..30, more in 1_u64..30) {
            let (one, sum) = (wilson(hits, hits + more), weighted_sum(&[(1.0, wilson(hits, hits + more))]));
            prop_assert!((one.low - sum.low).abs() < 1e-12 && (one.high - sum.high).abs() < 1e-12);
        }
    }
}
