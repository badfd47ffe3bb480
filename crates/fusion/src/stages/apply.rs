//! Stage *apply*: entities, relations, contact points and events into the blocks, as one generation.

use std::{collections::BTreeMap, path::Path};

use blocks::{
    ContactRow, End, EndKind, EventRow, Evidence, Load, MentionRow, Organisation, OrganisationRow,
    PersonRow, RelationRow,
};
use datafusion::prelude::SessionContext;
use kernel::{Clock, Day};
use serde::{Deserialize, Serialize};

use super::{
    assign::{id, unhex},
    relations,
};
use crate::{
    FusionError,
    engine::{self, Stream},
    lake::{Fields, open_parquet, parts_by_source, rows_of},
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
    "role",
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
    &["id", "source", "record", "role", "rank", "as_of", "name", "number", "industry"];

/// Loads the people of a bucket: one row a person, attributes from the highest source that has them.
pub(crate) async fn people(bucket: &mut Stream, load: &Load) -> Result<u64, FusionError> {
    let mut rows = Grouped::<PersonRow>::default();
    while let Some(batch) = bucket.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let Some(person) = id(fields.text("entity").unwrap_or_default()) else { continue };
            let evidence =
                rows.mention(fields, End { kind: EndKind::Person, id: person.to_bytes() });
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
                survive_person(last, fields, &evidence);
            }
        }
        if rows.held() >= BATCH {
            let (people, mentions) = rows.take(false);
            load.people(people).await?;
            load.mentions(mentions).await?;
        }
    }
    let (people, mentions) = rows.take(true);
    load.people(people).await?;
    load.mentions(mentions).await?;
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
pub(crate) async fn organisations(bucket: &mut Stream, load: &Load) -> Result<u64, FusionError> {
    let mut rows = Grouped::<OrganisationRow>::default();
    while let Some(batch) = bucket.next().await? {
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            let Some(organisation) = id::<Organisation>(fields.text("entity").unwrap_or_default())
            else {
                continue;
            };
            let evidence = rows
                .mention(fields, End { kind: EndKind::Organisation, id: organisation.to_bytes() });
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
            let (organisations, mentions) = rows.take(false);
            load.organisations(organisations).await?;
            load.mentions(mentions).await?;
        }
    }
    let (organisations, mentions) = rows.take(true);
    load.organisations(organisations).await?;
    load.mentions(mentions).await?;
    Ok(rows.count)
}

/// Loads the relations of the run.
pub(crate) async fn relations_of(
    file: &Path,
    load: &mut Load,
    clock: &dyn Clock,
) -> Result<u64, FusionError> {
    let mut count = 0;
    for batch in open_parquet(file)? {
        let batch = batch.map_err(FusionError::arrow("apply"))?;
        let rows: Vec<RelationRow> =
            (0..batch.num_rows()).filter_map(|row| relation(Fields::new(&batch, row))).collect();
        count += rows.len() as u64;
        load.relations(rows, clock).await?;
    }
    Ok(count)
}

fn relation(fields: Fields<'_>) -> Option<RelationRow> {
    let day = |column: &str| fields.text(column).and_then(|text| text.parse().ok());
    Some(RelationRow {
        kind: fields.text("type")?.to_owned(),
        from: end(fields.text("from_kind")?, fields.text("from_id")?)?,
        to: end(fields.text("to_kind")?, fields.text("to_id")?)?,
        valid_from: day("valid_from"),
        valid_to: day("valid_to"),
        address_class: fields.text("class").map(ToOwned::to_owned),
        evidence: evidence(fields),
        records: fields.int("records").and_then(|records| u64::try_from(records).ok()).unwrap_or(1),
    })
}

/// Loads the contact points of the run, each once; `related` is the folder of the stage before.
pub(crate) async fn contacts(
    context: &SessionContext,
    table: &Path,
    related: &Path,
    load: &mut Load,
) -> Result<u64, FusionError> {
    let sql = "SELECT c.owner_kind, COALESCE(p.entity, o.entity) AS owner_id, c.kind, c.token,
            MIN(c.source) AS source, MIN(c.record) AS record
        FROM contacts c
        LEFT JOIN people_of_source p ON c.owner_kind = 'person' AND p.id = c.owner
        LEFT JOIN organisations_of_source o ON c.owner_kind = 'organisation' AND o.id = c.owner
        WHERE COALESCE(p.entity, o.entity) IS NOT NULL
        GROUP BY c.owner_kind, COALESCE(p.entity, o.entity), c.kind, c.token
        ORDER BY owner_id, c.kind, c.token";
    let mut count = 0;
    for (part, source) in parts_by_source(table)? {
        if rows_of(&part)? == 0 {
            continue;
        }
        relations::of_source(context, related, &source).await?;
        context.deregister_table("contacts").map_err(FusionError::engine("apply"))?;
        engine::table(context, "contacts", &part).await?;
        let mut stream = engine::query(context, "apply", sql).await?;
        while let Some(batch) = stream.next().await? {
            let contact = |fields: Fields<'_>| {
                Some(ContactRow {
                    owner: end(fields.text("owner_kind")?, fields.text("owner_id")?)?,
                    kind: fields.text("kind")?.to_owned(),
                    token: unhex(fields.text("token")?)?,
                    evidence: evidence(fields),
                })
            };
            let rows: Vec<ContactRow> =
                (0..batch.num_rows()).filter_map(|row| contact(Fields::new(&batch, row))).collect();
            count += rows.len() as u64;
            load.contacts(rows).await?;
        }
    }
    Ok(count)
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

fn evidence(fields: Fields<'_>) -> Evidence {
    let text = |column: &str| fields.text(column).unwrap_or_default().to_owned();
    Evidence { source: text("source"), record: text("record") }
}

/// An end as the lake writes it: an entity in hexadecimal digits, `unit:…`, `building:…`, or a household of a source.
fn end(kind: &str, text: &str) -> Option<End> {
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

/// Rows that come sorted by entity, and the mentions beside them.
struct Grouped<T> {
    rows: Vec<T>,
    mentions: Vec<MentionRow>,
    count: u64,
}

impl<T> Default for Grouped<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), mentions: Vec::new(), count: 0 }
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

    fn mention(&mut self, fields: Fields<'_>, entity: End) -> Evidence {
        let evidence = evidence(fields);
        let role = fields.text("role").unwrap_or_default().to_owned();
        self.mentions.push(MentionRow { entity, evidence: evidence.clone(), role });
        evidence
    }

    fn held(&self) -> usize {
        self.rows.len().max(self.mentions.len())
    }

    /// What is complete; the last entity may still grow unless this is the end.
    fn take(&mut self, end: bool) -> (Vec<T>, Vec<MentionRow>) {
        let keep = usize::from(!end && !self.rows.is_empty());
        let open = self.rows.split_off(self.rows.len() - keep);
        (std::mem::replace(&mut self.rows, open), std::mem::take(&mut self.mentions))
    }
}
