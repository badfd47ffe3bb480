//! The table that says how much noise a count gets for a cell key: of all that fulfil the conditions, the one with the
//! most entropy.

/// What the noise must fulfil.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// The largest change, up or down.
    pub bound: u32,
    /// The variance of the change, for every count but zero.
    pub variance: f64,
    /// No number from one to this is released.
    pub unseen: u32,
}

impl Default for Noise {
    /// At most ten up or down, with a standard deviation of 2.8; nothing from one to four is released.
    fn default() -> Self {
        Self { bound: 10, variance: 8.0, unseen: 4 }
    }
}

/// No noise is as it was asked to be.
#[derive(Clone, Debug, thiserror::Error)]
#[error("no noise within {bound} has the variance {variance} for a count of {count}", bound = .noise.bound, variance = .noise.variance)]
pub struct NoiseError {
    /// What was asked for.
    pub noise: Noise,
    /// The count for which there is none.
    pub count: u32,
}

/// Changes and how probable each is, for one count.
#[derive(Clone, Debug, PartialEq)]
struct Row(Vec<(i32, f64)>);

/// For every count the changes and how probable they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Perturbation {
    /// By count, from zero; the last is for every count from there on.
    rows: Vec<Row>,
}

impl Perturbation {
    /// The table for `noise`.
    pub fn new(noise: Noise) -> Result<Self, NoiseError> {
        // From here on no change is ruled out by what may not be told.
        let all = noise.bound + noise.unseen + 1;
        let mut rows = vec![Row(vec![(0, 1.0)])];
        for count in 1..=all {
            let row = Row::of(count, noise).ok_or(NoiseError { noise, count })?;
            rows.push(row);
        }
        Ok(Self { rows })
    }

    /// The change of `count` for a cell key, as a part of one.
    pub(crate) fn change(&self, count: u64, key: f64) -> i32 {
        let last = self.rows.len().saturating_sub(1);
        let at = usize::try_from(count).unwrap_or(last).min(last);
        let mut below = 0.0;
        let changes = self.rows.get(at).map(|row| row.0.as_slice()).unwrap_or_default();
        for (change, probability) in changes {
            below += probability;
            if key < below {
                return *change;
            }
        }
        changes.last().map_or(0, |(change, _)| *change)
    }

    /// How probable each change of `count` is.
    #[must_use]
    pub fn changes(&self, count: u32) -> &[(i32, f64)] {
        let at = (count as usize).min(self.rows.len().saturating_sub(1));
        self.rows.get(at).map(|row| row.0.as_slice()).unwrap_or_default()
    }
}

/// Halvings of an interval: more than a double has binary digits.
const HALVINGS: usize = 80;
/// The multipliers lie between these: beyond, a probability is nothing.
const REACH: f64 = 40.0;

impl Row {
    /// The distribution p(d) ∝ exp(a·d + b·d²) with mean zero and the variance that was asked for, over the changes that
    /// are allowed: of all with this mean and variance it has the most entropy.
    fn of(count: u32, noise: Noise) -> Option<Self> {
        let (count, bound) = (i64::from(count), i64::from(noise.bound));
        let allowed = |change: &i64| {
            let told = count + change;
            told == 0 || told > i64::from(noise.unseen)
        };
        let changes: Vec<f64> = (-bound.min(count)..=bound)
            .filter(allowed)
            .filter_map(|change| i32::try_from(change).ok())
            .map(f64::from)
            .collect();
        // With the mean held at zero, the variance grows with b.
        let variance = |b: f64| {
            let weights = centred(&changes, b)?;
            Some(changes.iter().zip(&weights).map(|(change, p)| p * change * change).sum::<f64>())
        };
        let (mut low, mut high) = (-REACH, REACH / f64::from(noise.bound.max(1)));
        if variance(low)? > noise.variance || variance(high)? < noise.variance {
            return None;
        }
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if variance(middle)? < noise.variance { low = middle } else { high = middle }
        }
        let weights = centred(&changes, f64::midpoint(low, high))?;
        #[expect(clippy::cast_possible_truncation, reason = "the changes are small whole numbers")]
        let whole = |change: &f64| *change as i32;
        Some(Self(changes.iter().map(whole).zip(weights).collect()))
    }
}

/// The probabilities exp(a·d + b·d²) with the a for which their mean is zero; none where all changes have one sign.
fn centred(changes: &[f64], b: f64) -> Option<Vec<f64>> {
    let least = changes.iter().copied().fold(f64::INFINITY, f64::min);
    let most = changes.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if least > 0.0 || most < 0.0 {
        return None;
    }
    let weights = |a: f64| {
        let exponent = |change: &f64| a.mul_add(*change, b * change * change);
        let top = changes.iter().map(exponent).fold(f64::NEG_INFINITY, f64::max);
        let raw: Vec<f64> = changes.iter().map(|change| (exponent(change) - top).exp()).collect();
        let all: f64 = raw.iter().sum();
        raw.into_iter().map(|weight| weight / all).collect::<Vec<f64>>()
    };
    let mean = |a: f64| changes.iter().zip(weights(a)).map(|(change, p)| change * p).sum::<f64>();
    let reach = REACH * most.max(-least).max(1.0);
    let (mut low, mut high) = (-reach, reach);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if mean(middle) < 0.0 { low = middle } else { high = middle }
    }
    Some(weights(f64::midpoint(low, high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_is_zero_on_average_with_the_variance_and_bound_that_were_set() {
        let noise = Noise::default();
        let table = Perturbation::new(noise).unwrap();
        for count in 1..40_u32 {
            let changes = table.changes(count);
            let sum = |f: &dyn Fn(f64) -> f64| {
                changes.iter().map(|(change, p)| f(f64::from(*change)) * p).sum::<f64>()
            };
            assert!((sum(&|_| 1.0) - 1.0).abs() < 1e-9, "{count}");
            assert!(sum(&|d| d).abs() < 1e-6, "{count}: mean {}", sum(&|d| d));
            assert!((sum(&|d| d * d) - noise.variance).abs() < 1e-6, "{count}: {changes:?}");
            for (change, _) in changes {
                let told = i64::from(count) + i64::from(*change);
                assert!(told == 0 || told > 4, "{count} is never told as {told}");
                assert!(change.unsigned_abs() <= noise.bound);
            }
        }
        assert_eq!(table.changes(0), [(0, 1.0)], "nobody is told as nobody");
    }

    #[test]
    fn no_change_of_a_large_count_is_certain_or_impossible_to_tell_from_its_neighbours() {
        let table = Perturbation::new(Noise::default()).unwrap();
        let changes = table.changes(1_000);
        assert_eq!(changes.len(), 21);
        // The ratio of neighbouring probabilities bounds what one more person changes.
        for pair in changes.windows(2) {
            let ratio = pair[0].1 / pair[1].1;
            assert!((0.2..5.0).contains(&ratio), "{pair:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_count() {
        let wanted = Noise { bound: 4, variance: 1.0, unseen: 4 };
        let error = Perturbation::new(wanted).unwrap_err();
        assert_eq!(error.count, 1);
        assert!(error.to_string().contains("variance 1"), "{error}");
    }
}
