//! The field worker's checklist of a dwelling: what the joined facts lack, so that nobody is asked twice for what is known.

use std::collections::BTreeSet;

use access::Person;
use kernel::{Day, Id};
use serde::Serialize;

use crate::{DwellingBlock, PersonView, catalogue};

/// Something that no source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody is known to live here.
    Resident,
    /// It is let, and no day says until when.
    TenancyEnd,
    /// It is let, and nobody is known as its tenant.
    Tenant,
    /// The person has no readable birth date.
    BirthDate,
    /// The person has no identity document.
    Document,
    /// The person has no telephone.
    Phone,
    /// Whether the person is registered here or elsewhere is not said.
    RegisteredHere,
    /// The person lives here and is not registered here.
    Registration,
}

impl Missing {
    /// Its name in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::TenancyEnd => "tenancy_end",
            Self::Tenant => "tenant",
            Self::BirthDate => "birth_date",
            Self::Document => "document",
            Self::Phone => "phone",
            Self::RegisteredHere => "registered_here",
            Self::Registration => "registration",
        }
    }
}

/// A line of the checklist: of the dwelling, or of one of its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ToAsk {
    /// Of whom; nothing for the dwelling itself.
    pub person: Option<Id<Person>>,
    /// What is missing.
    pub missing: Missing,
}

/// What the block of a dwelling lacks on a day. Only people who stand to it that day are asked about.
#[must_use]
pub fn checklist(block: &DwellingBlock, on: Day) -> Vec<ToAsk> {
    let mut found = BTreeSet::new();
    let of = |person: Option<Id<Person>>, missing| ToAsk { person, missing };
    let (mut resides, mut let_out, mut tenant, mut dated) = (false, false, false, false);
    let relations = block
        .people
        .iter()
        .flat_map(|person| &person.relations)
        .chain(block.organisations.iter().flat_map(|organisation| &organisation.relations));
    for relation in relations.filter(|relation| relation.valid_to.is_none_or(|end| end > on)) {
        let group = group(&relation.kind);
        resides |= matches!(group, "residence" | "registration");
        tenant |= group == "tenancy";
        if matches!(group, "tenancy" | "letting" | "sub-letting") && relation.kind != "agency_lists"
        {
            let_out = true;
            dated |= relation.valid_to.is_some();
        }
    }
    if !resides {
        found.insert(of(None, Missing::Resident));
    }
    if let_out && !tenant {
        found.insert(of(None, Missing::Tenant));
    }
    if let_out && !dated {
        found.insert(of(None, Missing::TenancyEnd));
    }
    for person in &block.people {
        for missing in of_person(person, on) {
            found.insert(of(Some(person.id), missing));
        }
    }
    found.into_iter().collect()
}

fn of_person(person: &PersonView, on: Day) -> Vec<Missing> {
    let standing: Vec<&str> = person
        .relations
        .iter()
        .filter(|relation| relation.valid_to.is_none_or(|end| end > on))
        .map(|relation| group(&relation.kind))
        .collect();
    let lives_here =
        standing.iter().any(|group| matches!(*group, "residence" | "tenancy" | "registration"));
    if !lives_here {
        return Vec::new();
    }
    let lacks = [
        (person.born_in.is_none(), Missing::BirthDate),
        (person.number.is_none(), Missing::Document),
        (person.contacts.iter().all(|contact| contact.kind != "phone"), Missing::Phone),
        (person.registered_here.is_none(), Missing::RegisteredHere),
        (
            !standing.contains(&"registration") && !standing.contains(&"residence"),
            Missing::Registration,
        ),
    ];
    lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, missing)| missing).collect()
}

fn group(kind: &str) -> &'static str {
    catalogue::relation_type(kind).map_or("", |kind| kind.group.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kernel::Text;

    use super::*;
    use crate::{FactSource, RelationView};

    fn relation(kind: &str, to: Option<Day>) -> RelationView {
        RelationView {
            kind: kind.into(),
            title: Text::default(),
            valid_from: None,
            valid_to: to,
            address_class: None,
            records: 1,
            source: FactSource {
                source: "s".into(),
                title: Text::default(),
                office: Text::default(),
                legal_basis: None,
                record: None,
                recorded_at: None,
            },
        }
    }

    fn person(relations: Vec<RelationView>) -> PersonView {
        PersonView {
            id: Id::from_bytes([1; 16]),
            name: "王*".into(),
            sex: None,
            born_in: Some(1980),
            registered_here: Some(false),
            occupation_class: None,
            education_class: None,
            document: None,
            number: Some("****1234".into()),
            contacts: Vec::new(),
            relations,
            facts: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            lineage: Vec::new(),
        }
    }

    fn asked(people: Vec<PersonView>) -> Vec<(bool, &'static str)> {
        let on = Day::new(2026, 1, 5).unwrap();
        let block = DwellingBlock { people, ..DwellingBlock::default() };
        let lines = checklist(&block, on);
        lines.iter().map(|line| (line.person.is_some(), line.missing.name())).collect()
    }

    #[test]
    fn only_what_no_source_says_is_asked() {
        assert_eq!(asked(Vec::new()), [(false, "resident")]);
        assert_eq!(asked(vec![person(vec![relation("lives_in", None)])]), [(true, "phone")]);
        assert_eq!(
            asked(vec![person(vec![relation("rents", None)])]),
            [(false, "resident"), (false, "tenancy_end"), (true, "phone"), (true, "registration")]
        );
        let gone = Day::new(2025, 1, 1);
        assert_eq!(asked(vec![person(vec![relation("lives_in", gone)])]), [(false, "resident")]);
        assert_eq!(
            asked(vec![person(vec![relation("owns", None)])]),
            [(false, "resident")],
            "an owner who lives elsewhere is not asked about here"
        );
    }
}
