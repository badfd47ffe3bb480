//! A file that is written beside its place and stands there only when whole.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The file beside the place; gone when dropped before it was whole.
#[derive(Debug)]
pub(crate) struct Partial {
    beside: PathBuf,
    place: PathBuf,
    is_kept: bool,
}

impl Partial {
    /// What is to stand at `place`. Makes no file yet.
    pub(crate) fn of(place: &Path) -> Self {
        let beside = place.with_extension("partial");
        Self { beside, place: place.to_owned(), is_kept: false }
    }

    /// Where to write.
    pub(crate) fn path(&self) -> &Path {
        &self.beside
    }

    /// Puts the whole file in its place.
    pub(crate) fn finish(mut self) -> Result<()> {
        std::fs::rename(&self.beside, &self.place)
            .with_context(|| format!("put {} in its place", self.place.display()))?;
        self.is_kept = true;
        Ok(())
    }

    /// As [`Self::finish`] where the file must not be lost any more: if it cannot be put in its place it stays beside
    /// it, and the error says where.
    pub(crate) fn finish_or_keep(mut self) -> Result<()> {
        self.is_kept = true;
        std::fs::rename(&self.beside, &self.place).with_context(|| {
            format!("{} cannot be put at {}", self.beside.display(), self.place.display())
        })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_kept {
            // Where nothing was written there is nothing to take away.
            drop(std::fs::remove_file(&self.beside));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_file_stands_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let partial = Partial::of(&folder.path().join("out.csv"));
        let beside = partial.path().to_owned();
        std::fs::write(&beside, "row").unwrap();
        partial.finish().unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("out.csv")).unwrap(), "row");
        assert!(!beside.exists());
    }

    #[test]
    fn what_broke_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let partial = Partial::of(&folder.path().join("out.csv"));
        std::fs::write(partial.path(), "half a r").unwrap();
        drop(partial);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_place_that_is_taken_leaves_nothing_beside_it_unless_kept() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("out.csv");
        std::fs::create_dir(&place).unwrap();
        let partial = Partial::of(&place);
        let beside = partial.path().to_owned();
        std::fs::write(&beside, "row").unwrap();
        assert!(partial.finish().is_err());
        assert!(!beside.exists());
        std::fs::write(&beside, "row").unwrap();
        assert!(Partial::of(&place).finish_or_keep().is_err());
        assert!(beside.exists());
    }
}
