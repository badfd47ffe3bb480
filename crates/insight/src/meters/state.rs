//! What is usual for a meter, in a few numbers that each day moves a little.
//!
//! Sums are looked at as logarithms, so that a day is so many times the usual. Level and spread are exponential means
//! whose steps are clipped (Gelper, Fried, Croux, *Robust forecasting with exponential and Holt–Winters smoothing*,
//! 2010): a day that is far off moves them as little as one that is somewhat off. Season and holidays are no part of
//! a meter's own level: the middle of all meters of the kind on the same day is taken off first.

use super::measure::{MeterKind, factor, scale_of};

/// Days after which a meter is judged by its own past.
pub(crate) const WARM: u32 = 14;
/// Days that the rolling means reach back.
const REACH: f64 = 28.0;
/// Days after an exchange on which nothing is said of a meter.
const QUIET_DAYS: i32 = 14;
/// Days that a new meter counts as learned from what the old one knew.
const CARRIED_DAYS: u32 = 7;
/// The least spread: about an eighth, up or down.
const LEAST_SPREAD: f64 = 0.12;
/// The spread of a meter of which nothing is known.
const FIRST_SPREAD: f32 = 0.35;
/// Spreads above the usual from which a day is high.
const HIGH: f64 = 4.0;
/// A single day counts for no more.
const MOST_Z: f64 = 20.0;

/// The rolling state of a meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MeterState {
    /// The code of its unit.
    pub unit: Box<str>,
    /// What it counts.
    pub kind: MeterKind,
    /// Its number.
    pub meter: Box<str>,
    /// The last day it reported, days since 1970-01-01.
    pub last_on: i32,
    /// Days learned.
    pub days: u32,
    /// Logarithm of the usual use, without season.
    pub level: f32,
    /// What a day of rest adds.
    pub rest: f32,
    /// Spread around it.
    pub spread: f32,
    /// High days in a row, since when, and the sum of how high.
    pub high_days: u32,
    /// First of them.
    pub high_from: i32,
    /// Sum of their spreads above the usual.
    pub high_sum: f32,
    /// Days in a row without use.
    pub zero_days: u32,
    /// First of them.
    pub zero_from: i32,
    /// Days on which it ran backwards.
    pub backward_days: u32,
    /// Until this day nothing is said of it.
    pub quiet_until: i32,
    /// In which units it reports; 0 for those it says.
    pub scale: u8,
}

/// What a day is like for all meters of a kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Today {
    /// The day, days since 1970-01-01.
    pub on: i32,
    /// Whether it is a day of rest.
    pub rest: bool,
    /// How far the middle of all meters is from their usual, as a logarithm.
    pub season: f64,
}

/// What a day was for a meter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// It ran backwards: nothing is learned from it.
    Backwards,
    /// A sum.
    Sum {
        /// The use, in its true units.
        value: f64,
        /// What was to be expected.
        usual: f64,
        /// Logarithm of the one over the other.
        residual: f64,
        /// Whether from this day on it reports in other units than before.
        rescaled: bool,
    },
}

impl MeterState {
    /// A meter that was not seen before, with its first value.
    #[must_use]
    pub fn begin(unit: Box<str>, kind: MeterKind, meter: Box<str>, value: f64, on: i32) -> Self {
        Self {
            unit,
            kind,
            meter,
            last_on: on - 1,
            days: 0,
            level: narrow((value.max(0.0) + kind.floor()).ln()),
            rest: 0.0,
            spread: FIRST_SPREAD,
            high_days: 0,
            high_from: on,
            high_sum: 0.0,
            zero_days: 0,
            zero_from: on,
            backward_days: 0,
            quiet_until: on,
            scale: 0,
        }
    }

    /// The meter that was put in its place: the unit's habits stay, nothing is said for a while, and what is usual
    /// is learned faster.
    #[must_use]
    pub fn succeeded_by(&self, meter: Box<str>, on: i32) -> Self {
        Self {
            meter,
            last_on: on - 1,
            days: self.days.min(CARRIED_DAYS),
            high_days: 0,
            backward_days: 0,
            quiet_until: on + QUIET_DAYS,
            scale: 0,
            ..self.clone()
        }
    }

    /// Whether there is use to speak of.
    #[must_use]
    pub fn is_used(&self) -> bool {
        f64::from(self.level) > (3.0 * self.kind.floor()).ln()
    }

    /// Whether it is judged on that day.
    #[must_use]
    pub const fn is_judged(&self, on: i32) -> bool {
        self.days >= WARM && on >= self.quiet_until
    }

    /// Spreads above the usual of the high days, on average.
    #[must_use]
    pub fn mean_z(&self) -> f64 {
        f64::from(self.high_sum) / f64::from(self.high_days.max(1))
    }

    /// How far a raw sum is from the usual, without season; none for one that runs backwards.
    pub(crate) fn unseasoned(&self, raw: f64, rest: bool) -> Option<f64> {
        (raw >= 0.0).then(|| (raw * factor(self.scale) + self.kind.floor()).ln() - self.plain(rest))
    }

    fn plain(&self, rest: bool) -> f64 {
        f64::from(self.level) + if rest { f64::from(self.rest) } else { 0.0 }
    }

    /// Takes a day's sum: what it was against the usual, then what is usual moves.
    pub fn step(&mut self, raw: f64, today: &Today) -> Step {
        self.last_on = today.on;
        if raw < 0.0 {
            self.backward_days += 1;
            self.high_days = 0;
            self.zero_days = 0;
            return Step::Backwards;
        }
        let floor = self.kind.floor();
        let used = self.is_used();
        let season = if used { today.season } else { 0.0 };
        let expected = self.plain(today.rest) + season;
        let usual = (expected.exp() - floor).max(0.0);
        let held = self.scale;
        if self.days >= CARRIED_DAYS {
            self.scale = scale_of(self.kind, raw, usual, held);
        }
        let value = raw * factor(self.scale);
        let residual = (value + floor).ln() - expected;
        self.count(value, usual, residual, today.on);
        if used {
            self.learn(residual, today.rest);
        } else {
            self.wake(residual, (value + floor).ln() - today.season);
        }
        Step::Sum { value, usual, residual, rescaled: self.scale != held }
    }

    /// Days in a row that are high, or without use.
    fn count(&mut self, value: f64, usual: f64, residual: f64, on: i32) {
        let z = residual / f64::from(self.spread).max(LEAST_SPREAD);
        if self.is_judged(on) && z >= HIGH && value - usual >= self.kind.least_excess() {
            if self.high_days == 0 {
                (self.high_from, self.high_sum) = (on, 0.0);
            }
            self.high_days += 1;
            self.high_sum += narrow(z.min(MOST_Z));
        } else {
            self.high_days = 0;
        }
        if value < 0.2 * self.kind.floor() {
            if self.zero_days == 0 {
                self.zero_from = on;
            }
            self.zero_days += 1;
        } else {
            self.zero_days = 0;
        }
    }

    /// Where nothing was used a few days of use are enough, and what is usual is learned anew: somebody lives here now,
    /// which is nobody's business.
    fn wake(&mut self, residual: f64, level: f64) {
        self.level += narrow(0.2 * residual.clamp(-1.0, 1.0));
        self.days = self.days.saturating_add(1);
        if self.is_used() {
            (self.level, self.spread, self.rest) = (narrow(level), FIRST_SPREAD, 0.0);
            (self.days, self.high_days) = (self.days.min(CARRIED_DAYS), 0);
        }
    }

    fn learn(&mut self, residual: f64, rest: bool) {
        let spread = f64::from(self.spread).max(LEAST_SPREAD);
        let days = f64::from(self.days);
        let clipped = residual.clamp(-2.0 * spread, 2.0 * spread);
        self.level += narrow(clipped * (1.0 / (days + 1.0)).max(1.0 / REACH));
        if rest && self.days >= CARRIED_DAYS {
            self.rest = (self.rest + narrow(0.1 * clipped)).clamp(-1.0, 1.0);
        }
        // What is far off says nothing of ordinary days.
        if self.days < WARM || residual.abs() <= 3.0 * spread {
            let off = residual.abs().min(3.0 * spread) * 1.2533;
            let part = (1.0 / (days + 4.0)).max(1.0 / REACH);
            self.spread = narrow(spread + part * (off - spread));
        }
        self.days = self.days.saturating_add(1);
    }
}

/// As a file of the lake keeps it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "logarithms and spreads, seven digits are plenty"
)]
pub(crate) fn narrow(value: f64) -> f32 {
    value as f32
}
