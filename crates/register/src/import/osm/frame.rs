//! The frame of a PBF file: every blob's length against the file's.

use crate::{Error, Result};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// The format's own limits.
const HEADER_LIMIT: u64 = 64 << 10;
const BLOB_LIMIT: u64 = 32 << 20;

/// Walks the file from blob to blob; their number.
pub(crate) fn check(path: &Path, file: &str) -> Result<u64> {
    let read = |source| Error::Read { path: path.into(), source };
    let opened = File::open(path).map_err(read)?;
    let length = opened.metadata().map_err(read)?.len();
    let mut reader = BufReader::new(opened);
    let damaged =
        |offset, cause: &str| Error::Damaged { file: file.into(), offset, cause: cause.into() };
    let (mut at, mut blobs) = (0, 0);
    while at < length {
        let mut size = [0; 4];
        reader
            .read_exact(&mut size)
            .map_err(|_| damaged(at, "the file ends within a block's length"))?;
        let header_size = u64::from(u32::from_be_bytes(size));
        if header_size >= HEADER_LIMIT {
            return Err(damaged(at, "this is no OpenStreetMap PBF file"));
        }
        let mut header = Vec::new();
        reader.by_ref().take(header_size).read_to_end(&mut header).map_err(read)?;
        let facts = header_facts(&header).filter(|_| header.len() as u64 == header_size);
        let (kind, data) = facts.ok_or_else(|| damaged(at, "a block's header cannot be read"))?;
        if blobs == 0 && kind != b"OSMHeader" {
            return Err(damaged(at, "this is no OpenStreetMap PBF file"));
        }
        let end = at + 4 + header_size + data;
        if data > BLOB_LIMIT || end > length {
            return Err(damaged(at, "the file ends within this block: it was cut short"));
        }
        reader.seek(SeekFrom::Start(end)).map_err(read)?;
        at = end;
        blobs += 1;
    }
    if blobs == 0 {
        return Err(damaged(0, "the file is empty"));
    }
    Ok(blobs)
}

/// A blob header's type (field 1) and data size (field 3), by hand: two fields of a protocol buffer.
fn header_facts(mut bytes: &[u8]) -> Option<(&[u8], u64)> {
    let (mut kind, mut size) = (&b""[..], None);
    while !bytes.is_empty() {
        let key = varint(&mut bytes)?;
        match (key >> 3, key & 7) {
            (3, 0) => size = Some(varint(&mut bytes)?),
            (_, 0) => {
                varint(&mut bytes)?;
            }
            (field, 2) => {
                let length = usize::try_from(varint(&mut bytes)?).ok()?;
                let content = bytes.get(..length)?;
                bytes = &bytes[length..];
                if field == 1 {
                    kind = content;
                }
            }
            _ => return None,
        }
    }
    Some((kind, size?))
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
