//! A run says that it is at work, so that no other on the same database takes it for broken off.

use std::time::Duration;

use blocks::{Run, RunBook};
use kernel::{Id, SharedClock};
use tokio::{task::JoinHandle, time};

/// Often enough that one that could not be written down is no silence ([`RunBook::seen`]).
const EVERY: Duration = Duration::from_mins(1);

/// Says so until it is dropped.
#[derive(Debug)]
pub(crate) struct AtWork(JoinHandle<()>);

impl AtWork {
    /// Begins to say so of `run`, which has begun in `book`.
    pub(crate) fn begin(book: RunBook, run: Id<Run>, clock: SharedClock) -> Self {
        Self(tokio::spawn(async move {
            loop {
                time::sleep(EVERY).await;
                if let Err(error) = book.seen(run, clock.now()).await {
                    tracing::warn!(%error, "cannot write down that the run is at work; it goes on");
                }
            }
        }))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.abort();
    }
}
