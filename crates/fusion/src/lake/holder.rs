//! The name of a disk's lake: by it the runs and locks of one are told from those of another.

use std::{fs, path::Path};

use super::write_whole;
use crate::FusionError;

/// The name of the lake in `root`, which is `fresh` if it has none yet.
///
/// Beside it is kept as what the disk knows the lake's lock. A copy of the folder, or a backup of it, brings the name
/// along and is another file to the disk: it is named anew, so that two lakes never pass for one. A folder that is moved
/// on its disk keeps its name. A name that stands alone was written by an earlier version, or by somebody who knows that
/// it is the same lake, and stays.
pub(super) fn holder(root: &Path, fresh: &str) -> Result<String, FusionError> {
    let file = root.join("holder");
    let here = known_as(&root.join("lock"))?;
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let mut lines = kept.lines().map(str::trim);
    let (name, of) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    if !name.is_empty() && of == here {
        return Ok(name.to_owned());
    }
    let is_copy = !name.is_empty() && !of.is_empty();
    if is_copy {
        tracing::info!(from = name, to = fresh, "this lake is a copy: it has a name of its own");
    }
    let name = if name.is_empty() || is_copy { fresh } else { name };
    write_whole(&file, format!("{name}\n{here}\n").as_bytes())?;
    Ok(name.to_owned())
}

#[cfg(unix)]
fn known_as(lock: &Path) -> Result<String, FusionError> {
    use std::os::unix::fs::MetadataExt as _;

    let facts = fs::metadata(lock).map_err(FusionError::file(lock))?;
    Ok(facts.ino().to_string())
}

/// Nothing that stays the same: there a copy has to be told apart by hand.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere the file is asked")]
fn known_as(_: &Path) -> Result<String, FusionError> {
    Ok(String::new())
}
