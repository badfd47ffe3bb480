//! Quality against a truth, compared after a run. Nothing here is read by the run itself.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
    path::Path,
};

use blocks::EndKind;
use serde::{Deserialize, Serialize};
use tables::Options;

use crate::{
    FusionError,
    intake::files_under,
    mapping::{Bundle, TruthTable, nearest},
};

/// One score.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// What it is of: people by pairs, organisations by pairs, addresses of a role.
    pub of: String,
    /// Records scored.
    pub records: u64,
    /// Of what was joined (or matched in class A or B), the part that is right.
    pub precision: f64,
    /// Of what should be, the part that was found.
    pub recall: f64,
}

impl Score {
    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// All scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthReport {
    /// Scores, in order.
    pub scores: Vec<Score>,
}

/// What a run found, by record and role. Digests stand for names, in sorted lists: a district has tens of millions
/// of records.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Kind, record and role, and the entity.
    entities: Vec<(Digest, [u8; 16])>,
    /// Record, and one of its addresses.
    addresses: Vec<(Digest, FoundAddress)>,
}

type Digest = [u8; 16];

/// A washed address of a record.
#[derive(Clone, Copy, Debug)]
struct FoundAddress {
    role: Digest,
    /// Of class A or B.
    safe: bool,
    /// The register's source id.
    address: Option<Digest>,
}

impl Found {
    /// Takes which entity a record's role is.
    pub(crate) fn take_entity(&mut self, kind: EndKind, record: &str, role: &str, id: [u8; 16]) {
        self.entities.push((digest(&[kind.name(), record, role]), id));
    }

    /// Takes what an address of a record was matched to, as the register's source names it.
    pub(crate) fn take_address(&mut self, record: &str, role: &str, class: &str, to: Option<&str>) {
        let address = to.map(|address| digest(&[address]));
        let found =
            FoundAddress { role: digest(&[role]), safe: matches!(class, "A" | "B"), address };
        self.addresses.push((digest(&[record]), found));
    }

    /// Puts what was taken in order, after the last.
    pub(crate) fn in_order(mut self) -> Self {
        self.entities.sort_by_key(|(key, _)| *key);
        self.addresses.sort_by_key(|(record, _)| *record);
        self
    }

    fn entity(&self, kind: EndKind, record: &str, role: &str) -> Option<[u8; 16]> {
        of(&self.entities, &digest(&[kind.name(), record, role])).last().map(|(_, id)| *id)
    }

    /// The address of a role, else the record's only one.
    fn address(&self, record: &str, role: &str) -> Option<FoundAddress> {
        let all = of(&self.addresses, &digest(&[record]));
        let only = if let [only] = all { Some(only) } else { None };
        let role = digest(&[role]);
        all.iter().find(|(_, address)| address.role == role).or(only).map(|(_, address)| *address)
    }
}

/// What a sorted list has under a key.
fn of<'a, T>(list: &'a [(Digest, T)], key: &Digest) -> &'a [(Digest, T)] {
    let from = list.partition_point(|(other, _)| other < key);
    let rest = list.get(from..).unwrap_or_default();
    let until = rest.partition_point(|(other, _)| other == key);
    rest.get(..until).unwrap_or_default()
}

fn digest(parts: &[&str]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digest = Digest::default();
    hasher.finalize_xof().fill(&mut digest);
    digest
}

/// The organisation roles that stand in for person roles where a name is an organisation's.
fn stand_ins(bundle: &Bundle) -> BTreeMap<String, String> {
    let people = bundle.mappings.iter().flat_map(|(mapping, _)| &mapping.persons);
    people
        .filter_map(|person| Some((person.role.clone(), person.or_organisation.clone()?)))
        .collect()
}

/// Scores `found` against the tables of the truth in `folder`.
pub(crate) fn compare(
    bundle: &Bundle,
    folder: &Path,
    found: &Found,
) -> Result<TruthReport, FusionError> {
    let stand_ins = stand_ins(bundle);
    let mut people = Pairs::default();
    let mut organisations = Pairs::default();
    let mut addresses: BTreeMap<String, Addresses> = BTreeMap::new();
    for table in &bundle.place.truth {
        for path in files_under(folder, &table.files) {
            read(table, &path, |row| {
                let entity = |kind, role: &str| found.entity(kind, row.record, role);
                if let Some(person) = row.person {
                    people.add(entity(EndKind::Person, row.role), person);
                }
                if let Some(organisation) = row.organisation {
                    let instead = || entity(EndKind::Organisation, stand_ins.get(row.role)?);
                    organisations.add(
                        entity(EndKind::Organisation, row.role).or_else(instead),
                        organisation,
                    );
                }
                if let Some(address) = row.address {
                    let role = table.address_role.as_deref().unwrap_or(row.role);
                    let matched = found.address(row.record, role);
                    addresses.entry(role.to_owned()).or_default().add(matched, address);
                }
            })?;
        }
    }
    let mut scores = Vec::new();
    for (name, pairs) in [("people, pairs", people), ("organisations, pairs", organisations)] {
        if pairs.records > 0 {
            scores.push(pairs.score(name));
        }
    }
    scores.extend(addresses.into_iter().map(|(role, all)| all.score(&role)));
    Ok(TruthReport { scores })
}

struct TrueRow<'a> {
    record: &'a str,
    role: &'a str,
    person: Option<&'a str>,
    organisation: Option<&'a str>,
    address: Option<&'a str>,
}

fn read(
    table: &TruthTable,
    path: &Path,
    mut each: impl FnMut(TrueRow<'_>),
) -> Result<(), FusionError> {
    let mut rows = tables::open(path, &Options::default())?;
    let headers = rows.headers().to_vec();
    let place = |column: Option<&String>| {
        column.and_then(|column| headers.iter().position(|header| header == column))
    };
    let Some(record) = place(Some(&table.record)) else {
        return Err(FusionError::MissingColumn {
            file: path.to_owned(),
            column: table.record.clone(),
            nearest: nearest(&table.record, &headers),
        });
    };
    let role = place(table.role_column.as_ref());
    let (person, organisation) = (place(table.person.as_ref()), place(table.organisation.as_ref()));
    let address = place(table.address.as_ref());
    let mut row = tables::Row::default();
    while let Some(read) = rows.next_into(&mut row) {
        if read.is_err() {
            continue;
        }
        let cell = |place: Option<usize>| {
            place.map(|place| row.get(place)).filter(|cell| !cell.is_empty())
        };
        each(TrueRow {
            record: row.get(record),
            role: cell(role).or(table.role.as_deref()).unwrap_or_default(),
            person: cell(person),
            organisation: cell(organisation),
            address: cell(address),
        });
    }
    Ok(())
}

/// Pairs of records said to be one, and pairs that are.
#[derive(Default)]
struct Pairs {
    records: u64,
    said: HashMap<[u8; 16], u64>,
    real: HashMap<Digest, u64>,
    both: HashMap<([u8; 16], Digest), u64>,
}

impl Pairs {
    fn add(&mut self, found: Option<[u8; 16]>, real: &str) {
        self.records += 1;
        let real = digest(&[real]);
        *self.real.entry(real).or_default() += 1;
        if let Some(found) = found {
            *self.said.entry(found).or_default() += 1;
            *self.both.entry((found, real)).or_default() += 1;
        }
    }

    fn score(&self, of: &str) -> Score {
        let (hit, said, real) = (pairs(&self.both), pairs(&self.said), pairs(&self.real));
        Score {
            of: of.to_owned(),
            records: self.records,
            precision: share(hit, said),
            recall: share(hit, real),
        }
    }
}

fn pairs<K: Eq + Hash>(counts: &HashMap<K, u64>) -> u64 {
    counts.values().map(|n| n * (n - 1) / 2).sum()
}

#[derive(Default)]
struct Addresses {
    records: u64,
    safe: u64,
    right: u64,
}

impl Addresses {
    fn add(&mut self, found: Option<FoundAddress>, real: &str) {
        self.records += 1;
        if let Some(found) = found.filter(|found| found.safe) {
            self.safe += 1;
            self.right += u64::from(found.address == Some(digest(&[real])));
        }
    }

    fn score(&self, role: &str) -> Score {
        Score {
            of: format!("addresses of {role}, classes A and B"),
            records: self.records,
            precision: share(self.right, self.safe),
            recall: share(self.right, self.records),
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_its_role_else_the_only_one() {
        let mut found = Found::default();
        found.take_address("r1", "home", "A", Some("here"));
        found.take_address("r2", "work", "A", Some("there"));
        found.take_address("r1", "work", "C", None);
        let found = found.in_order();
        let at = |record, role| found.address(record, role).and_then(|found| found.address);
        assert_eq!(at("r1", "home"), Some(digest(&["here"])));
        assert_eq!(at("r1", "work"), None);
        assert!(found.address("r1", "else").is_none(), "two, and neither of that role");
        assert_eq!(at("r2", "else"), Some(digest(&["there"])));
        assert!(found.address("r3", "home").is_none());
    }

    #[test]
    fn pairs_are_scored_as_pairs() {
        let mut pairs = Pairs::default();
        for (found, real) in [(1, "a"), (1, "a"), (1, "b"), (2, "b")] {
            pairs.add(Some([found; 16]), real);
        }
        let score = pairs.score("people");
        assert!((score.precision - 1.0 / 3.0).abs() < 1e-9);
        assert!((score.recall - 0.5).abs() < 1e-9);
        assert!((score.f1() - 0.4).abs() < 1e-9);
    }
}
