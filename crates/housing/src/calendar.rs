//! Deadlines by the working calendar of the place.

use casework::Calendar;
use kernel::{Day, Instant};

use crate::{Counted, Deadlines, Limit};

/// Days that are looked through for one that is worked.
const FARTHEST_DAYS: u64 = 366;
const MINUTE: i64 = 60_000_000;

/// Counts as the place does: hours by the clock, since danger does not wait; days by the calendar, and a limit that would
/// end on a day off ends with the next working day.
#[derive(Clone, Copy, Debug)]
pub struct Working<'a>(pub &'a Calendar);

impl Working<'_> {
    /// The instant at which a local minute of a day begins.
    fn at(self, day: Day, minute: i64) -> Instant {
        let minutes = i64::from(day.epoch_days()) * 1_440 - i64::from(self.0.offset_minutes);
        Instant::from_micros((minutes + minute) * MINUTE)
    }
}

impl Deadlines for Working<'_> {
    fn due(&self, from: Instant, limit: Limit) -> Instant {
        let by_the_clock = from.plus_seconds(limit.seconds());
        if limit.counted == Counted::Hours {
            return by_the_clock;
        }
        let ends_on = by_the_clock.day(self.0.offset_minutes);
        if !self.0.hours(ends_on).is_empty() {
            return by_the_clock;
        }
        (1..FARTHEST_DAYS)
            .map(|days| ends_on.plus_days(days))
            .find_map(|day| self.0.hours(day).last().map(|(_, end)| self.at(day, *end)))
            .unwrap_or(by_the_clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_limit_that_ends_on_a_day_off_ends_with_the_next_working_day() {
        let calendar = &casework::Catalogue::built_in().unwrap().calendar;
        let working = Working(calendar);
        // Found on 2026-09-07: thirty days end on 7 October, a holiday; the 8th is worked.
        let from = working.at(day("2026-09-07"), 9 * 60);
        let due = working.due(from, Limit::days(30));
        assert_eq!(due.day(calendar.offset_minutes), day("2026-10-08"));
        assert!(due > from.plus_seconds(30 * 86_400));
        // A working day is left as it is, and hours run on through any day.
        let due = working.due(from, Limit::days(1));
        assert_eq!(due, from.plus_seconds(86_400));
        let eve = working.at(day("2026-10-01"), 9 * 60);
        let hours = Limit { count: 24, counted: Counted::Hours };
        assert_eq!(working.due(eve, hours), eve.plus_seconds(86_400));
    }
}
