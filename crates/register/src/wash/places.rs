//! Which place each entry of the index is: a header, then seventeen bytes an entry.

use crate::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"linliplc";
const HEADER: usize = 16;
const WIDTH: usize = 17;

/// A kind of place that has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A building.
    Building,
    /// A unit.
    Unit,
}

/// The place behind an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Building or unit.
    pub kind: PlaceKind,
    /// Its id.
    pub id: [u8; 16],
}

/// The places behind the entries of an index, in order.
#[derive(Debug)]
pub struct Places {
    bytes: Vec<u8>,
}

/// Where the places lie in the data folder.
#[must_use]
pub fn places_path(data: &Path) -> PathBuf {
    data.join("wash.places")
}

impl Places {
    /// Reads the places of an index of a version of the register.
    pub fn open(data: &Path, version: i64) -> Result<Self> {
        let path = places_path(data);
        let read = |source| Error::Read { path: path.clone(), source };
        let mut bytes = Vec::new();
        File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(read)?;
        let fits = bytes.len() >= HEADER
            && bytes[..8] == MAGIC[..]
            && bytes[8..16] == version.to_le_bytes()
            && (bytes.len() - HEADER).is_multiple_of(WIDTH);
        if fits {
            Ok(Self { bytes })
        } else {
            let cause = "of another version than the index; build the index again".into();
            Err(Error::Damaged { file: path.display().to_string(), offset: 0, cause })
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        ((self.bytes.len() - HEADER) / WIDTH) as u64
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.len() == HEADER
    }

    /// The place of an entry.
    #[must_use]
    pub fn get(&self, entry: u64) -> Option<Place> {
        let at = HEADER + usize::try_from(entry).ok()?.checked_mul(WIDTH)?;
        let record = self.bytes.get(at..at + WIDTH)?;
        let kind = if record[0] == 0 { PlaceKind::Building } else { PlaceKind::Unit };
        let mut id = [0; 16];
        id.copy_from_slice(&record[1..]);
        Some(Place { kind, id })
    }

    /// The building of an entry: its own id, or that of the building whose unit it is. A building's entry is followed
    /// by those of its units.
    #[must_use]
    pub fn building(&self, entry: u64) -> Option<[u8; 16]> {
        let places = (0..=entry).rev().map_while(|at| self.get(at));
        places.into_iter().find(|place| place.kind == PlaceKind::Building).map(|place| place.id)
    }
}

/// Writes places beside their file and moves them there whole.
pub(crate) struct Writer {
    out: BufWriter<File>,
    partial: PathBuf,
    path: PathBuf,
}

impl Writer {
    pub(crate) fn create(data: &Path, version: i64) -> Result<Self> {
        let path = places_path(data);
        let partial = path.with_extension("places.partial");
        let mut out = BufWriter::new(File::create(&partial).map_err(Error::Write)?);
        out.write_all(MAGIC)
            .and_then(|()| out.write_all(&version.to_le_bytes()))
            .map_err(Error::Write)?;
        Ok(Self { out, partial, path })
    }

    pub(crate) fn add(&mut self, place: Place) -> Result<()> {
        let kind = u8::from(place.kind == PlaceKind::Unit);
        self.out
            .write_all(&[kind])
            .and_then(|()| self.out.write_all(&place.id))
            .map_err(Error::Write)
    }

    pub(crate) fn finish(self) -> Result<()> {
        let Self { out, partial, path } = self;
        let file = out.into_inner().map_err(|e| Error::Write(e.into_error()))?;
        file.sync_all().map_err(Error::Write)?;
        std::fs::rename(partial, path).map_err(Error::Write)
    }
}
