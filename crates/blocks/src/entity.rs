//! What the blocks hold: people, organisations, relations, contact points, events, and where each fact is from.

use std::collections::BTreeMap;

use access::Person;
use kernel::{Day, Entity, Id};
use serde::{Deserialize, Serialize};

/// Marks the ids of organisations.
#[derive(Debug)]
pub struct Organisation;
impl Entity for Organisation {
    const NAME: &'static str = "organisation";
}

/// Marks the ids of runs.
#[derive(Debug)]
pub struct Run;
impl Entity for Run {
    const NAME: &'static str = "run";
}

/// A record of a source: what a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The source's id.
    pub source: String,
    /// The record in it.
    pub record: String,
}

/// Which record each attribute was taken from, by the attribute's name.
pub type Provenance = BTreeMap<String, Evidence>;

/// A value that a record gives for an attribute and that did not stand: its source is lower, or its record older.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// The value as text; a number's token in hexadecimal digits.
    pub value: String,
    /// The highest and newest record that gives it.
    pub evidence: Evidence,
    /// The day the record speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
}

/// Values that did not stand, by the attribute's name, the highest and newest first.
pub type Others = BTreeMap<String, Vec<Other>>;

/// A person, as the run found them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Id.
    pub id: Id<Person>,
    /// Whole name, as the highest source writes it.
    pub name: String,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// Birth date.
    pub born_on: Option<Day>,
    /// Registered here (or elsewhere).
    pub registered_here: Option<bool>,
    /// Class of occupation.
    pub occupation_class: Option<String>,
    /// Class of education.
    pub education_class: Option<String>,
    /// The identity document.
    pub document: Option<String>,
    /// Its number's token; the number itself is sealed.
    pub number_token: Option<[u8; 16]>,
    /// Records that speak of this person.
    pub records: u64,
    /// Where each attribute is from.
    pub provenance: Provenance,
    /// What other records say instead.
    pub others: Others,
}

impl PersonRow {
    /// A person of whom no record has spoken yet.
    #[must_use]
    pub const fn unknown(id: Id<Person>) -> Self {
        Self {
            id,
            name: String::new(),
            sex: None,
            born_on: None,
            registered_here: None,
            occupation_class: None,
            education_class: None,
            document: None,
            number_token: None,
            records: 0,
            provenance: Provenance::new(),
            others: Others::new(),
        }
    }
}

/// An organisation, as the run found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Id.
    pub id: Id<Organisation>,
    /// Name.
    pub name: String,
    /// Public number.
    pub number: Option<String>,
    /// Line of business.
    pub industry: Option<String>,
    /// Records that speak of it.
    pub records: u64,
    /// Where each attribute is from.
    pub provenance: Provenance,
    /// What other records say instead.
    pub others: Others,
}

impl OrganisationRow {
    /// An organisation of which no record has spoken yet.
    #[must_use]
    pub const fn unknown(id: Id<Organisation>) -> Self {
        Self {
            id,
            name: String::new(),
            number: None,
            industry: None,
            records: 0,
            provenance: Provenance::new(),
            others: Others::new(),
        }
    }
}

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// What it is.
    pub kind: EndKind,
    /// Its sixteen bytes.
    pub id: [u8; 16],
}

/// What an end of a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A unit of the register.
    Unit,
    /// A building of the register.
    Building,
    /// A household of a source: the id is drawn from its number there.
    Household,
}

impl EndKind {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Unit => "unit",
            Self::Building => "building",
            Self::Household => "household",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Person, Self::Organisation, Self::Unit, Self::Building, Self::Household]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A relation that one source states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationRow {
    /// Type, of the catalogue.
    pub kind: String,
    /// From.
    pub from: End,
    /// To.
    pub to: End,
    /// First valid day.
    pub valid_from: Option<Day>,
    /// First day after the end.
    pub valid_to: Option<Day>,
    /// How surely the address was matched, where it goes to a place.
    pub address_class: Option<String>,
    /// The first record that states it.
    pub evidence: Evidence,
    /// How many records of the source state it.
    pub records: u64,
}

/// A contact point of a person or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Whose.
    pub owner: End,
    /// `phone` or `email`.
    pub kind: String,
    /// Token; the value itself is sealed.
    pub token: [u8; 16],
    /// From which record.
    pub evidence: Evidence,
}

/// Which entity a role of a record was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRow {
    /// `Person` or `Organisation`.
    pub entity: End,
    /// The record.
    pub evidence: Evidence,
    /// The role in it.
    pub role: String,
}

/// An event at a place: what kind and when, never who reported it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Category.
    pub category: String,
    /// Day.
    pub on: Day,
    /// Where.
    pub place: End,
    /// How surely the address was matched.
    pub address_class: String,
    /// From which record.
    pub evidence: Evidence,
}
