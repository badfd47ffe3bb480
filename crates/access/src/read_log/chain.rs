//! A chain: the segments that one writer adds to.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use kernel::Instant;

use super::{
    Entry, Event,
    seal::{Seal, numbers, segment_path},
    segment::{HEADER, Hash, Header, Reader, Stop, frame},
};
use crate::{
    Error, Finding,
    keys::{Key, hex},
};

/// The open end of a chain. Holds a lock, so that no other process adds to it.
pub(crate) struct Chain {
    folder: PathBuf,
    id: [u8; 16],
    key: Key,
    segment_bytes: u64,
    file: File,
    header: Header,
    offset: u64,
    hash: Hash,
    entries: u64,
    last_at: Option<Instant>,
    buffer: Vec<u8>,
    _lock: File,
}

/// What opening a chain came to.
enum Opened {
    Chain(Box<Chain>),
    /// Another process writes it.
    Busy,
    /// It was changed; it is left as it is, for `verify` and for whoever asks.
    Damaged(Finding),
}

impl Chain {
    /// Goes on with the first chain in `log` that is free and whole, or starts
    /// a new one named by `fresh_id`. A half-written end is cut off and said so.
    pub(crate) fn open(
        log: &Path,
        fresh_id: [u8; 16],
        key: Key,
        segment_bytes: u64,
        now: Instant,
    ) -> Result<Self, Error> {
        let fault = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Log { path, source }
        };
        fs::create_dir_all(log).map_err(fault(log))?;
        for (folder, id) in folders(log).map_err(fault(log))? {
            match Self::resume(&folder, id, key, segment_bytes, now).map_err(fault(&folder))? {
                Opened::Chain(chain) => return Ok(*chain),
                Opened::Busy => {}
                Opened::Damaged(finding) => {
                    tracing::error!(%finding, "a chain of reads is damaged");
                }
            }
        }
        let folder = log.join(hex(&fresh_id));
        let start = || -> io::Result<Self> {
            fs::create_dir(&folder)?;
            let lock = lock_file(&folder)?;
            lock.try_lock().map_err(io::Error::from)?;
            let header =
                Header { chain: fresh_id, number: 1, first_sequence: 1, previous: [0; 32] };
            Self::start_segment(folder.clone(), key, segment_bytes, header, lock)
        };
        let chain = start().map_err(fault(&folder))?;
        File::open(log).and_then(|folder| folder.sync_all()).map_err(fault(log))?;
        Ok(chain)
    }

    fn resume(
        folder: &Path,
        id: [u8; 16],
        key: Key,
        segment_bytes: u64,
        now: Instant,
    ) -> io::Result<Opened> {
        let lock = lock_file(folder)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(Opened::Busy),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        let numbers = numbers(folder)?;
        let Some(&number) = numbers.last() else {
            let header = Header { chain: id, number: 1, first_sequence: 1, previous: [0; 32] };
            let chain = Self::start_segment(folder.to_owned(), key, segment_bytes, header, lock)?;
            return Ok(Opened::Chain(Box::new(chain)));
        };
        let path = segment_path(folder, number);
        let damaged =
            |offset, what| Ok(Opened::Damaged(Finding { path: path.clone(), offset, what }));
        // The last one was sealed and the next not yet begun when the process ended.
        if let Some(seal) = Seal::read(folder, number)? {
            let Some(root) = seal.root_hash().filter(|_| seal.is_signed_by(&key)) else {
                return damaged(0, "the signature of its root is wrong");
            };
            let header = Header {
                chain: id,
                number: number + 1,
                first_sequence: seal.first_sequence + seal.entries,
                previous: root,
            };
            let chain = Self::start_segment(folder.to_owned(), key, segment_bytes, header, lock)?;
            return Ok(Opened::Chain(Box::new(chain)));
        }
        let mut reader = Reader::open(&path)?;
        let Some(header) = reader.header.filter(|header| header.chain == id) else {
            if reader.length() < HEADER as u64 && number == 1 {
                fs::remove_file(&path)?;
                let header = Header { chain: id, number: 1, first_sequence: 1, previous: [0; 32] };
                let chain =
                    Self::start_segment(folder.to_owned(), key, segment_bytes, header, lock)?;
                return Ok(Opened::Chain(Box::new(chain)));
            }
            return damaged(0, "its header is none, or another chain's");
        };
        let (mut entries, mut last_at) = (0, None);
        let stop = loop {
            match reader.read_next()? {
                Ok(entry) => {
                    entries += 1;
                    last_at = Some(entry.at);
                }
                Err(stop) => break stop,
            }
        };
        match stop {
            Stop::Clean | Stop::Torn => {}
            Stop::Hash | Stop::Header => {
                return damaged(reader.offset, "an entry is not what was written");
            }
            Stop::Entry => return damaged(reader.offset, "an entry is of a later version"),
        }
        let file = OpenOptions::new().append(true).open(&path)?;
        let torn = reader.length() - reader.offset;
        let mut chain = Self {
            folder: folder.to_owned(),
            id,
            key,
            segment_bytes,
            file,
            header,
            offset: reader.offset,
            hash: reader.hash,
            entries,
            last_at,
            buffer: Vec::new(),
            _lock: lock,
        };
        if torn > 0 {
            tracing::warn!(bytes = torn, "cut a half-written end off the log of reads");
            chain.file.set_len(chain.offset)?;
            let event = Event::Recovered { bytes: torn };
            chain.append(&[(now, Entry { at: now, event, subjects: Vec::new() }.encode())])?;
        }
        Ok(Opened::Chain(Box::new(chain)))
    }

    fn start_segment(
        folder: PathBuf,
        key: Key,
        segment_bytes: u64,
        header: Header,
        lock: File,
    ) -> io::Result<Self> {
        let file = create(&folder, &header)?;
        Ok(Self {
            id: header.chain,
            folder,
            key,
            segment_bytes,
            file,
            offset: HEADER as u64,
            hash: header.hash(),
            header,
            entries: 0,
            last_at: None,
            buffer: Vec::new(),
            _lock: lock,
        })
    }

    /// Writes `entries`, each with its time, and returns when they are on the disk.
    ///
    /// After an error nothing of them counts as written: the file is cut back.
    pub(crate) fn append(&mut self, entries: &[(Instant, Vec<u8>)]) -> io::Result<()> {
        let mut hash = self.hash;
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        for (_, payload) in entries {
            hash = frame(&hash, payload, &mut buffer);
        }
        let written = self.file.write_all(&buffer).and_then(|()| self.file.sync_data());
        let added = buffer.len() as u64;
        self.buffer = buffer;
        if let Err(error) = written {
            self.file.set_len(self.offset)?;
            return Err(error);
        }
        self.offset += added;
        self.hash = hash;
        self.entries += entries.len() as u64;
        self.last_at = entries.iter().map(|(at, _)| *at).max().max(self.last_at);
        if self.offset >= self.segment_bytes { self.rotate() } else { Ok(()) }
    }

    /// Closes the segment under a signed root and starts the next.
    fn rotate(&mut self) -> io::Result<()> {
        let seal = Seal {
            chain: hex(&self.id),
            segment: self.header.number,
            first_sequence: self.header.first_sequence,
            entries: self.entries,
            last_at: self.last_at,
            previous: hex(&self.header.previous),
            root: hex(&self.hash),
            dropped_at: None,
            signature: String::new(),
        };
        seal.write(&self.folder, &self.key)?;
        let header = Header {
            chain: self.id,
            number: self.header.number + 1,
            first_sequence: self.header.first_sequence + self.entries,
            previous: self.hash,
        };
        self.file = create(&self.folder, &header)?;
        (self.offset, self.hash) = (HEADER as u64, header.hash());
        (self.header, self.entries, self.last_at) = (header, 0, None);
        Ok(())
    }
}

fn create(folder: &Path, header: &Header) -> io::Result<File> {
    let path = segment_path(folder, header.number);
    let mut file = OpenOptions::new().append(true).create_new(true).open(path)?;
    file.write_all(&header.encode())?;
    file.sync_all()?;
    File::open(folder)?.sync_all()?;
    Ok(file)
}

fn lock_file(folder: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).open(folder.join("lock"))
}

/// The chains in `log`: folders named by sixteen bytes in hexadecimal, sorted.
pub(crate) fn folders(log: &Path) -> io::Result<Vec<(PathBuf, [u8; 16])>> {
    let mut found = Vec::new();
    match fs::read_dir(log) {
        Ok(entries) => {
            for entry in entries {
                let path = entry?.path();
                let id =
                    path.file_name().and_then(|name| name.to_str()).and_then(crate::keys::unhex);
                found.extend(id.map(|id| (path, id)));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    found.sort();
    Ok(found)
}
