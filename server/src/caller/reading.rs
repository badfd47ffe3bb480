//! What was read a moment ago and is asked for many times a second: how long it serves.

use std::sync::atomic::{AtomicU64, Ordering};

use kernel::Instant;

/// It is taken for true so long after it was read: another process may have changed it.
const TRUSTED_US: i64 = 1_000_000;
/// From then on one of those who ask reads anew, while the others go on: else all of them would at the second's end.
const RENEWED_US: i64 = TRUSTED_US / 2;

/// The writes that this process has answered. What they changed counts at once.
static WRITES: AtomicU64 = AtomicU64::new(0);

/// Notes that a write was answered.
pub(crate) fn wrote() {
    WRITES.fetch_add(1, Ordering::SeqCst);
}

/// How many writes were answered so far: ask before reading what is to be kept.
pub(crate) fn writes() -> u64 {
    WRITES.load(Ordering::SeqCst)
}

/// When something was read.
pub(crate) struct Reading {
    at: Instant,
    writes: u64,
    /// Whether somebody reads it anew.
    renewing: bool,
}

impl Reading {
    /// Read at `now`, when so many writes had been answered.
    pub(crate) const fn taken(now: Instant, writes: u64) -> Self {
        Self { at: now, writes, renewing: false }
    }

    /// Whether it may still be taken for true.
    pub(crate) fn stands(&self, now: Instant, writes: u64) -> bool {
        self.writes == writes && (0..TRUSTED_US).contains(&self.age_us(now))
    }

    /// Whether it serves whoever asks; else they read it anew.
    pub(crate) fn serves(&mut self, now: Instant, writes: u64) -> bool {
        if !self.stands(now, writes) {
            return false;
        }
        let first = !self.renewing && self.age_us(now) >= RENEWED_US;
        self.renewing |= first;
        !first
    }

    const fn age_us(&self, now: Instant) -> i64 {
        now.micros().saturating_sub(self.at.micros())
    }
}
