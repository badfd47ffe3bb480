//! Sorted files of numbers by number: found by halving in memory and one read, many in the order of the file.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Read as _, Write as _},
    ops::Range,
    path::{Path, PathBuf},
};

use super::spans::each_part;
use crate::FusionError;

/// Entries between two that are kept in memory.
const FENCE: usize = 256;
/// Entries of a file that is kept in memory whole: a day's.
const SMALL: usize = 1 << 17;

/// A key and a value, on disk: the key's eight bytes, and the value's four or eight.
type Entry = (u64, u64);

/// A sorted file being written: entries come in any order.
pub(crate) struct SortedWriter {
    path: PathBuf,
    raw: BufWriter<File>,
    width: usize,
}

impl SortedWriter {
    /// For values of `width` bytes, four or eight.
    pub(crate) fn create(path: PathBuf, width: usize) -> Result<Self, FusionError> {
        let beside = path.with_extension("raw");
        let file = File::create(&beside).map_err(FusionError::file(&beside))?;
        Ok(Self { path, raw: BufWriter::with_capacity(1 << 16, file), width })
    }

    /// Adds an entry.
    pub(crate) fn push(&mut self, key: u64, value: u64) -> Result<(), FusionError> {
        put(&mut self.raw, (key, value), self.width).map_err(FusionError::file(&self.path))
    }

    /// Sorts and closes: by key, and within a key by value or, where `stable`, in the order they came.
    pub(crate) fn finish(self, stable: bool) -> Result<(), FusionError> {
        let Self { path, raw, width } = self;
        let failed = || FusionError::file(&path);
        let beside = path.with_extension("raw");
        drop(raw.into_inner().map_err(|cause| failed()(cause.into_error()))?);
        let mut entries = read_all(&beside, width).map_err(failed())?;
        if stable {
            entries.sort_by_key(|entry| entry.0);
        } else {
            entries.sort_unstable();
            entries.dedup();
        }
        let write = || {
            let mut out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
            for entry in &entries {
                put(&mut out, *entry, width)?;
            }
            out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
            let fences = path.with_extension("fences");
            let mut out = BufWriter::new(File::create(fences)?);
            for entry in entries.iter().step_by(FENCE) {
                out.write_all(&entry.0.to_le_bytes())?;
            }
            out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
            fs::remove_file(&beside)
        };
        write().map_err(failed())
    }
}

fn put(out: &mut impl std::io::Write, entry: Entry, width: usize) -> std::io::Result<()> {
    out.write_all(&entry.0.to_le_bytes())?;
    out.write_all(&entry.1.to_le_bytes()[..width])
}

fn get(bytes: &[u8], width: usize) -> Entry {
    let number = |bytes: &[u8]| {
        bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    (number(&bytes[..8]), number(&bytes[8..8 + width]))
}

fn read_all(path: &Path, width: usize) -> std::io::Result<Vec<Entry>> {
    let file = File::open(path)?;
    let count = usize::try_from(file.metadata()?.len()).unwrap_or(0) / (8 + width);
    let mut entries = Vec::with_capacity(count);
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let mut bytes = vec![0; 8 + width];
    for _ in 0..count {
        reader.read_exact(&mut bytes)?;
        entries.push(get(&bytes, width));
    }
    Ok(entries)
}

/// A sorted file.
#[derive(Debug)]
pub(crate) struct Sorted {
    path: PathBuf,
    file: File,
    width: usize,
    count: usize,
    fences: Vec<u64>,
    /// All of a small file.
    held: Option<Vec<Entry>>,
}

impl Sorted {
    pub(crate) fn open(path: PathBuf, width: usize) -> Result<Self, FusionError> {
        let open = || {
            let file = File::open(&path)?;
            let count = usize::try_from(file.metadata()?.len()).unwrap_or(0) / (8 + width);
            let fences = fs::read(path.with_extension("fences"))?;
            let fences = fences.chunks_exact(8).map(|bytes| get(bytes, 0).0).collect();
            let held = (count <= SMALL).then(|| read_all(&path, width)).transpose()?;
            Ok((file, count, fences, held))
        };
        let (file, count, fences, held) = open().map_err(FusionError::file(&path))?;
        Ok(Self { path, file, width, count, fences, held })
    }

    /// The values of a key, in order.
    pub(crate) fn find(&self, key: u64) -> Result<Vec<u64>, FusionError> {
        let mut found = Vec::new();
        self.find_all(&[key], |_, value| found.push(value))?;
        Ok(found)
    }

    /// Calls `each` with these keys, which ascend, and every value of theirs: key by key, of a key in order.
    pub(crate) fn find_all(
        &self,
        keys: &[u64],
        mut each: impl FnMut(u64, u64),
    ) -> Result<(), FusionError> {
        if let Some(held) = &self.held {
            for key in keys {
                let first = held.partition_point(|entry| entry.0 < *key);
                let same = held[first..].iter().take_while(|entry| entry.0 == *key);
                same.for_each(|entry| each(entry.0, entry.1));
            }
            return Ok(());
        }
        let parts = keys.iter().map(|key| (self.part(*key), *key));
        each_part(&self.path, &self.file, parts, |key, bytes| {
            let length = 8 + self.width;
            let entries = bytes.len() / length;
            let entry = |at: usize| get(&bytes[at * length..], self.width);
            let (mut low, mut high) = (0, entries);
            while low < high {
                let middle = low.midpoint(high);
                if entry(middle).0 < key {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            let same = (low..entries).map(entry).take_while(|found| found.0 == key);
            same.for_each(|found| each(found.0, found.1));
            Ok(())
        })
    }

    /// Where all entries of a key are, between two fences.
    fn part(&self, key: u64) -> Range<u64> {
        let first = self.fences.partition_point(|first| *first < key).saturating_sub(1);
        let end = self.fences.partition_point(|first| *first <= key).max(first + 1);
        let at = |fence: usize| ((fence * FENCE).min(self.count) * (8 + self.width)) as u64;
        at(first)..at(end)
    }

    /// Every key, in order.
    pub(crate) fn keys(&self) -> Result<Vec<u64>, FusionError> {
        let all = read_all(&self.path, self.width).map_err(FusionError::file(&self.path))?;
        Ok(all.into_iter().map(|entry| entry.0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_with_its_values_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let mut writer = SortedWriter::create(path.clone(), 4).unwrap();
        // Key n has n % 5 values; one key has more than fit between two fences.
        for key in (0..2_000_u64).rev() {
            for value in 0..key % 5 {
                writer.push(key * 7, value).unwrap();
            }
        }
        for value in 0..1_000 {
            writer.push(7_001, value).unwrap();
        }
        writer.finish(false).unwrap();
        let held = Sorted::open(path, 4).unwrap();
        let read = Sorted { held: None, ..Sorted::open(held.path.clone(), 4).unwrap() };
        for sorted in [held, read] {
            for key in 0..2_000_u64 {
                let values: Vec<u64> = (0..key % 5).collect();
                assert_eq!(sorted.find(key * 7).unwrap(), values, "{key}");
                assert!(sorted.find(key * 7 + 2).unwrap().is_empty());
            }
            assert_eq!(sorted.find(7_001).unwrap(), (0..1_000).collect::<Vec<_>>());
            assert!(sorted.find(u64::MAX).unwrap().is_empty());
            // Many at once are what each is: present, absent, and with more values than fit between two fences.
            let keys: Vec<u64> = (0..15_000).filter(|key| key % 3 != 1).chain([u64::MAX]).collect();
            let mut found = Vec::new();
            sorted.find_all(&keys, |key, value| found.push((key, value))).unwrap();
            let each =
                |key: u64| sorted.find(key).unwrap().into_iter().map(move |value| (key, value));
            let one_by_one: Vec<(u64, u64)> = keys.iter().copied().flat_map(each).collect();
            assert_eq!(found, one_by_one);
            assert!(keys.contains(&7_001) && found.len() > 1_000);
        }
    }

    #[test]
    fn values_come_in_the_order_they_were_given_where_it_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let mut writer = SortedWriter::create(path.clone(), 8).unwrap();
        for (key, value) in [(5, 9), (4, u64::MAX), (5, 2)] {
            writer.push(key, value).unwrap();
        }
        writer.finish(true).unwrap();
        let sorted = Sorted::open(path, 8).unwrap();
        assert_eq!(
            (sorted.find(5).unwrap(), sorted.find(4).unwrap()),
            (vec![9, 2], vec![u64::MAX])
        );
    }
}
