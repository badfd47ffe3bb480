//! Parts of a file, many at once: what lies near another is read with it, and several are waited for together.
//!
//! A question for one part here and one there waits for the disk each time. Asked in the order of the file, parts that
//! are neighbours come in one read, and of a file that is not in memory eight reads come in the time of one.

use std::{
    fs::File, io, iter::Peekable, ops::Range, os::unix::fs::FileExt as _, path::Path, thread,
};

use crate::FusionError;

/// Bytes between two parts that are read too: a read of its own would take longer.
const NEAR: u64 = 8 << 10;
/// Bytes of a read that holds several parts.
const MOST: u64 = 256 << 10;
/// Reads at once.
const READERS: usize = 8;
/// Reads whose bytes are in memory at once; as many more are on their way meanwhile.
const HELD: usize = 16 * READERS;

/// What is read at once, and the parts in it.
struct Span<T> {
    bytes: Range<u64>,
    parts: Vec<(Range<u64>, T)>,
}

impl<T> Span<T> {
    /// Whether a part is near enough to be read with these.
    const fn takes(&self, part: &Range<u64>) -> bool {
        self.bytes.start <= part.start
            && part.start <= self.bytes.end.saturating_add(NEAR)
            && part.end.saturating_sub(self.bytes.start) <= MOST
    }
}

/// Calls `each` with the bytes of every part, in their order: the fewest reads where they ascend. They may overlap. What
/// comes next is read meanwhile.
pub(super) fn each_part<T>(
    path: &Path,
    file: &File,
    parts: impl IntoIterator<Item = (Range<u64>, T)>,
    mut each: impl FnMut(T, &[u8]) -> Result<(), FusionError>,
) -> Result<(), FusionError> {
    let mut parts = parts.into_iter().peekable();
    let mut spans = next_of(&mut parts);
    if parts.peek().is_none() {
        let read = read_all(file, &wanted(&spans)).map_err(FusionError::file(path))?;
        return hand_over(path, spans, &read, &mut each);
    }
    thread::scope(|scope| {
        let begin = |spans: &[Span<T>]| {
            let wanted = wanted(spans);
            scope.spawn(move || read_all(file, &wanted))
        };
        let mut reading = begin(&spans);
        loop {
            let next = next_of(&mut parts);
            let ahead = (!next.is_empty()).then(|| begin(&next));
            let read = reading.join().unwrap_or_else(|_| Err(ended()));
            hand_over(path, spans, &read.map_err(FusionError::file(path))?, &mut each)?;
            let Some(ahead) = ahead else { return Ok(()) };
            (reading, spans) = (ahead, next);
        }
    })
}

/// The next spans, as many as are in memory at once.
fn next_of<T>(parts: &mut Peekable<impl Iterator<Item = (Range<u64>, T)>>) -> Vec<Span<T>> {
    let mut held: Vec<Span<T>> = Vec::new();
    while let Some((bytes, _)) = parts.peek() {
        let fits = held.last().is_some_and(|span| span.takes(bytes));
        if !fits && held.len() == HELD {
            break;
        }
        let Some((bytes, part)) = parts.next() else { break };
        if let Some(span) = held.last_mut().filter(|_| fits) {
            span.bytes.end = span.bytes.end.max(bytes.end);
            span.parts.push((bytes, part));
        } else {
            held.push(Span { bytes: bytes.clone(), parts: vec![(bytes, part)] });
        }
    }
    held
}

fn wanted<T>(spans: &[Span<T>]) -> Vec<Range<u64>> {
    spans.iter().map(|span| span.bytes.clone()).collect()
}

fn hand_over<T>(
    path: &Path,
    spans: Vec<Span<T>>,
    read: &[Vec<u8>],
    each: &mut impl FnMut(T, &[u8]) -> Result<(), FusionError>,
) -> Result<(), FusionError> {
    for (span, bytes) in spans.into_iter().zip(read) {
        for (part, of) in span.parts {
            let within = length(span.bytes.start, part.start)
                .and_then(|from| Ok(from..length(span.bytes.start, part.end)?))
                .map_err(FusionError::file(path))?;
            let found = bytes.get(within).ok_or_else(|| io::ErrorKind::UnexpectedEof.into());
            each(of, found.map_err(FusionError::file(path))?)?;
        }
    }
    Ok(())
}

fn ended() -> io::Error {
    io::Error::other("a reader of the index ended")
}

/// The bytes of each span. Few are read one after the other: a thread for each would cost as much.
fn read_all(file: &File, spans: &[Range<u64>]) -> io::Result<Vec<Vec<u8>>> {
    if spans.len() <= READERS {
        return spans.iter().map(|span| read_one(file, span)).collect();
    }
    thread::scope(|scope| {
        let mut readers = Vec::with_capacity(READERS);
        for share in spans.chunks(spans.len().div_ceil(READERS)) {
            readers.push(scope.spawn(move || -> io::Result<Vec<Vec<u8>>> {
                share.iter().map(|span| read_one(file, span)).collect()
            }));
        }
        let mut all = Vec::with_capacity(spans.len());
        for reader in readers {
            all.extend(reader.join().map_err(|_| ended())??);
        }
        Ok(all)
    })
}

fn read_one(file: &File, span: &Range<u64>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length(span.start, span.end)?];
    file.read_exact_at(&mut bytes, span.start)?;
    Ok(bytes)
}

fn length(from: u64, to: u64) -> io::Result<usize> {
    let length = to.checked_sub(from).ok_or(io::ErrorKind::InvalidData)?;
    usize::try_from(length).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every 251 bytes begin anew, so that a byte tells its place.
    fn written(folder: &Path, length: usize) -> (std::path::PathBuf, Vec<u8>) {
        let bytes: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let path = folder.join("file");
        std::fs::write(&path, &bytes).unwrap();
        (path, bytes)
    }

    #[test]
    fn parts_come_in_their_order_with_their_own_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let (path, bytes) = written(folder.path(), 6 << 20);
        let file = File::open(&path).unwrap();
        // Near one another, far apart, overlapping, empty, and one larger than any read of several.
        let mut parts: Vec<Range<u64>> = (0..3_000).map(|at| at * 900..at * 900 + 700).collect();
        parts.extend((0..300).map(|at| 2_800_000 + at * 10_000..2_800_000 + at * 10_000 + 90));
        parts.extend([5_800_000..5_800_400, 5_800_100..5_800_300, 5_800_200..5_800_200]);
        parts.push(5_800_300..6_200_000);
        let mut next = 0;
        let asked = parts.iter().cloned().enumerate().map(|(at, part)| (part, at));
        each_part(&path, &file, asked, |at, found| {
            assert_eq!(at, next);
            let part = &parts[at];
            let within = usize::try_from(part.start).unwrap()..usize::try_from(part.end).unwrap();
            assert_eq!(found, &bytes[within], "{part:?}");
            next += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(next, parts.len());
    }

    #[test]
    fn what_is_not_in_the_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let (path, _) = written(folder.path(), 1_000);
        let file = File::open(&path).unwrap();
        let beyond: Vec<Range<u64>> = (0..99).map(|at| at * 20_000..at * 20_000 + 100).collect();
        for parts in [beyond, std::iter::once(990..1_001).collect()] {
            let parts = parts.into_iter().map(|part| (part, ()));
            each_part(&path, &file, parts, |(), _| Ok(())).unwrap_err();
        }
    }

    #[test]
    fn neighbours_share_a_read_and_others_do_not() {
        let mut span = Span { bytes: 0..100, parts: vec![(0..100, ())] };
        assert!(span.takes(&(50..70)) && span.takes(&(100 + NEAR..101 + NEAR)));
        assert!(!span.takes(&(101 + NEAR..102 + NEAR)), "too far");
        assert!(!span.takes(&(50..MOST + 1)), "too long");
        span.bytes.start = 60;
        assert!(!span.takes(&(50..70)), "before it");
    }
}
