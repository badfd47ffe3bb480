//! Stages in partitions, for many machines: one code, wherever it runs.
//!
//! | stage | a partition is | it writes |
//! |---|---|---|
//! | wash | a range of one source's rows | their washed addresses |
//! | standardise | a range of one source's rows | the six prepared tables of these rows |
//! | link | the blocks of one share, by a hash of their keys | the pairs, compared |
//!
//! A partition reads files of the lake that no longer change and writes into a
//! folder of its own attempt. Its answer is what it wrote: rows in and out, and
//! each file's rows, bytes and digest. The coordinator checks the answers
//! against the inputs and the files, joins the files in the order of the
//! partitions, and only then is the stage there. The rows are those of a run
//! without workers, in the same order.
//!
//! The machines share a folder, or a bucket: then each fetches what its
//! partition reads, by digest, and sends what it wrote.
//!
//! What crosses the wire are paths, mappings, settings and counts, never a row.

mod inputs;
mod pieces;
mod shared;
mod team;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Instant, SystemTime},
};

use arrow::{error::ArrowError, record_batch::RecordBatch};
use bucket::{Bucket, Cache, Mark};
use cluster::{Steps, Task, Work};
use register::wash::index_path;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use shared::inside;
pub(crate) use team::Team;

use crate::{
    FusionError,
    gazetteer::{self, Gazetteer},
    lake::{self, PARTS},
};
use pieces::Piece;
use shared::{Sent, Shared};

/// Batches of a table as they are read.
pub(crate) trait Rows: Iterator<Item = Result<RecordBatch, ArrowError>> {}

impl<R: Iterator<Item = Result<RecordBatch, ArrowError>>> Rows for R {}

/// Told of each step of a partition; fails where nobody waits for the rest.
pub(crate) type Step<'a> = dyn Fn() -> Result<(), FusionError> + 'a;

/// The batch stages over what all machines share: what a worker does, and a coordinator without workers.
#[derive(Debug)]
pub struct Stages {
    data: PathBuf,
    shared: Shared,
    kept: Kept,
}

/// Which index was opened: the register's version, and when the file was written, and how long it is, where it lies in
/// the shared folder. There another run removes it, and what is mapped over a network is gone then.
type Opened = (i64, Option<(SystemTime, u64)>);

/// What several partitions need, read once.
#[derive(Default)]
struct Kept {
    gazetteer: Mutex<Option<(Opened, Arc<Gazetteer>)>>,
    rows: Mutex<Option<(String, Arc<linkage::rows::Rows>)>>,
}

/// One partition, as it is sent.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    /// The run, by the number residents see.
    run: String,
    /// The grant the run reads under, as it stands on the log of reads.
    grant: String,
    /// Where the attempts write, from the shared folder.
    out: String,
    /// What is to be done.
    piece: Piece,
}

/// A file that a partition wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Wrote {
    /// Where it is, from the shared folder.
    file: String,
    rows: u64,
    #[serde(flatten)]
    mark: Mark,
}

/// What a partition says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Answer {
    rows_in: u64,
    rows_out: u64,
    /// Seconds by the clock on the wall.
    wall_s: f64,
    /// Bytes that came from the bucket for it.
    #[serde(default)]
    fetched: u64,
    files: Vec<Wrote>,
    /// What the stage says besides.
    said: Value,
}

/// What a piece made, before its files are marked.
struct Made {
    rows_in: u64,
    rows_out: u64,
    /// Names in the attempt's folder, and rows.
    files: Vec<(String, u64)>,
    said: Value,
}

impl Stages {
    /// The stages over the shared folder `data`: the lake and the wash index are in it.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_owned(), shared: Shared::Folder, kept: Kept::default() }
    }

    /// The stages over a shared bucket; `data` is this machine's own folder, in which copies of what is fetched take up
    /// to `most` bytes.
    pub fn over_bucket(data: &Path, bucket: Arc<Bucket>, most: u64) -> Result<Self, FusionError> {
        // What a killed process was at.
        lake::remove(&data.join(AT_WORK))?;
        let cache = Cache::open(&data.join("cache"), most)?;
        let shared = Shared::Bucket { bucket, cache };
        Ok(Self { data: data.to_owned(), shared, kept: Kept::default() })
    }

    /// A file that was sent, on this machine.
    fn open(&self, sent: &Sent) -> Result<PathBuf, FusionError> {
        self.shared.open(&self.data, sent)
    }

    fn gazetteer(&self, version: i64, index: &[Sent]) -> Result<Arc<Gazetteer>, FusionError> {
        let mut kept = self.kept.gazetteer.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = (version, self.written());
        match &*kept {
            Some((of, gazetteer)) if *of == opened => Ok(Arc::clone(gazetteer)),
            _ => {
                let folder = match self.shared {
                    Shared::Folder => gazetteer::kept(&self.data),
                    Shared::Bucket { .. } => {
                        let to = self.data.join(AT_WORK).join("index");
                        self.shared.gather(&self.data, index, &to)?
                    }
                };
                let gazetteer = Arc::new(Gazetteer::open(&folder, version)?);
                *kept = Some((opened, Arc::clone(&gazetteer)));
                Ok(gazetteer)
            }
        }
    }

    /// When the index in the shared folder was written, and how long it is.
    fn written(&self) -> Option<(SystemTime, u64)> {
        let Shared::Folder = self.shared else { return None };
        let facts = fs::metadata(index_path(&gazetteer::kept(&self.data))).ok()?;
        Some((facts.modified().ok()?, facts.len()))
    }

    /// The folder of an attempt, named after it: in the shared folder, or this machine's own.
    fn attempt(&self, sent: &str) -> Result<PathBuf, FusionError> {
        match &self.shared {
            Shared::Folder => {
                let folder = inside(&self.data, sent)?;
                // Not its parents: they are gone once the stage no longer waits for an answer.
                fs::create_dir(&folder).map_err(FusionError::file(&folder))?;
                Ok(folder)
            }
            Shared::Bucket { .. } => {
                let folder = inside(&self.data.join(AT_WORK), sent)?;
                fs::create_dir_all(&folder).map_err(FusionError::file(&folder))?;
                Ok(folder)
            }
        }
    }

    /// The marks of what an attempt wrote; in a bucket the files are kept under them.
    fn marks(&self, run: &str, paths: &[PathBuf]) -> Result<Vec<Mark>, FusionError> {
        match &self.shared {
            Shared::Folder => {
                Ok(paths.iter().map(|path| Mark::of(path)).collect::<Result<_, _>>()?)
            }
            Shared::Bucket { bucket, .. } => {
                tracing::info!(files = paths.len(), "sending what the partition wrote");
                Ok(bucket.keep_all(&format!("{PARTS}/{run}"), paths)?)
            }
        }
    }

    fn fetched(&self) -> u64 {
        match &self.shared {
            Shared::Folder => 0,
            Shared::Bucket { cache, .. } => cache.fetched(),
        }
    }
}

/// Where a machine that shares a bucket works.
const AT_WORK: &str = "at-work";

impl Work for Stages {
    type Error = FusionError;

    fn run(&self, task: &Task, steps: &Steps) -> Result<Value, FusionError> {
        let begun = Instant::now();
        let unread = |cause: serde_json::Error| FusionError::part(&task.stage, cause.to_string());
        let order: Order = serde_json::from_value(task.body.clone()).map_err(unread)?;
        tracing::info!(
            run = order.run,
            grant = order.grant,
            stage = task.stage,
            part = task.part,
            "reading under the run's grant"
        );
        let sent = format!("{}.{}", order.out, task.attempt);
        let folder = self.attempt(&sent)?;
        let before = self.fetched();
        let made = order.piece.work(self, &order.out, &folder, steps)?;
        let paths: Vec<PathBuf> = made.files.iter().map(|(name, _)| folder.join(name)).collect();
        let marks = self.marks(&order.run, &paths)?;
        if let Shared::Bucket { .. } = self.shared {
            lake::remove(&folder)?;
        }
        let named = made.files.into_iter().zip(marks);
        let files = named
            .map(|((name, rows), mark)| Wrote { file: format!("{sent}/{name}"), rows, mark })
            .collect();
        let answer = Answer {
            rows_in: made.rows_in,
            rows_out: made.rows_out,
            wall_s: begun.elapsed().as_secs_f64(),
            fetched: self.fetched() - before,
            files,
            said: made.said,
        };
        serde_json::to_value(answer).map_err(unread)
    }
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::File, time::Duration};

    use address::{AddressIndex, ComponentKind, IndexBuilder, Profile, RegisterEntry};
    use register::wash::places_path;

    use super::*;

    /// Puts a pair of version 1 into the folder, as a run does.
    fn put(folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        let mut builder = IndexBuilder::new(&Profile::cn(), "1");
        let components = vec![(ComponentKind::Estate, "锦绣花园".to_owned())];
        builder.add(&RegisterEntry { components, ..RegisterEntry::default() }).unwrap();
        builder.finish(&index_path(folder)).unwrap();
        let index = AddressIndex::open(&index_path(folder)).unwrap();
        let place = [0; 17];
        let head = [&b"linlipl2"[..], &1_i64.to_le_bytes(), index.fingerprint(), &place].concat();
        fs::write(places_path(folder), head).unwrap();
    }

    #[test]
    fn an_index_that_another_run_put_there_is_opened_anew() {
        let data = tempfile::tempdir().unwrap();
        let folder = gazetteer::kept(data.path());
        let stages = Stages::new(data.path());
        put(&folder);
        let first = stages.gazetteer(1, &[]).unwrap();
        assert!(Arc::ptr_eq(&first, &stages.gazetteer(1, &[]).unwrap()), "mapped once");
        fs::remove_dir_all(&folder).unwrap();
        put(&folder);
        let file = File::options().write(true).open(index_path(&folder)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000)).unwrap();
        assert!(!Arc::ptr_eq(&first, &stages.gazetteer(1, &[]).unwrap()), "of the same version");
    }
}
