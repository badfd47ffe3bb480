//! What is done with a partition.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::Value;

use crate::Task;

/// What is done with a partition: the same on a worker and on the coordinator.
///
/// It reads files that do not change and writes files named after the attempt,
/// so that doing it twice, or twice at once, changes nothing.
pub trait Work: Send + Sync + 'static {
    /// Why a partition came to nothing.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Does a partition, on a thread of its own, and calls [`Steps::step`] now and then.
    fn run(&self, task: &Task, steps: &Steps) -> Result<Value, Self::Error>;
}

/// How far a partition is.
#[derive(Debug, Default)]
pub struct Steps {
    done: AtomicU64,
    ended: AtomicBool,
}

/// Nobody waits for the partition any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the coordinator no longer waits for this partition")]
pub struct Ended;

impl Steps {
    /// A step is done; fails when nobody waits for the rest.
    pub fn step(&self) -> Result<(), Ended> {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.ended.load(Ordering::Relaxed) { Err(Ended) } else { Ok(()) }
    }

    /// Steps done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}
