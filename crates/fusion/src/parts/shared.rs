//! What the machines of a run share: a folder, or a bucket and nothing else.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use bucket::{Bucket, Cache, Mark};
use serde::{Deserialize, Serialize};

use crate::FusionError;

/// What the machines of a run share.
#[derive(Debug)]
pub(super) enum Shared {
    /// The folder that the stages work in.
    Folder,
    /// A bucket; each machine has a folder of its own.
    Bucket {
        bucket: Arc<Bucket>,
        /// Copies of what was fetched.
        cache: Cache,
    },
}

/// A file as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sent {
    /// Where it lies in the shared folder, or what it is called.
    pub(super) file: String,
    /// Where it is in the shared bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kept: Option<Kept>,
}

/// A file of the shared bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) folder: String,
    #[serde(flatten)]
    pub(super) mark: Mark,
}

/// A path that was sent, under `root` and nowhere else.
pub(crate) fn inside(root: &Path, sent: &str) -> Result<PathBuf, FusionError> {
    let path = Path::new(sent);
    if path.components().all(|part| matches!(part, Component::Normal(_))) {
        Ok(root.join(path))
    } else {
        Err(FusionError::part("any", format!("`{sent}` is no path of the shared folder")))
    }
}

impl Shared {
    /// The file that was sent, on this machine.
    pub(super) fn open(&self, root: &Path, sent: &Sent) -> Result<PathBuf, FusionError> {
        match (self, &sent.kept) {
            (Self::Folder, _) => inside(root, &sent.file),
            (Self::Bucket { bucket, cache }, Some(kept)) => {
                Ok(cache.file(bucket, &kept.folder, &kept.mark)?)
            }
            (Self::Bucket { .. }, None) => {
                let what = format!("`{}` is not in the bucket that this machine shares", sent.file);
                Err(FusionError::part("any", what))
            }
        }
    }

    /// The files that were sent as one folder: the shared one, or `to` with each under its own name.
    pub(super) fn gather(
        &self,
        root: &Path,
        sent: &[Sent],
        to: &Path,
    ) -> Result<PathBuf, FusionError> {
        if let (Self::Folder, [folder]) = (self, sent) {
            return inside(root, &folder.file);
        }
        crate::lake::remove(to)?;
        fs::create_dir_all(to).map_err(FusionError::file(to))?;
        for one in sent {
            let name = Path::new(&one.file).file_name().unwrap_or_default();
            let path = to.join(name);
            let cached = self.open(root, one)?;
            // A link keeps what it names when the cache makes room.
            fs::hard_link(&cached, &path)
                .or_else(|_| fs::copy(&cached, &path).map(drop))
                .map_err(FusionError::file(&path))?;
        }
        Ok(to.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_path_stays_in_the_shared_folder() {
        let root = Path::new("/data");
        assert_eq!(inside(root, "lake/draft").unwrap(), Path::new("/data/lake/draft"));
        for wrong in ["/etc/passwd", "../keys/token.key", "lake/../../x"] {
            assert!(inside(root, wrong).is_err(), "{wrong}");
        }
    }
}
