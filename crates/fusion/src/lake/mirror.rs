//! The lake in a bucket: whole stages and generations, so that another machine can go on from them.
//!
//! ```text
//! lock.json                      whose run is at work
//! draft.json                     what the generation in the making is about
//! draft/<run>/<stage>.json       a stage: its manifest, and each file by what is in it; written once
//! generation-000007.json         a generation; written once
//! files/<digest>                 what stages and generations hold
//! index/<digest>                 the wash index, as workers fetch it
//! parts/<run>/<digest>           what the partitions of a run read and wrote; gone with the run
//! ```
//!
//! Files are there before a manifest names them, and a manifest is one object
//! that is written where none is: a stage or a generation is whole or not there.
//! The disk under `lake/` is what the run works on; what is on it need not be
//! fetched.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use bucket::{Bucket, Mark};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{DraftMeta, write_json};
use crate::FusionError;

/// Where the files are kept.
pub(crate) const FILES: &str = "files";
/// What partitions read and wrote.
pub(crate) const PARTS: &str = "parts";
const LOCK: &str = "lock.json";
const DRAFT: &str = "draft.json";
/// Generations that are kept.
const KEPT: usize = 2;

/// The lake's other place.
#[derive(Debug)]
pub(super) struct Mirror {
    bucket: Arc<Bucket>,
}

/// Whose run is at work.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Lock {
    /// The installation on one machine's disk.
    holder: String,
    run: String,
    since: String,
}

/// A file of a stage or a generation.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    path: String,
    #[serde(flatten)]
    mark: Mark,
}

#[derive(Debug, Serialize, Deserialize)]
struct Stage {
    manifest: Value,
    files: Vec<Kept>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Whole {
    run: String,
    files: Vec<Kept>,
}

impl Mirror {
    /// Takes the lock of the bucket. A lock that this machine's disk left behind is its own.
    pub(super) fn lock(
        bucket: Arc<Bucket>,
        holder: &str,
        run: &str,
        since: &str,
    ) -> Result<Self, FusionError> {
        let lock = Lock { holder: holder.to_owned(), run: run.to_owned(), since: since.to_owned() };
        let text = json(&lock);
        // Between a look and a write another may have come or gone.
        loop {
            if bucket.create(LOCK, text.clone())? {
                break;
            }
            let Some((found, version)) = bucket.get(LOCK)? else { continue };
            let other: Option<Lock> = serde_json::from_slice(&found).ok();
            match other {
                Some(other) if other.holder != holder => {
                    let bucket = bucket.name().to_owned();
                    return Err(FusionError::BusyElsewhere {
                        bucket,
                        run: other.run,
                        since: other.since,
                    });
                }
                _ if bucket.replace(LOCK, text.clone(), version)? => break,
                _ => {}
            }
        }
        let mirror = Self { bucket };
        // What a killed run's partitions left.
        mirror.bucket.clear(PARTS)?;
        Ok(mirror)
    }

    /// What the generation in the making is about.
    pub(super) fn draft(&self) -> Result<Option<DraftMeta>, FusionError> {
        self.read(DRAFT)
    }

    /// Begins a generation; what another draft left is thrown away.
    pub(super) fn begin(&self, meta: &DraftMeta) -> Result<(), FusionError> {
        self.bucket.clear("draft")?;
        Ok(self.bucket.write(DRAFT, json(meta))?)
    }

    /// Gives the generation in the making another number; its stages stay.
    pub(super) fn renumber(&self, meta: &DraftMeta) -> Result<(), FusionError> {
        Ok(self.bucket.write(DRAFT, json(meta))?)
    }

    /// Keeps a finished stage.
    pub(super) fn keep(
        &self,
        meta: &DraftMeta,
        folder: &Path,
        stage: &str,
        manifest: Value,
    ) -> Result<(), FusionError> {
        let files = self.files(&folder.join(stage), stage)?;
        // Of this run there is no other writer: what is there already was left by itself, when it was killed.
        self.put(&stage_object(meta, stage), json(&Stage { manifest, files }), |_| true)
    }

    /// Brings a stage that is finished here, if the bucket has it; whether it did.
    pub(super) fn bring(
        &self,
        meta: &DraftMeta,
        folder: &Path,
        stage: &str,
    ) -> Result<bool, FusionError> {
        let Some(kept) = self.read::<Stage>(&stage_object(meta, stage))? else { return Ok(false) };
        self.fetch(&kept.files, folder)?;
        write_json(&folder.join(format!("{stage}.json")), &kept.manifest)?;
        Ok(true)
    }

    /// Makes the files under `folder` generation `number`, and removes all but the newest two and what no longer
    /// belongs to any.
    pub(super) fn commit(&self, meta: &DraftMeta, folder: &Path) -> Result<(), FusionError> {
        let object = format!("{}.json", name_of(meta.number));
        let whole = Whole { run: meta.run.clone(), files: self.files(folder, "")? };
        // A run that was killed here has been taken up: the same rows, told at another time.
        let ours = |found: &[u8]| {
            serde_json::from_slice::<Whole>(found).is_ok_and(|found| found.run == meta.run)
        };
        self.put(&object, json(&whole), ours)?;
        self.prune()
    }

    /// Brings the newest generation to this machine's disk, under `root`.
    pub(super) fn newest(&self, root: &Path) -> Result<(), FusionError> {
        let Some(name) = self.generations()?.pop() else { return Ok(()) };
        let Some(whole) = self.read::<Whole>(&name)? else { return Ok(()) };
        let beside = root.join("coming");
        super::remove(&beside)?;
        self.fetch(&whole.files, &beside)?;
        let folder = root.join(name.trim_end_matches(".json"));
        fs::rename(&beside, &folder).map_err(FusionError::file(&folder))
    }

    /// Names of the generations, in order.
    fn generations(&self) -> Result<Vec<String>, FusionError> {
        let all = self.bucket.list("")?.into_iter().map(|listed| listed.name);
        Ok(all.filter(|name| name.starts_with("generation-") && !name.contains('/')).collect())
    }

    fn prune(&self) -> Result<(), FusionError> {
        let mut names = self.generations()?;
        let kept = names.split_off(names.len().saturating_sub(KEPT));
        let mut marks = BTreeSet::new();
        for name in &kept {
            let whole: Option<Whole> = self.read(name)?;
            marks.extend(
                whole.into_iter().flat_map(|whole| whole.files).map(|file| file.mark.blake3),
            );
        }
        names.push(DRAFT.to_owned());
        self.bucket.remove(names)?;
        for folder in ["draft", PARTS] {
            self.bucket.clear(folder)?;
        }
        let files = self.bucket.list(FILES)?.into_iter().map(|listed| listed.name);
        let digest = |name: &String| name.rsplit('/').next().map(ToOwned::to_owned);
        let left = files.filter(|name| digest(name).is_none_or(|digest| !marks.contains(&digest)));
        Ok(self.bucket.remove(left.collect())?)
    }

    /// Keeps what is under `folder`; paths begin with `prefix`.
    fn files(&self, folder: &Path, prefix: &str) -> Result<Vec<Kept>, FusionError> {
        let mut paths = Vec::new();
        walk(folder, &mut paths)?;
        paths.sort();
        let marks = self.bucket.keep_all(FILES, &paths)?;
        let named = paths.iter().zip(marks).map(|(path, mark)| {
            let inside = path.strip_prefix(folder).unwrap_or(path);
            Kept { path: Path::new(prefix).join(inside).to_string_lossy().into_owned(), mark }
        });
        Ok(named.collect())
    }

    fn fetch(&self, files: &[Kept], folder: &Path) -> Result<(), FusionError> {
        for file in files {
            let path = crate::parts::inside(folder, &file.path)?;
            if path.exists() && Mark::of(&path)? == file.mark {
                continue;
            }
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(FusionError::file(parent))?;
            }
            self.bucket.fetch(FILES, &file.mark, &path)?;
        }
        Ok(())
    }

    fn read<T: DeserializeOwned>(&self, object: &str) -> Result<Option<T>, FusionError> {
        let found = self.bucket.get(object)?;
        // A manifest of another version is no manifest: the stage is done again.
        Ok(found.and_then(|(text, _)| serde_json::from_slice(&text).ok()))
    }

    /// Writes a manifest where none is, or over one that is `ours`.
    fn put(
        &self,
        object: &str,
        text: Vec<u8>,
        ours: impl Fn(&[u8]) -> bool,
    ) -> Result<(), FusionError> {
        if self.bucket.create(object, text.clone())? {
            return Ok(());
        }
        if let Some((found, version)) = self.bucket.get(object)?
            && ours(&found)
            && self.bucket.replace(object, text, version)?
        {
            return Ok(());
        }
        Err(self.taken(object.to_owned()))
    }

    fn taken(&self, object: String) -> FusionError {
        FusionError::TakenElsewhere { bucket: self.bucket.name().to_owned(), object }
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        if let Err(error) = self.bucket.remove(vec![LOCK.to_owned()]) {
            tracing::warn!(%error, "the lock of the bucket stays; this machine can take it again");
        }
    }
}

pub(super) fn name_of(number: i64) -> String {
    format!("generation-{number:06}")
}

fn stage_object(meta: &DraftMeta, stage: &str) -> String {
    format!("draft/{}/{stage}.json", meta.run)
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap_or_default()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), FusionError> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(FusionError::file(folder))? {
        let path = entry.map_err(FusionError::file(folder))?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
