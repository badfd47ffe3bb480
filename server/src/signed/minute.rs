//! Requests of partners in a minute, counted in memory.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use access::Account;
use kernel::{Id, Instant};

const MINUTE_S: i64 = 60;
/// Accounts held; when full, those of a minute ago go.
const CAPACITY: usize = 10_000;

/// Since when an account is counted, and how many requests it made.
#[derive(Debug, Default)]
pub(crate) struct Minutes(Mutex<BTreeMap<Id<Account>, (Instant, u32)>>);

/// What is left of a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Left {
    /// Requests.
    pub(super) requests: u32,
    /// Seconds until the next minute.
    pub(super) seconds: i64,
}

impl Minutes {
    /// Counts one; as an error where it is one too many.
    pub(super) fn take(
        &self,
        account: Id<Account>,
        a_minute: u32,
        now: Instant,
    ) -> Result<Left, Left> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |begun: Instant| now.seconds_since(begun) >= MINUTE_S;
        if held.len() >= CAPACITY {
            held.retain(|_, (begun, _)| !is_over(*begun));
        }
        let (begun, count) = held.entry(account).or_insert((now, 0));
        if is_over(*begun) {
            (*begun, *count) = (now, 0);
        }
        let seconds = MINUTE_S - now.seconds_since(*begun);
        if *count >= a_minute {
            return Err(Left { requests: 0, seconds });
        }
        *count += 1;
        Ok(Left { requests: a_minute - *count, seconds })
    }

    /// Takes one back that was not the account's own: whoever repeats a request of another uses none of its minute up.
    pub(super) fn give_back(&self, account: Id<Account>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = held.get_mut(&account) {
            *count = count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_waits_for_the_next_minute() {
        let (minutes, start) = (Minutes::default(), Instant::from_micros(0));
        let [one, other] = [1, 2].map(|n| Id::from_bytes([n; 16]));
        let take = |who, s| minutes.take(who, 2, start.plus_seconds(s));
        assert_eq!(take(one, 0), Ok(Left { requests: 1, seconds: 60 }));
        assert_eq!(take(one, 10), Ok(Left { requests: 0, seconds: 50 }));
        assert_eq!(take(one, 20), Err(Left { requests: 0, seconds: 40 }));
        minutes.give_back(one);
        assert_eq!(take(one, 20), Ok(Left { requests: 0, seconds: 40 }));
        assert!(take(other, 20).is_ok() && take(one, 60).is_ok());
    }
}
