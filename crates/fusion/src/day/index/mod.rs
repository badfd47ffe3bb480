//! The index of a generation's records: what a day's run needs of the millions it does not touch.
//!
//! A level holds the records of the whole run, and each day adds one with what it changed; the newest level that
//! knows a record has its last state. Levels are derived from the lake, written once and never changed.

mod base;
mod level;
mod row;
mod sorted;
mod spans;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

pub(crate) use base::{build, fill, read_row};
pub(crate) use level::{Level, LevelWriter, digest, key, key_of, variant};
pub(crate) use row::{
    CONTACTS, EVENTS, ORGANISATIONS, PEOPLE, RELATIONS, Row, Stated, TABLES, text,
};

use crate::FusionError;

/// Records of one kind that are read at once.
const AT_ONCE: usize = 16_384;

/// A record at a level.
pub(crate) type Address = (usize, u64);

/// Every level, the oldest first.
#[derive(Debug)]
pub(crate) struct Index {
    levels: Vec<Level>,
    /// Digests of the records that days changed, with the last of their levels.
    last: Vec<(u64, usize)>,
}

impl Index {
    /// Opens the levels in these folders, the oldest first.
    pub(crate) fn open(folders: &[PathBuf], rules: [usize; 2]) -> Result<Self, FusionError> {
        let levels = folders.iter().map(|folder| Level::open(folder, rules));
        let levels: Vec<Level> = levels.collect::<Result<_, _>>()?;
        let mut last = Vec::new();
        for (at, level) in levels.iter().enumerate().skip(1) {
            last.extend(level.ids.keys()?.into_iter().map(|digest| (digest, at)));
        }
        // Of the same digest the newest level first.
        last.sort_unstable_by_key(|(digest, at)| (*digest, std::cmp::Reverse(*at)));
        last.dedup_by_key(|(digest, _)| *digest);
        Ok(Self { levels, last })
    }

    /// The last state of these records; those that are unknown or withdrawn are absent.
    pub(crate) fn find<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, Stated>, FusionError> {
        self.find_with(keys, Level::stated)
    }

    /// Of the same their rows of one table.
    pub(crate) fn find_rows<'a>(
        &self,
        table: usize,
        keys: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, Vec<Row>>, FusionError> {
        self.find_with(keys, |level, payload| level.rows(payload, table))
    }

    fn find_with<'a, T>(
        &self,
        keys: impl IntoIterator<Item = &'a str>,
        read: impl Fn(&Level, &[u8]) -> Result<T, FusionError>,
    ) -> Result<BTreeMap<String, T>, FusionError> {
        let mut wanted: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
        for key in keys {
            wanted.entry(digest(key)).or_default().insert(key);
        }
        let mut found = BTreeMap::new();
        for level in self.levels.iter().rev() {
            let numbers = level.numbers(wanted.keys().copied())?;
            level.read(&numbers, |_, key, payload| {
                let digest = digest(key);
                let Some(asked) = wanted.get_mut(&digest) else { return Ok(()) };
                if asked.remove(key) {
                    if asked.is_empty() {
                        wanted.remove(&digest);
                    }
                    if let Some(payload) = payload {
                        found.insert(key.to_owned(), read(level, payload)?);
                    }
                }
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Records with a mention that has one of these keys of a rule; some may have changed since.
    pub(crate) fn blocked(
        &self,
        kind: usize,
        rule: usize,
        keys: &BTreeSet<u64>,
        found: &mut BTreeSet<Address>,
    ) -> Result<(), FusionError> {
        let keys: Vec<u64> = keys.iter().copied().collect();
        for (at, level) in self.levels.iter().enumerate() {
            level.keys[kind][rule].find_all(&keys, |_, number| {
                found.insert((at, number));
            })?;
        }
        Ok(())
    }

    /// Records of each of these variants, level by level, in order of id within a level; some may have changed since.
    pub(crate) fn of_variants(
        &self,
        variants: &BTreeSet<u64>,
    ) -> Result<Vec<BTreeMap<u64, Vec<Address>>>, FusionError> {
        let variants: Vec<u64> = variants.iter().copied().collect();
        let mut levels = Vec::with_capacity(self.levels.len());
        for (at, level) in self.levels.iter().enumerate() {
            let mut found: BTreeMap<u64, Vec<Address>> = BTreeMap::new();
            level.variants.find_all(&variants, |variant, number| {
                found.entry(variant).or_default().push((at, number));
            })?;
            levels.push(found);
        }
        Ok(levels)
    }

    /// Digests of the records that any of these was nearly joined with.
    pub(crate) fn apart(
        &self,
        kind: usize,
        digests: &BTreeSet<u64>,
    ) -> Result<BTreeSet<u64>, FusionError> {
        let digests: Vec<u64> = digests.iter().copied().collect();
        let mut found = BTreeSet::new();
        for level in &self.levels {
            level.apart[kind].find_all(&digests, |_, other| {
                found.insert(other);
            })?;
        }
        Ok(found)
    }

    /// The keys of the records with these digests.
    pub(crate) fn keys(&self, digests: &BTreeSet<u64>) -> Result<BTreeSet<String>, FusionError> {
        let mut keys = BTreeSet::new();
        for level in &self.levels {
            let numbers = level.numbers(digests.iter().copied())?;
            level.read(&numbers, |_, key, _| {
                keys.insert(key.to_owned());
                Ok(())
            })?;
        }
        Ok(keys)
    }

    /// Reads the records at these addresses that are still in their last state: their rows of one table.
    pub(crate) fn read(
        &self,
        table: usize,
        addresses: &BTreeSet<Address>,
        mut each: impl FnMut(Address, &str, Vec<Row>) -> Result<(), FusionError>,
    ) -> Result<(), FusionError> {
        for (at, level) in self.levels.iter().enumerate() {
            let of_level = addresses.range((at, 0)..=(at, u64::MAX)).map(|address| address.1);
            let numbers: Vec<u64> = of_level.collect();
            for part in numbers.chunks(AT_ONCE) {
                level.read(part, |number, key, payload| match payload {
                    Some(payload) if self.is_last(at, key)? => {
                        each((at, number), key, level.rows(payload, table)?)
                    }
                    _ => Ok(()),
                })?;
            }
        }
        Ok(())
    }

    /// Whether no newer level knows the record.
    fn is_last(&self, level: usize, key: &str) -> Result<bool, FusionError> {
        let digest = digest(key);
        let at = self.last.partition_point(|(known, _)| *known < digest);
        let newest =
            self.last.get(at).filter(|(known, newest)| *known == digest && *newest > level);
        let Some((_, newest)) = newest else { return Ok(true) };
        // Two records may share a digest.
        let newest = &self.levels[*newest];
        let mut known = false;
        newest.read(&newest.ids.find(digest)?, |_, of, _| {
            known |= of == key;
            Ok(())
        })?;
        Ok(!known)
    }
}
