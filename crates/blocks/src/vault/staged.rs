//! Sealed values on disk on their way into the vault: more than memory should hold, dealt out by token so that each
//! part is sorted on its own and the table is filled from its beginning to its end.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, BufWriter, ErrorKind, Read as _, Write as _},
    path::PathBuf,
};

use super::SealedRow;

/// Parts of a kind, by the first bits of the token.
const PARTS: u8 = 64;
/// Bytes held for each part before they are written.
const HELD: usize = 16 << 10;

/// Parts by kind and token; removed when they have been read.
#[derive(Debug)]
pub(super) struct Staged {
    folder: PathBuf,
    parts: BTreeMap<(&'static str, u8), BufWriter<File>>,
}

impl Staged {
    /// In a folder that is made for it.
    pub(super) const fn new(folder: PathBuf) -> Self {
        Self { folder, parts: BTreeMap::new() }
    }

    fn path(&self, kind: &str, part: u8) -> PathBuf {
        self.folder.join(format!("{kind}.{part:02}"))
    }

    pub(super) fn push(&mut self, row: &SealedRow) -> io::Result<()> {
        let part = row.token[0] / (u8::MAX / PARTS + 1);
        let path = self.path(row.kind, part);
        let sink = match self.parts.entry((row.kind, part)) {
            std::collections::btree_map::Entry::Occupied(open) => open.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => {
                fs::create_dir_all(&self.folder)?;
                place.insert(BufWriter::with_capacity(HELD, File::create(path)?))
            }
        };
        let length = u32::try_from(row.sealed.len()).map_err(io::Error::other)?;
        sink.write_all(&row.token)?;
        sink.write_all(&length.to_le_bytes())?;
        sink.write_all(&row.sealed)
    }

    /// The next part in the order of the table: its values by token, each token once.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<SealedRow>>> {
        let Some(((kind, part), mut sink)) = self.parts.pop_first() else {
            return match fs::remove_dir(&self.folder) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cause),
                _ => Ok(None),
            };
        };
        sink.flush()?;
        drop(sink);
        let path = self.path(kind, part);
        let mut from = BufReader::new(File::open(&path)?);
        let mut rows = Vec::new();
        let mut token = [0; 16];
        loop {
            match from.read_exact(&mut token) {
                Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => break,
                other => other?,
            }
            let mut length = [0; 4];
            from.read_exact(&mut length)?;
            let length = usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?;
            let mut sealed = vec![0; length];
            from.read_exact(&mut sealed)?;
            rows.push(SealedRow { kind, token, sealed });
        }
        fs::remove_file(&path)?;
        rows.sort_unstable();
        rows.dedup_by_key(|row| row.token);
        Ok(Some(rows))
    }
}
