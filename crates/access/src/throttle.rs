//! Slows down who guesses passwords.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kernel::Instant;

/// Failures that cost nothing.
const FREE_FAILURES: u32 = 5;
/// Longest wait after a failure, seconds.
const LONGEST_WAIT_S: i64 = 900;
/// Failures are forgotten after this, seconds.
const MEMORY_S: i64 = 3_600;
/// Keys held; when full, the quiet ones go, so that a flood of names costs no memory.
const CAPACITY: usize = 50_000;

/// Counts failed sign-ins by account and by origin, in memory.
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, Failures>>);

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last_at: Instant,
}

impl Failures {
    /// When the next attempt is heard: 1 s after the sixth failure, then twice as long each time.
    fn open_at(self) -> Instant {
        let over = self.count.saturating_sub(FREE_FAILURES);
        let wait_s = if over == 0 { 0 } else { 1_i64 << (over - 1).min(20) };
        self.last_at.plus_seconds(wait_s.min(LONGEST_WAIT_S))
    }

    fn is_forgotten(self, now: Instant) -> bool {
        now.seconds_since(self.last_at) >= MEMORY_S
    }
}

impl Throttle {
    /// Seconds until an attempt under all of `keys` is heard; `None` when now.
    pub(crate) fn wait_s(&self, keys: &[String], now: Instant) -> Option<i64> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.iter()
            .filter_map(|key| held.get(key))
            .filter(|failures| !failures.is_forgotten(now))
            .map(|failures| failures.open_at().micros() - now.micros())
            .filter(|micros| *micros > 0)
            .map(|micros| micros.div_euclid(1_000_000) + 1)
            .max()
    }

    /// Counts a failure under each of `keys`.
    pub(crate) fn failed(&self, keys: &[String], now: Instant) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() + keys.len() > CAPACITY {
            held.retain(|_, failures| !failures.is_forgotten(now) && failures.count > 1);
        }
        for key in keys {
            let failures = held.entry(key.clone()).or_insert(Failures { count: 0, last_at: now });
            if failures.is_forgotten(now) {
                failures.count = 0;
            }
            *failures = Failures { count: failures.count.saturating_add(1), last_at: now };
        }
    }

    /// Forgets the failures under `key`.
    pub(crate) fn succeeded(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_wrong_password_costs_a_wait_that_doubles() {
        let (throttle, keys) = (Throttle::default(), ["account someone".to_owned()]);
        let start = Instant::from_micros(0);
        for _ in 0..5 {
            throttle.failed(&keys, start);
        }
        assert_eq!(throttle.wait_s(&keys, start), None);
        throttle.failed(&keys, start);
        assert_eq!(throttle.wait_s(&keys, start), Some(2));
        throttle.failed(&keys, start);
        assert!(throttle.wait_s(&keys, start.plus_seconds(1)).is_some());
        assert_eq!(throttle.wait_s(&keys, start.plus_seconds(2)), None);
        throttle.failed(&keys, start);
        throttle.succeeded(&keys[0]);
        assert_eq!(throttle.wait_s(&keys, start), None);
    }

    #[test]
    fn an_hour_of_peace_is_forgiven() {
        let (throttle, keys) = (Throttle::default(), ["origin 192.0.2.1".to_owned()]);
        let start = Instant::from_micros(0);
        for _ in 0..40 {
            throttle.failed(&keys, start);
        }
        assert_eq!(throttle.wait_s(&keys, start.plus_seconds(899)), Some(2));
        assert_eq!(throttle.wait_s(&keys, start.plus_seconds(3_600)), None);
    }
}
