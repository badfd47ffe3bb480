//! Quality against a truth, compared after a run. Nothing here is read by the run itself.

use std::{
    collections::{BTreeMap, HashMap},
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

/// What a run found, by record and role. Digests stand for names: a district has tens of millions of records.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Kind, record and role, and the entity.
    entities: ByDigest<[u8; 16]>,
    /// Record, and one of its addresses.
    addresses: ByDigest<FoundAddress>,
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
        self.entities.rows.push((digest(&[kind.name(), record, role]), id));
    }

    /// Takes what an address of a record was matched to, as the register's source names it.
    pub(crate) fn take_address(&mut self, record: &str, role: &str, class: &str, to: Option<&str>) {
        let address = to.map(|address| digest(&[address]));
        let found =
            FoundAddress { role: digest(&[role]), safe: matches!(class, "A" | "B"), address };
        self.addresses.rows.push((digest(&[record]), found));
    }

    /// Puts what was taken in order, after the last.
    pub(crate) fn in_order(mut self) -> Self {
        self.entities.put_in_order();
        self.addresses.put_in_order();
        self
    }

    fn entity(&self, kind: EndKind, record: &str, role: &str) -> Option<[u8; 16]> {
        self.entities.of(&digest(&[kind.name(), record, role])).last().map(|(_, id)| *id)
    }

    /// The address of a role, else the record's only one.
    fn address(&self, record: &str, role: &str) -> Option<FoundAddress> {
        let all = self.addresses.of(&digest(&[record]));
        let only = if let [only] = all { Some(only) } else { None };
        let role = digest(&[role]);
        all.iter().find(|(_, address)| address.role == role).or(only).map(|(_, address)| *address)
    }
}

/// Values by digest, once they are in order. Digests are even over their range, so that the first bits of one say to a
/// few rows where it lies: a look-up goes to two places in memory, however many rows there are, where a search through
/// the whole list goes to one for each doubling of them.
#[derive(Debug)]
struct ByDigest<T> {
    rows: Vec<(Digest, T)>,
    /// Where the rows of each beginning start; where the last end.
    starts: Vec<usize>,
    /// Bits of a beginning.
    bits: u32,
}

impl<T> Default for ByDigest<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), starts: Vec::new(), bits: 0 }
    }
}

impl<T> ByDigest<T> {
    /// Rows of one digest stay in the order in which they were taken.
    fn put_in_order(&mut self) {
        self.rows.sort_by_key(|(key, _)| *key);
        // Four to seven rows to a beginning.
        self.bits = (self.rows.len() / 4).checked_ilog2().unwrap_or(0);
        let beginnings = 1_usize << self.bits;
        self.starts = Vec::with_capacity(beginnings + 1);
        for (at, (key, _)) in self.rows.iter().enumerate() {
            let of_this = beginning(key, self.bits);
            while self.starts.len() <= of_this {
                self.starts.push(at);
            }
        }
        self.starts.resize(beginnings + 1, self.rows.len());
    }

    /// The rows of a digest.
    fn of(&self, key: &Digest) -> &[(Digest, T)] {
        let at = beginning(key, self.bits);
        let (Some(from), Some(until)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return &[];
        };
        let few = self.rows.get(*from..*until).unwrap_or_default();
        let few = few.get(few.partition_point(|(other, _)| other < key)..).unwrap_or_default();
        few.get(..few.partition_point(|(other, _)| other == key)).unwrap_or_default()
    }
}

/// The first bits of a digest, as a number.
fn beginning(digest: &Digest, bits: u32) -> usize {
    let first = digest.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    usize::try_from(first.checked_shr(u64::BITS - bits).unwrap_or(0)).unwrap_or(usize::MAX)
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
        if let Err(error) = read {
            error.unless_ends_file()?;
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
    /// Records by what was found and what is real.
    counts: HashMap<(Option<[u8; 16]>, Digest), u64>,
}

impl Pairs {
    fn add(&mut self, found: Option<[u8; 16]>, real: &str) {
        self.records += 1;
        *self.counts.entry((found, digest(&[real]))).or_default() += 1;
    }

    fn score(&self, of: &str) -> Score {
        let mut said: HashMap<[u8; 16], u64> = HashMap::new();
        let mut real: HashMap<Digest, u64> = HashMap::new();
        let mut hit = 0;
        for ((found, truth), n) in &self.counts {
            *real.entry(*truth).or_default() += n;
            if let Some(found) = found {
                *said.entry(*found).or_default() += n;
                hit += pairs([n]);
            }
        }
        let (said, real) = (pairs(said.values()), pairs(real.values()));
        Score {
            of: of.to_owned(),
            records: self.records,
            precision: share(hit, said),
            recall: share(hit, real),
        }
    }
}

fn pairs<'a>(counts: impl IntoIterator<Item = &'a u64>) -> u64 {
    counts.into_iter().map(|n| n * (n - 1) / 2).sum()
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
    fn what_was_taken_is_found_under_its_digest_in_the_order_in_which_it_was_taken() {
        for many in [0, 1, 3, 4, 9, 1_000, 5_000] {
            let mut by_digest = ByDigest::default();
            let mut plain: BTreeMap<Digest, Vec<u64>> = BTreeMap::new();
            let mut chance = kernel::Chance::seeded(many);
            for n in 0..many {
                // Some beginnings hold many, and some digests come again.
                let mut key = digest(&[chance.below(many * 3 / 4 + 1).to_string().as_str()]);
                if n % 5 == 0 {
                    key[..4].fill(if n % 2 == 0 { 0 } else { u8::MAX });
                }
                by_digest.rows.push((key, n));
                plain.entry(key).or_default().push(n);
            }
            by_digest.put_in_order();
            for (key, values) in &plain {
                let found: Vec<u64> = by_digest.of(key).iter().map(|(_, n)| *n).collect();
                assert_eq!(found, *values, "of {many}");
            }
            for absent in [[0; 16], [u8::MAX; 16], digest(&["nobody"])] {
                assert!(by_digest.of(&absent).is_empty(), "of {many}");
            }
        }
    }

    #[test]
    fn the_last_word_on_a_record_counts() {
        let mut found = Found::default();
        found.take_entity(EndKind::Person, "r1", "holder", [1; 16]);
        found.take_entity(EndKind::Organisation, "r1", "holder", [2; 16]);
        found.take_entity(EndKind::Person, "r1", "holder", [3; 16]);
        let found = found.in_order();
        assert_eq!(found.entity(EndKind::Person, "r1", "holder"), Some([3; 16]));
        assert_eq!(found.entity(EndKind::Organisation, "r1", "holder"), Some([2; 16]));
        assert_eq!(found.entity(EndKind::Person, "r2", "holder"), None);
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

    #[test]
    fn whoever_was_not_found_is_missing_from_what_was_found_alone() {
        let mut pairs = Pairs::default();
        for found in [Some([1; 16]), Some([1; 16]), None, None] {
            pairs.add(found, "a");
        }
        let score = pairs.score("people");
        assert_eq!(score.records, 4);
        assert!((score.precision - 1.0).abs() < 1e-9);
        assert!((score.recall - 1.0 / 6.0).abs() < 1e-9, "{}", score.recall);
    }
}
