//! Who asked a moment ago, for what is asked many times a second and shows nobody's data: finding the session in the
//! database costs more than the answer.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use access::{Principal, SessionToken};
use kernel::Instant;

use super::reading::{Reading, writes};

/// Sessions held; when full, those of longer ago go.
const CAPACITY: usize = 10_000;

/// Accounts by the hash of their session's secret.
#[derive(Default)]
pub struct Recent(Mutex<HashMap<[u8; 32], Seen>>);

struct Seen {
    reading: Reading,
    principal: Principal,
}

impl Recent {
    /// Whose session it is, where it was found good within the last second and nothing was written since. They owe no
    /// second factor either.
    pub(super) fn find(&self, token: &SessionToken, now: Instant) -> Option<Principal> {
        self.found(token, now, writes())
    }

    /// The same, where so many `writes` were answered.
    pub fn found(&self, token: &SessionToken, now: Instant, writes: u64) -> Option<Principal> {
        let key = key(token);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = held.get_mut(&key)?;
        seen.reading.serves(now, writes).then(|| seen.principal.clone())
    }

    /// Forgets whose session it is: it is not good any more.
    pub fn forget(&self, token: &SessionToken) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(token));
    }

    /// Remembers whose session it is: looked up at `now`, when so many writes had been answered.
    pub fn keep(&self, token: &SessionToken, now: Instant, writes: u64, principal: Principal) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= CAPACITY {
            held.retain(|_, seen| seen.reading.stands(now, writes));
        }
        if held.len() < CAPACITY {
            held.insert(key(token), Seen { reading: Reading::taken(now, writes), principal });
        }
    }
}

fn key(token: &SessionToken) -> [u8; 32] {
    *blake3::hash(token.reveal().as_bytes()).as_bytes()
}
