//! Slows down who guesses passwords.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
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

/// An attempt that was let through, and counts as a failure until it is taken back.
#[derive(Debug)]
pub(crate) struct Attempt {
    at: Instant,
    /// The last failure before it.
    former: Option<Instant>,
}

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
        wait_s(&self.held(), keys, now)
    }

    /// Lets an attempt through, or says for how many seconds not. It is counted under the first of `keys` before
    /// it is looked at, in one piece, so that many at once are as many as one after another. Under the others it is
    /// counted when it failed: many people may come from one address at once.
    pub(crate) fn begin(&self, keys: &[String], now: Instant) -> Result<Attempt, i64> {
        let mut held = self.held();
        if let Some(wait_s) = wait_s(&held, keys, now) {
            return Err(wait_s);
        }
        let first = keys.first();
        let former = first.and_then(|key| held.get(key)).map(|failures| failures.last_at);
        count(&mut held, first.map(std::slice::from_ref).unwrap_or_default(), now);
        Ok(Attempt { at: now, former })
    }

    /// The attempt failed.
    pub(crate) fn fail(&self, keys: &[String], now: Instant) {
        let mut held = self.held();
        let Some((first, others)) = keys.split_first() else { return };
        match held.get_mut(first) {
            // Another that was taken back meanwhile may have set it back.
            Some(failures) => failures.last_at = failures.last_at.max(now),
            // One that succeeded meanwhile forgave it before it was made.
            None => count(&mut held, std::slice::from_ref(first), now),
        }
        count(&mut held, others, now);
    }

    /// Takes an attempt under `key` back: it was no guess.
    pub(crate) fn take_back(&self, key: &str, attempt: &Attempt) {
        let mut held = self.held();
        let Some(failures) = held.get_mut(key) else { return };
        failures.count = failures.count.saturating_sub(1);
        if failures.count == 0 {
            held.remove(key);
        } else if failures.last_at == attempt.at {
            failures.last_at = attempt.former.unwrap_or(attempt.at);
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a failure under each of `keys`.
    pub(crate) fn failed(&self, keys: &[String], now: Instant) {
        count(&mut self.held(), keys, now);
    }

    /// Forgets the failures under `key`.
    pub(crate) fn succeeded(&self, key: &str) {
        self.held().remove(key);
    }
}

fn wait_s(held: &HashMap<String, Failures>, keys: &[String], now: Instant) -> Option<i64> {
    keys.iter()
        .filter_map(|key| held.get(key))
        .filter(|failures| !failures.is_forgotten(now))
        .map(|failures| failures.open_at().micros() - now.micros())
        .filter(|micros| *micros > 0)
        .map(|micros| micros.div_euclid(1_000_000) + 1)
        .max()
}

fn count(held: &mut HashMap<String, Failures>, keys: &[String], now: Instant) {
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
    fn many_at_once_are_as_many_as_one_after_another() {
        let throttle = Throttle::default();
        let keys = ["account someone".to_owned(), "origin 192.0.2.1".to_owned()];
        let start = Instant::from_micros(0);
        let heard: Vec<_> = (0..40).filter_map(|_| throttle.begin(&keys, start).ok()).collect();
        assert_eq!(heard.len(), 6);
        assert_eq!(throttle.wait_s(&keys[1..], start), None, "an address is many people's");
        for attempt in &heard {
            throttle.take_back(&keys[0], attempt);
        }
        assert_eq!(throttle.wait_s(&keys, start), None);
        assert!(throttle.0.lock().unwrap().is_empty(), "nothing is left of what was no guess");
    }

    #[test]
    fn what_was_no_guess_neither_shortens_nor_prolongs_the_wait() {
        let (throttle, keys) = (Throttle::default(), ["account someone".to_owned()]);
        let start = Instant::from_micros(0);
        for _ in 0..7 {
            throttle.failed(&keys, start);
        }
        assert_eq!(throttle.begin(&keys, start).unwrap_err(), 3);
        let later = start.plus_seconds(2);
        let attempt = throttle.begin(&keys, later).unwrap();
        assert_eq!(throttle.begin(&keys, later).unwrap_err(), 5, "one at a time by then");
        throttle.take_back(&keys[0], &attempt);
        throttle.begin(&keys, later).unwrap();
        throttle.fail(&keys, later);
        assert_eq!(throttle.wait_s(&keys, later), Some(5), "the eighth");
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
