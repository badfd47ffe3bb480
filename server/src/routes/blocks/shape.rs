//! People, organisations and relations as the screens read them, each fact with its source.

use std::collections::BTreeMap;

use blocks::{ContactView, EventView, OrganisationView, PersonView, RelationView};
use kernel::{Day, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    TextShape,
    routes::review::{lineage::LineageRow, shape::Titles},
};

/// Where a fact is from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactSource {
    /// The source's id.
    source: String,
    /// Its title.
    #[schema(value_type = TextShape)]
    title: Text,
    /// The office that keeps it.
    #[schema(value_type = TextShape)]
    office: Text,
    /// Legal basis; nothing where none was stated.
    #[schema(value_type = Option<TextShape>)]
    legal_basis: Option<Text>,
    /// The record in the source; told under a grant alone.
    record: Option<String>,
    /// When the source was last read.
    #[schema(value_type = Option<String>, format = DateTime)]
    recorded_at: Option<Instant>,
}

/// A value that did not stand: a higher or newer record says otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Conflict {
    /// The value, masked where the one that stands is.
    value: String,
    /// The day its record speaks of.
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<Day>,
    /// Where it is from.
    source: FactSource,
}

/// A relation, read from the place's side.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Relation {
    /// Type, of the catalogue.
    kind: String,
    /// What it says.
    #[schema(value_type = TextShape)]
    title: Text,
    /// First valid day.
    #[schema(value_type = Option<String>, format = Date)]
    valid_from: Option<Day>,
    /// First day after the end.
    #[schema(value_type = Option<String>, format = Date)]
    valid_to: Option<Day>,
    /// How surely the address was matched: `A` or `B`.
    address_class: Option<String>,
    /// Records that state it.
    records: u64,
    /// Where it is from.
    source: FactSource,
}

/// A telephone or an e-mail address, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Contact {
    /// `phone` or `email`.
    kind: String,
    /// Masked.
    value: String,
    /// Where it is from.
    source: FactSource,
}

/// A person, masked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MaskedPerson)]
pub(crate) struct Person {
    /// Id.
    id: String,
    /// Name, masked.
    name: String,
    /// `male` or `female`.
    sex: Option<String>,
    /// Year of birth.
    born_in: Option<i32>,
    /// Registered here, or elsewhere.
    registered_here: Option<bool>,
    /// Class of occupation.
    occupation_class: Option<String>,
    /// Class of education.
    education_class: Option<String>,
    /// The identity document.
    document: Option<String>,
    /// Its number, masked.
    number: Option<String>,
    /// Telephones and e-mail addresses, masked.
    contacts: Vec<Contact>,
    /// What joins the person to the dwelling.
    relations: Vec<Relation>,
    /// Where each attribute is from, by its name.
    facts: BTreeMap<String, FactSource>,
    /// What other records say instead, by the attribute's name, the highest and newest first.
    conflicts: BTreeMap<String, Vec<Conflict>>,
    /// What the person's records merged with or split from, the newest first.
    lineage: Vec<LineageRow>,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Organisation {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// Public number.
    number: Option<String>,
    /// Line of business.
    industry: Option<String>,
    /// Records that speak of it.
    records: u64,
    /// What joins it to the place.
    relations: Vec<Relation>,
    /// Where each attribute is from, by its name.
    facts: BTreeMap<String, FactSource>,
    /// What other records say instead, by the attribute's name, the highest and newest first.
    conflicts: BTreeMap<String, Vec<Conflict>>,
}

/// Something that happened at the place; never who reported it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockEvent {
    /// Its id.
    id: String,
    /// Category.
    category: String,
    /// Day.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// How surely the address was matched: `A` or `B`.
    address_class: String,
    /// Where it is from.
    source: FactSource,
}

impl From<blocks::FactSource> for FactSource {
    fn from(fact: blocks::FactSource) -> Self {
        Self {
            source: fact.source,
            title: fact.title,
            office: fact.office,
            legal_basis: fact.legal_basis,
            record: fact.record,
            recorded_at: fact.recorded_at,
        }
    }
}

fn conflicts(
    views: BTreeMap<String, Vec<blocks::ConflictView>>,
) -> BTreeMap<String, Vec<Conflict>> {
    let shape = |view: blocks::ConflictView| Conflict {
        value: view.value,
        as_of: view.as_of,
        source: view.source.into(),
    };
    let of_field = |views: Vec<_>| views.into_iter().map(shape).collect();
    views.into_iter().map(|(field, views)| (field, of_field(views))).collect()
}

impl From<RelationView> for Relation {
    fn from(view: RelationView) -> Self {
        Self {
            kind: view.kind,
            title: view.title,
            valid_from: view.valid_from,
            valid_to: view.valid_to,
            address_class: view.address_class,
            records: view.records,
            source: view.source.into(),
        }
    }
}

impl From<ContactView> for Contact {
    fn from(view: ContactView) -> Self {
        Self { kind: view.kind, value: view.value, source: view.source.into() }
    }
}

impl Person {
    /// A person as a page shows them.
    pub(crate) fn of(view: PersonView, titles: &Titles) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name,
            sex: view.sex,
            born_in: view.born_in,
            registered_here: view.registered_here,
            occupation_class: view.occupation_class,
            education_class: view.education_class,
            document: view.document,
            number: view.number,
            contacts: view.contacts.into_iter().map(Into::into).collect(),
            relations: view.relations.into_iter().map(Into::into).collect(),
            facts: view.facts.into_iter().map(|(name, fact)| (name, fact.into())).collect(),
            conflicts: conflicts(view.conflicts),
            lineage: view.lineage.into_iter().map(|told| LineageRow::of(told, titles)).collect(),
        }
    }
}

impl From<OrganisationView> for Organisation {
    fn from(view: OrganisationView) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name,
            number: view.number,
            industry: view.industry,
            records: view.records,
            relations: view.relations.into_iter().map(Into::into).collect(),
            facts: view.facts.into_iter().map(|(name, fact)| (name, fact.into())).collect(),
            conflicts: conflicts(view.conflicts),
        }
    }
}

impl From<EventView> for BlockEvent {
    fn from(view: EventView) -> Self {
        Self {
            id: view.id,
            category: view.category,
            on: view.on,
            address_class: view.address_class,
            source: view.source.into(),
        }
    }
}
