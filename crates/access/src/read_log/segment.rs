//! A segment: one file of the chain.
//!
//! ```text
//! header   magic "LINLIRL1" | chain (16) | number (8) | first sequence (8) | hash before it (32)
//! frame    length of payload (4) | check of the length (4) | payload | hash (32)
//! ```
//! Numbers are little-endian. The header's hash is `blake3(header)`; a frame's
//! is `blake3(hash before | length | payload)`, so that every hash vouches for
//! all that stands before it, over the borders of segments. The check of the
//! length (the start of `blake3(hash before | length)`) tells an entry that a
//! crash cut short from one whose length was changed.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _, SeekFrom},
    path::Path,
};

use super::Entry;

/// A BLAKE3 hash.
pub(crate) type Hash = [u8; 32];

const MAGIC: [u8; 8] = *b"LINLIRL1";
/// Bytes before the first frame.
pub(crate) const HEADER: usize = 8 + 16 + 8 + 8 + 32;
/// Bytes of a frame beside its payload.
const FRAME: u64 = 4 + 4 + 32;

/// What a segment says of itself first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) chain: [u8; 16],
    pub(crate) number: u64,
    pub(crate) first_sequence: u64,
    pub(crate) previous: Hash,
}

impl Header {
    pub(crate) fn encode(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..24].copy_from_slice(&self.chain);
        bytes[24..32].copy_from_slice(&self.number.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.first_sequence.to_le_bytes());
        bytes[40..].copy_from_slice(&self.previous);
        bytes
    }

    fn decode(bytes: &[u8; HEADER]) -> Option<Self> {
        let number = |from: usize| Some(u64::from_le_bytes(bytes[from..from + 8].try_into().ok()?));
        (bytes[..8] == MAGIC).then_some(())?;
        Some(Self {
            chain: bytes[8..24].try_into().ok()?,
            number: number(24)?,
            first_sequence: number(32)?,
            previous: bytes[40..].try_into().ok()?,
        })
    }

    /// The hash that the first frame builds on.
    pub(crate) fn hash(&self) -> Hash {
        *blake3::hash(&self.encode()).as_bytes()
    }
}

/// Adds the frame of `payload` to `out`; returns its hash.
pub(crate) fn frame(before: &Hash, payload: &[u8], out: &mut Vec<u8>) -> Hash {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes();
    let hash = link(before, length, payload);
    out.extend_from_slice(&length);
    out.extend_from_slice(&check(before, length));
    out.extend_from_slice(payload);
    out.extend_from_slice(&hash);
    hash
}

/// What vouches for a length before its payload is read.
fn check(before: &Hash, length: [u8; 4]) -> [u8; 4] {
    let [a, b, c, d, ..] = link(before, length, &[]);
    [a, b, c, d]
}

fn link(before: &Hash, length: [u8; 4], payload: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(&length).update(payload);
    *hasher.finalize().as_bytes()
}

/// How a segment ends, or what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// After a whole frame.
    Clean,
    /// In the middle of a frame, or in zeros: a write that a crash cut short.
    Torn,
    /// The header is none, or of another chain.
    Header,
    /// A frame does not hash to what it says, and more follows.
    Hash,
    /// A frame hashes well but holds no entry that this version knows.
    Entry,
}

/// Reads frames one by one and checks every hash.
pub(crate) struct Reader {
    file: BufReader<File>,
    length: u64,
    /// What the file says of itself; `None` where that is not whole.
    pub(crate) header: Option<Header>,
    /// Where the next frame begins.
    pub(crate) offset: u64,
    /// The hash of all that was read.
    pub(crate) hash: Hash,
}

impl Reader {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut bytes = [0; HEADER];
        // Before anything is buffered: whoever follows the log asks often, and mostly for its end.
        let header = if length < HEADER as u64 {
            None
        } else {
            file.read_exact(&mut bytes)?;
            Header::decode(&bytes)
        };
        let file = BufReader::with_capacity(256 * 1024, file);
        let hash = header.map_or([0; 32], |header| header.hash());
        Ok(Self { file, length, header, offset: HEADER as u64, hash })
    }

    /// Goes on from a place that was read before.
    pub(crate) fn resume(&mut self, offset: u64, hash: Hash) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(offset))?;
        (self.offset, self.hash) = (offset, hash);
        Ok(())
    }

    /// Bytes of the file.
    pub(crate) const fn length(&self) -> u64 {
        self.length
    }

    /// The next entry, or why there is none.
    pub(crate) fn read_next(&mut self) -> io::Result<Result<Entry, Stop>> {
        if self.header.is_none() {
            let torn = self.length < HEADER as u64;
            return Ok(Err(if torn { Stop::Torn } else { Stop::Header }));
        }
        let left = self.length.saturating_sub(self.offset);
        if left == 0 {
            return Ok(Err(Stop::Clean));
        }
        if left < FRAME {
            return Ok(Err(Stop::Torn));
        }
        let (mut length, mut checked) = ([0; 4], [0; 4]);
        self.file.read_exact(&mut length)?;
        self.file.read_exact(&mut checked)?;
        if checked != check(&self.hash, length) {
            let blank = length == [0; 4] && checked == [0; 4] && self.rest_is_zero()?;
            return Ok(Err(if blank { Stop::Torn } else { Stop::Hash }));
        }
        let size = u64::from(u32::from_le_bytes(length));
        if left < FRAME + size {
            return Ok(Err(Stop::Torn));
        }
        let mut payload = vec![0; usize::try_from(size).unwrap_or_default()];
        let mut said = [0; 32];
        self.file.read_exact(&mut payload)?;
        self.file.read_exact(&mut said)?;
        let hash = link(&self.hash, length, &payload);
        if hash != said {
            let blank = said == [0; 32] && self.rest_is_zero()?;
            return Ok(Err(if blank { Stop::Torn } else { Stop::Hash }));
        }
        let Some(entry) = Entry::decode(&payload) else { return Ok(Err(Stop::Entry)) };
        self.offset += FRAME + size;
        self.hash = hash;
        Ok(Ok(entry))
    }

    fn rest_is_zero(&mut self) -> io::Result<bool> {
        let mut block = [0; 4096];
        loop {
            let read = self.file.read(&mut block)?;
            if read == 0 {
                return Ok(true);
            }
            if block[..read].iter().any(|byte| *byte != 0) {
                return Ok(false);
            }
        }
    }
}
