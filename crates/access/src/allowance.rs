//! How many people an account is shown in an hour: enough for a day's work at a counter, and too few to carry a district
//! away, whoever holds the session.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kernel::{Id, Instant};

use crate::{Account, Error};

const HOUR_S: i64 = 3_600;
/// Accounts held; when full, those of whom nothing counts any more go.
const CAPACITY: usize = 10_000;

/// People shown of late, by account, in memory: a start forgets them, and the log does not.
#[derive(Debug, Default)]
pub(crate) struct Allowance(Mutex<HashMap<Id<Account>, Shown>>);

/// People shown in an hour by the clock, and in the one before.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    hour: i64,
    now: u32,
    before: u32,
}

impl Shown {
    /// As it counts in `hour`.
    fn in_hour(self, hour: i64) -> Self {
        match hour - self.hour {
            0 => self,
            1 => Self { hour, now: 0, before: self.now },
            _ => Self { hour, now: 0, before: 0 },
        }
    }

    /// Those of the last sixty minutes, the hour before taken as even.
    fn of_late(self, into_s: i64) -> f64 {
        let left = 1.0 - into_s as f64 / HOUR_S as f64;
        f64::from(self.now) + f64::from(self.before) * left
    }
}

impl Allowance {
    /// Takes `people` from what `account` may be shown, `most` in sixty minutes; 0 is without end. One list is always
    /// shown to whom nothing was shown of late, however long it is.
    pub(crate) fn take(
        &self,
        account: Id<Account>,
        people: usize,
        most: u32,
        now: Instant,
    ) -> Result<(), Error> {
        if most == 0 {
            return Ok(());
        }
        let seconds = now.micros().div_euclid(1_000_000);
        let (hour, into_s) = (seconds.div_euclid(HOUR_S), seconds.rem_euclid(HOUR_S));
        let people = u32::try_from(people).unwrap_or(u32::MAX);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= CAPACITY {
            held.retain(|_, shown| hour - shown.hour < 2);
        }
        let shown = held.entry(account).or_default();
        *shown = shown.in_hour(hour);
        let of_late = shown.of_late(into_s);
        if of_late > 0.0 && of_late + f64::from(people) > f64::from(most) {
            return Err(Error::TooManyPeople {
                most,
                wait_s: wait_s(*shown, people, most, into_s),
            });
        }
        shown.now = shown.now.saturating_add(people);
        Ok(())
    }
}

/// Seconds until so many more can be shown, if nothing is meanwhile.
fn wait_s(shown: Shown, people: u32, most: u32, into_s: i64) -> i64 {
    let fits = |shown: Shown, into_s: i64| {
        let of_late = shown.of_late(into_s);
        of_late <= 0.0 || of_late + f64::from(people) <= f64::from(most)
    };
    let next = shown.in_hour(shown.hour + 1);
    let later = (into_s + 1..HOUR_S).find(|at| fits(shown, *at)).map(|at| at - into_s);
    let later =
        later.or_else(|| (0..=HOUR_S).find(|at| fits(next, *at)).map(|at| HOUR_S - into_s + at));
    later.unwrap_or(2 * HOUR_S - into_s)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    fn account(number: u8) -> Id<Account> {
        Id::from_bytes([number; 16])
    }

    #[test]
    fn more_than_the_allowance_waits_and_another_account_does_not() {
        let allowance = Allowance::default();
        let take = |who: u8, people: usize, seconds: i64| {
            allowance.take(account(who), people, 100, at(seconds))
        };
        assert!(take(1, 60, 0).is_ok() && take(1, 40, 10).is_ok());
        let refused = take(1, 1, 20).unwrap_err();
        assert!(
            matches!(refused, Error::TooManyPeople { most: 100, wait_s: 3_616 }),
            "{refused:?}"
        );
        assert!(take(2, 100, 20).is_ok());
        assert!(take(1, 1, 20 + 3_616).is_ok());
        // A list that is longer than the whole allowance is shown to whom nothing was.
        assert!(take(3, 500, 0).is_ok());
        assert!(take(3, 1, 3_599).is_err());
        assert!(allowance.take(account(1), 1_000, 0, at(20)).is_ok(), "without end");
    }

    proptest! {
        #[test]
        fn nobody_is_shown_more_than_twice_the_allowance_in_an_hour_and_whoever_waits_is_heard(
            steps in prop::collection::vec((0..900_i64, 1..30_usize), 1..120),
        ) {
            let (allowance, most) = (Allowance::default(), 50);
            let (mut now, mut shown): (i64, Vec<(i64, usize)>) = (0, Vec::new());
            for (passes, people) in steps {
                now += passes;
                match allowance.take(account(1), people, most, at(now)) {
                    Ok(()) => shown.push((now, people)),
                    Err(Error::TooManyPeople { wait_s, .. }) => {
                        prop_assert!(wait_s > 0);
                        now += wait_s;
                        prop_assert!(allowance.take(account(1), people, most, at(now)).is_ok());
                        shown.push((now, people));
                    }
                    Err(other) => panic!("{other}"),
                }
                let late = shown.iter().filter(|(then, _)| now - then < HOUR_S);
                let late: usize = late.map(|(_, people)| *people).sum();
                prop_assert!(late <= 2 * usize::try_from(most).unwrap(), "{late}");
            }
        }
    }
}
