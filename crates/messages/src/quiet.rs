//! Quiet hours: when nothing that can wait wakes anybody.

use kernel::Instant;

const MINUTE_US: i64 = 60_000_000;
const DAY_MIN: i64 = 24 * 60;

/// Hours of each day in which only what is urgent is sent, in minutes of local time, `[from, to)`.
/// Over midnight where `from` is after `to`; none where they are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    from_minute: u16,
    to_minute: u16,
}

impl Quiet {
    /// From and to, minutes after midnight; none where one is not within a day.
    #[must_use]
    pub const fn new(from_minute: u16, to_minute: u16) -> Option<Self> {
        if from_minute < 1_440 && to_minute < 1_440 {
            Some(Self { from_minute, to_minute })
        } else {
            None
        }
    }

    /// Since which minute after midnight.
    #[must_use]
    pub const fn from_minute(self) -> u16 {
        self.from_minute
    }

    /// Until which minute after midnight.
    #[must_use]
    pub const fn to_minute(self) -> u16 {
        self.to_minute
    }

    /// When something that is ready `at` may be sent, in a zone `offset_minutes` east of UTC.
    #[must_use]
    pub fn after(self, at: Instant, offset_minutes: i32) -> Instant {
        let local = at.micros().div_euclid(MINUTE_US) + i64::from(offset_minutes);
        let now = local.rem_euclid(DAY_MIN);
        let (from, to) = (i64::from(self.from_minute), i64::from(self.to_minute));
        let is_quiet = if from <= to { from <= now && now < to } else { from <= now || now < to };
        if !is_quiet {
            return at;
        }
        let wait = (to - now).rem_euclid(DAY_MIN);
        let end = local + wait - i64::from(offset_minutes);
        Instant::from_micros(end.saturating_mul(MINUTE_US))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against a slow and obvious model that looks at every minute.
        #[test]
        fn what_is_sent_after_quiet_hours_is_sent_at_their_end(
            from in 0_u16..1_440, to in 0_u16..1_440, at in 0_i64..4_000_000_000, offset in -720_i32..=840,
        ) {
            let quiet = Quiet::new(from, to).unwrap();
            let is_quiet = |minute: i64| {
                let now = (minute + i64::from(offset)).rem_euclid(1_440);
                let mut look = i64::from(from);
                while look != i64::from(to) {
                    if look == now { return true; }
                    look = (look + 1) % 1_440;
                }
                false
            };
            let at = Instant::from_micros(at * 1_000_000);
            let after = quiet.after(at, offset);
            let minute = at.micros().div_euclid(MINUTE_US);
            let open = (minute..minute + 1_441).find(|minute| !is_quiet(*minute)).unwrap();
            let wanted = if open == minute { at.micros() } else { open * MINUTE_US };
            prop_assert_eq!(after.micros(), wanted);
        }
    }

    #[test]
    fn an_hour_that_no_day_has_is_refused() {
        assert!(Quiet::new(1_440, 0).is_none() && Quiet::new(0, 1_500).is_none());
    }
}
