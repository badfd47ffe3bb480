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
pub(crate) struct Recent(Mutex<HashMap<[u8; 32], Seen>>);

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

    fn found(&self, token: &SessionToken, now: Instant, writes: u64) -> Option<Principal> {
        let key = key(token);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = held.get_mut(&key)?;
        seen.reading.serves(now, writes).then(|| seen.principal.clone())
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
