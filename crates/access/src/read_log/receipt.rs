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
    /// The text that is hashed.
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn hash(&self) -> Sha {
        tree::leaf(&[self.text().as_bytes()])
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

/// An entry and its place: the chain, and its number there.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) chain: &'a [u8; 16],
    pub(crate) number: u64,
}

impl Placed<'_> {
    /// The line about one of its people; none where it is no read.
    fn line(self, person: Id<Person>, key: &Key) -> Option<Line> {
        let Event::Read(read) = &self.entry.event else { return None };
        Some(Line {
            action: read.action.name(),
            at: self.entry.at,
            basis: read.basis.kind(),
            blind: self.blind(person, key),
            chain: hex(self.chain),
            entry: self.number,
            fields: read.field_set().iter().map(super::Field::name).collect(),
            office: read.office.clone(),
            person,
            purpose: read.purpose.name(),
            role: read.role.name(),
        })
    }

    fn blind(self, person: Id<Person>, key: &Key) -> String {
        let mut blind = blake3::Hasher::new_keyed(key);
        blind.update(b"receipt").update(self.chain).update(&self.number.to_be_bytes());
        blind.update(&person.to_bytes());
        hex(&blind.finalize().as_bytes()[..16])
    }

    /// The hashes of its lines, one a person. They differ in the person and the blind alone: the text of a long list is
    /// written once, and those two are put into it.
    pub(crate) fn hashes(self, key: &Key) -> Vec<Sha> {
        let people = &self.entry.subjects;
        let Some(first) = people.first().and_then(|person| self.line(*person, key)) else {
            return Vec::new();
        };
        if people.len() == 1 {
            return vec![first.hash()];
        }
        let (text, first_person) = (first.text(), first.person.to_string());
        // Before the blind stand names of ours and a time, behind the person names of ours: neither is found elsewhere.
        let parts = text.split_once(first.blind.as_str()).and_then(|(before, rest)| {
            let (between, behind) = rest.rsplit_once(first_person.as_str())?;
            Some((before.as_bytes(), between.as_bytes(), behind.as_bytes()))
        });
        let hash = |person: &Id<Person>| match parts {
            Some((before, between, behind)) => {
                let (blind, person) = (self.blind(*person, key), person.to_string());
                Some(tree::leaf(&[before, blind.as_bytes(), between, person.as_bytes(), behind]))
            }
            None => self.line(*person, key).map(|line| line.hash()),
        };
        people.iter().filter_map(hash).collect()
    }
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
                let placed = Placed { entry: &entry, chain: &chain, number: sequence };
                if entry.is_told_by(told_by) {
                    let about = entry.subjects.iter().enumerate();
                    for (at, _) in about.filter(|(_, subject)| **subject == person) {
                        let line = placed.line(person, key);
                        lines.extend(line.map(|line| (hashes.len() + at, line)));
                    }
                }
                hashes.extend(placed.hashes(key));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Basis, Field, FieldSet, Purpose, Read, Role};

    #[test]
    fn the_lines_of_a_list_are_hashed_as_each_of_them_is_written() {
        let people: Vec<Id<Person>> = (0..50).map(|n| Id::from_bytes([n; 16])).collect();
        let read = Read {
            grant: Id::from_bytes([1; 16]),
            account: Id::from_bytes([2; 16]),
            role: Role::StreetOfficer,
            office: Text::new(people[0].to_string(), r#"The "person":"0" \ "blind" office"#),
            action: Action::BlocksViewPeople,
            purpose: Purpose::Registration,
            basis: Basis::Task("T-1".to_owned()),
            fields: FieldSet::of(&[Field::NameMasked, Field::Residence]).bits(),
            own: false,
            delay: None,
        };
        let at = Instant::from_micros(1_750_000_000_000_001);
        let entry = Entry { at, event: Event::Read(read), subjects: people };
        let placed = Placed { entry: &entry, chain: &[7; 16], number: 3 };
        let line = |person: &Id<Person>| placed.line(*person, &[9; 32]).unwrap().hash();
        let each: Vec<Sha> = entry.subjects.iter().map(line).collect();
        assert_eq!(placed.hashes(&[9; 32]), each);
        let distinct: std::collections::BTreeSet<&Sha> = each.iter().collect();
        assert_eq!(distinct.len(), 50);
        let bare = Entry { at, event: Event::Recovered { bytes: 1 }, subjects: Vec::new() };
        assert!(Placed { entry: &bare, ..placed }.hashes(&[9; 32]).is_empty());
    }
}
