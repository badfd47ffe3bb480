//! Stars of a building: from inspected facts, with published weights, and never from a guess.

mod batch;
mod building;
mod forms;
mod lift;
mod rate;
mod rules;
mod tally;
mod uses;

pub use batch::{Buildings, Ratings};
pub use building::{Building, OpenHazard, StarFault};
pub use forms::{AnswerRule, CapRule, CapWhen, CategoryRule, FactRule, StarFile};
pub use lift::{Lift, LiftStep};
pub use rate::{BuildingStars, Capped, CategoryStars, Lowered};
pub use rules::{STARS, StarRules};
pub use uses::{STAR_USES, StarState, StarUse, UseFile, UseRule, UseRules};

use kernel::{Day, Instant};

/// When something is rated: the instant, for what is overdue, and the day there, for how old a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The instant.
    pub now: Instant,
    /// The day in the place's zone.
    pub today: Day,
}

impl When {
    /// The same hour on a later day; never before.
    #[must_use]
    pub fn on(self, day: Day) -> Self {
        let days = (i64::from(day.epoch_days()) - i64::from(self.today.epoch_days())).max(0);
        Self { now: self.now.plus_seconds(days * 86_400), today: self.today.max(day) }
    }
}
