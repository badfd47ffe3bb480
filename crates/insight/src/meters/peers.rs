//! Middles of many meters.

use super::{
    measure::MeterKind,
    state::{MeterState, WARM},
};

/// Fewest meters that are anybody's peers.
const FEWEST: usize = 5;
/// The least spread among peers.
const LEAST_SPREAD: f64 = 0.3;

/// What the meters beside one usually use, as logarithms without season.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Peers {
    pub(crate) level: f64,
    pub(crate) spread: f64,
}

impl Peers {
    /// Of the meters of a kind that are used and known for some days; none where there are fewer than five.
    pub(crate) fn of<'a>(
        states: impl Iterator<Item = &'a MeterState>,
        kind: MeterKind,
    ) -> Option<Self> {
        let known = states.filter(|one| one.kind == kind && one.days >= WARM && one.is_used());
        let mut levels: Vec<f64> = known.map(|one| f64::from(one.level)).collect();
        if levels.len() < FEWEST {
            return None;
        }
        let level = median(&mut levels)?;
        let mut off: Vec<f64> = levels.iter().map(|one| (one - level).abs()).collect();
        let spread = (median(&mut off)? * 1.4826).max(LEAST_SPREAD);
        Some(Self { level, spread })
    }

    /// The same on a day on which all of them are so far above their usual; not where they are below.
    pub(crate) fn lifted(self, lift: f64) -> Self {
        Self { level: self.level + lift.max(0.0), ..self }
    }

    /// Spreads above them of a use, with the season of its day.
    pub(crate) fn z(&self, value: f64, kind: MeterKind, season: f64) -> f64 {
        ((value + kind.floor()).ln() - season - self.level) / self.spread
    }

    /// How many times what they use.
    pub(crate) fn times(&self, value: f64, kind: MeterKind, season: f64) -> f64 {
        value / ((self.level + season).exp() - kind.floor()).max(kind.floor())
    }
}

/// The middle; of an even number the upper one. None of nothing.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    Some(*values.select_nth_unstable_by(middle, f64::total_cmp).1)
}
