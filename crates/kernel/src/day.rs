//! Days: ISO 8601 calendar dates in the place's zone.

use std::{fmt, str::FromStr};

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::Instant;

/// A calendar day, written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(NaiveDate);

/// A text that is no day.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a day written YYYY-MM-DD")]
pub struct DayError(String);

impl Day {
    /// The day of a year, month (1–12) and day of month; `None` where there is none.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// When the day begins where the clock is so many minutes ahead of UTC.
    #[must_use]
    pub fn midnight(self, offset_minutes: i32) -> Instant {
        let minutes = i64::from(self.epoch_days()) * 1_440 - i64::from(offset_minutes);
        Instant::from_micros(minutes * 60_000_000)
    }

    /// The day that is `days` after 1970-01-01; the calendar's end where it does not reach.
    #[must_use]
    pub fn from_epoch_days(days: i32) -> Self {
        Self(NaiveDate::from_epoch_days(days).unwrap_or(NaiveDate::MAX))
    }

    /// Days since 1970-01-01, as Arrow's Date32 counts them.
    #[must_use]
    pub fn epoch_days(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1–12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// The day `days` later.
    #[must_use]
    pub fn plus_days(self, days: u64) -> Self {
        Self(self.0.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX))
    }

    /// Whole years from this day to `on`, as ages are counted; 0 where `on` is before.
    #[must_use]
    pub fn years_until(self, on: Self) -> u32 {
        on.0.years_since(self.0).unwrap_or(0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        text.parse().map(Self).map_err(|_| DayError(text.chars().take(32).collect()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch_and_back() {
        let day = Day::new(2024, 2, 29).unwrap();
        assert_eq!(day.epoch_days(), 19_782);
        assert_eq!(Day::from_epoch_days(19_782), day);
        assert_eq!(day.plus_days(1).to_string(), "2024-03-01");
        assert_eq!(day.years_until(Day::new(2028, 2, 28).unwrap()), 3);
        let begins = day.midnight(480);
        assert_eq!(
            (begins.day(480), Instant::from_micros(begins.micros() - 1).day(480)),
            (day, Day::new(2024, 2, 28).unwrap())
        );
        assert!("2023-02-29".parse::<Day>().is_err());
    }
}
