//! Time limits: when something is due, and when whom to warn.
//!
//! All of it is counted in whole minutes. A limit in hours counts minutes in
//! which the clock runs; a limit in working days counts the ends of working
//! days after the day it began on, as administrative periods are counted.

use kernel::{Day, Instant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Audience, Calendar, calendar::DAY_MIN};

/// Days that a search for a deadline looks ahead at most: a calendar without work would never end.
const FARTHEST_DAYS: u64 = 36_600;
const MINUTE: i64 = 60_000_000;

/// What a limit is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Minutes in working hours, sixty an hour.
    WorkingHours,
    /// Ends of working days after the first.
    WorkingDays,
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

/// A level of warning or escalation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// At which part of the limit, per cent of its running minutes; beyond 100 it is overdue.
    pub percent: u32,
    /// Who is told.
    pub to: Audience,
}

/// A time in which the clock stood, `[from, to)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub from: Instant,
    /// Until when; none while it lasts.
    pub to: Option<Instant>,
    /// It stands no longer than this, minutes by the clock: then it runs again by itself.
    pub cap_min: u32,
}

impl Pause {
    /// When the clock runs again, at the latest.
    #[must_use]
    pub fn ends_at(&self) -> Instant {
        let cap = self.from.plus_seconds(i64::from(self.cap_min) * 60);
        self.to.map_or(cap, |to| to.min(cap))
    }
}

/// A limit that began, with its pauses: all that its deadlines follow from.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// The working calendar.
    pub calendar: &'a Calendar,
    /// The limit.
    pub limit: Limit,
    /// When it began.
    pub from: Instant,
    /// When the clock stood.
    pub pauses: &'a [Pause],
}

impl Running<'_> {
    /// When it is due.
    #[must_use]
    pub fn due(&self) -> Instant {
        let count = i64::from(self.limit.count);
        let minute = match self.limit.counted {
            Counted::WorkingDays if count > 0 => self.end_of_working_day(count),
            Counted::WorkingDays => self.start(),
            Counted::WorkingHours => self.after(count * 60, Basis::Working),
            Counted::Hours => self.after(count * 60, Basis::Clock),
            Counted::Days => self.after(count * DAY_MIN, Basis::Clock),
        };
        Instant::from_micros(minute.saturating_mul(MINUTE))
    }

    /// When each level is reached, in order of time.
    #[must_use]
    pub fn alarms(&self, levels: &[Level]) -> Vec<(Instant, Level)> {
        let basis = self.basis();
        let whole = self.minutes_until(self.due().micros().div_euclid(MINUTE), basis);
        let at = |level: &Level| {
            let minute = self.after(whole * i64::from(level.percent) / 100, basis);
            (Instant::from_micros(minute.saturating_mul(MINUTE)), *level)
        };
        let mut alarms: Vec<_> = levels.iter().map(at).collect();
        alarms.sort_by_key(|(at, level)| (*at, level.percent));
        alarms
    }

    const fn basis(&self) -> Basis {
        match self.limit.counted {
            Counted::WorkingHours | Counted::WorkingDays => Basis::Working,
            Counted::Hours | Counted::Days => Basis::Clock,
        }
    }

    fn start(&self) -> i64 {
        self.from.micros().div_euclid(MINUTE)
    }

    /// Pauses in whole minutes, in order and without overlap.
    fn paused(&self) -> Vec<(i64, i64)> {
        let minute = |at: Instant| at.micros().div_euclid(MINUTE);
        let mut spans: Vec<(i64, i64)> = self
            .pauses
            .iter()
            .map(|pause| (minute(pause.from), minute(pause.ends_at())))
            .filter(|(from, to)| from < to)
            .collect();
        spans.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        merged
    }

    /// Stretches of a local day in which the clock runs, from the beginning of the limit on.
    fn stretches(&self, day: Day, basis: Basis, paused: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let (midnight, start) = (self.calendar.midnight(day), self.start());
        let hours = match basis {
            Basis::Working => self.calendar.hours(day),
            Basis::Clock => &[(0, DAY_MIN)],
        };
        let mut open = Vec::with_capacity(hours.len());
        for (from, to) in hours {
            let (mut from, to) = ((midnight + from).max(start), midnight + to);
            for (stop, go) in paused {
                if *go <= from || *stop >= to {
                    continue;
                }
                if *stop > from {
                    open.push((from, *stop));
                }
                from = *go;
            }
            if from < to {
                open.push((from, to));
            }
        }
        open
    }

    /// The end of the minute in which `minutes` have run.
    fn after(&self, minutes: i64, basis: Basis) -> i64 {
        if minutes == 0 {
            return self.start();
        }
        let (paused, mut left) = (self.paused(), minutes);
        let (mut day, _) = self.calendar.local(self.start());
        for _ in 0..FARTHEST_DAYS {
            for (from, to) in self.stretches(day, basis, &paused) {
                if to - from >= left {
                    return from + left;
                }
                left -= to - from;
            }
            day = day.plus_days(1);
        }
        self.calendar.midnight(day)
    }

    /// How many minutes run before `end`.
    fn minutes_until(&self, end: i64, basis: Basis) -> i64 {
        let paused = self.paused();
        let (mut day, _) = self.calendar.local(self.start());
        let mut sum = 0;
        while self.calendar.midnight(day) < end {
            let run = |(from, to): (i64, i64)| (to.min(end) - from).max(0);
            sum += self.stretches(day, basis, &paused).into_iter().map(run).sum::<i64>();
            day = day.plus_days(1);
        }
        sum
    }

    /// The end of the `count`-th working day after the first; a day that ends in a pause does not count.
    fn end_of_working_day(&self, count: i64) -> i64 {
        let paused = self.paused();
        let (mut day, _) = self.calendar.local(self.start());
        let mut left = count;
        for _ in 0..FARTHEST_DAYS {
            day = day.plus_days(1);
            let Some((_, end)) = self.calendar.hours(day).last() else { continue };
            let end = self.calendar.midnight(day) + end;
            // The last minute of the day decides.
            if paused.iter().any(|(from, to)| (*from..*to).contains(&(end - 1))) {
                continue;
            }
            left -= 1;
            if left == 0 {
                return end;
            }
        }
        self.calendar.midnight(day)
    }
}

#[derive(Clone, Copy)]
enum Basis {
    Working,
    Clock,
}
