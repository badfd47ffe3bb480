//! Files of a bucket on a machine's own disk.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::SystemTime,
};

use crate::{
    Bucket, Mark,
    error::{BucketError, Result},
};

/// Copies of what a bucket keeps, by digest, up to a size.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    most: u64,
    /// Those that were compared with their digest since this program began.
    proven: Mutex<HashSet<Mark>>,
    fetched: AtomicU64,
}

impl Cache {
    /// A cache in `folder`, of at most `most` bytes beside what was asked for last.
    pub fn open(folder: &Path, most: u64) -> Result<Self> {
        fs::create_dir_all(folder).map_err(BucketError::file(folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            most,
            proven: Mutex::default(),
            fetched: AtomicU64::new(0),
        })
    }

    /// The file of a mark: fetched from `folder` of the bucket where it is not here, and compared with its digest
    /// before it is read for the first time.
    pub fn file(&self, bucket: &Bucket, folder: &str, mark: &Mark) -> Result<PathBuf> {
        let mut proven = self.proven.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(&mark.blake3);
        if proven.contains(mark) && path.exists() {
            return Ok(path);
        }
        // A copy of an earlier day may have been cut short or changed on the disk.
        let known = mark.is_sound() && path.exists() && Mark::of(&path)? == *mark;
        if !known {
            bucket.fetch(folder, mark, &path)?;
            self.fetched.fetch_add(mark.bytes, Ordering::Relaxed);
        }
        self.make_room(&path, mark.bytes)?;
        proven.insert(mark.clone());
        Ok(path)
    }

    /// Bytes fetched since it was opened.
    pub fn fetched(&self) -> u64 {
        self.fetched.load(Ordering::Relaxed)
    }

    /// Removes the oldest copies beyond the size. One that is being read stays readable until it is closed.
    fn make_room(&self, newest: &Path, bytes: u64) -> Result<()> {
        let mut all = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(BucketError::file(&self.folder))? {
            let path = entry.map_err(BucketError::file(&self.folder))?.path();
            // Gone in the meantime is as good as removed.
            if let Ok(meta) = fs::metadata(&path)
                && meta.is_file()
                && path != newest
            {
                all.push((meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), meta.len(), path));
            }
        }
        all.sort();
        let mut held: u64 = bytes + all.iter().map(|(_, bytes, _)| bytes).sum::<u64>();
        for (_, bytes, path) in all {
            if held <= self.most {
                break;
            }
            fs::remove_file(&path).map_err(BucketError::file(&path))?;
            held -= bytes;
        }
        Ok(())
    }
}
