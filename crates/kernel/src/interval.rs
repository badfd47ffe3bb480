//! Valid time: `[from, to)`.

use serde::{Deserialize, Serialize};

use crate::Day;

/// A span of days, `[from, to)`; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day, or unknown.
    pub from: Option<Day>,
    /// First day after the end, or still running.
    pub to: Option<Day>,
}

impl Interval {
    /// Whether `day` lies within.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_its_first_day_and_not_its_last() {
        let [may, june] = [5, 6].map(|month| Day::new(2026, month, 1));
        let interval = Interval { from: may, to: june };
        assert!(interval.contains(may.unwrap()));
        assert!(!interval.contains(june.unwrap()));
        assert!(Interval::default().contains(june.unwrap()));
    }
}
