//! Who may write into an installation's folder, whichever process they are in.
//!
//! Two locks, so that a change is followed also while the index is written whole. The system frees them when their
//! process ends.

use crate::{Error, Result};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

/// How often is looked whether a lock was left: a wait can be given up, and takes no thread.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Held as long as it is there.
pub(super) struct Lock(#[expect(dead_code, reason = "kept for its drop")] File);

impl Lock {
    /// For the moment in which files are put in their places.
    pub(super) async fn of_files(data: &Path) -> Result<Self> {
        Self::take(&data.join("wash.lock")).await
    }

    /// For as long as the index is written whole, beside the one that is there.
    pub(super) async fn of_writing(data: &Path) -> Result<Self> {
        Self::take(&data.join("wash.writing.lock")).await
    }

    async fn take(path: &Path) -> Result<Self> {
        let open = File::options().create(true).truncate(false).write(true).open(path);
        let file = open.map_err(Error::Write)?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(LOOK_EVERY).await,
                Err(TryLockError::Error(cause)) => return Err(Error::Write(cause)),
            }
        }
    }
}
