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
pub struct Minutes(Mutex<BTreeMap<Id<Account>, (Instant, u32)>>);

/// What is left of a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Requests.
    pub requests: u32,
    /// Seconds until the next minute.
    pub seconds: i64,
}

impl Minutes {
    /// Counts one; as an error where it is one too many.
    pub fn take(&self, account: Id<Account>, a_minute: u32, now: Instant) -> Result<Left, Left> {
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
    pub fn give_back(&self, account: Id<Account>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = held.get_mut(&account) {
            *count = count.saturating_sub(1);
        }
    }
}
