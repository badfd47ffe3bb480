//! Stage *apply*: entities, relations, contact points and events into the blocks, as one generation.

use std::{collections::BTreeMap, path::Path};

use access::Person;
use arrow::record_batch::RecordBatch;
use blocks::{
    End, EndKind, EventRow, Evidence, Load, MentionRow, Organisation, OrganisationRow, PersonRow,
};
use kernel::{Clock, Day, Entity, Id};
use serde::{Deserialize, Serialize};

use super::{
    assign::unhex,
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
                rows.begin(PersonRow {
                    id: person,
                    name: String::new(),
                    sex: None,
                    born_on: None,
                    registered_here: None,
                    occupation_class: None,
                    education_class: None,
                    document: None,
                    number_token: None,
                    records: 0,
                    provenance: BTreeMap::new(),
                });
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

/// Takes from a record what no higher record gave.
fn survive_person(person: &mut PersonRow, fields: Fields<'_>, evidence: &Evidence) {
    person.records += 1;
    let mut from = |field: &str, taken: bool| {
        if taken {
            person.provenance.insert(field.to_owned(), evidence.clone());
        }
    };
    let fill = |slot: &mut Option<String>, column: &str| {
        let taken = slot.is_none() && fields.text(column).is_some();
        if taken {
            *slot = fields.text(column).map(ToOwned::to_owned);
        }
        taken
    };
    if person.name.is_empty()
        && let Some(name) = fields.text("name")
    {
        name.clone_into(&mut person.name);
        from("name", true);
    }
    from("sex", fill(&mut person.sex, "sex"));
    from("occupation_class", fill(&mut person.occupation_class, "occupation_class"));
    from("education_class", fill(&mut person.education_class, "education_class"));
    if person.born_on.is_none()
        && let Some(born) = fields.text("birth_on").and_then(|text| text.parse::<Day>().ok())
    {
        person.born_on = Some(born);
        from("born_on", true);
    }
    if person.registered_here.is_none()
        && let Some(here) = fields.flag("registered_here")
    {
        person.registered_here = Some(here);
        from("registered_here", true);
    }
    if person.number_token.is_none()
        && let Some(token) = fields.text("identity_number").and_then(unhex)
    {
        person.number_token = Some(token);
        person.document = fields.text("document").map(ToOwned::to_owned);
        from("number", true);
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
                rows.begin(OrganisationRow {
                    id: organisation,
                    name: String::new(),
                    number: None,
                    industry: None,
                    records: 0,
                    provenance: BTreeMap::new(),
                });
            }
            let Some(last) = rows.last_mut() else { continue };
            last.records += 1;
            if last.name.is_empty()
                && let Some(name) = fields.text("name")
            {
                name.clone_into(&mut last.name);
                last.provenance.insert("name".to_owned(), evidence.clone());
            }
            for (slot, column) in [(&mut last.number, "number"), (&mut last.industry, "industry")] {
                if slot.is_none()
                    && let Some(text) = fields.text(column)
                {
                    *slot = Some(text.to_owned());
                    last.provenance.insert(column.to_owned(), evidence.clone());
                }
            }
        }
        if rows.held() >= BATCH {
            load.organisations(rows.take(false)).await?;
        }
    }
    load.organisations(rows.take(true)).await?;
    Ok(rows.count)
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

fn evidence(fields: Fields<'_>) -> Evidence {
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
