//! Time limits, and who counts them.

use kernel::Instant;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a limit is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Hours by the clock.
    Hours,
    /// Days of 24 hours.
    Days,
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// Of what.
    pub counted: Counted,
}

impl Limit {
    /// So many days.
    #[must_use]
    pub const fn days(count: u32) -> Self {
        Self { count, counted: Counted::Days }
    }

    /// Seconds by the clock.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        let unit = match self.counted {
            Counted::Hours => 3_600,
            Counted::Days => 86_400,
        };
        self.count as i64 * unit
    }
}

/// Says when a limit ends: the place's own way of counting, which may move an end that falls on a day off. It never
/// ends a limit sooner than the clock does.
pub trait Deadlines {
    /// The last instant at which it is in time.
    fn due(&self, from: Instant, limit: Limit) -> Instant;
}

/// Counts by the clock alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByTheClock;

impl Deadlines for ByTheClock {
    fn due(&self, from: Instant, limit: Limit) -> Instant {
        from.plus_seconds(limit.seconds())
    }
}
