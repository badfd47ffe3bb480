//! What the records of one source state, between entities: each relation and each contact point once.
//!
//! A source at a time and in numbers: an end is its kind and sixteen bytes, a day a count of days, and what several
//! records state alike is found by sorting.

use std::{collections::BTreeMap, path::Path};

use arrow::{array::StringArray, record_batch::RecordBatch};
use blocks::{ContactRow, End, EndKind, Evidence, RelationRow};
use kernel::Day;
use linkage::rows::Texts;

use super::{
    apply::end,
    assign::unhex,
    entities::{Lookup, OfSource},
};
use crate::{
    FusionError,
    lake::{open_parquet, text_column},
};

/// The entities of one source's mentions.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) people: OfSource,
    pub(crate) organisations: OfSource,
}

/// Short texts that come again and again, by number.
#[derive(Default)]
struct Words {
    words: Vec<String>,
}

impl Words {
    fn number(&mut self, word: &str) -> u16 {
        let at = self.words.iter().position(|known| known == word).unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn of(&self, number: u16) -> &str {
        self.words.get(usize::from(number)).map_or("", String::as_str)
    }

    /// Where each number stands in the order of the words.
    fn ranks(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.words.len()).collect();
        order.sort_by_key(|at| &self.words[*at]);
        let mut ranks = vec![0; order.len()];
        order.into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank);
        ranks
    }
}

/// Texts of records by row.
#[derive(Default)]
struct Records(Texts);

impl Records {
    fn push(&mut self, record: &str) -> u32 {
        self.0.push(record);
        u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX)
    }

    fn of(&self, number: u32) -> &str {
        self.0.get(number)
    }
}

/// One relation as one record states it.
struct Stated {
    kind: u16,
    class: u16,
    from: End,
    to: End,
    valid_from: Option<i32>,
    valid_to: Option<i32>,
    record: u32,
}

/// The relations that a source states.
pub(crate) struct Relations {
    source: String,
    words: Words,
    records: Records,
    /// Those alike stand together, in the order they are loaded in.
    rows: Vec<Stated>,
}

impl Relations {
    /// Reads a source's part of the prepared relations.
    pub(crate) fn read(
        part: &Path,
        source: &str,
        mentions: &Mentions,
    ) -> Result<Self, FusionError> {
        let mut read = Self {
            source: source.to_owned(),
            words: Words::default(),
            records: Records::default(),
            rows: Vec::new(),
        };
        // Number 0 is no class.
        read.words.number("");
        let (mut from, mut to) = (Ends::new(mentions), Ends::new(mentions));
        for batch in open_parquet(part)? {
            let batch = batch.map_err(FusionError::arrow("apply"))?;
            read.batch(&batch, &mut from, &mut to)?;
        }
        let ranks = read.words.ranks();
        let records = &read.records;
        read.rows.sort_unstable_by(|a, b| {
            let rank = |row: &Stated| ranks[usize::from(row.kind)];
            let ends = |row: &Stated| (row.from.id, row.to.kind, row.to.id, row.from.kind);
            rank(a)
                .cmp(&rank(b))
                .then_with(|| ends(a).cmp(&ends(b)))
                .then_with(|| records.of(a.record).cmp(records.of(b.record)))
        });
        Ok(read)
    }

    fn batch(
        &mut self,
        batch: &RecordBatch,
        from: &mut Ends<'_>,
        to: &mut Ends<'_>,
    ) -> Result<(), FusionError> {
        let column = |name| text_column("apply", batch, name);
        let (kind, class) = (column("type")?, column("class")?);
        let (from_kind, from_id) = (column("from_kind")?, column("from")?);
        let (to_kind, to_id) = (column("to_kind")?, column("to")?);
        let (valid_from, valid_to) = (column("valid_from")?, column("valid_to")?);
        let record = column("record")?;
        for row in 0..batch.num_rows() {
            let ends = from
                .end(text(from_kind, row), text(from_id, row))
                .zip(to.end(text(to_kind, row), text(to_id, row)));
            let Some((from, to)) = ends else { continue };
            self.rows.push(Stated {
                kind: self.words.number(text(kind, row)),
                class: self.words.number(text(class, row)),
                from,
                to,
                valid_from: day(text(valid_from, row)),
                valid_to: day(text(valid_to, row)),
                record: self.records.push(text(record, row)),
            });
        }
        Ok(())
    }

    /// One relation for all records that state it: its longest span and its first record.
    pub(crate) fn rows(&self) -> impl Iterator<Item = RelationRow> + '_ {
        let same = |a: &Stated, b: &Stated| a.kind == b.kind && a.from == b.from && a.to == b.to;
        self.rows.chunk_by(same).map(|alike| {
            let classes = alike.iter().map(|row| self.words.of(row.class));
            let class = classes.filter(|class| !class.is_empty()).min();
            let until = alike.iter().try_fold(i32::MIN, |last, row| Some(last.max(row.valid_to?)));
            RelationRow {
                kind: self.words.of(alike[0].kind).to_owned(),
                from: alike[0].from,
                to: alike[0].to,
                valid_from: alike
                    .iter()
                    .filter_map(|row| row.valid_from)
                    .min()
                    .map(Day::from_epoch_days),
                valid_to: until.map(Day::from_epoch_days),
                address_class: class.map(ToOwned::to_owned),
                evidence: Evidence {
                    source: self.source.clone(),
                    // Of those alike the first record stands first.
                    record: self.records.of(alike[0].record).to_owned(),
                },
                records: alike.len() as u64,
            }
        })
    }

    /// How many relations there are of each type.
    pub(crate) fn count(&self, by_type: &mut BTreeMap<String, u64>) -> u64 {
        let mut all = 0;
        let same = |a: &Stated, b: &Stated| a.kind == b.kind && a.from == b.from && a.to == b.to;
        for alike in self.rows.chunk_by(same) {
            all += 1;
            match by_type.get_mut(self.words.of(alike[0].kind)) {
                Some(count) => *count += 1,
                None => drop(by_type.insert(self.words.of(alike[0].kind).to_owned(), 1)),
            }
        }
        all
    }
}

/// The contact points that a source states, each once.
pub(crate) fn contacts(
    part: &Path,
    source: &str,
    mentions: &Mentions,
) -> Result<Vec<ContactRow>, FusionError> {
    let (mut words, mut records) = (Words::default(), Records::default());
    let mut owners = Ends::new(mentions);
    let mut rows: Vec<(End, u16, [u8; 16], u32)> = Vec::new();
    for batch in open_parquet(part)? {
        let batch = batch.map_err(FusionError::arrow("apply"))?;
        let column = |name| text_column("apply", &batch, name);
        let (owner_kind, owner) = (column("owner_kind")?, column("owner")?);
        let (kind, token, record) = (column("kind")?, column("token")?, column("record")?);
        for row in 0..batch.num_rows() {
            let owner = owners.end(text(owner_kind, row), text(owner, row));
            if let Some((owner, token)) = owner.zip(unhex(text(token, row))) {
                let kind = words.number(text(kind, row));
                rows.push((owner, kind, token, records.push(text(record, row))));
            }
        }
    }
    let ranks = words.ranks();
    let key =
        |row: &(End, u16, [u8; 16], u32)| (row.0.id, ranks[usize::from(row.1)], row.2, row.0.kind);
    rows.sort_unstable_by(|a, b| {
        key(a).cmp(&key(b)).then_with(|| records.of(a.3).cmp(records.of(b.3)))
    });
    rows.dedup_by(|a, b| key(a) == key(b));
    let contact = |(owner, kind, token, record): (End, u16, [u8; 16], u32)| ContactRow {
        owner,
        kind: words.of(kind).to_owned(),
        token,
        evidence: Evidence { source: source.to_owned(), record: records.of(record).to_owned() },
    };
    Ok(rows.into_iter().map(contact).collect())
}

/// Looks ends up, mostly in the order of their mentions.
struct Ends<'a> {
    people: Lookup<'a>,
    organisations: Lookup<'a>,
}

impl<'a> Ends<'a> {
    fn new(mentions: &'a Mentions) -> Self {
        Self { people: mentions.people.walk(), organisations: mentions.organisations.walk() }
    }

    /// An end as the prepared tables write it: a mention, a place, or a household of a source.
    fn end(&mut self, kind: &str, text: &str) -> Option<End> {
        let entity = |kind, id: Option<[u8; 16]>| id.map(|id| End { kind, id });
        match kind {
            "person" => entity(EndKind::Person, self.people.entity(text)),
            "organisation" => entity(EndKind::Organisation, self.organisations.entity(text)),
            _ => end(kind, text),
        }
    }
}

/// The text of a row; empty where there is none.
fn text(column: &StringArray, row: usize) -> &str {
    use arrow::array::Array as _;
    if column.is_valid(row) { column.value(row) } else { "" }
}

fn day(text: &str) -> Option<i32> {
    text.parse::<Day>().ok().map(Day::epoch_days)
}
