//! What a block page shows: masked people, organisations, relations, and the source of every fact.

use std::{collections::BTreeMap, sync::Arc};

use access::Person;
use kernel::{Day, Id, Instant, Text};
use serde::Serialize;

use crate::{LineageTold, Organisation, Other, Others, Provenance, RelationRow, catalogue};

/// Where a fact is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactSource {
    /// The source's id.
    pub source: String,
    /// Its title.
    pub title: Text,
    /// The office that keeps it.
    pub office: Text,
    /// Legal basis; none is shown as "not stated".
    pub legal_basis: Option<Text>,
    /// The record in the source, under a grant alone: a department may key its rows by a number of a person. What such a
    /// number looks like is masked even then.
    pub record: Option<String>,
    /// When the source was last read.
    pub recorded_at: Option<Instant>,
}

/// A value that did not stand, as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictView {
    /// The value, masked where the one that stands is.
    pub value: String,
    /// The day its record speaks of.
    pub as_of: Option<Day>,
    /// Where it is from.
    pub source: FactSource,
}

/// A relation, read from one of its ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationView {
    /// Type, of the catalogue.
    pub kind: String,
    /// What it says, read from this end.
    pub title: Text,
    /// First valid day.
    pub valid_from: Option<Day>,
    /// First day after the end.
    pub valid_to: Option<Day>,
    /// How surely the address was matched.
    pub address_class: Option<String>,
    /// Records that state it.
    pub records: u64,
    /// Where it is from.
    pub source: FactSource,
}

/// A person of a dwelling, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// Id.
    pub id: Id<Person>,
    /// Name, masked.
    pub name: String,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// Year of birth.
    pub born_in: Option<i32>,
    /// Registered here (or elsewhere).
    pub registered_here: Option<bool>,
    /// Class of occupation.
    pub occupation_class: Option<String>,
    /// Class of education.
    pub education_class: Option<String>,
    /// The identity document.
    pub document: Option<String>,
    /// Its number, masked.
    pub number: Option<String>,
    /// Telephones and e-mail addresses, masked.
    pub contacts: Vec<ContactView>,
    /// What joins the person to the dwelling.
    pub relations: Vec<RelationView>,
    /// Where each attribute is from.
    pub facts: BTreeMap<String, FactSource>,
    /// What other records say instead, by the attribute's name.
    pub conflicts: BTreeMap<String, Vec<ConflictView>>,
    /// What the person's records merged with or split from, the newest first.
    pub lineage: Vec<LineageTold>,
}

/// A contact point, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// `phone` or `email`.
    pub kind: String,
    /// Masked.
    pub value: String,
    /// Where it is from.
    pub source: FactSource,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrganisationView {
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
    /// What joins it to the place.
    pub relations: Vec<RelationView>,
    /// Where each attribute is from.
    pub facts: BTreeMap<String, FactSource>,
    /// What other records say instead, by the attribute's name.
    pub conflicts: BTreeMap<String, Vec<ConflictView>>,
}

/// An event at the place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// Its id: the same in every generation, and tells nothing of the record.
    pub id: String,
    /// Category.
    pub category: String,
    /// Day.
    pub on: Option<Day>,
    /// How surely the address was matched.
    pub address_class: String,
    /// Where it is from; never by whom it was told.
    pub source: FactSource,
}

/// The block of one dwelling or other unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DwellingBlock {
    /// People, masked.
    pub people: Vec<PersonView>,
    /// Organisations.
    pub organisations: Vec<OrganisationView>,
    /// Events.
    pub events: Vec<EventView>,
}

/// What is told of a source beside a fact.
#[derive(Clone, Debug)]
pub(crate) struct SourceTold {
    pub(crate) title: Text,
    pub(crate) office: Text,
    pub(crate) legal_basis: Option<Text>,
    pub(crate) recorded_at: Instant,
}

/// Sources by id, for telling where a fact is from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    rows: Arc<BTreeMap<String, SourceTold>>,
    /// Whether records are told beside their source.
    records: bool,
}

impl Sources {
    /// Sources for an answer outside a grant: facts name the source alone.
    pub(crate) fn alone(rows: BTreeMap<String, SourceTold>) -> Self {
        Self { rows: Arc::new(rows), records: false }
    }

    /// The same for an answer under a grant: facts name their record too.
    pub(crate) fn with_records(&self) -> Self {
        Self { rows: Arc::clone(&self.rows), records: true }
    }

    pub(crate) fn fact(&self, source: &str, record: &str) -> FactSource {
        let row = self.rows.get(source);
        FactSource {
            source: source.to_owned(),
            title: row.map_or_else(|| Text::new(source, source), |row| row.title.clone()),
            office: row.map(|row| row.office.clone()).unwrap_or_default(),
            legal_basis: row.and_then(|row| row.legal_basis.clone()),
            record: (self.records && !record.is_empty()).then(|| masked_key(record)),
            recorded_at: row.map(|row| row.recorded_at),
        }
    }

    pub(crate) fn title(&self, source: &str) -> Text {
        self.fact(source, "").title
    }

    pub(crate) fn facts(&self, provenance: &Provenance) -> BTreeMap<String, FactSource> {
        provenance
            .iter()
            .map(|(field, from)| (field.clone(), self.fact(&from.source, &from.record)))
            .collect()
    }

    /// Values that did not stand, each as `shown` gives it; one that it hides is left out.
    pub(crate) fn conflicts(
        &self,
        others: &Others,
        shown: impl Fn(&str, &str) -> Option<String>,
    ) -> BTreeMap<String, Vec<ConflictView>> {
        let of = |field: &str, others: &[Other]| -> Vec<ConflictView> {
            let views = others.iter().filter_map(|other| {
                Some(ConflictView {
                    value: shown(field, &other.value)?,
                    as_of: other.as_of,
                    source: self.fact(&other.evidence.source, &other.evidence.record),
                })
            });
            views.collect()
        };
        let all = others.iter().map(|(field, others)| (field.clone(), of(field, others)));
        all.filter(|(_, views)| !views.is_empty()).collect()
    }

    /// A relation read from its end (`inverse`) or its beginning.
    pub(crate) fn relation(&self, row: &RelationRow, inverse: bool) -> RelationView {
        let kind = catalogue::relation_type(&row.kind);
        let title =
            kind.map(|kind| if inverse { kind.inverse.clone() } else { kind.title.clone() });
        RelationView {
            kind: row.kind.clone(),
            title: title.unwrap_or_else(|| Text::new(&row.kind, &row.kind)),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            address_class: row.address_class.clone(),
            records: row.records,
            source: self.fact(&row.evidence.source, &row.evidence.record),
        }
    }
}

/// A record's key as a screen shows it: where it is built like an identity number or a telephone, masked.
fn masked_key(record: &str) -> String {
    let digits = record.chars().filter(char::is_ascii_digit).count();
    let of_numbers = record.chars().all(|c| c.is_ascii_digit() || "+-~ xX".contains(c));
    let like_a_person = of_numbers
        && (digits >= 15
            || digits == 9 && record.contains('-')
            || digits == 11 && record.starts_with('1'));
    if like_a_person { access::mask_id(record) } else { record.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::masked_key;

    #[test]
    fn a_key_that_is_a_number_of_a_person_is_masked() {
        for number in ["11010119900307123X", "110101199003071", "123-45-6789", "13900001234"] {
            assert!(masked_key(number).contains('*'), "{number}");
        }
        for key in ["W1", "20260001", "ZF-2024-000123", "water.csv:17"] {
            assert_eq!(masked_key(key), key);
        }
    }
}
