//! One level of an index: the records of a whole run, or those that one day changed.
//!
//! ```text
//! records         blocks of 8 records, compressed: key, and what the record stated (nothing where it was withdrawn)
//! blocks          where each block begins
//! size            records of a block; without it they are 32
//! ids             digest of a record's key → its number
//! people-N        key of blocking rule N → number of a record with such a person
//! organisations-N the same for organisations: of the first two rows of a variant alone
//! variants        digest of the way a source writes an organisation → records, in order of id
//! apart-people    digest of a record's key → that of one it was nearly joined with
//! ```

use std::{
    fs::{self, File},
    io::{BufWriter, ErrorKind, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    thread,
};

use super::{
    row::{ORGANISATIONS, PEOPLE, Reader, Row, Stated, put, text},
    sorted::{Sorted, SortedWriter},
    spans::each_part,
};
use crate::FusionError;

/// Records of a block: a day asks for one here and one there, and each time unpacks a block.
const BLOCK: u8 = 8;
/// Records of a block of a level that does not say it.
const UNSAID: u8 = 32;

/// Threads that sort.
const THREADS: usize = 2;

/// The kinds that are linked, in the order of [`super::row::TABLES`].
pub(crate) const KINDS: [&str; 2] = ["people", "organisations"];

/// The first eight bytes of a digest.
pub(crate) fn digest(text: &str) -> u64 {
    blake3::hash(text.as_bytes()).as_bytes().first_chunk().map_or(0, |b| u64::from_le_bytes(*b))
}

/// The key of a record.
pub(crate) fn key(source: &str, record: &str) -> String {
    format!("{source}/{record}")
}

/// The record's key that a mention's id begins with.
pub(crate) fn key_of(id: &str) -> &str {
    id.rsplit_once('/').map_or(id, |(key, _)| key)
}

/// The way a source writes an organisation; a row without a name is a way of its own.
pub(crate) fn variant(row: &Row) -> u64 {
    let of = |column| text(ORGANISATIONS, row, column);
    if of("name_key").is_none() {
        return digest(of("id").unwrap_or_default());
    }
    let place = of("place").or(of("line"));
    let parts = [of("source"), of("name_key"), of("number"), place];
    digest(&parts.map(|part| part.map_or_else(String::new, |p| format!("={p}"))).join("\u{1f}"))
}

/// A level being written.
pub(crate) struct LevelWriter {
    folder: PathBuf,
    records: BufWriter<File>,
    block: Vec<u8>,
    payload: Vec<u8>,
    starts: Vec<u64>,
    at: u64,
    count: u32,
    ids: SortedWriter,
    keys: [Vec<SortedWriter>; 2],
    variants: SortedWriter,
    apart: Vec<SortedWriter>,
}

impl LevelWriter {
    /// Into an empty folder, for models with so many blocking rules.
    pub(crate) fn create(folder: &Path, rules: [usize; 2]) -> Result<Self, FusionError> {
        fs::create_dir_all(folder).map_err(FusionError::file(folder))?;
        let path = folder.join("records");
        let records = File::create(&path).map_err(FusionError::file(&path))?;
        let keys = |kind: usize| -> Result<Vec<SortedWriter>, FusionError> {
            let file = |rule| folder.join(format!("{}-{rule}", KINDS[kind]));
            (0..rules[kind]).map(|rule| SortedWriter::create(file(rule), 4)).collect()
        };
        let apart = |kind| SortedWriter::create(folder.join(format!("apart-{kind}")), 8);
        Ok(Self {
            folder: folder.to_owned(),
            records: BufWriter::with_capacity(1 << 18, records),
            block: Vec::new(),
            payload: Vec::new(),
            starts: Vec::new(),
            at: 0,
            count: 0,
            ids: SortedWriter::create(folder.join("ids"), 4)?,
            keys: [keys(0)?, keys(1)?],
            variants: SortedWriter::create(folder.join("variants"), 4)?,
            apart: KINDS.into_iter().map(apart).collect::<Result<_, _>>()?,
        })
    }

    /// Adds a record and returns its number; `None` writes down that it was withdrawn.
    pub(crate) fn push(&mut self, key: &str, stated: Option<&Stated>) -> Result<u32, FusionError> {
        let number = self.count;
        self.payload.clear();
        if let Some(stated) = stated {
            stated.write(&mut self.payload);
        }
        put(&mut self.block, key.as_bytes());
        put(&mut self.block, &self.payload);
        self.ids.push(digest(key), number.into())?;
        self.count += 1;
        if self.count.is_multiple_of(BLOCK.into()) {
            self.flush()?;
        }
        Ok(number)
    }

    /// Writes down that a mention of a record has the key of a rule.
    pub(crate) fn key(
        &mut self,
        kind: usize,
        rule: usize,
        key: u64,
        record: u32,
    ) -> Result<(), FusionError> {
        if key == 0 { Ok(()) } else { self.keys[kind][rule].push(key, record.into()) }
    }

    /// Writes down how a record writes an organisation; those of one variant come in order of id.
    pub(crate) fn variant(&mut self, variant: u64, record: u32) -> Result<(), FusionError> {
        self.variants.push(variant, record.into())
    }

    /// Writes down that two mentions were strong enough to be joined and were not.
    pub(crate) fn apart(&mut self, kind: usize, one: &str, other: &str) -> Result<(), FusionError> {
        let (one, other) = (digest(key_of(one)), digest(key_of(other)));
        self.apart[kind].push(one, other)?;
        self.apart[kind].push(other, one)
    }

    /// Closes the files; how many records there are.
    pub(crate) fn finish(mut self) -> Result<u32, FusionError> {
        self.flush()?;
        let failed = FusionError::file(&self.folder);
        let file = self.records.into_inner().map_err(std::io::IntoInnerError::into_error);
        file.and_then(|file| file.sync_all()).map_err(failed)?;
        let bytes: Vec<u8> = self.starts.iter().flat_map(|start| start.to_le_bytes()).collect();
        crate::lake::write_whole(&self.folder.join("blocks"), &bytes)?;
        crate::lake::write_whole(&self.folder.join("size"), &[BLOCK])?;
        let mut writers = vec![(self.variants, true), (self.ids, false)];
        let others = self.keys.into_iter().flatten().chain(self.apart);
        writers.extend(others.map(|writer| (writer, false)));
        finish_all(writers)?;
        Ok(self.count)
    }

    fn flush(&mut self) -> Result<(), FusionError> {
        if self.block.is_empty() {
            return Ok(());
        }
        let failed = FusionError::file(&self.folder);
        let packed = snap::raw::Encoder::new()
            .compress_vec(&self.block)
            .map_err(std::io::Error::other)
            .and_then(|packed| self.records.write_all(&packed).map(|()| packed.len()))
            .map_err(failed)?;
        self.starts.push(self.at);
        self.at += packed as u64;
        self.block.clear();
        Ok(())
    }
}

/// Sorts and closes files, one at a time on each thread: of a whole run each holds some hundred megabytes meanwhile.
fn finish_all(writers: Vec<(SortedWriter, bool)>) -> Result<(), FusionError> {
    let open = Mutex::new(writers);
    let work = || -> Result<(), FusionError> {
        loop {
            let next = open.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some((writer, stable)) = next else { return Ok(()) };
            writer.finish(stable)?;
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            thread.join().map_err(|_| FusionError::Thread { stage: "index" })??;
        }
        Ok(())
    })
}

/// A level, open for reading.
#[derive(Debug)]
pub(crate) struct Level {
    path: PathBuf,
    records: File,
    starts: Vec<u64>,
    end: u64,
    /// Records of a block.
    size: u64,
    pub(crate) ids: Sorted,
    pub(crate) keys: [Vec<Sorted>; 2],
    pub(crate) variants: Sorted,
    pub(crate) apart: Vec<Sorted>,
}

impl Level {
    pub(crate) fn open(folder: &Path, rules: [usize; 2]) -> Result<Self, FusionError> {
        let path = folder.join("records");
        let failed = || FusionError::file(&path);
        let records = File::open(&path).map_err(failed())?;
        let end = records.metadata().map_err(failed())?.len();
        let starts = fs::read(folder.join("blocks")).map_err(failed())?;
        let starts = starts.chunks_exact(8).filter_map(|bytes| bytes.first_chunk().copied());
        let size = match fs::read(folder.join("size")) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(failed()(cause)),
            said => said.ok().and_then(|bytes| bytes.first().copied()),
        };
        let size = size.filter(|size| *size > 0).unwrap_or(UNSAID);
        let keys = |kind: usize| -> Result<Vec<Sorted>, FusionError> {
            let file = |rule| folder.join(format!("{}-{rule}", KINDS[kind]));
            (0..rules[kind]).map(|rule| Sorted::open(file(rule), 4)).collect()
        };
        let apart = |kind| Sorted::open(folder.join(format!("apart-{kind}")), 8);
        Ok(Self {
            starts: starts.map(u64::from_le_bytes).collect(),
            end,
            size: size.into(),
            ids: Sorted::open(folder.join("ids"), 4)?,
            keys: [keys(PEOPLE)?, keys(ORGANISATIONS)?],
            variants: Sorted::open(folder.join("variants"), 4)?,
            apart: KINDS.into_iter().map(apart).collect::<Result<_, _>>()?,
            records,
            path,
        })
    }

    /// Reads records by number, in ascending order: each with its key, and what it stated unless it was withdrawn.
    pub(crate) fn read(
        &self,
        numbers: &[u64],
        mut each: impl FnMut(u64, &str, Option<&[u8]>) -> Result<(), FusionError>,
    ) -> Result<(), FusionError> {
        let failed = || FusionError::file(&self.path);
        let mut blocks = Vec::new();
        for same in numbers.chunk_by(|one, other| one / self.size == other / self.size) {
            let block = same.first().map_or(0, |number| number / self.size);
            blocks.push((self.part(block).map_err(failed())?, (block, same)));
        }
        each_part(&self.path, &self.records, blocks, |(block, numbers), packed| {
            let unpacked = snap::raw::Decoder::new().decompress_vec(packed);
            let bytes = unpacked.map_err(std::io::Error::other).map_err(failed())?;
            let mut reader = Reader { bytes: &bytes };
            let mut at = block * self.size;
            for number in numbers {
                loop {
                    let key = reader.part().map_err(failed())?;
                    let payload = reader.part().map_err(failed())?;
                    at += 1;
                    if at > *number {
                        let key = std::str::from_utf8(key).map_err(std::io::Error::other);
                        let stated = (!payload.is_empty()).then_some(payload);
                        each(*number, key.map_err(failed())?, stated)?;
                        break;
                    }
                }
            }
            Ok(())
        })
    }

    /// The numbers of records with these digests, which ascend; the numbers do.
    pub(crate) fn numbers(
        &self,
        digests: impl Iterator<Item = u64>,
    ) -> Result<Vec<u64>, FusionError> {
        let digests: Vec<u64> = digests.collect();
        let mut numbers = Vec::with_capacity(digests.len());
        self.ids.find_all(&digests, |_, number| numbers.push(number))?;
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    /// Where a block is.
    fn part(&self, block: u64) -> std::io::Result<Range<u64>> {
        let block = usize::try_from(block).map_err(std::io::Error::other)?;
        let start = *self.starts.get(block).ok_or(ErrorKind::InvalidData)?;
        Ok(start..self.starts.get(block + 1).copied().unwrap_or(self.end))
    }

    /// What a payload says.
    pub(crate) fn stated(&self, payload: &[u8]) -> Result<Stated, FusionError> {
        Stated::read(payload).map_err(FusionError::file(&self.path))
    }

    /// The rows of one table in it.
    pub(crate) fn rows(&self, payload: &[u8], table: usize) -> Result<Vec<Row>, FusionError> {
        Stated::read_table(payload, table).map_err(FusionError::file(&self.path))
    }
}
