//! Deletes segments whose time is over and keeps their signed roots.

use std::{fs, io};

use kernel::Instant;

use super::{
    ReadLog,
    chain::folders,
    seal::{Seal, numbers, segment_path},
};
use crate::keys::Key;

impl ReadLog {
    /// Deletes whole segments whose last entry is older than `before`; how many.
    /// A segment that is still open, or whose root is not signed, stays.
    pub(crate) fn drop_before(&self, before: Instant, now: Instant, key: &Key) -> io::Result<u64> {
        let mut dropped = 0;
        for (folder, _) in folders(self.folder())? {
            for number in numbers(&folder)? {
                let path = segment_path(&folder, number);
                let Some(seal) = Seal::read(&folder, number)? else { continue };
                let over = seal.last_at.is_some_and(|last| last < before);
                if !over || !path.exists() || !seal.is_signed_by(key) {
                    continue;
                }
                // First the root says so, then the file goes: a crash between
                // the two leaves a file that the next run deletes.
                Seal { dropped_at: Some(now), ..seal }.write(&folder, key)?;
                fs::remove_file(&path)?;
                dropped += 1;
            }
        }
        Ok(dropped)
    }
}
