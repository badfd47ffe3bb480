//! Archives that the master key alone opens: what a backup is written as.
//!
//! An archive is `linli-archive-1\n | wrapped key (60) | parts`, a part `length (4, big-endian) | closed`. Its key is drawn
//! for it alone and wrapped under the master key. A part is closed by AES-256-GCM-SIV with its number as the nonce, so that
//! none can be changed, exchanged or left out; the last says that it is, so that none can be cut off.

use std::{
    io::{self, Read, Write},
    path::Path,
};

use kernel::Chance;

use super::{OnTheWay, Suite, closed_under, opened_under};
use crate::{
    Error, KeySource,
    keys::{Key, KeyFolder},
};

const HEAD: &[u8; 16] = b"linli-archive-1\n";
/// Bytes of the wrapped key: nonce, key, tag.
const WRAPPED: usize = 12 + 32 + 16;
/// Bytes of a file in one part at most.
const PART: usize = 1 << 20;
/// What every part and the key are bound to.
const PLACE: &str = "archive";
/// First byte of a part with the name of a file.
const NAME: u8 = b'N';
/// First byte of a part with bytes of that file.
const BYTES: u8 = b'B';
/// All of the last part.
const END: u8 = b'E';

/// Writes an archive, file by file.
pub struct ArchiveWriter<W> {
    out: W,
    key: Key,
    parts: u64,
    /// Meanwhile no key is retired: values in a file that was added may have it, and the ring is added later.
    _on_the_way: OnTheWay,
}

/// Reads an archive, part by part.
pub struct ArchiveReader<R> {
    from: R,
    key: Key,
    parts: u64,
}

/// What comes next in an archive.
#[derive(Debug, PartialEq, Eq)]
pub enum ArchivePart {
    /// A file begins; its name.
    Name(String),
    /// More bytes of the file that began last.
    Bytes(Vec<u8>),
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive of the installation in the folder `data`, whose master key must be there.
    pub fn begin(
        data: &Path,
        keys: &KeySource,
        chance: &mut Chance,
        mut out: W,
    ) -> Result<Self, Error> {
        let folder = folder(data, keys)?;
        let on_the_way = OnTheWay(folder.share()?);
        let mut key = [0; 32];
        chance.fill(&mut key);
        let wrapped = closed_under(folder.master(), PLACE, &key, |bytes| chance.fill(bytes));
        let wrapped = wrapped.ok_or(Error::Seal("the key of an archive cannot be wrapped"))?;
        out.write_all(HEAD).and_then(|()| out.write_all(&wrapped)).map_err(Error::Archive)?;
        Ok(Self { out, key, parts: 0, _on_the_way: on_the_way })
    }

    /// Adds a file under `name`, and returns how many bytes it had.
    pub fn file(&mut self, name: &str, mut from: impl Read) -> io::Result<u64> {
        self.part(NAME, name.as_bytes())?;
        let (mut bytes, mut total) = (Vec::with_capacity(PART), 0);
        loop {
            bytes.clear();
            let read = from.by_ref().take(PART as u64).read_to_end(&mut bytes)?;
            if read == 0 {
                return Ok(total);
            }
            self.part(BYTES, &bytes)?;
            total += read as u64;
        }
    }

    /// Says that this is all, and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.part(END, &[])?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn part(&mut self, kind: u8, bytes: &[u8]) -> io::Result<()> {
        let mut plain = Vec::with_capacity(1 + bytes.len());
        plain.push(kind);
        plain.extend_from_slice(bytes);
        let closed = Suite::AesGcmSiv.close(&self.key, &nonce(self.parts), PLACE, &plain);
        let closed = closed.ok_or_else(|| wrong("a part is too long"))?;
        let length = u32::try_from(closed.len()).map_err(|_| wrong("a part is too long"))?;
        self.parts += 1;
        self.out.write_all(&length.to_be_bytes())?;
        self.out.write_all(&closed)
    }
}

impl<R: Read> ArchiveReader<R> {
    /// Begins to read an archive by the master key of the folder `data`.
    pub fn begin(data: &Path, keys: &KeySource, mut from: R) -> Result<Self, Error> {
        let folder = folder(data, keys)?;
        let (mut head, mut wrapped) = ([0; HEAD.len()], [0; WRAPPED]);
        from.read_exact(&mut head).map_err(cut).map_err(Error::Archive)?;
        if head != *HEAD {
            return Err(Error::Archive(wrong("this is no archive of linli")));
        }
        from.read_exact(&mut wrapped).map_err(cut).map_err(Error::Archive)?;
        let opened = opened_under(folder.master(), PLACE, &wrapped);
        let key = opened.and_then(|key| key.try_into().ok());
        let foreign = || wrong("it was written under another master key, or its head was changed");
        let key = key.ok_or_else(foreign).map_err(Error::Archive)?;
        Ok(Self { from, key, parts: 0 })
    }

    /// The next part; `None` where the archive ends as it was finished.
    pub fn next_part(&mut self) -> io::Result<Option<ArchivePart>> {
        let changed = || wrong("it was changed after it was written");
        let mut length = [0; 4];
        self.from.read_exact(&mut length).map_err(cut)?;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > PART + 64 {
            return Err(changed());
        }
        let mut closed = vec![0; length];
        self.from.read_exact(&mut closed).map_err(cut)?;
        let plain = Suite::AesGcmSiv.open(&self.key, &nonce(self.parts), PLACE, &closed);
        self.parts += 1;
        match plain.ok_or_else(changed)?.split_first() {
            Some((&NAME, name)) => {
                let name = String::from_utf8(name.to_vec()).map_err(|_| changed())?;
                Ok(Some(ArchivePart::Name(name)))
            }
            Some((&BYTES, bytes)) => Ok(Some(ArchivePart::Bytes(bytes.to_vec()))),
            Some((&END, _)) => Ok(None),
            _ => Err(changed()),
        }
    }
}

/// The folder of keys, whose master key is there.
fn folder(data: &Path, keys: &KeySource) -> Result<KeyFolder, Error> {
    let folder = KeyFolder::existing(data, keys)?;
    if *keys == KeySource::File && folder.kept("master.key")?.is_none() {
        return Err(Error::Key {
            path: data.join("keys/master.key"),
            problem: "is missing; put the master key there, or name its command in keys.command"
                .to_owned(),
        });
    }
    Ok(folder)
}

/// The nonce of the part with a number: an archive has a key of its own, so that none comes twice.
fn nonce(part: u64) -> [u8; 12] {
    u128::from(part).to_be_bytes().last_chunk().copied().unwrap_or_default()
}

fn wrong(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

fn cut(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof { wrong("it is cut short") } else { error }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    const WORDS: &str = "王芳 19900001234";

    /// A folder with a master key, and an archive of two files by it.
    fn archived() -> (tempfile::TempDir, Vec<u8>) {
        let data = tempfile::tempdir().unwrap();
        let chance = Mutex::new(Chance::seeded(5));
        KeyFolder::open(data.path(), &KeySource::File, &chance).unwrap();
        let mut chance = Chance::seeded(6);
        let begun = ArchiveWriter::begin(data.path(), &KeySource::File, &mut chance, Vec::new());
        let mut archive = begun.unwrap();
        let long = vec![7; PART + 1];
        assert_eq!(archive.file("a", WORDS.as_bytes()).unwrap(), WORDS.len() as u64);
        assert_eq!(archive.file("attachments/photo", long.as_slice()).unwrap(), long.len() as u64);
        (data, archive.finish().unwrap())
    }

    fn read(data: &Path, bytes: &[u8]) -> io::Result<Vec<ArchivePart>> {
        let begun = ArchiveReader::begin(data, &KeySource::File, bytes);
        let mut archive = begun.map_err(|error| io::Error::other(error.to_string()))?;
        let mut parts = Vec::new();
        while let Some(part) = archive.next_part()? {
            parts.push(part);
        }
        Ok(parts)
    }

    #[test]
    fn an_archive_opens_by_the_master_key_and_holds_nothing_readable() {
        let (data, bytes) = archived();
        for word in WORDS.split(' ').chain(["attachments/photo"]) {
            assert!(!bytes.windows(word.len()).any(|found| found == word.as_bytes()), "{word}");
        }
        let name = |name: &str| ArchivePart::Name(name.to_owned());
        let expected = [
            name("a"),
            ArchivePart::Bytes(WORDS.as_bytes().to_vec()),
            name("attachments/photo"),
            ArchivePart::Bytes(vec![7; PART]),
            ArchivePart::Bytes(vec![7]),
        ];
        assert_eq!(read(data.path(), &bytes).unwrap(), expected);
        let other = tempfile::tempdir().unwrap();
        let refused = read(other.path(), &bytes).unwrap_err().to_string();
        assert!(refused.contains("master.key"), "{refused}");
        let chance = Mutex::new(Chance::seeded(7));
        KeyFolder::open(other.path(), &KeySource::File, &chance).unwrap();
        let refused = read(other.path(), &bytes).unwrap_err().to_string();
        assert!(refused.contains("another master key"), "{refused}");
    }

    #[test]
    fn no_key_is_retired_while_an_archive_is_written() {
        let data = tempfile::tempdir().unwrap();
        let chance = Mutex::new(Chance::seeded(5));
        let folder = KeyFolder::open(data.path(), &KeySource::File, &chance).unwrap();
        let mut chance = Chance::seeded(6);
        let begun = ArchiveWriter::begin(data.path(), &KeySource::File, &mut chance, Vec::new());
        let archive = begun.unwrap();
        assert!(folder.alone().unwrap().is_none());
        drop(archive.finish().unwrap());
        assert!(folder.alone().unwrap().is_some());
    }

    #[test]
    fn what_was_changed_cut_or_left_out_is_told() {
        let (data, bytes) = archived();
        let first = HEAD.len() + WRAPPED;
        for at in [0, HEAD.len(), first, first + 5, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(read(data.path(), &changed).is_err(), "byte {at}");
        }
        // The last part is its length, one byte and a tag.
        for end in [bytes.len() - 1, bytes.len() - (4 + 1 + 16), first, 3] {
            let cut = read(data.path(), &bytes[..end]).unwrap_err().to_string();
            assert!(cut.contains("cut short"), "{end}: {cut}");
        }
        let length = usize::try_from(u32::from_be_bytes(*bytes[first..].first_chunk().unwrap()));
        let without_first = [&bytes[..first], &bytes[first + 4 + length.unwrap()..]].concat();
        assert!(read(data.path(), &without_first).is_err());
    }
}
