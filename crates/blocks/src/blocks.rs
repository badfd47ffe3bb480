//! Reading the blocks.

use std::collections::{BTreeMap, BTreeSet};

use access::{Access, Action, BatchGrant, Field, FieldSet, Grant, Person, Undisclosed, mask_name};
use database::Database;
use kernel::{AreaPath, Day, Id};

use crate::{
    ContactView, DwellingBlock, EndKind, Error, EventView, LineageTold, MentionRow, Organisation,
    OrganisationRow, OrganisationView, PersonRow, PersonView, RelationRow, Result, store,
    vault::{Drawn, NUMBER, masked},
    view::Sources,
};

/// Fields of a person that a dwelling's block shows.
const SHOWN: FieldSet = FieldSet::of(&[
    Field::NameMasked,
    Field::Sex,
    Field::BirthDate,
    Field::DocumentType,
    Field::DocumentNumberMasked,
    Field::PhoneMasked,
    Field::EmailMasked,
    Field::RegisteredHere,
    Field::Occupation,
    Field::Education,
    Field::Household,
    Field::Residence,
    Field::Tenancy,
    Field::Sources,
]);

/// The blocks, as the current generation has them.
#[derive(Clone, Debug)]
pub struct Blocks {
    pub(crate) database: Database,
}

/// A page of organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationPage {
    /// The page.
    pub rows: Vec<OrganisationView>,
    /// How many there are in all; within an area counted up to 10,001.
    pub total: u64,
}

/// An organisation with the places it is joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationBlock {
    /// The organisation.
    pub organisation: OrganisationView,
    /// Places it is joined to: unit or building, its id, and how.
    pub places: Vec<PlaceOfOrganisation>,
}

/// A place of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOfOrganisation {
    /// `unit` or `building`.
    pub kind: EndKind,
    /// Its id in the register.
    pub id: [u8; 16],
    /// How it is joined to the organisation.
    pub relation: crate::RelationView,
}

impl Blocks {
    /// The blocks in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    pub(crate) const fn database(&self) -> &Database {
        &self.database
    }

    /// A page of which entity each role of each record was found to be, after `after`; only under a batch grant for it.
    /// It holds ids and no value of a person.
    pub async fn mentions(
        &self,
        grant: &BatchGrant,
        kind: EndKind,
        after: Option<&MentionRow>,
        limit: u32,
    ) -> Result<Vec<MentionRow>> {
        if !grant.covers("block_mention") {
            return Err(Error::OtherGrant {
                held: "a batch over other tables",
                needed: "block_mention",
            });
        }
        let generation = store::generation(&self.database).await?;
        store::mentions::page(&self.database, generation, kind, after, i64::from(limit)).await
    }

    /// The block of a unit, or of a building as a whole, that stands in `area`: people masked, organisations, events,
    /// the source of every fact. What is known of a unit's whole building is in the building's block, not here.
    ///
    /// [`Access::disclose`] opens it once the read is on the log.
    pub async fn dwelling(
        &self,
        access: &Access,
        grant: &Grant,
        unit: [u8; 16],
        area: &AreaPath,
    ) -> Result<Undisclosed<DwellingBlock>> {
        if grant.action() != Action::BlocksViewPeople {
            return Err(Error::OtherGrant {
                held: grant.action().name(),
                needed: Action::BlocksViewPeople.name(),
            });
        }
        if !grant.area().contains(area) {
            return Err(access::Error::OutsideGrant.into());
        }
        let (generation, sources) = store::sources::told(&self.database).await?;
        let relations = store::relations::to(&self.database, generation, &[unit]).await?;
        let told = sources.with_records();
        let people = self.people(access, generation, &relations, &told).await?;
        let block = DwellingBlock {
            organisations: self.organisations_at(generation, &relations, &sources).await?,
            events: self.events_at(generation, unit, &sources).await?,
            people,
        };
        let subjects = block.people.iter().map(|person| person.id).collect();
        Ok(Undisclosed::new(block, subjects, SHOWN))
    }

    /// Whom a look at a unit concerns, for their lines on the log of reads and for nothing else: it tells of nobody but
    /// that log.
    pub async fn concerned_at(&self, grant: &Grant, unit: [u8; 16]) -> Result<Vec<Id<Person>>> {
        let generation = store::generation(&self.database).await?;
        let relations = store::relations::to(&self.database, generation, &[unit]).await?;
        let of_people = relations.iter().filter(|row| row.from.kind == EndKind::Person);
        let ids: BTreeSet<Id<Person>> = of_people.map(|row| Id::from_bytes(row.from.id)).collect();
        let within = |id: &Id<Person>| grant.subject().is_none_or(|only| only == *id);
        Ok(ids.into_iter().filter(within).collect())
    }

    /// The day on which somebody of a unit was born, to weigh whether they are of age; nothing where no source says that
    /// they live or lived there, or when they were born. It is told to nobody.
    pub async fn born_on(
        &self,
        grant: &Grant,
        unit: [u8; 16],
        person: Id<Person>,
    ) -> Result<Undisclosed<Option<Day>>> {
        if grant.action() != Action::BlocksViewPeople {
            return Err(Error::OtherGrant {
                held: grant.action().name(),
                needed: Action::BlocksViewPeople.name(),
            });
        }
        let lives_there = self.concerned_at(grant, unit).await?.contains(&person);
        let generation = store::generation(&self.database).await?;
        let found = store::people::by_ids(&self.database, generation, &[person]).await?;
        let born_on = found.get(&person).and_then(|row| row.born_on).filter(|_| lives_there);
        let fields = FieldSet::of(&[Field::BirthDate, Field::Residence]);
        Ok(Undisclosed::new(born_on, vec![person], fields))
    }

    /// Organisations and events of a unit or a building, without anybody in it.
    pub async fn things_at(&self, place: [u8; 16]) -> Result<DwellingBlock> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let relations = store::relations::to(&self.database, generation, &[place]).await?;
        Ok(DwellingBlock {
            people: Vec::new(),
            organisations: self.organisations_at(generation, &relations, &sources).await?,
            events: self.events_at(generation, place, &sources).await?,
        })
    }

    /// Organisations whose name contains `query` and that are joined to a place in `area` (any, for the whole
    /// installation), by name.
    pub async fn organisations(
        &self,
        query: &str,
        area: &AreaPath,
        offset: u32,
        limit: u32,
    ) -> Result<OrganisationPage> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let (rows, total) = store::organisations::search(
            &self.database,
            generation,
            query,
            area,
            i64::from(offset),
            i64::from(limit),
        )
        .await?;
        let rows = rows.into_iter().map(|row| organisation(row, Vec::new(), &sources)).collect();
        Ok(OrganisationPage { rows, total })
    }

    /// The organisations that [`Self::organisations`] finds in the order of ids, those after `after`: for a list that is
    /// read to its end.
    pub async fn organisations_after(
        &self,
        query: &str,
        area: &AreaPath,
        after: Option<Id<Organisation>>,
        limit: u32,
    ) -> Result<Vec<OrganisationView>> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let after = after.map(Id::to_bytes).unwrap_or_default();
        let (database, limit) = (&self.database, i64::from(limit));
        let rows =
            store::organisations::search_after(database, generation, query, area, after, limit)
                .await?;
        Ok(rows.into_iter().map(|row| organisation(row, Vec::new(), &sources)).collect())
    }

    /// The names of these organisations, by id.
    pub async fn organisation_names(&self, ids: &[[u8; 16]]) -> Result<BTreeMap<[u8; 16], String>> {
        let generation = store::generation(&self.database).await?;
        let rows = store::organisations::by_ids(&self.database, generation, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id.to_bytes(), row.name)).collect())
    }

    /// One organisation and its places.
    pub async fn organisation(&self, id: Id<Organisation>) -> Result<Option<OrganisationBlock>> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let Some(row) = store::organisations::find(&self.database, generation, id).await? else {
            return Ok(None);
        };
        let relations =
            store::relations::from(&self.database, generation, &[id.to_bytes()]).await?;
        let places = relations
            .iter()
            .filter(|row| matches!(row.to.kind, EndKind::Unit | EndKind::Building))
            .map(|row| PlaceOfOrganisation {
                kind: row.to.kind,
                id: row.to.id,
                relation: sources.relation(row, false),
            })
            .collect();
        Ok(Some(OrganisationBlock {
            organisation: organisation(row, Vec::new(), &sources),
            places,
        }))
    }

    /// One event of a unit or a building, by its id; the newest 500 of the place are known.
    pub async fn event(&self, place: [u8; 16], id: &str) -> Result<Option<EventView>> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let events = self.events_at(generation, place, &sources).await?;
        Ok(events.into_iter().find(|event| event.id == id))
    }

    /// Contact points of an organisation, masked, with their sources.
    pub async fn organisation_contacts(
        &self,
        access: &Access,
        id: Id<Organisation>,
    ) -> Result<Vec<ContactView>> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        let owners = [id.to_bytes()];
        let found = store::contacts::with_sealed(&self.database, generation, &owners).await?;
        let mut views = Vec::new();
        for (contact, sealed) in found {
            let source = sources.fact(&contact.source, &contact.record);
            let value = masked(access, &contact.kind, sealed.as_deref())?;
            views.extend(value.map(|value| ContactView { kind: contact.kind, value, source }));
        }
        Ok(views)
    }

    async fn people(
        &self,
        access: &Access,
        generation: i64,
        relations: &[RelationRow],
        sources: &Sources,
    ) -> Result<Vec<PersonView>> {
        let of_people = || relations.iter().filter(|row| row.from.kind == EndKind::Person);
        let ids: BTreeSet<Id<Person>> =
            of_people().map(|row| Id::from_bytes(row.from.id)).collect();
        let ids: Vec<Id<Person>> = ids.into_iter().collect();
        let owners: Vec<[u8; 16]> = ids.iter().map(|id| id.to_bytes()).collect();
        let found = store::people::of_page(&self.database, generation, &ids).await?;
        // Few have a number that did not stand, so that those are asked for by themselves.
        let others = found.values().flat_map(|person| other_tokens(&person.row));
        let drawn = Drawn::read(&self.database, others.collect()).await?;
        let reached = store::contacts::with_sealed(&self.database, generation, &owners).await?;
        let mut contacts: BTreeMap<Vec<u8>, Vec<ContactView>> = BTreeMap::new();
        for (contact, sealed) in reached {
            if let Some(value) = masked(access, &contact.kind, sealed.as_deref())? {
                let source = sources.fact(&contact.source, &contact.record);
                contacts.entry(contact.owner).or_default().push(ContactView {
                    kind: contact.kind,
                    value,
                    source,
                });
            }
        }
        let lineage = if found.values().any(|person| person.has_lineage) {
            store::lineage::of_many(&self.database, EndKind::Person, &owners).await?
        } else {
            Vec::new()
        };
        let mut views = Vec::new();
        for (id, store::people::OfPage { row, number, .. }) in found {
            let number = masked(access, NUMBER, number.as_deref())?;
            let mut other_numbers = BTreeMap::new();
            for other in row.others.get("number").into_iter().flatten() {
                let masked = drawn.masked(access, NUMBER, &other_number(&other.value))?;
                other_numbers.extend(masked.map(|masked| (other.value.clone(), masked)));
            }
            let joined = of_people().filter(|relation| relation.from.id == id.to_bytes());
            let relations = joined.map(|relation| sources.relation(relation, true)).collect();
            let contacts = contacts.remove(id.to_bytes().as_slice()).unwrap_or_default();
            let own =
                |told: &LineageTold| [told.lineage.from, told.lineage.to].contains(&id.to_bytes());
            // An event between two people of one dwelling stands with both.
            let lineage = lineage.iter().filter(|told| own(told)).cloned();
            views.push(PersonView {
                lineage: lineage.collect(),
                ..person(row, (number, &other_numbers), contacts, relations, sources)
            });
        }
        Ok(views)
    }

    async fn organisations_at(
        &self,
        generation: i64,
        relations: &[RelationRow],
        sources: &Sources,
    ) -> Result<Vec<OrganisationView>> {
        let of_organisations =
            || relations.iter().filter(|row| row.from.kind == EndKind::Organisation);
        let ids: BTreeSet<[u8; 16]> = of_organisations().map(|row| row.from.id).collect();
        let ids: Vec<[u8; 16]> = ids.into_iter().collect();
        let found = store::organisations::by_ids(&self.database, generation, &ids).await?;
        Ok(found
            .into_iter()
            .map(|row| {
                let joined =
                    of_organisations().filter(|relation| relation.from.id == row.id.to_bytes());
                let relations = joined.map(|relation| sources.relation(relation, true)).collect();
                organisation(row, relations, sources)
            })
            .collect())
    }

    async fn events_at(
        &self,
        generation: i64,
        place: [u8; 16],
        sources: &Sources,
    ) -> Result<Vec<EventView>> {
        let found = store::relations::events(&self.database, generation, &[place]).await?;
        let mut alike: BTreeMap<(String, String, String), u32> = BTreeMap::new();
        let views = found.into_iter().map(|event| {
            let on = event.on.map(|day| day.to_string()).unwrap_or_default();
            let shown = (event.source.clone(), event.category.clone(), on);
            let among = alike.entry(shown.clone()).or_default();
            *among += 1;
            EventView {
                id: event_id(place, &shown, *among),
                category: event.category,
                on: event.on,
                address_class: event.class,
                source: sources.fact(&event.source, ""),
            }
        });
        Ok(views.collect())
    }
}

/// The numbers that are said of a person and did not stand, by kind and token.
fn other_tokens(row: &PersonRow) -> Vec<(String, Vec<u8>)> {
    let others = row.others.get("number").into_iter().flatten();
    others.map(|other| (NUMBER.to_owned(), other_number(&other.value).to_vec())).collect()
}

/// The token of a number that did not stand, from its hexadecimal digits.
fn other_number(digits: &str) -> [u8; 16] {
    u128::from_str_radix(digits, 16).unwrap_or_default().to_be_bytes()
}

/// An event's id: a digest of what a screen shows of it, and its place among those that show the same. Its record has no
/// part in it: a department may key its rows by a number of a person.
fn event_id(place: [u8; 16], shown: &(String, String, String), among: u32) -> String {
    let (source, category, on) = shown;
    let said = format!("{place:?}\n{source}\n{category}\n{on}\n{among}");
    blake3::hash(said.as_bytes()).to_hex().chars().take(32).collect()
}

fn person(
    row: PersonRow,
    (number, other_numbers): (Option<String>, &BTreeMap<String, String>),
    contacts: Vec<ContactView>,
    relations: Vec<crate::RelationView>,
    sources: &Sources,
) -> PersonView {
    let born_in = row.born_on.map(kernel::Day::year);
    let shown = |field: &str, value: &str| match field {
        "name" => Some(mask_name(value)),
        "number" => other_numbers.get(value).cloned(),
        // Another day of the same year is told as that: the day itself is not shown.
        "born_on" => value.get(..4).map(ToOwned::to_owned),
        _ => Some(value.to_owned()),
    };
    PersonView {
        id: row.id,
        conflicts: sources.conflicts(&row.others, shown),
        name: mask_name(&row.name),
        sex: row.sex,
        born_in,
        registered_here: row.registered_here,
        occupation_class: row.occupation_class,
        education_class: row.education_class,
        document: row.document,
        number,
        contacts,
        relations,
        facts: sources.facts(&row.provenance),
        lineage: Vec::new(),
    }
}

fn organisation(
    row: OrganisationRow,
    relations: Vec<crate::RelationView>,
    sources: &Sources,
) -> OrganisationView {
    OrganisationView {
        id: row.id,
        facts: sources.facts(&row.provenance),
        conflicts: sources.conflicts(&row.others, |_, value| Some(value.to_owned())),
        name: row.name,
        number: row.number,
        industry: row.industry,
        records: row.records,
        relations,
    }
}
