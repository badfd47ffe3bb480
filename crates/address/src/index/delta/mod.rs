//! What changed since an index was written, as a small second file beside it.
//!
//! The **base** is an index. A **delta** holds, for every building that was
//! added, changed or withdrawn since, its entries as they are now; it takes the
//! place of the base's entries of that building when the two are opened
//! together ([`AddressIndex::open_with_delta`]). The answers are those of an
//! index written whole from the same entries: same classes, rules, scores and
//! candidates in the same order. Only the numbers of entries differ: those of
//! the delta follow the base's.
//!
//! Symbols of the base keep their numbers; new texts are numbered after them,
//! so that all comparisons go on as before. What a delta hides is told when it
//! is written, by one look through the base's records: names and names of
//! places that nothing says any more, and how many records of each name are
//! gone. Where that cannot be proved from the base (two writings of one name,
//! of which one may have gone), [`AddressIndex::write_delta`] refuses with
//! [`AddressError::NeedsWhole`], and the caller writes a whole index.
//!
//! The file is written beside its place and moved there whole; it names the
//! body of its base, and does not open with another.

mod file;
mod overlay;
mod plan;
#[cfg(test)]
mod tests;
mod view;

use std::ops::Range;
use std::path::Path;

use super::entry::RegisterEntry;
use super::open::AddressIndex;
use crate::{AddressError, Profile};

pub(crate) use overlay::Overlay;

/// The entries of one building as they are now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The base's entries that these replace; an empty range tells before which of them these come.
    pub replaces: Range<u64>,
    /// The entries, none where the building is no more. Their `id`s are not read: they are
    /// numbered in the order of the groups, after the base's.
    pub entries: Vec<RegisterEntry>,
}

/// What a delta adds up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltDelta {
    /// Entries in it.
    pub entries: u64,
    /// Entries of the base that it hides.
    pub hidden: u64,
    /// Size of the file.
    pub bytes: u64,
}

impl AddressIndex {
    /// Writes what changed since this index was written, for the register at `version`. The
    /// groups are in the order of the buildings, and their ranges do not overlap.
    /// `attached` is handed back as it is by [`Self::attached`].
    ///
    /// # Errors
    /// [`AddressError::NeedsWhole`] where base and delta could not answer as a whole index does.
    pub fn write_delta(
        &self,
        version: &str,
        groups: &[Group],
        attached: &[u8],
        path: &Path,
    ) -> Result<BuiltDelta, AddressError> {
        if self.over.is_some() {
            let base = Self::open_bare(&self.path, Some(&self.bare))?;
            if base.body != self.body {
                return Err(AddressError::NeedsWhole { reason: "the index was written anew" });
            }
            return base.write_delta(version, groups, attached, path);
        }
        let overlay = Overlay::of(self, version, groups)?;
        let plan = plan::plan(self, &overlay)?;
        let hidden = overlay.masked().map(|range| u64::from(range.end - range.start)).sum();
        let bytes = file::write(&self.body, version, groups, &plan, attached, path)?;
        let entries = groups.iter().map(|group| group.entries.len() as u64).sum();
        Ok(BuiltDelta { entries, hidden, bytes })
    }

    /// Opens an index with what changed since.
    /// The profile is one that linli carries; for another, [`Self::open_with_delta_under`].
    ///
    /// # Errors
    /// [`AddressError::Damaged`] where the delta belongs to another index, among others.
    pub fn open_with_delta(base: &Path, delta: &Path) -> Result<Self, AddressError> {
        Self::open_both(base, delta, None)
    }

    /// Opens an index that was built under a profile of the caller's own, with what changed since.
    pub fn open_with_delta_under(
        base: &Path,
        delta: &Path,
        profile: &Profile,
    ) -> Result<Self, AddressError> {
        Self::open_both(base, delta, Some(profile))
    }

    fn open_both(
        base: &Path,
        delta: &Path,
        profile: Option<&Profile>,
    ) -> Result<Self, AddressError> {
        let mut index = Self::open_bare(base, profile)?;
        let read = file::read(delta)?;
        if read.base != index.body {
            let reason = "it belongs to another index";
            return Err(AddressError::Damaged { path: delta.to_owned(), reason });
        }
        let mut overlay = Overlay::of(&index, &read.version, &read.groups)?;
        overlay.apply(&index, &read.plan);
        index.lay_over(overlay, read.attached);
        Ok(index.placed())
    }
}
