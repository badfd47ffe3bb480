//! Reads entries in order, from where the last reader stopped.

use std::{io, path::Path};

use super::{
    Entry,
    chain::folders,
    seal::{numbers, segment_path},
    segment::{HEADER, Hash, Reader, Stop},
};

/// A place in a chain: after an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) chain: [u8; 16],
    pub(crate) segment: u64,
    pub(crate) offset: u64,
    pub(crate) hash: Hash,
}

/// At most `limit` entries of each chain after `places`, each with the place
/// behind it. Chains that are not in `places` are read from their first segment.
pub(crate) fn scan(log: &Path, places: &[Place], limit: usize) -> io::Result<Vec<(Place, Entry)>> {
    let mut found = Vec::new();
    for (folder, chain) in folders(log)? {
        let from = places.iter().find(|place| place.chain == chain).copied();
        let start = found.len();
        for segment in numbers(&folder)? {
            if from.is_some_and(|place| segment < place.segment) {
                continue;
            }
            let path = segment_path(&folder, segment);
            if !path.exists() {
                continue;
            }
            let mut reader = Reader::open(&path)?;
            if let Some(place) = from.filter(|place| place.segment == segment) {
                reader.resume(place.offset.max(HEADER as u64), place.hash)?;
            }
            while found.len() - start < limit {
                match reader.read_next()? {
                    Ok(entry) => {
                        let (offset, hash) = (reader.offset, reader.hash);
                        found.push((Place { chain, segment, offset, hash }, entry));
                    }
                    Err(Stop::Clean | Stop::Torn) => break,
                    Err(stop) => {
                        tracing::error!(?stop, path = %path.display(), "the log of reads is damaged");
                        break;
                    }
                }
            }
        }
    }
    Ok(found)
}
