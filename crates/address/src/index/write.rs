//! Writes the index beside its place and moves it there whole.

use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::builder::IndexBuilder;
use super::layout::{FORMAT, HEADER, LABEL, MAGIC, SECTIONS, Section, numbers};
use super::tables::tables;
use crate::AddressError;

/// What an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// Entries of the register.
    pub entries: u64,
    /// Pairs of current entries that say the same address.
    pub duplicates: u64,
    /// Size of the file.
    pub bytes: u64,
}

impl IndexBuilder {
    /// Writes the index to `path`. A reader sees the old file or the new one,
    /// never a part; on failure nothing is left behind. A process that is killed
    /// leaves a file in the same folder whose name begins with that of `path`
    /// and ends with `.unfinished`; it may be removed.
    pub fn finish(self, path: &Path) -> Result<Built, AddressError> {
        let labels = [label(&self.profile), label(&self.version)];
        let tables = tables(self)?;
        let failed =
            |doing| move |source| AddressError::File { doing, path: path.to_owned(), source };
        let mut file = beside(path).map_err(failed("creating the index beside"))?;
        let writing = failed("writing the index");

        let mut hasher = blake3::Hasher::new();
        let mut places = Vec::with_capacity(SECTIONS * 16);
        let mut at = HEADER as u64;
        file.write_all(&[0; HEADER]).map_err(writing)?;
        for section in &tables.sections {
            let padding = [0_u8; 8];
            let pad = &padding[..(8 - section.len() % 8) % 8];
            places.extend_from_slice(&at.to_le_bytes());
            places.extend_from_slice(&(section.len() as u64).to_le_bytes());
            hasher.update(section).update(pad);
            file.write_all(section).and_then(|()| file.write_all(pad)).map_err(writing)?;
            at += (section.len() + pad.len()) as u64;
        }

        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(&MAGIC);
        header.extend_from_slice(&FORMAT.to_le_bytes());
        header.extend_from_slice(&tables.entries.to_le_bytes());
        header.extend_from_slice(&at.to_le_bytes());
        header.extend_from_slice(hasher.finalize().as_bytes());
        for label in labels {
            header.extend_from_slice(&label);
        }
        header.extend_from_slice(&places);
        header.resize(HEADER - 32, 0);
        let sum = blake3::hash(&header);
        header.extend_from_slice(sum.as_bytes());
        file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&header)).map_err(writing)?;
        file.as_file().sync_all().map_err(writing)?;
        file.persist(path).map_err(|failure| writing(failure.error))?;
        Ok(Built {
            entries: u64::from(tables.entries),
            duplicates: numbers(&tables.sections[Section::Duplicates as usize]) as u64 / 2,
            bytes: at,
        })
    }
}

/// A file to write before it is moved to `path`: gone on failure, and told by its name where a process was killed.
pub(super) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder =
        path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut begin = path.file_name().unwrap_or_default().to_owned();
    begin.push(".");
    tempfile::Builder::new().prefix(&begin).suffix(".unfinished").tempfile_in(folder)
}

/// A label as its length and its first bytes, cut at a character.
fn label(text: &str) -> [u8; LABEL] {
    let mut bytes = [0; LABEL];
    let mut length = text.len().min(LABEL - 1);
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    bytes[0] = u8::try_from(length).unwrap_or(0);
    bytes[1..=length].copy_from_slice(&text.as_bytes()[..length]);
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_killed_process_leaves_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = super::beside(&folder.path().join("city.index")).unwrap();
        let name = file.path().file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("city.index.") && name.ends_with(".unfinished"), "{name}");
        assert_eq!(file.path().parent(), Some(folder.path()));
    }
}
