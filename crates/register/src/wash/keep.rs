//! The pair of index and places put aside for a run that goes on for hours.

use super::lock::Lock;
use super::places::Places;
use super::whole::build_index;
use super::{UNFINISHED, blocking, index_path, places_path};
use crate::{Error, Register, Result};
use address::AddressIndex;
use kernel::Progress;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Brings the index up to the register as [`build_index`] does, and puts it with its places into `folder`, without
/// what changed since: there it stays as it is, whatever is written into `data` meanwhile. The version it is of.
///
/// A pair that is there and right is left alone: others may have its files mapped, also over a network file system,
/// which takes from them what is removed.
pub async fn keep_index(
    register: &Register,
    data: &Path,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<i64> {
    build_index(register, data, progress).await?;
    let held = Lock::of_files(data).await?;
    let (data, to) = (data.to_owned(), folder.to_owned());
    let (version, taken) = blocking(move || {
        let _held = held;
        take(&data, &to)
    })
    .await?;
    // What has to be copied is copied without the lock: others wait for that a moment alone.
    let folder = folder.to_owned();
    blocking(move || {
        taken.into_iter().try_for_each(Taken::settle).map_err(Error::Write)?;
        if let Err(cause) = sweep(&folder) {
            tracing::warn!(%cause, "what was left beside the index of a run could not be removed");
        }
        Ok(version)
    })
    .await
}

/// The version of the pair in `data`, and its files taken hold of; none where they are in `folder` already.
fn take(data: &Path, folder: &Path) -> Result<(i64, Vec<Taken>)> {
    let index = AddressIndex::open(&index_path(data))?;
    let version: i64 = index.base_version().parse().unwrap_or_default();
    if is_kept(folder, &index) {
        return Ok((version, Vec::new()));
    }
    let (places, _) = Places::find(data, &index)?;
    fs::create_dir_all(folder).map_err(Error::Write)?;
    let files = [(index_path(data), index_path(folder)), (places, places_path(folder))];
    let taken = files.into_iter().map(|(from, place)| Taken::of(&from, place));
    Ok((version, taken.collect::<io::Result<_>>().map_err(Error::Write)?))
}

/// Whether the pair in `folder` is this one.
fn is_kept(folder: &Path, index: &AddressIndex) -> bool {
    let Ok(kept) = AddressIndex::open(&index_path(folder)) else { return false };
    let told = |of: &AddressIndex| {
        (of.base_version().to_owned(), of.profile().name().to_owned(), *of.fingerprint())
    };
    let in_place =
        |(path, places): (PathBuf, Places)| path == places_path(folder) && !places.are_former();
    told(&kept) == told(index) && Places::find(folder, &kept).is_ok_and(in_place)
}

/// A file of the pair on its way into a folder: linked beside its place, or open to be copied there.
struct Taken {
    beside: PathBuf,
    place: PathBuf,
    copy: Option<File>,
}

impl Taken {
    /// The files never change: what takes their place is another file.
    fn of(from: &Path, place: PathBuf) -> io::Result<Self> {
        let mut beside = place.clone().into_os_string();
        beside.push(UNFINISHED);
        let beside = PathBuf::from(beside);
        match fs::remove_file(&beside) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
        let from = fs::canonicalize(from)?;
        let copy = match fs::hard_link(&from, &beside) {
            Ok(()) => None,
            Err(_) => Some(File::open(&from)?),
        };
        Ok(Self { beside, place, copy })
    }

    fn settle(self) -> io::Result<()> {
        if let Some(mut from) = self.copy {
            let mut to = File::create(&self.beside)?;
            io::copy(&mut from, &mut to)?;
            to.sync_all()?;
        }
        fs::rename(self.beside, self.place)
    }
}

/// Removes what lies beside the pair and belongs to none.
fn sweep(folder: &Path) -> io::Result<()> {
    let pair = [index_path(folder), places_path(folder)];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("wash."));
        if ours && !pair.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_be_copied_is_what_was_taken_hold_of() {
        let folder = tempfile::tempdir().unwrap();
        let (from, place) = (folder.path().join("from"), folder.path().join("place"));
        let next = folder.path().join("next");
        fs::write(&from, "old").unwrap();
        fs::write(&next, "new").unwrap();
        let linked = Taken::of(&from, place.clone()).unwrap();
        assert!(linked.copy.is_none());
        let opened = Taken { copy: Some(File::open(&from).unwrap()), ..linked };
        fs::remove_file(&opened.beside).unwrap();
        fs::rename(&next, &from).unwrap();
        opened.settle().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        assert_eq!(fs::read_to_string(&from).unwrap(), "new");
    }
}
