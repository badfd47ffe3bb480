//! What a day is like for everybody: weekends, holidays, the season.

use super::{Day, meter::Kind};

/// A day.
pub(super) struct Date {
    pub(super) day: Day,
    /// Days after the first that is written.
    pub(super) at: i32,
    /// Saturday or Sunday.
    pub(super) weekend: bool,
    /// Which holiday, if one.
    pub(super) holiday: Option<u64>,
    month: usize,
    /// How far into the month, 0 to 1.
    into: f64,
}

/// Holidays by month and days; the Spring Festival as it lies in 2026.
const HOLIDAYS: [(i32, i32, i32); 6] =
    [(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (10, 1, 7)];

/// What a month's use is of the year's, January first.
const WATER: [f64; 12] = [0.9, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.15, 1.1, 1.0, 0.95, 0.9];
const POWER: [f64; 12] = [1.1, 1.1, 0.9, 0.8, 0.9, 1.2, 1.5, 1.5, 1.3, 1.0, 0.85, 1.0];
const GAS: [f64; 12] = [1.4, 1.3, 1.1, 1.0, 0.9, 0.8, 0.8, 0.8, 0.85, 0.95, 1.1, 1.3];
const HEAT: [f64; 12] = [1.5, 1.4, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.8, 1.3];

impl Date {
    pub(super) fn of(day: Day, at: i32) -> Self {
        let (year, month, of_month) = day.ymd();
        let holiday = HOLIDAYS
            .iter()
            .position(|(in_month, from, to)| {
                *in_month == month && (*from..=*to).contains(&of_month)
            })
            .map(|which| (year * 16) as u64 + which as u64);
        Self {
            day,
            at,
            // 1970-01-01 was a Thursday.
            weekend: (day.0 + 3).rem_euclid(7) >= 5,
            holiday,
            month: (month - 1) as usize,
            into: f64::from(of_month - 1) / 31.0,
        }
    }

    /// The season, between this month and the next.
    pub(super) fn season(&self, kind: Kind) -> f64 {
        let table = match kind {
            Kind::Water => WATER,
            Kind::Power => POWER,
            Kind::Gas => GAS,
            Kind::Heat => HEAT,
        };
        let (this, next) = (table[self.month], table[(self.month + 1) % 12]);
        if this == 0.0 { 0.0 } else { this + (next - this) * self.into }
    }
}
