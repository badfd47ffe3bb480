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
}

impl Seen {
    fn is_good(&self, now: Instant) -> bool {
        let ago = now.micros().saturating_sub(self.at.micros());
        (0..TRUSTED_US).contains(&ago) && self.writes == writes()
    }
}

impl Recent {
    /// Whose session it is, where it was found good within the last second and nothing was written since. They owe no
    /// second factor either.
    pub(super) fn find(&self, token: &SessionToken, now: Instant) -> Option<Principal> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = held.get(&key(token)).filter(|seen| seen.is_good(now))?;
        Some(seen.principal.clone())
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
            held.retain(|_, seen| seen.is_good(now));
        }
        if held.len() < CAPACITY {
            held.insert(key(token), Seen { at: now, writes, principal });
        }
    }
}

fn key(token: &SessionToken) -> [u8; 32] {
    *blake3::hash(token.reveal().as_bytes()).as_bytes()
}
