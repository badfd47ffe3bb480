//! Stage *apply*: entities, relations, contact points and events into the blocks, as one generation.

use std::{collections::BTreeMap, path::Path};

use access::Person;
use arrow::record_batch::RecordBatch;
use blocks::{
    End, EndKind, EventRow, Evidence, Load, MentionRow, Organisation, OrganisationRow, Other,
    Others, PersonRow, Provenance,
};
use kernel::{Clock, Day, Entity, Id};
use serde::{Deserialize, Serialize};

use super::{
    assign::{hex, unhex},
    buckets::{Buckets, ENTITY},
    entities::OfSource,
    relations::Related,
    stated::{self, Mentions},
};
use crate::{
    FusionError,
    lake::{Fields, open_parquet, parts_by_source, rows_of},
    living::record_role,
};

/// Rows of one transaction.
const BATCH: usize = 10_000;

/// What was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The generation.
    pub generation: i64,
    /// People.
    pub people: u64,
    /// Organisations.
    pub organisations: u64,
    /// Relations.
    pub relations: u64,
    /// Contact points.
    pub contacts: u64,
    /// Events.
    pub events: u64,
    /// Entities that became part of an older one.
    #[serde(default)]
    pub merges: u64,
    /// Pairs put up for review.
    #[serde(default)]
    pub candidates: u64,
    /// Parts that left an entity.
    #[serde(default)]
    pub splits: u64,
}

impl Applied {
    /// Rows in all.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.people + self.organisations + self.relations + self.contacts + self.events
    }
}

/// Columns of a mention of a person that the blocks take.
pub(crate) const PERSON_COLUMNS: &[&str] = &[
    "id",
    "source",
    "record",
    "rank",
    "as_of",
    "name",
    "sex",
    "birth_on",
    "document",
    "identity_number",
    "registered_here",
    "occupation_class",
    "education_class",
];

/// Columns of a mention of an organisation that the blocks take.
pub(crate) const ORGANISATION_COLUMNS: &[&str] =
    &["id", "source", "record", "rank", "as_of", "name", "number", "industry"];

/// What the records of each source say, of the entities that they were found to be.
pub(crate) struct Sources<'a> {
    /// The folder of the prepared tables.
    pub(crate) prepared: &'a Path,
    /// The folder of the stage before.
    pub(crate) related: &'a Path,
    pub(crate) clock: &'a dyn Clock,
}

impl Sources<'_> {
    /// Loads mentions, relations and contact points, source by source, and deals the mentions out by entity.
    pub(crate) async fn load(
        &self,
        load: &mut Load,
        [people, organisations]: &mut [Buckets; 2],
        related: &mut Related,
    ) -> Result<Applied, FusionError> {
        let mut applied = Applied::default();
        let mut by_type: BTreeMap<String, u64> = BTreeMap::new();
        for (part, source) in parts_by_source(&self.prepared.join("people"))? {
            let name = part.file_name().unwrap_or_default();
            let of_table = |table: &str| self.prepared.join(table).join(name);
            let mentions = Mentions {
                people: OfSource::read(&self.related.join("people"), &source)?,
                organisations: OfSource::read(&self.related.join("organisations"), &source)?,
            };
            people.deal(&part, &mentions.people)?;
            organisations.deal(&of_table("organisations"), &mentions.organisations)?;
            mentions_of(EndKind::Person, &mentions.people, load).await?;
            mentions_of(EndKind::Organisation, &mentions.organisations, load).await?;
            if rows_of(&of_table("relations"))? > 0 {
                let stated = stated::Relations::read(&of_table("relations"), &source, &mentions)?;
                applied.relations += stated.count(&mut by_type);
                let mut rows = stated.rows();
                loop {
                    let part: Vec<_> = rows.by_ref().take(BATCH).collect();
                    if part.is_empty() {
                        break;
                    }
                    load.relations(part, self.clock).await?;
                }
            }
            if rows_of(&of_table("contacts"))? > 0 {
                let mut rows = stated::contacts(&of_table("contacts"), &source, &mentions)?;
                applied.contacts += rows.len() as u64;
                while !rows.is_empty() {
                    let rest = rows.split_off(rows.len().min(BATCH));
                    load.contacts(std::mem::replace(&mut rows, rest)).await?;
                }
            }
        }
        related.relations = applied.relations;
        related.by_type = by_type.into_iter().collect();
        Ok(applied)
    }
}

/// Loads which entity each mention of a source is.
async fn mentions_of(kind: EndKind, mentions: &OfSource, load: &Load) -> Result<(), FusionError> {
    let mut rows = Vec::with_capacity(BATCH);
    for (id, entity) in mentions.iter() {
        let Some(of) = record_role(&id) else { continue };
        let evidence = Evidence { source: of.source, record: of.record };
        rows.push(MentionRow { entity: End { kind, id: entity }, evidence, role: of.role });
        if rows.len() >= BATCH {
            load.mentions(std::mem::replace(&mut rows, Vec::with_capacity(BATCH))).await?;
        }
    }
    Ok(load.mentions(rows).await?)
}

/// Loads the people of a bucket: one row a person, attributes from the highest source that has them.
pub(crate) async fn people(
    bucket: impl Iterator<Item = Result<RecordBatch, FusionError>>,
    load: &Load,
) -> Result<u64, FusionError> {
    let mut rows = Grouped::<PersonRow>::default();
    for batch in bucket {
        let batch = batch?;
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let Some(person) = entity::<Person>(fields) else { continue };
            if rows.last().is_none_or(|last| last.id != person) {
                rows.begin(PersonRow::unknown(person));
            }
            if let Some(last) = rows.last_mut() {
                survive_person(last, fields, &evidence(fields));
            }
        }
        if rows.held() >= BATCH {
            load.people(rows.take(false)).await?;
        }
    }
    load.people(rows.take(true)).await?;
    Ok(rows.count)
}

/// Takes from a record what no higher record gave, and keeps what it says instead of what stands.
pub(crate) fn survive_person(person: &mut PersonRow, fields: Fields<'_>, evidence: &Evidence) {
    person.records += 1;
    let mut said = Said::of(&mut person.provenance, &mut person.others, fields, evidence);
    said.name(&mut person.name);
    said.text("sex", "sex", &mut person.sex);
    said.text("occupation_class", "occupation_class", &mut person.occupation_class);
    said.text("education_class", "education_class", &mut person.education_class);
    let born = fields.text("birth_on").and_then(|text| text.parse::<Day>().ok());
    said.take("born_on", &mut person.born_on, born, Day::to_string);
    let here = fields.flag("registered_here");
    said.take("registered_here", &mut person.registered_here, here, bool::to_string);
    let number = fields.text("identity_number").and_then(unhex);
    if said.take("number", &mut person.number_token, number, |token| hex(*token)) {
        person.document = fields.text("document").map(ToOwned::to_owned);
    }
}

/// Values of one attribute that are kept beside the one that stands.
const MOST_OTHERS: usize = 4;

/// What a record says, on its way into an entity's attributes.
struct Said<'a> {
    provenance: &'a mut Provenance,
    others: &'a mut Others,
    fields: Fields<'a>,
    evidence: &'a Evidence,
}

impl<'a> Said<'a> {
    const fn of(
        provenance: &'a mut Provenance,
        others: &'a mut Others,
        fields: Fields<'a>,
        evidence: &'a Evidence,
    ) -> Self {
        Self { provenance, others, fields, evidence }
    }

    /// Whether the value stands since.
    fn take<T: PartialEq>(
        &mut self,
        field: &str,
        stands: &mut Option<T>,
        said: Option<T>,
        text: impl Fn(&T) -> String,
    ) -> bool {
        let Some(said) = said else { return false };
        match stands {
            None => {
                self.provenance.insert(field.to_owned(), self.evidence.clone());
                *stands = Some(said);
                true
            }
            Some(known) if *known == said => false,
            Some(_) => {
                let (others, value) =
                    (self.others.entry(field.to_owned()).or_default(), text(&said));
                if others.len() < MOST_OTHERS && others.iter().all(|other| other.value != value) {
                    let as_of = self.fields.text("as_of").and_then(|day| day.parse().ok());
                    others.push(Other { value, evidence: self.evidence.clone(), as_of });
                }
                false
            }
        }
    }

    fn text(&mut self, field: &str, column: &str, stands: &mut Option<String>) {
        let said = self.fields.text(column).map(ToOwned::to_owned);
        self.take(field, stands, said, String::clone);
    }

    /// An empty name is none.
    fn name(&mut self, name: &mut String) {
        let mut stands = Some(std::mem::take(name)).filter(|name| !name.is_empty());
        self.text("name", "name", &mut stands);
        *name = stands.unwrap_or_default();
    }
}

/// Loads the organisations of a bucket.
pub(crate) async fn organisations(
    bucket: impl Iterator<Item = Result<RecordBatch, FusionError>>,
    load: &Load,
) -> Result<u64, FusionError> {
    let mut rows = Grouped::<OrganisationRow>::default();
    for batch in bucket {
        let batch = batch?;
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let Some(organisation) = entity::<Organisation>(fields) else { continue };
            let evidence = evidence(fields);
            if rows.last().is_none_or(|last| last.id != organisation) {
                rows.begin(OrganisationRow::unknown(organisation));
            }
            if let Some(last) = rows.last_mut() {
                survive_organisation(last, fields, &evidence);
            }
        }
        if rows.held() >= BATCH {
            load.organisations(rows.take(false)).await?;
        }
    }
    load.organisations(rows.take(true)).await?;
    Ok(rows.count)
}

/// Takes from a record what no higher record gave, and keeps what it says instead of what stands.
pub(crate) fn survive_organisation(
    organisation: &mut OrganisationRow,
    fields: Fields<'_>,
    evidence: &Evidence,
) {
    organisation.records += 1;
    let (provenance, others) = (&mut organisation.provenance, &mut organisation.others);
    let mut said = Said::of(provenance, others, fields, evidence);
    said.name(&mut organisation.name);
    said.text("number", "number", &mut organisation.number);
    said.text("industry", "industry", &mut organisation.industry);
}

/// Loads the events of the run.
pub(crate) async fn events(file: &Path, load: &mut Load) -> Result<u64, FusionError> {
    let mut count = 0;
    for batch in open_parquet(file)? {
        let batch = batch.map_err(FusionError::arrow("apply"))?;
        let event = |fields: Fields<'_>| {
            Some(EventRow {
                category: fields.text("category")?.to_owned(),
                on: fields.text("on")?.parse().ok()?,
                place: end("place", fields.text("place")?)?,
                address_class: fields.text("class")?.to_owned(),
                evidence: evidence(fields),
            })
        };
        let rows: Vec<EventRow> =
            (0..batch.num_rows()).filter_map(|row| event(Fields::new(&batch, row))).collect();
        count += rows.len() as u64;
        load.events(rows).await?;
    }
    Ok(count)
}

fn entity<E: Entity>(fields: Fields<'_>) -> Option<Id<E>> {
    fields.sixteen(ENTITY).map(Id::from_bytes)
}

pub(crate) fn evidence(fields: Fields<'_>) -> Evidence {
    let text = |column: &str| fields.text(column).unwrap_or_default().to_owned();
    Evidence { source: text("source"), record: text("record") }
}

/// An end as the lake writes it: an entity in hexadecimal digits, `unit:…`, `building:…`, or a household of a source.
pub(crate) fn end(kind: &str, text: &str) -> Option<End> {
    match kind {
        "person" => unhex(text).map(|id| End { kind: EndKind::Person, id }),
        "organisation" => unhex(text).map(|id| End { kind: EndKind::Organisation, id }),
        "place" => place(text),
        "household" => {
            let digest = blake3::hash(text.as_bytes());
            let id = digest.as_bytes().first_chunk::<16>().copied()?;
            Some(End { kind: EndKind::Household, id })
        }
        _ => None,
    }
}

/// A place of the register as the lake writes it: `unit:…` or `building:…`.
pub(crate) fn place(text: &str) -> Option<End> {
    match text.split_once(':')? {
        ("unit", id) => unhex(id).map(|id| End { kind: EndKind::Unit, id }),
        ("building", id) => unhex(id).map(|id| End { kind: EndKind::Building, id }),
        _ => None,
    }
}

/// Rows that come sorted by entity.
struct Grouped<T> {
    rows: Vec<T>,
    count: u64,
}

impl<T> Default for Grouped<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), count: 0 }
    }
}

impl<T> Grouped<T> {
    fn begin(&mut self, row: T) {
        self.rows.push(row);
        self.count += 1;
    }

    fn last(&self) -> Option<&T> {
        self.rows.last()
    }

    fn last_mut(&mut self) -> Option<&mut T> {
        self.rows.last_mut()
    }

    fn held(&self) -> usize {
        self.rows.len()
    }

    /// What is complete; the last entity may still grow unless this is the end.
    fn take(&mut self, end: bool) -> Vec<T> {
        let keep = usize::from(!end && !self.rows.is_empty());
        let open = self.rows.split_off(self.rows.len() - keep);
        std::mem::replace(&mut self.rows, open)
    }
}
