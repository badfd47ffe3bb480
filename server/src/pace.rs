//! Holds back whoever asks too often without an account: so many an hour from one address.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kernel::Instant;

use crate::Problem;

const HOUR_S: i64 = 3_600;
/// Addresses held; when full, those of an hour ago go.
const CAPACITY: usize = 100_000;

/// Counts requests by what they are for and where they come from, in memory.
#[derive(Debug, Default)]
pub struct Pace(Mutex<Held>);

/// What for and from where; since when, and how many.
type Held = HashMap<(&'static str, String), (Instant, u32)>;

impl Pace {
    /// Counts one; 429 where it is one too many in this hour.
    pub fn take(
        &self,
        what: &'static str,
        from: String,
        an_hour: u32,
        now: Instant,
    ) -> Result<(), Problem> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |begun: Instant| now.seconds_since(begun) >= HOUR_S;
        if held.len() >= CAPACITY {
            held.retain(|_, (begun, _)| !is_over(*begun));
        }
        let (begun, count) = held.entry((what, from)).or_insert((now, 0));
        if is_over(*begun) {
            (*begun, *count) = (now, 0);
        }
        if *count >= an_hour {
            return Err(Problem::too_many_attempts(HOUR_S - now.seconds_since(*begun)));
        }
        *count += 1;
        Ok(())
    }
}
