//! Which place each entry of the index is: a header, then seventeen bytes an entry.
//!
//! The header tells of which index: the register's version, and what the body of the index sums to. A new file lies
//! beside the one in use, under a name that sum and version make, until it takes its place: whoever opens the new index
//! finds its places in one or the other, also where the process that wrote them was killed between the two moves.

use super::unfinished;
use crate::{Error, Result};
use address::AddressIndex;
use std::fs::File;
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

const MAGIC: &[u8; 8] = b"linlipl2";
/// Magic, version, sum.
const HEADER: usize = 48;
/// Files as they began before the sum was told: magic, version.
const FORMER_MAGIC: &[u8; 8] = b"linliplc";
const FORMER_HEADER: usize = 16;
const WIDTH: usize = 17;
/// How the names begin under which places lie beside those in use.
pub(super) const BESIDE: &str = "wash.places-";
/// The name under which places lay beside those in use before it told of which index they are.
pub(super) const FORMER_BESIDE: &str = "wash.places.next";

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
    /// Whether they were read from a file of the former format.
    former: bool,
}

/// Where the places lie in the data folder.
#[must_use]
pub fn places_path(data: &Path) -> PathBuf {
    data.join("wash.places")
}

/// Where the places of a new index lie until they take the place of the old one's.
fn beside(data: &Path, index: &AddressIndex) -> PathBuf {
    let sum = blake3::Hash::from_bytes(*index.fingerprint()).to_hex();
    data.join(format!("{BESIDE}{}-{}", &sum[..16], version(index)))
}

fn version(index: &AddressIndex) -> i64 {
    index.base_version().parse().unwrap_or_default()
}

fn header(index: &AddressIndex) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..8].copy_from_slice(MAGIC);
    header[8..16].copy_from_slice(&version(index).to_le_bytes());
    header[16..].copy_from_slice(index.fingerprint());
    header
}

fn former_header(index: &AddressIndex) -> [u8; FORMER_HEADER] {
    let mut header = [0; FORMER_HEADER];
    header[..8].copy_from_slice(FORMER_MAGIC);
    header[8..].copy_from_slice(&version(index).to_le_bytes());
    header
}

impl Places {
    /// Reads the places of the index that lies in `data`, without those of a delta.
    pub fn open(data: &Path, index: &AddressIndex) -> Result<Self> {
        Self::find(data, index).map(|(_, places)| places)
    }

    /// The same, with where they lie.
    pub(super) fn find(data: &Path, index: &AddressIndex) -> Result<(PathBuf, Self)> {
        let read = |path: PathBuf| Self::read(&path, index).map(|places| (path, places));
        read(places_path(data)).or_else(|failed| read(beside(data, index)).map_err(|_| failed))
    }

    fn read(path: &Path, index: &AddressIndex) -> Result<Self> {
        let read = |source| Error::Read { path: path.to_owned(), source };
        let mut bytes = Vec::new();
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(read)?;
        let former = bytes.starts_with(&former_header(index));
        if former {
            drop(bytes.splice(..FORMER_HEADER, header(index)));
        }
        let entries = usize::try_from(index.base_len()).unwrap_or(usize::MAX);
        let fits = bytes.starts_with(&header(index))
            && Some(bytes.len() - HEADER) == entries.checked_mul(WIDTH);
        if fits {
            Ok(Self { bytes, former })
        } else {
            let cause = "of another index than the one beside it; build the index again".into();
            Err(Error::Damaged { file: path.display().to_string(), offset: 0, cause })
        }
    }

    /// Whether they serve until the index is written again: their file does not prove that they are those of the index.
    pub(super) fn are_former(&self) -> bool {
        self.former
    }

    /// With the places of a delta after them.
    pub(super) fn with(mut self, more: &[u8]) -> Self {
        self.bytes.extend_from_slice(more);
        self
    }

    /// Among the first `end` entries, which are those of the base, the ones of each of these buildings, which are
    /// sorted: an empty range where a building has none, before the entries of those after it.
    pub(super) fn of_buildings(&self, end: u64, buildings: &[[u8; 16]]) -> Vec<Range<u64>> {
        let mut found: Vec<Range<u64>> = Vec::with_capacity(buildings.len());
        let mut open = None;
        for at in 0..end {
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

/// Whether so many bytes of records are those of so many entries.
pub(super) fn are_of(records: &[u8], entries: u64) -> bool {
    records.len().is_multiple_of(WIDTH) && (records.len() / WIDTH) as u64 == entries
}

/// Writes places beside their file.
pub(super) struct Writer {
    out: BufWriter<NamedTempFile>,
}

/// Places that are written whole and not yet in their place.
pub(super) struct Written {
    beside: PathBuf,
    place: PathBuf,
}

impl Writer {
    pub(super) fn create(data: &Path) -> Result<Self> {
        let mut out = BufWriter::new(unfinished(data)?);
        out.write_all(&[0; HEADER]).map_err(Error::Write)?;
        Ok(Self { out })
    }

    pub(super) fn add(&mut self, place: Place) -> Result<()> {
        self.out.write_all(&record(place)).map_err(Error::Write)
    }

    /// Tells of which index they are, and puts them where whoever opens it in `data` finds them.
    pub(super) fn finish(self, data: &Path, index: &AddressIndex) -> Result<Written> {
        let mut file = self.out.into_inner().map_err(|e| Error::Write(e.into_error()))?;
        file.seek(SeekFrom::Start(0))
            .and_then(|_| file.write_all(&header(index)))
            .and_then(|()| file.as_file().sync_all())
            .map_err(Error::Write)?;
        let beside = beside(data, index);
        file.persist(&beside).map_err(|failure| Error::Write(failure.error))?;
        Ok(Written { beside, place: places_path(data) })
    }
}

impl Written {
    /// Moves them into their place, once the index stands in its own: who is killed before leaves a pair, the old one
    /// or the new one.
    pub(super) fn settle(self) -> Result<()> {
        std::fs::rename(self.beside, self.place).map_err(Error::Write)
    }
}
