//! Receipts: a line of the log about one person, with what it takes to check
//! that it is in a checkpoint, and nothing about anybody else.

use std::{io, path::Path};

use kernel::{Id, Instant, Text};
use serde::Serialize;

use super::{
    Entry, Event,
    chain::folders,
    checkpoint::{Checkpoint, Checkpointer},
    seal::{Seal, numbers, segment_path},
    segment::Reader,
    tree::{self, Sha},
};
use crate::{
    Person,
    keys::{Key, hex},
};

/// What the log says of one person in one entry. Its fields are in the order of
/// the alphabet, as they are hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What was done.
    pub action: &'static str,
    /// When.
    pub at: Instant,
    /// The kind of ground.
    pub basis: &'static str,
    /// Drawn from the log's key: without it, nobody can guess a line from its hash.
    pub blind: String,
    /// The chain.
    pub chain: String,
    /// The number of the entry in its chain.
    pub entry: u64,
    /// Which fields.
    pub fields: Vec<&'static str>,
    /// Which office.
    pub office: Text,
    /// Whose data.
    pub person: Id<Person>,
    /// Why.
    pub purpose: &'static str,
    /// In which role.
    pub role: &'static str,
}

impl Line {
    pub(crate) fn hash(&self) -> Sha {
        tree::leaf(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }
}

/// A line, and the way from it to the root of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// What the log says.
    pub line: Line,
    /// Which leaf of the tree it is, from 0.
    pub index: u64,
    /// The hashes beside its way to the root.
    pub path: Vec<String>,
    /// The checkpoint that it is in.
    pub checkpoint: Checkpoint,
}

/// The lines of an entry, one a person.
pub(crate) fn leaves_of(entry: &Entry, chain: &[u8; 16], number: u64, key: &Key) -> Vec<Line> {
    let Event::Read(read) = &entry.event else { return Vec::new() };
    let fields: Vec<_> = read.field_set().iter().map(super::Field::name).collect();
    let line = |person: &Id<Person>| {
        let mut blind = blake3::Hasher::new_keyed(key);
        blind.update(b"receipt").update(chain).update(&number.to_be_bytes());
        blind.update(&person.to_bytes());
        Line {
            action: read.action.name(),
            at: entry.at,
            basis: read.basis.kind(),
            blind: hex(&blind.finalize().as_bytes()[..16]),
            chain: hex(chain),
            entry: number,
            fields: fields.clone(),
            office: read.office.clone(),
            person: *person,
            purpose: read.purpose.name(),
            role: read.role.name(),
        }
    };
    entry.subjects.iter().map(line).collect()
}

/// Entries of requests that came at once may stand this far out of order, seconds.
const OUT_OF_ORDER_S: i64 = 60;

/// A receipt for every line about `person` that a checkpoint vouches for, in the
/// segments that hold a read made at one of `times`, and that the person is told
/// by a moment; the other segments are not read.
pub(crate) fn receipts(
    log: &Path,
    key: &Key,
    person: Id<Person>,
    (times, told_by): (&[Instant], Instant),
    checkpointer: &Checkpointer,
) -> io::Result<Vec<Receipt>> {
    let mut found = Vec::new();
    for (folder, chain) in folders(log)? {
        for number in numbers(&folder)? {
            let path = segment_path(&folder, number);
            let last = checkpointer.of_segment(&chain, number);
            let Some(last) = last.filter(|_| path.exists()) else { continue };
            let mut reader = Reader::open(&path)?;
            let Some(header) = reader.header else { continue };
            let Ok(mut entry) = reader.read_next()? else { continue };
            let from = entry.at.plus_seconds(-OUT_OF_ORDER_S);
            let to = Seal::read(&folder, number)?.and_then(|seal| seal.last_at);
            let within = |at: &Instant| *at >= from && to.is_none_or(|to| *at <= to);
            if !times.iter().any(within) {
                continue;
            }
            let (mut hashes, mut lines, mut sequence) =
                (Vec::new(), Vec::new(), header.first_sequence);
            loop {
                for line in leaves_of(&entry, &chain, sequence, key) {
                    let hash = line.hash();
                    if line.person == person && entry.is_told_by(told_by) {
                        lines.push((hashes.len(), line));
                    }
                    hashes.push(hash);
                }
                sequence += 1;
                let Ok(next) = reader.read_next()? else { break };
                entry = next;
            }
            hashes.truncate(usize::try_from(last.leaves).unwrap_or(usize::MAX));
            for (index, line) in lines.into_iter().filter(|(index, _)| *index < hashes.len()) {
                let path = tree::path(&hashes, index).iter().map(|hash| hex(hash)).collect();
                let checkpoint = last.clone();
                found.push(Receipt { line, index: index as u64, path, checkpoint });
            }
        }
    }
    Ok(found)
}
