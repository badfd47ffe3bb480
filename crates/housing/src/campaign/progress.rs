//! How far a campaign is, and what became of what it visits: folded from its targets, each of which counts once.

use std::collections::BTreeMap;

use kernel::{AreaPath, Day};

use super::{Standing, Target, TargetState};

/// Targets by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In the order of [`TargetState::ALL`].
    pub states: [u64; 5],
    /// Hazards taken down since.
    pub found: u64,
    /// Hazards verified fixed since.
    pub fixed: u64,
}

impl Tally {
    /// Targets in a state.
    #[must_use]
    pub const fn of(&self, state: TargetState) -> u64 {
        self.states[state.index()]
    }

    /// All targets.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.states.iter().sum()
    }

    /// Targets that were inspected.
    #[must_use]
    pub fn visited(&self) -> u64 {
        TargetState::ALL.iter().filter(|one| one.is_visited()).map(|one| self.of(*one)).sum()
    }

    fn add(&mut self, target: &Target) {
        self.states[target.state.index()] += 1;
        self.found += target.found;
        self.fixed += target.fixed;
    }
}

/// What is known of all targets at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Open hazards.
    pub open: u64,
    /// How many of them are overdue.
    pub overdue: u64,
    /// Targets by tier, in the order of [`Tier::ALL`](crate::Tier::ALL).
    pub tiers: [u64; 3],
    /// Targets without stars, then with 1 to 5.
    pub stars: [u64; 6],
}

impl Side {
    fn add(&mut self, standing: &Standing) {
        self.open += standing.open;
        self.overdue += standing.overdue;
        self.tiers[standing.tier as usize] += 1;
        let slot = self.stars.get_mut(usize::from(standing.stars.unwrap_or(0)));
        if let Some(slot) = slot {
            *slot += 1;
        }
    }
}

/// How far a campaign is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All targets.
    pub all: Tally,
    /// By the areas right below the campaign's.
    pub areas: BTreeMap<AreaPath, Tally>,
    /// Targets by the day of their first inspection.
    pub days: BTreeMap<Day, u64>,
    /// When the list was drawn.
    pub before: Side,
    /// Now, or when the campaign was closed.
    pub after: Side,
}

impl Progress {
    /// Of the targets of a campaign in `area`.
    pub fn of<'a>(area: &AreaPath, targets: impl IntoIterator<Item = &'a Target>) -> Self {
        let mut progress = Self::default();
        for target in targets {
            progress.all.add(target);
            progress.areas.entry(part_of(area, &target.drawn.area)).or_default().add(target);
            if let Some(day) = target.visited_on {
                *progress.days.entry(day).or_default() += 1;
            }
            progress.before.add(&target.drawn.standing);
            progress.after.add(&target.now);
        }
        progress
    }
}

/// The area right below `area` in which `place` lies; `area` where it lies in none.
#[must_use]
pub fn part_of(area: &AreaPath, place: &AreaPath) -> AreaPath {
    let above = |one: &AreaPath| area.contains(one) && one != area;
    place.upward().filter(above).last().unwrap_or_else(|| area.clone())
}
