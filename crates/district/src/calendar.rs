//! Days as a count from 1970-01-01, in the place's own zone.

/// A day; `Day::NEVER` stands for an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i32);

/// The last day the district's tables know.
pub(crate) const AS_OF: Day = Day::of(2026, 10, 31);
/// The first day of the 36 months that moves, tenancies and complaints span.
pub(crate) const WINDOW: Day = Day::of(2023, 11, 1);

impl Day {
    pub(crate) const NEVER: Day = Day(i32::MAX);

    /// Proleptic Gregorian (H. Hinnant, "chrono-compatible low-level date algorithms").
    pub(crate) const fn of(year: i32, month: i32, day: i32) -> Day {
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y - era * 400;
        let doy = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Day(era * 146_097 + doe - 719_468)
    }

    pub(crate) const fn ymd(self) -> (i32, i32, i32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, doy - (153 * mp + 2) / 5 + 1)
    }

    pub(crate) const fn plus(self, days: i32) -> Day {
        if self.0 == i32::MAX { self } else { Day(self.0 + days) }
    }

    pub(crate) fn iso(self) -> String {
        self.dashed('-')
    }

    pub(crate) fn dashed(self, dash: char) -> String {
        if self == Day::NEVER {
            return String::new();
        }
        let (y, m, d) = self.ymd();
        format!("{y:04}{dash}{m:02}{dash}{d:02}")
    }

    pub(crate) fn compact(self) -> String {
        if self == Day::NEVER {
            return String::new();
        }
        let (y, m, d) = self.ymd();
        format!("{y:04}{m:02}{d:02}")
    }

    pub(crate) fn chinese(self) -> String {
        if self == Day::NEVER {
            return String::new();
        }
        let (y, m, d) = self.ymd();
        format!("{y}年{m}月{d}日")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_round_trip_over_leap_years() {
        assert_eq!(Day::of(1970, 1, 1).0, 0);
        assert_eq!(Day::of(2000, 3, 1).0, 11_017);
        for n in (-20_000..30_000).step_by(17) {
            let (y, m, d) = Day(n).ymd();
            assert_eq!(Day::of(y, m, d), Day(n));
        }
        assert_eq!(AS_OF.iso(), "2026-10-31");
    }
}
