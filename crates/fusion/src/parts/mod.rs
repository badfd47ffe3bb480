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
//! What crosses the wire are paths, mappings, settings and counts, never a row.

mod pieces;
mod team;

use std::{
    fs::{self, File},
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use arrow::{error::ArrowError, record_batch::RecordBatch};
use cluster::{Steps, Task, Work};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use team::Team;

use crate::{FusionError, gazetteer::Gazetteer};
use pieces::Piece;

/// Batches of a table as they are read.
pub(crate) trait Rows: Iterator<Item = Result<RecordBatch, ArrowError>> {}

impl<R: Iterator<Item = Result<RecordBatch, ArrowError>>> Rows for R {}

/// Told of each step of a partition; fails where nobody waits for the rest.
pub(crate) type Step<'a> = dyn Fn() -> Result<(), FusionError> + 'a;

/// The batch stages over a folder that all machines share: what a worker does, and a coordinator without workers.
#[derive(Debug)]
pub struct Stages {
    data: PathBuf,
    kept: Kept,
}

/// What several partitions need, read once.
#[derive(Default)]
struct Kept {
    gazetteer: Mutex<Option<(i64, Arc<Gazetteer>)>>,
    rows: Mutex<Option<(PathBuf, Arc<linkage::rows::Rows>)>>,
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
struct Mark {
    /// Where it is, from the shared folder.
    file: String,
    rows: u64,
    bytes: u64,
    blake3: String,
}

/// What a partition says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Answer {
    rows_in: u64,
    rows_out: u64,
    /// Seconds by the clock on the wall.
    wall_s: f64,
    files: Vec<Mark>,
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
    /// The stages over the folder `data`: the lake and the wash index are in it.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_owned(), kept: Kept::default() }
    }

    /// A path that was sent, under the shared folder and nowhere else.
    fn place(&self, sent: &str) -> Result<PathBuf, FusionError> {
        let path = Path::new(sent);
        if path.components().all(|part| matches!(part, Component::Normal(_))) {
            Ok(self.data.join(path))
        } else {
            Err(FusionError::part("any", format!("`{sent}` is no path of the shared folder")))
        }
    }

    fn gazetteer(&self, version: i64) -> Result<Arc<Gazetteer>, FusionError> {
        let mut kept = self.kept.gazetteer.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, gazetteer)) if *of == version => Ok(Arc::clone(gazetteer)),
            _ => {
                let gazetteer = Arc::new(Gazetteer::open(&self.data, version)?);
                *kept = Some((version, Arc::clone(&gazetteer)));
                Ok(gazetteer)
            }
        }
    }
}

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
        let folder = self.place(&sent)?;
        // Not its parents: they are gone once the stage no longer waits for an answer.
        fs::create_dir(&folder).map_err(FusionError::file(&folder))?;
        let made = order.piece.work(self, &folder, steps)?;
        let mut files = Vec::with_capacity(made.files.len());
        for (name, rows) in made.files {
            let (bytes, blake3) = digest(&folder.join(&name))?;
            files.push(Mark { file: format!("{sent}/{name}"), rows, bytes, blake3 });
        }
        let answer = Answer {
            rows_in: made.rows_in,
            rows_out: made.rows_out,
            wall_s: begun.elapsed().as_secs_f64(),
            files,
            said: made.said,
        };
        serde_json::to_value(answer).map_err(unread)
    }
}

/// Bytes and digest of a file.
fn digest(path: &Path) -> Result<(u64, String), FusionError> {
    let failed = FusionError::file(path);
    let read = || {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(file)?;
        Ok((bytes, hasher.finalize().to_hex().to_string()))
    };
    read().map_err(failed)
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_path_stays_in_the_shared_folder() {
        let stages = Stages::new(Path::new("/data"));
        assert_eq!(stages.place("lake/draft").unwrap(), Path::new("/data/lake/draft"));
        for wrong in ["/etc/passwd", "../keys/token.key", "lake/../../x"] {
            assert!(stages.place(wrong).is_err(), "{wrong}");
        }
    }
}
