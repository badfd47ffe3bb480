//! Proves the log whole, or says where it is not.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use database::Database;
use kernel::Instant;
use serde::Serialize;

use super::{
    Event, Place,
    chain::folders,
    checkpoint::{self, Checkpoint},
    receipt::Placed,
    seal::{Seal, numbers, segment_path},
    segment::{Hash, Reader, Stop},
    tree::Growing,
};
use crate::{
    Error,
    keys::{Key, KeyFolder, KeySource, hex, unhex},
    store::reads,
};

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file.
    pub path: PathBuf,
    /// The byte in it.
    pub offset: u64,
    /// What is wrong.
    pub what: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, byte {}: {}", self.path.display(), self.offset, self.what)
    }
}

/// What a look at the whole log found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Chains.
    pub chains: u64,
    /// Segments that are there.
    pub segments: u64,
    /// Segments whose time was over, of which the signed root remains.
    pub dropped: u64,
    /// Entries read.
    pub entries: u64,
    /// People in them, counted once an entry.
    pub subjects: u64,
    /// Checkpoints that the log still passes through.
    pub checkpoints: u64,
    /// Half-written ends that were cut off after a crash.
    pub recovered: u64,
    /// Time of the first entry that is there.
    pub first_at: Option<Instant>,
    /// Time of the last.
    pub last_at: Option<Instant>,
    /// The hash at the end of each chain: write it down elsewhere, and no
    /// later change to what stands before it can go unseen.
    pub heads: BTreeMap<String, String>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Reads every byte of the log in `folder`. `witnessed` are places that the
/// database remembers to have read: the log must still pass through each.
fn verify_with(log: &Path, key: &Key, witnessed: &[Place]) -> io::Result<Verification> {
    let mut found = Verification::default();
    let chains = folders(log)?;
    for place in witnessed {
        if !chains.iter().any(|(_, id)| *id == place.chain) {
            found.note(&log.join(hex(&place.chain)), 0, "the chain is gone");
        }
    }
    for (folder, id) in chains {
        found.chains += 1;
        let place = witnessed.iter().find(|place| place.chain == id);
        let head = found.chain(&folder, id, key, place)?;
        found.heads.insert(hex(&id), hex(&head));
    }
    Ok(found)
}

/// Proves the log in `<data>/reads` whole, by the log key in `<data>/keys`.
///
/// [`verify_against`] also asks the database.
pub fn verify(data: &Path, keys: &KeySource) -> Result<Verification, Error> {
    verify_places(data, &log_key(data, keys)?, &[])
}

/// As [`verify`]; the log must also still hold all that `database` remembers to
/// have read, so that entries cut off cleanly at its end are missed.
pub async fn verify_against(
    data: &Path,
    keys: &KeySource,
    database: &Database,
) -> Result<Verification, Error> {
    verify_keyed(data, log_key(data, keys)?, database).await
}

/// As [`verify_against`], for who holds the key.
pub(crate) async fn verify_keyed(
    data: &Path,
    key: Key,
    database: &Database,
) -> Result<Verification, Error> {
    let witnessed = reads::places(database).await?;
    let data = data.to_owned();
    let found = tokio::task::spawn_blocking(move || verify_places(&data, &key, &witnessed));
    found.await.map_err(|_| Error::Task)?
}

fn log_key(data: &Path, keys: &KeySource) -> Result<Key, Error> {
    let missing = || Error::Key {
        path: data.join("keys/log.key"),
        problem: "is missing; without it no root can be checked".to_owned(),
    };
    KeyFolder::existing(data, keys)?.kept("log.key")?.ok_or_else(missing)
}

fn verify_places(data: &Path, key: &Key, witnessed: &[Place]) -> Result<Verification, Error> {
    let log = data.join("reads");
    verify_with(&log, key, witnessed).map_err(|source| Error::Log { path: log, source })
}

impl Verification {
    fn note(&mut self, path: &Path, offset: u64, what: &'static str) {
        self.findings.push(Finding { path: path.to_owned(), offset, what });
    }

    fn chain(
        &mut self,
        folder: &Path,
        id: [u8; 16],
        key: &Key,
        witnessed: Option<&Place>,
    ) -> io::Result<Hash> {
        let numbers = numbers(folder)?;
        let checkpoints = self.checkpoints(folder, id)?;
        let (mut before, mut sequence) = ([0; 32], 1);
        let mut seen = witnessed.is_none();
        for (expected, number) in (1..).zip(numbers.iter().copied()) {
            let path = segment_path(folder, number);
            if number != expected {
                self.note(&path, 0, "a segment before it is gone");
                return Ok(before);
            }
            let seal = Seal::read(folder, number)?;
            let signed = seal.as_ref().filter(|seal| seal.is_signed_by(key));
            if seal.is_some() && signed.is_none() {
                self.note(&path, 0, "the signature of its root is wrong");
            }
            if !path.exists() {
                let Some(seal) = signed.filter(|seal| seal.dropped_at.is_some()) else {
                    self.note(&path, 0, "it is gone before its time");
                    return Ok(before);
                };
                if seal.previous_hash() != Some(before) {
                    self.note(&path, 0, "its root does not follow from the one before");
                }
                self.dropped += 1;
                seen |= witnessed.is_some_and(|place| place.segment == number);
                before = seal.root_hash().unwrap_or_default();
                sequence = seal.first_sequence + seal.entries;
                continue;
            }
            let is_last = number == numbers.last().copied().unwrap_or_default();
            let place = witnessed.filter(|place| place.segment == number);
            let kept: Vec<&Checkpoint> =
                checkpoints.iter().filter(|checkpoint| checkpoint.segment == number).collect();
            let looked = Looked { path: &path, is_last, place, sequence, key, kept: &kept };
            let (reader, entries, passed) = self.segment(&looked)?;
            seen |= passed;
            let follows = reader.header.is_some_and(|header| {
                header.chain == id
                    && header.number == number
                    && header.previous == before
                    && header.first_sequence == sequence
            });
            if reader.header.is_some() && !follows {
                self.note(&path, 0, "it does not follow from the segment before");
            }
            match signed {
                Some(seal) if seal.root_hash() != Some(reader.hash) || seal.entries != entries => {
                    self.note(&path, reader.offset, "it does not end at its signed root");
                }
                None if !is_last => self.note(&path, 0, "its signed root is gone"),
                _ => {}
            }
            (before, sequence) = (reader.hash, sequence + entries);
        }
        if !seen {
            self.note(folder, 0, "entries that the database remembers are gone");
        }
        Ok(before)
    }

    /// The checkpoints of a chain that hold together: each signed, each after
    /// the one before.
    fn checkpoints(&mut self, folder: &Path, id: [u8; 16]) -> io::Result<Vec<Checkpoint>> {
        let path = folder.join("checkpoints.jsonl");
        let (mut good, mut before) = (Vec::new(), hex(&[0; 32]));
        for found in checkpoint::read(folder)? {
            let Some((checkpoint, line)) = found else {
                self.note(&path, 0, "a checkpoint is not what was written");
                return Ok(good);
            };
            let key = unhex(&checkpoint.key).unwrap_or_default();
            if !checkpoint.is_signed_by(&key) || checkpoint.chain != hex(&id) {
                self.note(&path, 0, "the signature of a checkpoint is wrong");
            }
            if checkpoint.previous != before {
                self.note(&path, 0, "a checkpoint does not follow from the one before");
            }
            before = checkpoint::hash_of(&line);
            good.push(checkpoint);
        }
        Ok(good)
    }

    /// Reads one segment; whether it passed through the witnessed place.
    fn segment(&mut self, looked: &Looked<'_>) -> io::Result<(Reader, u64, bool)> {
        let Looked { path, is_last, place, .. } = *looked;
        self.segments += 1;
        let mut reader = Reader::open(path)?;
        let (mut entries, mut passed) = (0, false);
        let mut tree = Growing::default();
        let mut met = 0;
        let stop = loop {
            match reader.read_next()? {
                Ok(entry) => {
                    entries += 1;
                    self.entries += 1;
                    self.subjects += entry.subjects.len() as u64;
                    self.recovered += u64::from(matches!(entry.event, Event::Recovered { .. }));
                    self.first_at =
                        Some(self.first_at.map_or(entry.at, |first| first.min(entry.at)));
                    self.last_at = self.last_at.max(Some(entry.at));
                    passed |= place.is_some_and(|place| {
                        place.offset == reader.offset && place.hash == reader.hash
                    });
                    let number = looked.sequence + entries - 1;
                    if let Some(header) = reader.header.filter(|_| !looked.kept.is_empty()) {
                        let placed = Placed { entry: &entry, chain: &header.chain, number };
                        for leaf in placed.hashes(looked.key) {
                            tree.push(leaf);
                        }
                    }
                    for kept in looked.kept.iter().filter(|kept| kept.entries == number) {
                        met += 1;
                        if kept.head != hex(&reader.hash)
                            || kept.root != hex(&tree.root())
                            || kept.leaves != tree.count()
                        {
                            self.note(path, reader.offset, "it is not what a checkpoint says");
                        }
                    }
                }
                Err(stop) => break stop,
            }
        };
        self.checkpoints += met;
        if met < looked.kept.len() as u64 {
            self.note(path, reader.offset, "entries that a checkpoint vouches for are gone");
        }
        match stop {
            Stop::Clean => {}
            // Whoever is writing this moment has not finished the last entry.
            Stop::Torn if is_last && is_being_written(path)? => {}
            Stop::Torn => self.note(path, reader.offset, "the last entry is cut short"),
            Stop::Header => self.note(path, 0, "its header is none"),
            Stop::Hash => self.note(path, reader.offset, "an entry is not what was written"),
            Stop::Entry => self.note(path, reader.offset, "an entry is of a later version"),
        }
        Ok((reader, entries, passed))
    }
}

/// A segment, and what it is held against.
struct Looked<'a> {
    path: &'a Path,
    is_last: bool,
    place: Option<&'a Place>,
    /// The number of its first entry in the chain.
    sequence: u64,
    key: &'a Key,
    kept: &'a [&'a Checkpoint],
}

fn is_being_written(segment: &Path) -> io::Result<bool> {
    let lock = segment.with_file_name("lock");
    match fs::File::open(lock) {
        Ok(file) => match file.try_lock() {
            Ok(()) => Ok(false),
            Err(fs::TryLockError::WouldBlock) => Ok(true),
            Err(fs::TryLockError::Error(error)) => Err(error),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
