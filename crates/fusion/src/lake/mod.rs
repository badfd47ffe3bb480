//! The lake: Parquet files in immutable generations.
//!
//! ```text
//! lake/
//!   lock                    held while a run is at work; freed by the system when its process ends
//!   holder                  the lake's name, and as what the disk knows the lock: a copy is named anew
//!   index/                  the wash index as the run at work reads it
//!   draft/                  the generation in the making
//!     draft.json            run, number and fingerprint of the inputs
//!     <stage>/…             what a stage wrote
//!     <stage>.json          its manifest: written last, by rename, so a stage is whole or not there
//!   day/                    the draft of a day's run
//!   generation-000007/      a generation, once the draft was renamed to it; never changed afterwards
//!     days/000008/          but what each day's run brought is put beside it, by the number of the run
//! ```
//!
//! A run that was killed leaves a draft. The next run over the same inputs takes
//! it up after the last finished stage; over other inputs it throws it away.

mod carve;
mod concat;
mod fields;
mod holder;
mod mirror;
mod parquet_file;
mod table_sink;

pub(crate) use carve::carve;
pub use concat::concat;
pub use fields::Fields;
pub(crate) use fields::text_column;
pub(crate) use mirror::{FILES, PARTS};
pub use parquet_file::{Batches, ParquetSink, open_parquet, open_rows, rows_of};
pub(crate) use parquet_file::{open_columns, parts_by_source, parts_of, rows_where};
pub(crate) use table_sink::Batcher;
pub use table_sink::{Kind, TableSink, Value};

use std::{
    fs::{self, File},
    io::{ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use bucket::Bucket;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::FusionError;
use holder::holder;
use mirror::{Mirror, name_of};

/// The lake of one installation, held by one run.
#[derive(Debug)]
pub struct Lake {
    root: PathBuf,
    mirror: Option<Arc<Mirror>>,
    lock: Arc<File>,
}

/// The lake is held by this run as long as one of these is left: a thread that writes into a draft has one, and goes on
/// for a while when its run is broken off.
#[derive(Clone, Debug)]
pub(crate) struct Hold(#[expect(dead_code, reason = "kept for its drop")] Arc<File>);

/// What a draft is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMeta {
    /// The run's id.
    pub run: String,
    /// The run's number.
    pub number: i64,
    /// Digest of mappings, settings, tables, register and program: the same inputs have the same.
    pub fingerprint: String,
}

impl Lake {
    /// Opens the lake under `data` and takes its lock.
    pub fn open(data: &Path) -> Result<Self, FusionError> {
        let root = data.join("lake");
        fs::create_dir_all(&root).map_err(FusionError::file(&root))?;
        let path = root.join("lock");
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(FusionError::file(&path))?;
        if lock.try_lock().is_err() {
            let mut holder = String::new();
            lock.read_to_string(&mut holder).map_err(FusionError::file(&path))?;
            return Err(FusionError::Busy { file: path, holder: holder.trim().to_owned() });
        }
        lock.set_len(0).map_err(FusionError::file(&path))?;
        lock.write_all(std::process::id().to_string().as_bytes())
            .map_err(FusionError::file(&path))?;
        Ok(Self { root, mirror: None, lock: Arc::new(lock) })
    }

    /// The name of this disk's lake, which is `fresh` if it has none yet: for others on the same database, whose runs
    /// are over lakes of their own.
    pub fn holder(&self, fresh: &str) -> Result<String, FusionError> {
        holder(&self.root, fresh)
    }

    /// Keeps the lake in a bucket as well, for run `run`, which begins at `since`; `fresh` names this disk's lake if it
    /// has no name yet. A disk without a generation gets the bucket's newest.
    pub fn keep_in(
        &mut self,
        bucket: Arc<Bucket>,
        run: &str,
        since: &str,
        fresh: &str,
    ) -> Result<(), FusionError> {
        let mirror = Mirror::lock(bucket, &holder(&self.root, fresh)?, run, since)?;
        if self.current()?.is_none() {
            mirror.newest(&self.root)?;
        }
        self.mirror = Some(Arc::new(mirror));
        Ok(())
    }

    /// The newest committed generation.
    pub fn current(&self) -> Result<Option<Generation>, FusionError> {
        Generation::newest(&self.root)
    }

    /// Takes up the draft of a killed run over the same inputs, or begins a new one.
    pub fn draft(&self, fresh: DraftMeta) -> Result<Draft, FusionError> {
        self.draft_in("draft", fresh)
    }

    /// The same for the run of a day.
    pub fn day(&self, fresh: DraftMeta) -> Result<Draft, FusionError> {
        self.draft_in("day", fresh)
    }

    /// Puts away the draft of a day that `is_made` says the blocks have, where its process ended before it did.
    pub fn settle_day(
        &self,
        generation: &Generation,
        is_made: impl Fn(&str) -> bool,
    ) -> Result<(), FusionError> {
        let folder = self.root.join("day");
        match read_json::<DraftMeta>(&folder.join("draft.json"))? {
            Some(meta) if is_made(&meta.run) => {
                let (mirror, hold) = (self.mirror.clone(), self.hold());
                Draft { folder, meta, resumed: true, mirror, hold }.put_away(generation)
            }
            _ => Ok(()),
        }
    }

    fn draft_in(&self, name: &str, fresh: DraftMeta) -> Result<Draft, FusionError> {
        let folder = self.root.join(name);
        let meta_path = folder.join("draft.json");
        if let Some(left) = read_json::<DraftMeta>(&meta_path)?
            && left.fingerprint == fresh.fingerprint
        {
            return Ok(Draft {
                folder,
                meta: left,
                resumed: true,
                mirror: self.mirror.clone(),
                hold: self.hold(),
            });
        }
        remove(&folder)?;
        fs::create_dir_all(&folder).map_err(FusionError::file(&folder))?;
        let (meta, resumed) = self.left_elsewhere(fresh)?;
        write_json(&meta_path, &meta)?;
        Ok(Draft { folder, meta, resumed, mirror: self.mirror.clone(), hold: self.hold() })
    }
}

impl Lake {
    /// The draft of the same inputs that a machine now gone left in the bucket, or a new one.
    fn left_elsewhere(&self, fresh: DraftMeta) -> Result<(DraftMeta, bool), FusionError> {
        let Some(mirror) = &self.mirror else { return Ok((fresh, false)) };
        match mirror.draft()? {
            Some(left) if left.fingerprint == fresh.fingerprint => Ok((left, true)),
            _ => {
                mirror.begin(&fresh)?;
                Ok((fresh, false))
            }
        }
    }

    fn hold(&self) -> Hold {
        Hold(Arc::clone(&self.lock))
    }
}

/// A generation in the making.
#[derive(Debug)]
pub struct Draft {
    folder: PathBuf,
    mirror: Option<Arc<Mirror>>,
    /// What it is about.
    pub meta: DraftMeta,
    /// Whether it was left by a killed run.
    pub resumed: bool,
    hold: Hold,
}

impl Draft {
    /// For a thread that writes into the draft.
    pub(crate) fn hold(&self) -> Hold {
        self.hold.clone()
    }

    /// Gives the run another number; what is finished stays.
    pub(crate) fn renumber(&mut self, number: i64) -> Result<(), FusionError> {
        self.meta.number = number;
        if let Some(mirror) = &self.mirror {
            mirror.renumber(&self.meta)?;
        }
        write_json(&self.folder.join("draft.json"), &self.meta)
    }

    /// What a stage reported, if it is finished.
    pub fn finished<T: DeserializeOwned>(&self, stage: &str) -> Result<Option<T>, FusionError> {
        let file = self.folder.join(format!("{stage}.json"));
        if let Some(mirror) = &self.mirror
            && !file.exists()
        {
            mirror.bring(&self.meta, &self.folder, stage)?;
        }
        read_json(&file)
    }

    /// An empty folder for a stage to write into.
    pub fn begin_stage(&self, stage: &str) -> Result<PathBuf, FusionError> {
        let folder = self.folder.join(stage);
        remove(&folder)?;
        fs::create_dir_all(&folder).map_err(FusionError::file(&folder))?;
        Ok(folder)
    }

    /// Declares a stage finished: from here on a killed run need not do it again.
    pub fn finish_stage<T: Serialize>(&self, stage: &str, report: &T) -> Result<(), FusionError> {
        let file = self.folder.join(format!("{stage}.json"));
        if let Some(mirror) = &self.mirror {
            let report = serde_json::to_value(report)
                .map_err(|cause| FusionError::file(&file)(std::io::Error::other(cause)))?;
            mirror.keep(&self.meta, &self.folder, stage, report)?;
        }
        write_json(&file, report)
    }

    /// The folder of a finished stage.
    #[must_use]
    pub fn stage(&self, stage: &str) -> PathBuf {
        self.folder.join(stage)
    }

    /// Writes a file of the generation itself, such as its report.
    pub fn write(&self, name: &str, text: &str) -> Result<(), FusionError> {
        write_whole(&self.folder.join(name), text.as_bytes())
    }

    /// Makes the draft of a day one of a generation's days.
    pub fn put_away(self, generation: &Generation) -> Result<(), FusionError> {
        let days = generation.folder.join("days");
        fs::create_dir_all(&days).map_err(FusionError::file(&days))?;
        let folder = days.join(format!("{:06}", self.meta.number));
        remove(&folder)?;
        fs::rename(&self.folder, &folder).map_err(FusionError::file(&folder))?;
        sync_folder(&days)
    }

    /// Removes the draft.
    pub fn discard(self) -> Result<(), FusionError> {
        remove(&self.folder)
    }

    /// Makes the draft a generation, and removes all but the newest two.
    pub fn commit(self) -> Result<Generation, FusionError> {
        let root = self.folder.parent().unwrap_or(&self.folder).to_owned();
        let folder = root.join(name_of(self.meta.number));
        if let Some(mirror) = &self.mirror {
            mirror.commit(&self.meta, &self.folder)?;
        }
        remove(&folder)?;
        fs::rename(&self.folder, &folder).map_err(FusionError::file(&folder))?;
        sync_folder(&root)?;
        let mut all = generations(&root)?;
        all.sort();
        for old in all.iter().rev().skip(2) {
            remove(old)?;
        }
        Ok(Generation { folder })
    }
}

/// A committed generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its folder.
    pub folder: PathBuf,
}

impl Generation {
    /// The newest under a lake's root.
    pub fn newest(root: &Path) -> Result<Option<Self>, FusionError> {
        Ok(generations(root)?.into_iter().max().map(|folder| Self { folder }))
    }

    /// The folder of a stage.
    #[must_use]
    pub fn stage(&self, stage: &str) -> PathBuf {
        self.folder.join(stage)
    }

    /// The id of the run that made it.
    pub fn run(&self) -> Result<String, FusionError> {
        let meta = read_json::<DraftMeta>(&self.folder.join("draft.json"))?;
        Ok(meta.map(|meta| meta.run).unwrap_or_default())
    }

    /// The folders of its days, in order.
    pub fn days(&self) -> Result<Vec<PathBuf>, FusionError> {
        let folder = self.folder.join("days");
        let listed = match fs::read_dir(&folder) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(FusionError::file(&folder))?,
        };
        let mut days: Vec<PathBuf> =
            listed.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        days.sort();
        Ok(days)
    }
}

fn generations(root: &Path) -> Result<Vec<PathBuf>, FusionError> {
    let listed = match fs::read_dir(root) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(FusionError::file(root))?,
    };
    let paths = listed.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let is = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("generation-"))
    };
    Ok(paths.filter(is).collect())
}

pub(crate) fn remove(folder: &Path) -> Result<(), FusionError> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(FusionError::file(folder)(cause)),
        _ => Ok(()),
    }
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, FusionError> {
    let text = match fs::read_to_string(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.map_err(FusionError::file(path))?,
    };
    // A manifest of another version is no manifest: the stage is done again.
    Ok(serde_json::from_str(&text).ok())
}

pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T) -> Result<(), FusionError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|cause| FusionError::file(path)(std::io::Error::other(cause)))?;
    write_whole(path, text.as_bytes())
}

/// Writes a file whole or not at all: beside it, synced, then renamed over it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FusionError> {
    let beside = path.with_extension("partial");
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&beside))).map_err(FusionError::file(path))?;
    path.parent().map_or(Ok(()), sync_folder)
}

fn sync_folder(folder: &Path) -> Result<(), FusionError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(FusionError::file(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(fingerprint: &str) -> DraftMeta {
        DraftMeta { run: "r".into(), number: 3, fingerprint: fingerprint.into() }
    }

    #[test]
    fn a_killed_run_is_taken_up_after_its_last_finished_stage() {
        let data = tempfile::tempdir().unwrap();
        let lake = Lake::open(data.path()).unwrap();
        let draft = lake.draft(meta("a")).unwrap();
        let folder = draft.begin_stage("intake").unwrap();
        fs::write(folder.join("x"), "1").unwrap();
        draft.finish_stage("intake", &7).unwrap();
        fs::write(draft.begin_stage("wash").unwrap().join("half"), "1").unwrap();
        drop(draft);
        let again = lake.draft(meta("a")).unwrap();
        assert!(again.resumed);
        assert_eq!(again.finished::<i32>("intake").unwrap(), Some(7));
        assert_eq!(again.finished::<i32>("wash").unwrap(), None);
        assert_eq!(fs::read_dir(again.begin_stage("wash").unwrap()).unwrap().count(), 0);
        let other = lake.draft(meta("b")).unwrap();
        assert!(!other.resumed && other.finished::<i32>("intake").unwrap().is_none());
        assert!(lake.current().unwrap().is_none());
        other.commit().unwrap();
        assert!(lake.current().unwrap().unwrap().folder.ends_with("generation-000003"));
    }

    #[test]
    fn two_runs_do_not_share_a_lake() {
        let data = tempfile::tempdir().unwrap();
        let lake = Lake::open(data.path()).unwrap();
        assert!(matches!(Lake::open(data.path()), Err(FusionError::Busy { .. })));
        drop(lake);
        Lake::open(data.path()).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_copy_of_a_lake_has_a_name_of_its_own_and_a_moved_one_keeps_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let [first, moved, copy] = ["first", "moved", "copy"].map(|name| folder.path().join(name));
        let name = |at: &Path, fresh: &str| Lake::open(at).unwrap().holder(fresh).unwrap();
        assert_eq!(name(&first, "a"), "a");
        fs::rename(&first, &moved).unwrap();
        assert_eq!(name(&moved, "b"), "a");
        fs::create_dir_all(copy.join("lake")).unwrap();
        for file in ["lake/lock", "lake/holder"] {
            fs::copy(moved.join(file), copy.join(file)).unwrap();
        }
        assert_eq!(name(&copy, "c"), "c");
        assert_eq!(name(&copy, "d"), "c", "from then on");
        assert_eq!(name(&moved, "e"), "a");
        fs::write(copy.join("lake/holder"), "a\n").unwrap();
        assert_eq!(name(&copy, "f"), "a", "whoever knows better writes the name alone");
        assert_eq!(name(&copy, "g"), "a");
    }
}
