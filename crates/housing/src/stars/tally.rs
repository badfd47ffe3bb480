//! The arithmetic of a category, once for one building and for all.

/// What was counted for a category of a building.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    /// Sum of weight × value.
    pub(super) points: u32,
    /// Sum of the weights of what applies.
    pub(super) weight: u32,
    /// Whether a fact is missing or too old.
    pub(super) missing: bool,
    /// Percentage points that hazards take away.
    pub(super) lowered: u32,
    /// Stars at the most.
    pub(super) cap: u8,
}

impl Tally {
    pub(super) const EMPTY: Self =
        Self { points: 0, weight: 0, missing: false, lowered: 0, cap: 5 };

    /// Hundredths of a per cent, below 0 where hazards take more than there is; none without every fact.
    pub(super) fn score(self) -> Option<i64> {
        if self.missing || self.weight == 0 {
            return None;
        }
        // Values are 0 to 100, so this is at most 10,000.
        let had = i64::from(self.points) * 100 / i64::from(self.weight);
        Some(had - i64::from(self.lowered) * 100)
    }

    /// Stars, 1 to 5; none without every fact.
    pub(super) fn stars(self, from: &[u32; 5]) -> Option<u8> {
        let score = self.score()?;
        let reached = from.iter().filter(|from| score >= i64::from(**from) * 100).count();
        Some(u8::try_from(reached).unwrap_or(5).clamp(1, 5).min(self.cap))
    }
}
