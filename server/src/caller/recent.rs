//! Who asked a moment ago, for what is asked many times a second and shows nobody's data: finding the session in the
//! database costs more than the answer.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use access::{Principal, SessionToken};
use kernel::Instant;

/// A session is taken for good so long after it was found so: another process may have ended it.
const TRUSTED_US: i64 = 1_000_000;
/// From then on one of those who ask looks anew, while the others go on: else all of them would at the second's end.
const RENEWED_US: i64 = TRUSTED_US / 2;
/// Sessions held; when full, those of longer ago go.
const CAPACITY: usize = 10_000;

/// The writes that this process has answered. What they changed of accounts and sessions counts at once.
static WRITES: AtomicU64 = AtomicU64::new(0);

/// Notes that a write was answered.
pub(crate) fn wrote() {
    WRITES.fetch_add(1, Ordering::SeqCst);
}

/// How many writes were answered so far: ask before reading what is to be kept.
pub(crate) fn writes() -> u64 {
    WRITES.load(Ordering::SeqCst)
}

/// Accounts by the hash of their session's secret.
#[derive(Default)]
pub(crate) struct Recent(Mutex<HashMap<[u8; 32], Seen>>);

struct Seen {
    at: Instant,
    writes: u64,
    principal: Principal,
    /// Whether somebody looks anew.
    renewing: bool,
}

impl Seen {
    fn is_good(&self, now: Instant, writes: u64) -> bool {
        (0..TRUSTED_US).contains(&self.age_us(now)) && self.writes == writes
    }

    const fn age_us(&self, now: Instant) -> i64 {
        now.micros().saturating_sub(self.at.micros())
    }
}

impl Recent {
    /// Whose session it is, where it was found good within the last second and nothing was written since. They owe no
    /// second factor either.
    pub(super) fn find(&self, token: &SessionToken, now: Instant) -> Option<Principal> {
        self.found(token, now, writes())
    }

    fn found(&self, token: &SessionToken, now: Instant, writes: u64) -> Option<Principal> {
        let key = key(token);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = held.get_mut(&key).filter(|seen| seen.is_good(now, writes))?;
        if !seen.renewing && seen.age_us(now) >= RENEWED_US {
            seen.renewing = true;
            return None;
        }
        Some(seen.principal.clone())
    }

    /// Forgets whose session it is: it is not good any more.
    pub(super) fn forget(&self, token: &SessionToken) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(token));
    }

    /// Remembers whose session it is: looked up at `now`, when so many writes had been answered.
    pub(super) fn keep(
        &self,
        token: &SessionToken,
        now: Instant,
        writes: u64,
        principal: Principal,
    ) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= CAPACITY {
            held.retain(|_, seen| seen.is_good(now, writes));
        }
        if held.len() < CAPACITY {
            held.insert(key(token), Seen { at: now, writes, principal, renewing: false });
        }
    }
}

fn key(token: &SessionToken) -> [u8; 32] {
    *blake3::hash(token.reveal().as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use kernel::{Id, Lang, Text};

    use super::*;

    #[test]
    fn one_of_those_who_ask_looks_anew_before_the_second_is_over() {
        let recent = Recent::default();
        let token: SessionToken = "5a".repeat(32).parse().unwrap();
        let principal = Principal {
            account: Id::from_bytes([1; 16]),
            login: "officer".to_owned(),
            name: "officer".to_owned(),
            office: Text::default(),
            lang: Lang::En,
            assignments: Vec::new(),
            person: None,
        };
        let found = |us, writes| recent.found(&token, Instant::from_micros(us), writes).is_some();
        recent.keep(&token, Instant::from_micros(0), 7, principal.clone());
        assert!(found(0, 7) && found(499_999, 7));
        assert!(!found(499_999, 8), "something was written");
        assert!(!found(500_000, 7), "the first looks anew");
        assert!(found(500_000, 7) && found(999_999, 7), "the others go on");
        assert!(!found(1_000_000, 7), "a second at most");
        recent.keep(&token, Instant::from_micros(600_000), 7, principal);
        assert!(found(1_000_000, 7), "looked at anew");
        recent.forget(&token);
        assert!(!found(1_000_000, 7), "ended");
    }
}
