//! Which place each entry of the index is: a header, then seventeen bytes an entry.

use crate::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::ops::Range;
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

/// Where the places of a new index lie until it stands in the old one's place, and a moment longer.
fn next_path(data: &Path) -> PathBuf {
    data.join("wash.places.next")
}

impl Places {
    /// Reads the places of an index of a version of the register.
    pub fn open(data: &Path, version: i64) -> Result<Self> {
        // Between the two moves of a new pair the places are where they were written.
        Self::read(&places_path(data), version)
            .or_else(|failed| Self::read(&next_path(data), version).map_err(|_| failed))
    }

    fn read(path: &Path, version: i64) -> Result<Self> {
        let read = |source| Error::Read { path: path.to_owned(), source };
        let mut bytes = Vec::new();
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(read)?;
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

    /// With the places of a delta after them.
    pub(super) fn with(mut self, more: &[u8]) -> Self {
        self.bytes.extend_from_slice(more);
        self
    }

    /// The entries of each of these buildings, which are sorted: an empty range where a building has none, before the
    /// entries of those after it.
    pub(super) fn of_buildings(&self, buildings: &[[u8; 16]]) -> Vec<Range<u64>> {
        let mut found: Vec<Range<u64>> = Vec::with_capacity(buildings.len());
        let mut open = None;
        for at in 0..self.len() {
            let Some(place) = self.get(at).filter(|place| place.kind == PlaceKind::Building) else {
                continue;
            };
            if let Some(start) = open.take() {
                found.push(start..at);
            }
            while buildings.get(found.len()).is_some_and(|wanted| *wanted < place.id) {
                found.push(at..at);
            }
            match buildings.get(found.len()) {
                None => return found,
                Some(wanted) if *wanted == place.id => open = Some(at),
                Some(_) => {}
            }
        }
        let end = self.len();
        found.extend(open.map(|start| start..end));
        found.resize(buildings.len(), end..end);
        found
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

/// A place as the file has it.
pub(super) fn record(place: Place) -> [u8; WIDTH] {
    let mut record = [0; WIDTH];
    record[0] = u8::from(place.kind == PlaceKind::Unit);
    record[1..].copy_from_slice(&place.id);
    record
}

/// Writes places beside their file.
pub(crate) struct Writer {
    out: BufWriter<File>,
    data: PathBuf,
}

/// Places that are written whole and not yet in their place.
pub(crate) struct Written(PathBuf);

impl Writer {
    pub(crate) fn create(data: &Path, version: i64) -> Result<Self> {
        let mut out = BufWriter::new(File::create(next_path(data)).map_err(Error::Write)?);
        out.write_all(MAGIC)
            .and_then(|()| out.write_all(&version.to_le_bytes()))
            .map_err(Error::Write)?;
        Ok(Self { out, data: data.to_owned() })
    }

    pub(crate) fn add(&mut self, place: Place) -> Result<()> {
        self.out.write_all(&record(place)).map_err(Error::Write)
    }

    pub(crate) fn finish(self) -> Result<Written> {
        let file = self.out.into_inner().map_err(|e| Error::Write(e.into_error()))?;
        file.sync_all().map_err(Error::Write)?;
        Ok(Written(self.data))
    }
}

impl Written {
    /// Moves them into their place, once the index stands in its own: who is killed before leaves a pair, the old one
    /// or the new one.
    pub(crate) fn settle(self) -> Result<()> {
        std::fs::rename(next_path(&self.0), places_path(&self.0)).map_err(Error::Write)
    }
}
