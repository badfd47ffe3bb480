//! How much of a workbook would have to be held whole, read from the ZIP directory before anything is unpacked.

use crate::Error;
use std::io::{Read, Seek, SeekFrom};

/// The end record with its longest comment.
const TAIL: u64 = 22 + 65_535;
const DIRECTORY_LIMIT: u64 = 16 << 20;

/// Refuses a workbook whose parts other than sheets unpack to more than `limit` bytes.
pub(crate) fn check<R: Read + Seek>(file: &str, reader: &mut R, limit: u64) -> Result<(), Error> {
    let read = |source| Error::Read { file: file.into(), source };
    let length = reader.seek(SeekFrom::End(0)).map_err(read)?;
    let tail = read_at(reader, length.saturating_sub(TAIL), TAIL).map_err(read)?;
    let broken =
        || Error::Workbook { file: file.into(), cause: "the file is cut short or damaged".into() };
    let end = tail.windows(4).rposition(|w| w == b"PK\x05\x06").ok_or_else(broken)?;
    let size = u64::from(number(&tail, end + 12, 4).ok_or_else(broken)?);
    let offset = u64::from(number(&tail, end + 16, 4).ok_or_else(broken)?);
    if size > DIRECTORY_LIMIT {
        return Err(broken());
    }
    let directory = read_at(reader, offset, size).map_err(read)?;
    let bytes = held_whole(&directory);
    reader.rewind().map_err(read)?;
    if bytes > limit {
        return Err(Error::WorkbookTooLarge { file: file.into(), bytes, limit });
    }
    Ok(())
}

fn held_whole(directory: &[u8]) -> u64 {
    let (mut at, mut total) = (0, 0_u64);
    while directory.get(at..at + 4) == Some(b"PK\x01\x02") {
        let (Some(bytes), Some(name), Some(extra), Some(comment)) = (
            number(directory, at + 24, 4),
            number(directory, at + 28, 2),
            number(directory, at + 30, 2),
            number(directory, at + 32, 2),
        ) else {
            break;
        };
        let (name, rest) = (name as usize, extra as usize + comment as usize);
        let path = directory.get(at + 46..at + 46 + name).unwrap_or_default();
        if !path.starts_with(b"xl/worksheets/") && !path.starts_with(b"xl/media/") {
            total += u64::from(bytes);
        }
        at += 46 + name + rest;
    }
    total
}

fn read_at<R: Read + Seek>(reader: &mut R, offset: u64, length: u64) -> std::io::Result<Vec<u8>> {
    reader.seek(SeekFrom::Start(offset))?;
    let mut out = Vec::new();
    reader.take(length).read_to_end(&mut out)?;
    Ok(out)
}

/// A little-endian number of `width` bytes.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    let slice = bytes.get(at..at + width)?;
    Some(slice.iter().rev().fold(0, |sum, &b| sum << 8 | u32::from(b)))
}
