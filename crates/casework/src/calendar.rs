//! Working calendars: hours of the week, holidays and make-up days, as data of a place.

use std::collections::BTreeMap;

use kernel::{Day, Instant, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
pub(crate) const DAY_MIN: i64 = 24 * 60;

/// A calendar file, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarFile {
    /// Its id.
    pub id: String,
    /// Version, counted up with every change.
    pub version: u32,
    /// What it is called.
    #[schemars(with = "crate::catalogue::TextForm")]
    pub title: Text,
    /// Where the days off are from, in words; empty where not stated.
    pub source: String,
    /// Minutes east of UTC. A place whose clocks change needs a file for each half of the year.
    pub offset_minutes: i32,
    /// Hours of Monday to Sunday, as `09:00-12:00`; an empty list is a day off.
    pub week: [Vec<String>; 7],
    /// Hours of a make-up day.
    pub make_up: Vec<String>,
    /// Years whose days off are arranged; beyond them a deadline is provisional.
    pub years: Vec<i32>,
    /// Days off and the days worked for them.
    #[serde(default)]
    pub holiday: Vec<Holiday>,
}

/// A holiday: the days off, and the days of rest that are worked in return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// What it is called.
    #[schemars(with = "crate::catalogue::TextForm")]
    pub name: Text,
    /// First day off.
    #[schemars(with = "String")]
    pub from: Day,
    /// Last day off.
    #[schemars(with = "String")]
    pub to: Day,
    /// Days worked in return.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub make_up: Vec<Day>,
}

/// A calendar, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// What it is called.
    pub title: Text,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
    /// Years whose days off are arranged.
    pub years: Vec<i32>,
    week: [Vec<(i64, i64)>; 7],
    make_up: Vec<(i64, i64)>,
    days: BTreeMap<Day, Exception>,
}

/// A day that is not as its weekday is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exception {
    /// Off, and why.
    Off(Text),
    /// Worked, in return for which holiday.
    MakeUp(Text),
}

impl Calendar {
    /// Reads a file; the fault in words where it contradicts itself.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: CalendarFile = toml::from_str(text).map_err(|error| error.to_string())?;
        Self::of(file)
    }

    /// A calendar from its file.
    pub fn of(file: CalendarFile) -> Result<Self, String> {
        let mut week: [Vec<(i64, i64)>; 7] = Default::default();
        for (day, hours) in week.iter_mut().zip(&file.week) {
            *day = spans(hours)?;
        }
        if week.iter().all(Vec::is_empty) {
            return Err("no day of the week is worked".to_owned());
        }
        let make_up = spans(&file.make_up)?;
        let mut days = BTreeMap::new();
        for holiday in file.holiday {
            if holiday.to < holiday.from {
                return Err(format!("{} ends before it begins", holiday.name.en));
            }
            let off = std::iter::successors(Some(holiday.from), |day| Some(day.plus_days(1)))
                .take_while(|day| *day <= holiday.to)
                .map(|day| (day, Exception::Off(holiday.name.clone())));
            let worked =
                holiday.make_up.iter().map(|day| (*day, Exception::MakeUp(holiday.name.clone())));
            for (day, exception) in off.chain(worked) {
                if !file.years.contains(&day.year()) {
                    return Err(format!("{day} lies in a year that is not in `years`"));
                }
                if days.insert(day, exception).is_some() {
                    return Err(format!("{day} is named twice"));
                }
            }
        }
        let (id, version, title) = (file.id, file.version, file.title);
        let (offset_minutes, years) = (file.offset_minutes, file.years);
        Ok(Self { id, version, title, offset_minutes, years, week, make_up, days })
    }

    /// Hours of a day as minutes from its midnight, `[from, to)`, in order; empty where it is off.
    #[must_use]
    pub fn hours(&self, day: Day) -> &[(i64, i64)] {
        match self.days.get(&day) {
            Some(Exception::Off(_)) => &[],
            Some(Exception::MakeUp(_)) => &self.make_up,
            None => &self.week[weekday(day)],
        }
    }

    /// How a day differs from its weekday.
    #[must_use]
    pub fn exception(&self, day: Day) -> Option<&Exception> {
        self.days.get(&day)
    }

    /// Whether an instant lies in working hours.
    #[must_use]
    pub fn is_working(&self, at: Instant) -> bool {
        let (day, minute) = self.local(at.micros().div_euclid(60_000_000));
        self.hours(day).iter().any(|(from, to)| (*from..*to).contains(&minute))
    }

    /// Whether the days off of an instant's year are arranged.
    #[must_use]
    pub fn is_arranged(&self, at: Instant) -> bool {
        self.years.contains(&at.day(self.offset_minutes).year())
    }

    /// The local day and the minute in it of a minute since 1970 in UTC.
    pub(crate) fn local(&self, minute: i64) -> (Day, i64) {
        let local = minute + i64::from(self.offset_minutes);
        let day = i32::try_from(local.div_euclid(DAY_MIN)).unwrap_or(i32::MAX / 1_000);
        (Day::from_epoch_days(day), local.rem_euclid(DAY_MIN))
    }

    /// The minute since 1970 in UTC at which a local day begins.
    pub(crate) fn midnight(&self, day: Day) -> i64 {
        i64::from(day.epoch_days()) * DAY_MIN - i64::from(self.offset_minutes)
    }
}

/// Monday is 0.
fn weekday(day: Day) -> usize {
    // 1970-01-01 was a Thursday.
    usize::try_from((day.epoch_days() + 3).rem_euclid(7)).unwrap_or(0)
}

fn spans(written: &[String]) -> Result<Vec<(i64, i64)>, String> {
    let minute = |text: &str| -> Option<i64> {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let all = i64::from(hour) * 60 + i64::from(minute);
        ((0..60).contains(&minute) && (0..=DAY_MIN).contains(&all)).then_some(all)
    };
    let mut spans = Vec::with_capacity(written.len());
    let mut last = 0;
    for text in written {
        let read = text.split_once('-').and_then(|(a, b)| Some((minute(a)?, minute(b)?)));
        let (from, to) = read.filter(|(from, to)| last <= *from && from < to).ok_or_else(|| {
            format!("`{text}` is not a span of hours such as 09:00-12:00, in order")
        })?;
        last = to;
        spans.push((from, to));
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinas_arrangement_of_2026_is_kept() {
        let calendar = crate::Catalogue::built_in().unwrap().calendar.clone();
        let works = |day: &str| !calendar.hours(day.parse().unwrap()).is_empty();
        assert!(!works("2026-01-02") && works("2026-01-04"), "New Year and its make-up day");
        assert!(!works("2026-02-16") && works("2026-02-14") && works("2026-02-28"));
        assert!(!works("2026-10-07") && works("2026-10-10") && works("2026-10-08"));
        assert!(!works("2026-11-28"), "an ordinary Saturday");
        assert!(matches!(
            calendar.exception("2025-09-28".parse().unwrap()),
            Some(Exception::MakeUp(_))
        ));
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused() {
        let file = include_str!("../../../catalogues/calendars/cn.toml");
        for (from, to) in [
            ("\"09:00-12:00\", \"14:00-18:00\"", "\"14:00-18:00\", \"09:00-12:00\""),
            ("to = \"2026-01-03\"", "to = \"2025-12-31\""),
            ("make_up = [\"2026-01-04\"]", "make_up = [\"2026-01-03\"]"),
            ("make_up = [\"2026-01-04\"]", "make_up = [\"2031-01-04\"]"),
        ] {
            assert!(file.contains(from), "{from}");
            assert!(Calendar::read(&file.replace(from, to)).is_err(), "{to}");
        }
    }
}
