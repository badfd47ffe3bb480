//! A page asks the database as often for a house full of people as for one of them.

use std::{collections::BTreeMap, sync::Arc};

use access::{Action, Basis, GrantRequest, Person, Purpose};
use blocks::{
    Blocks, ContactRow, End, EndKind, Evidence, LineageEvent, Load, Masked, NewLineage, Other,
    Others, PersonRow, PersonView, RecordRole, RelationRow, Run, SealedRow, Vault, sealed_place,
};
use kernel::{AreaPath, Day, Id};
use testing::World;

use crate::{
    generations::{House, house},
    on_each_database,
};

const DORMITORY: [u8; 16] = [9; 16];
/// Somebody who lives elsewhere, or is part of another.
const OTHER: End = End { kind: EndKind::Person, id: [8; 16] };

fn evidence() -> Evidence {
    Evidence { source: "dorms".into(), record: "D1".into() }
}

fn token(of: u8, n: u8) -> [u8; 16] {
    [of, n, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
}

impl House {
    /// A sealed value in the vault.
    fn sealed(&self, kind: &'static str, token: [u8; 16], value: &str) -> SealedRow {
        let sealed = self.access.sealer().seal(&sealed_place(kind), value).unwrap();
        SealedRow { kind, token, sealed }
    }

    /// Loads a dormitory of `count` people, each with a number, another number that did not stand, a telephone that is
    /// kept no more, and one that is.
    async fn fill(&self, count: u8) {
        self.fill_after(count, None).await;
    }

    /// The same, where the first of them merged with somebody or split from them.
    async fn fill_after(&self, count: u8, event: Option<LineageEvent>) {
        let (database, clock, ids) = (&self.world.database, &*self.world.clock, &self.world.ids);
        let run: Id<Run> = ids.next();
        let mut load = Load::begin(database, run).await.unwrap();
        let mut vault = Vault::new(database.clone());
        let (mut people, mut relations, mut contacts) = (Vec::new(), Vec::new(), Vec::new());
        for n in 1..=count {
            let id: Id<Person> = ids.next();
            let from = End { kind: EndKind::Person, id: id.to_bytes() };
            let other = format!("{:032x}", u128::from_be_bytes(token(2, n)));
            let other = Other { value: other, evidence: evidence(), as_of: None };
            people.push(PersonRow {
                name: "王小明".into(),
                number_token: Some(token(1, n)),
                records: 1,
                provenance: BTreeMap::from([("name".to_owned(), evidence())]),
                others: Others::from([("number".to_owned(), vec![other])]),
                ..PersonRow::unknown(id)
            });
            relations.push(RelationRow {
                kind: "lodges_in".into(),
                from,
                to: End { kind: EndKind::Unit, id: DORMITORY },
                valid_from: Day::new(2024, 5, 1),
                valid_to: None,
                address_class: Some("A".into()),
                evidence: evidence(),
                records: 1,
            });
            contacts.extend([token(4, n), token(3, n)].map(|token| ContactRow {
                owner: from,
                kind: "phone".into(),
                token,
                evidence: evidence(),
            }));
            let values = vec![
                self.sealed("identity_number", token(1, n), &format!("11010119800101{n:04}")),
                self.sealed("identity_number", token(2, n), &format!("11010119800202{n:04}")),
                self.sealed("phone", token(3, n), &format!("1990000{n:04}")),
            ];
            vault.keep(values).await.unwrap();
        }
        vault.flush().await.unwrap();
        if let Some(event) = event {
            let first = End { kind: EndKind::Person, id: people[0].id.to_bytes() };
            let (from, to) = match event {
                LineageEvent::Merge => (OTHER, first),
                LineageEvent::Split => (first, OTHER),
            };
            let Evidence { source, record } = evidence();
            let moved = vec![RecordRole { source, record, role: "self".into() }];
            load.lineage(vec![NewLineage { event, from, to, moved, stayed: None }]);
        }
        load.people(people).await.unwrap();
        load.relations(relations, clock).await.unwrap();
        load.contacts(contacts).await.unwrap();
        load.swap("{}", ids, clock).await.unwrap();
    }

    /// The people of the dormitory, and how often the database was asked for them.
    async fn look(&self) -> (Vec<PersonView>, u64) {
        let database = &self.world.database;
        let (grant, area): (_, AreaPath) =
            (self.grant("990106/001"), "990106/001/002".parse().unwrap());
        let before = database.asked();
        let blocks = Blocks::new(database.clone());
        let shut = blocks.dwelling(&self.access, &grant, DORMITORY, &area).await.unwrap();
        let asked = database.asked() - before;
        (self.access.disclose(&grant, shut).await.unwrap().people, asked)
    }
}

async fn as_often(world: Arc<World>) {
    let house = house(world).await;
    house.name_source().await;
    house.fill(1).await;
    let (one, asked_for_one) = house.look().await;
    house.fill(40).await;
    let (all, asked_for_all) = house.look().await;
    assert_eq!((one.len(), all.len()), (1, 40));
    assert_eq!(asked_for_all, asked_for_one, "as often for forty as for one");
    // The generation with its sources; relations; people with their numbers; numbers that did not stand; contact points
    // with their values; events.
    assert_eq!(asked_for_one, 6);
    let mut told: Vec<_> = all.iter().map(|person| person.number.clone().unwrap()).collect();
    told.sort_unstable();
    let wanted: Vec<String> = (1..=40).map(|n| format!("********{n:04}")).collect();
    assert_eq!(told, wanted, "each with a number of their own");
    for person in &all {
        let last = person.number.as_deref().unwrap().trim_start_matches('*');
        assert_eq!(person.contacts[0].value, format!("199****{last}"));
        assert_eq!(person.conflicts.len(), 1, "the number that did not stand is told, masked");
    }
}

#[test]
fn a_house_full_of_people_is_read_with_as_few_questions_as_one_person() {
    on_each_database(as_often);
}

async fn with_lineage(world: Arc<World>) {
    let house = house(world).await;
    house.fill(2).await;
    let (_, asked) = house.look().await;
    for event in [LineageEvent::Merge, LineageEvent::Split] {
        house.fill_after(2, Some(event)).await;
        let (people, asked_for_events) = house.look().await;
        assert_eq!(asked_for_events, asked + 2, "the event, and the sources of its records");
        let told: Vec<_> = people.iter().flat_map(|person| &person.lineage).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].lineage.event, told[0].sources.join(" ")), (event, "dorms".to_owned()));
    }
}

#[test]
fn what_a_person_merged_with_or_split_from_is_told_and_asked_for_where_there_is_any() {
    on_each_database(with_lineage);
}

async fn by_its_place(world: Arc<World>) {
    let house = house(world).await;
    house.fill(1).await;
    let (people, _) = house.look().await;
    let person = people[0].id;
    assert_eq!(people[0].contacts.len(), 1, "what is kept no more is not shown");
    let area: AreaPath = "990106/001/002".parse().unwrap();
    let request = GrantRequest {
        action: Action::BlocksUnmask,
        purpose: Purpose::Registration,
        basis: Basis::Task("2026-17".into()),
        area: area.clone(),
        subject: Some(person),
    };
    let grant = house.access.grant(&house.officer("990106/001"), request).unwrap();
    let blocks = Blocks::new(house.world.database.clone());
    for (place, value) in [(0, Some("19900000001")), (1, None)] {
        let asked = (DORMITORY, &area);
        let shut = blocks.unmask(&house.access, &grant, asked, person, Masked::Phone(place)).await;
        let told = house.access.disclose(&grant, shut.unwrap()).await.unwrap();
        assert_eq!(told.as_deref(), value, "the telephone at place {place} of the screen");
    }
}

#[test]
fn a_telephone_in_full_is_the_one_that_the_screen_shows_at_its_place() {
    on_each_database(by_its_place);
}
