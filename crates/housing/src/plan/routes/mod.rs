//! Who goes where, in which order, at what time: the adapter to whatever reckons it.
//!
//! A [`Task`] is places with the time between them, stops with a window, a duration and a skill, and inspectors with hours,
//! breaks, skills and a number of visits; [`solve`] gives [`Rounds`]. The one behind it is ours (`docs/decisions/0017-routes.md`):
//! another one takes the same task and is held to the same tests.

mod breaks;
mod line;
mod search;
#[cfg(test)]
mod tests;

use kernel::{Chance, words};

pub use breaks::Break;
use line::Line;

words! {
    /// Why a building is in no round.
    Left {
        /// Nobody who works that day has the skill.
        NoSkill = "no_skill", "当天没有具备所需技能的检查员", "Nobody who works that day has the skill";
        /// Nobody gets there within its hours and theirs.
        OutOfHours = "out_of_hours", "当天工作时间与可入内时间内到不了", "Nobody gets there within its hours and theirs";
        /// The day is full of visits that come before it.
        Full = "full", "当天已排满，更急的在前", "The day is full of visits that come before it";
    }
}

/// Seconds between places, on the way they are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Travel {
    count: usize,
    seconds: Vec<u32>,
    /// The same by where one arrives, so that a search reads one row.
    arriving: Vec<u32>,
}

impl Travel {
    /// Between `count` places.
    #[must_use]
    pub fn of(count: usize, between: impl Fn(usize, usize) -> u32) -> Self {
        let mut seconds = Vec::with_capacity(count * count);
        for from in 0..count {
            seconds.extend((0..count).map(|to| between(from, to)));
        }
        let mut arriving = Vec::with_capacity(count * count);
        for to in 0..count {
            arriving.extend((0..count).map(|from| seconds[from * count + to]));
        }
        Self { count, seconds, arriving }
    }

    /// From one place to another.
    #[must_use]
    pub fn seconds(&self, from: usize, to: usize) -> u32 {
        self.seconds[from * self.count + to]
    }

    /// From a place to every place.
    fn leaving(&self, from: usize) -> &[u32] {
        &self.seconds[from * self.count..(from + 1) * self.count]
    }

    /// From every place to a place.
    fn arriving(&self, to: usize) -> &[u32] {
        &self.arriving[to * self.count..(to + 1) * self.count]
    }
}

/// A building to be visited. Times are seconds of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where.
    pub place: usize,
    /// How long the visit takes.
    pub service_s: u32,
    /// It begins no earlier.
    pub opens_s: u32,
    /// It begins no later.
    pub closes_s: u32,
    /// Skills that the visit needs, a bit each; none for anybody's.
    pub skills: u16,
    /// How many ordinary visits it counts for, where not all can be made.
    pub worth: u16,
}

/// Somebody who goes round. Times are seconds of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goer {
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// They set out no earlier.
    pub from_s: u32,
    /// They are back no later.
    pub to_s: u32,
    /// Visits at the most.
    pub most: usize,
    /// Skills they have, a bit each.
    pub skills: u16,
    /// When they do not work, in order and apart from each other.
    pub breaks: Vec<Break>,
}

/// What is to be reckoned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// The time between places.
    pub travel: Travel,
    /// What is to be visited.
    pub stops: Vec<Stop>,
    /// Who goes.
    pub goers: Vec<Goer>,
}

/// One inspector's day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Numbers of stops, in order.
    pub stops: Vec<usize>,
    /// When each visit begins.
    pub begins_s: Vec<u32>,
    /// Time on the way, there and back.
    pub travel_s: u32,
}

/// All days, in the order of the goers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    /// A round for each goer.
    pub rounds: Vec<Round>,
    /// Stops that are in none, and why.
    pub left: Vec<(usize, Left)>,
}

impl Rounds {
    /// Time on the way, of all.
    #[must_use]
    pub fn travel_s(&self) -> u64 {
        self.rounds.iter().map(|round| u64::from(round.travel_s)).sum()
    }
}

/// Rounds for a task: as few stops left as there can be, counted by their worth, then as little time on the way. `effort`
/// counts attempts to better them; the same task, chance and effort give the same rounds.
#[must_use]
pub fn solve(task: &Task, chance: &mut Chance, effort: u32) -> Rounds {
    let found = search::best(task, chance, effort);
    let rounds = found.lines.into_iter().map(Line::round).collect();
    let mut left: Vec<(usize, Left)> =
        found.left.into_iter().map(|stop| (stop, why_left(task, stop))).collect();
    left.sort_unstable();
    Rounds { rounds, left }
}

fn why_left(task: &Task, stop: usize) -> Left {
    let needs = task.stops[stop].skills;
    let mut able = task.goers.iter().filter(|goer| goer.skills & needs == needs).peekable();
    if able.peek().is_none() {
        Left::NoSkill
    } else if able.any(|goer| goer.most > 0 && Line::of(task, goer, vec![stop]).is_some()) {
        Left::Full
    } else {
        Left::OutOfHours
    }
}
