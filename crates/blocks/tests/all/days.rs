//! A day's change is made at once, in the generation that everyone sees.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use access::{BatchRequest, Person, Purpose};
use blocks::{
    Blocks, CandidateReason, ContactKey, ContactRow, DayChange, End, EndKind, Error, EventRow,
    Evidence, Load, MentionRow, NewCandidate, PersonRow, QueueFilter, RecordRole, RecordRow,
    RelationKey, RelationRow, Review, Run, RunBook, RunState,
};
use kernel::{AreaPath, Day, Id};
use testing::World;

use crate::{generations::house, on_each_database};

const UNIT: [u8; 16] = [7; 16];

fn evidence(record: &str) -> Evidence {
    Evidence { source: "water".into(), record: record.into() }
}

fn person(id: Id<Person>, name: &str, records: u64) -> PersonRow {
    PersonRow { name: name.into(), records, ..PersonRow::unknown(id) }
}

fn lives(id: Id<Person>, record: &str) -> RelationRow {
    RelationRow {
        kind: "lives_in".into(),
        from: End { kind: EndKind::Person, id: id.to_bytes() },
        to: End { kind: EndKind::Unit, id: UNIT },
        valid_from: Day::new(2024, 5, 1),
        valid_to: None,
        address_class: Some("A".into()),
        evidence: evidence(record),
        records: 1,
    }
}

fn mention(id: Id<Person>, record: &str) -> MentionRow {
    MentionRow {
        entity: End { kind: EndKind::Person, id: id.to_bytes() },
        evidence: evidence(record),
        role: "holder".into(),
    }
}

fn event(record: &str, category: &str) -> EventRow {
    EventRow {
        category: category.into(),
        on: Day::new(2024, 6, 1).unwrap(),
        place: End { kind: EndKind::Unit, id: UNIT },
        address_class: "B".into(),
        evidence: evidence(record),
    }
}

#[test]
fn a_day_replaces_what_it_touches_and_nothing_else() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (database, ids, clock) = (&house.world.database, &house.world.ids, &*house.world.clock);
        let (ana, ben, cy): (Id<Person>, Id<Person>, Id<Person>) =
            (ids.next(), ids.next(), ids.next());
        let mut load = Load::begin(database, ids.next::<Run>()).await.unwrap();
        load.people(vec![person(ana, "Ana", 2), person(ben, "Ben", 1)]).await.unwrap();
        load.relations(vec![lives(ana, "W1"), lives(ben, "W3")], clock).await.unwrap();
        load.mentions(vec![mention(ana, "W1"), mention(ana, "W2"), mention(ben, "W3")])
            .await
            .unwrap();
        load.events(vec![event("C1", "noise"), event("C2", "litter")]).await.unwrap();
        let generation = load.swap("{}", ids, clock).await.unwrap();

        // W2 now speaks of somebody new, W3 is withdrawn, C1 says something else.
        let gone = End { kind: EndKind::Person, id: ben.to_bytes() };
        let restated = [ana, ben, cy].map(|id| End { kind: EndKind::Person, id: id.to_bytes() });
        let change = DayChange {
            day: Day::new(2024, 7, 1),
            people: vec![person(ana, "Ana", 1), person(cy, "Cy", 1)],
            gone: BTreeSet::from([gone]),
            records: ["W2", "W3", "C1"].map(evidence).into(),
            mentions: vec![mention(cy, "W2")],
            restated: restated.into(),
            relations: vec![lives(ana, "W1"), lives(cy, "W2")],
            withdrawn: BTreeMap::from([(UNIT, BTreeSet::from([evidence("C1")]))]),
            events: vec![event("C1", "water")],
            ..DayChange::default()
        };
        let late = change.clone();
        let (book, run) = (RunBook::new(database.clone()), ids.next());
        book.begin(run, 2, "mappings", clock).await.unwrap();
        change.commit(database, generation, run, "{}", ids, clock).await.unwrap();
        // It was killed before it said so: the next finds it made.
        book.begin(ids.next(), 3, "mappings", clock).await.unwrap();
        assert_eq!(book.run(run).await.unwrap().unwrap().state, RunState::Done);

        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: "a test".into(),
            tables: vec!["block_mention".into()],
            columns: vec!["block_mention.entity_id".into()],
        };
        let grant = house.access.batch_grant(request).await.unwrap();
        let blocks = Blocks::new(database.clone());
        let rows = blocks.standing_rows(&grant, &[ana, ben, cy], &[]).await.unwrap().people;
        let names: Vec<(&str, u64)> =
            rows.values().map(|row| (row.name.as_str(), row.records)).collect();
        assert_eq!(names, [("Ana", 1), ("Cy", 1)]);
        let of = |id: Id<Person>| BTreeSet::from([id.to_bytes()]);
        let mentions = blocks.mentions_of(&grant, EndKind::Person, &of(ana)).await.unwrap();
        assert_eq!(mentions, [mention(ana, "W1")]);
        let records = BTreeSet::from([evidence("W2"), evidence("W3")]);
        let mentions = blocks.mentions_in(&grant, EndKind::Person, &records).await.unwrap();
        assert_eq!(mentions, [mention(cy, "W2")]);
        let all = [ana, ben, cy].map(Id::to_bytes);
        let (relations, _) = blocks.stated_of(&grant, EndKind::Person, &all).await.unwrap();
        assert_eq!(relations.len(), 2);
        let mut events: Vec<String> = blocks
            .things_at(UNIT)
            .await
            .unwrap()
            .events
            .into_iter()
            .map(|one| one.category)
            .collect();
        events.sort();
        assert_eq!(events, ["litter", "water"]);
        assert_eq!(blocks.standing().await.unwrap().unwrap().days.len(), 1);

        // A day made for a generation that is no longer there changes nothing.
        let refused = late.commit(database, generation + 1, ids.next(), "{}", ids, clock).await;
        assert!(matches!(refused, Err(Error::OtherGeneration { .. })));
        assert_eq!(blocks.standing().await.unwrap().unwrap().days.len(), 1);
    });
}

fn role(record: &str) -> RecordRole {
    RecordRole { source: "water".into(), record: record.into(), role: "holder".into() }
}

/// A pair of two records, each of somebody.
fn pair(
    reason: CandidateReason,
    left: (Id<Person>, &str),
    right: (Id<Person>, &str),
) -> NewCandidate {
    let row = |record: &str| RecordRow { record: Some(role(record)), ..RecordRow::default() };
    let end = |id: Id<Person>| End { kind: EndKind::Person, id: id.to_bytes() };
    NewCandidate {
        reason,
        left: row(left.1),
        left_entity: end(left.0),
        right: row(right.1),
        right_entity: end(right.0),
        weight: 1.5,
        probability: 0.74,
        area: AreaPath::whole(),
        steps: Vec::new(),
    }
}

#[test]
fn a_day_takes_what_was_judged_off_the_queue_and_not_out_of_the_sample() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (database, ids, clock) = (&house.world.database, &house.world.ids, &*house.world.clock);
        let (ana, ben): (Id<Person>, Id<Person>) = (ids.next(), ids.next());
        let mut load = Load::begin(database, ids.next::<Run>()).await.unwrap();
        load.people(vec![person(ana, "Ana", 2), person(ben, "Ana", 2)]).await.unwrap();
        let said = [(ana, "W1"), (ben, "W2"), (ana, "W3"), (ben, "W4")];
        load.mentions(said.map(|(id, record)| mention(id, record)).into()).await.unwrap();
        let [one, two, three, four] = said;
        let queued = vec![
            pair(CandidateReason::NearThreshold, one, two),
            pair(CandidateReason::Sample, one, two),
            pair(CandidateReason::Sample, three, four),
        ];
        load.candidates(queued, ids).await.unwrap();
        let generation = load.swap("{}", ids, clock).await.unwrap();

        // W1 and W2 were judged to be of one, so that the day looks at both; W4 says something else.
        let change = DayChange {
            records: [evidence("W4")].into(),
            mentions: vec![mention(ana, "W2"), mention(ben, "W4")],
            reviewed: ["W1", "W2", "W4"].map(|record| (EndKind::Person, role(record))).into(),
            ..DayChange::default()
        };
        change.commit(database, generation, ids.next(), "{}", ids, clock).await.unwrap();
        let review = Review::new(database.clone());
        let of = async |reason| {
            let (kind, area) = (EndKind::Person, AreaPath::whole());
            let reason = Some(reason);
            let filter = QueueFilter { kind, reason, judged: None, area, offset: 0, limit: 10 };
            review.queue(&filter).await.unwrap().rows
        };
        assert_eq!(of(CandidateReason::NearThreshold).await, []);
        let sample = of(CandidateReason::Sample).await;
        assert_eq!(sample.len(), 1, "but the pair of the record that changed");
        assert_eq!((&sample[0].left, &sample[0].right), (&role("W1"), &role("W2")));
        assert!(sample[0].is_joined(), "of whom the records are now");
    });
}

#[test]
fn relations_and_contact_points_that_end_are_taken_out_alone() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (database, ids, clock) = (&house.world.database, &house.world.ids, &*house.world.clock);
        let (ana, ben): (Id<Person>, Id<Person>) = (ids.next(), ids.next());
        let by_gas = |id: Id<Person>| RelationRow {
            evidence: Evidence { source: "gas".into(), record: "G1".into() },
            ..lives(id, "G1")
        };
        let owns = RelationRow { kind: "owns".into(), ..lives(ana, "W1") };
        let elsewhere =
            RelationRow { to: End { kind: EndKind::Unit, id: [8; 16] }, ..lives(ana, "W5") };
        let mut load = Load::begin(database, ids.next::<Run>()).await.unwrap();
        load.people(vec![person(ana, "Ana", 2), person(ben, "Ben", 1)]).await.unwrap();
        // More than one statement names.
        let many: Vec<RelationRow> = (0..600_u16)
            .map(|at| {
                let mut id = [9; 16];
                id[..2].copy_from_slice(&at.to_be_bytes());
                RelationRow { to: End { kind: EndKind::Unit, id }, ..lives(ben, "W4") }
            })
            .collect();
        let stay = vec![by_gas(ana), owns, elsewhere, lives(ben, "W3"), by_gas(ben)];
        let moved = lives(ana, "W1");
        let mut all = stay.clone();
        all.push(moved.clone());
        all.extend(many.iter().cloned());
        load.relations(all, clock).await.unwrap();
        let number = |id: Id<Person>, token: u8| ContactRow {
            owner: End { kind: EndKind::Person, id: id.to_bytes() },
            kind: "phone".into(),
            token: [token; 16],
            evidence: evidence("W1"),
        };
        load.contacts(vec![number(ana, 1), number(ana, 2), number(ben, 1)]).await.unwrap();
        let generation = load.swap("{}", ids, clock).await.unwrap();

        let ended = many.iter().chain([&moved]).map(|row| RelationKey {
            from: row.from.id,
            to: row.to.id,
            kind: row.kind.clone(),
            source: row.evidence.source.clone(),
        });
        let lapsed = ContactKey {
            owner: ana.to_bytes(),
            kind: "phone".into(),
            token: [1; 16],
            source: "water".into(),
        };
        let change = DayChange {
            ended: ended.collect(),
            lapsed: BTreeSet::from([lapsed]),
            ..DayChange::default()
        };
        let run = ids.next();
        RunBook::new(database.clone()).begin(run, 2, "mappings", clock).await.unwrap();
        change.commit(database, generation, run, "{}", ids, clock).await.unwrap();

        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: "a test".into(),
            tables: vec!["block_mention".into()],
            columns: vec!["block_mention.entity_id".into()],
        };
        let grant = house.access.batch_grant(request).await.unwrap();
        let people = [ana, ben].map(Id::to_bytes);
        let blocks = Blocks::new(database.clone());
        let (left, points) = blocks.stated_of(&grant, EndKind::Person, &people).await.unwrap();
        assert_eq!(left, stay, "in the order they came");
        assert_eq!(points, [number(ana, 2), number(ben, 1)]);
    });
}

#[test]
fn what_says_something_else_is_written_where_it_is() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (database, ids, clock) = (&house.world.database, &house.world.ids, &*house.world.clock);
        let (ana, ben): (Id<Person>, Id<Person>) = (ids.next(), ids.next());
        let mut load = Load::begin(database, ids.next::<Run>()).await.unwrap();
        load.people(vec![person(ana, "Ana", 2), person(ben, "Ben", 1)]).await.unwrap();
        // Each of the others differs from the first in one of the four things that tell it.
        let other_kind = RelationRow { kind: "owns".into(), ..lives(ana, "W1") };
        let elsewhere =
            RelationRow { to: End { kind: EndKind::Unit, id: [8; 16] }, ..lives(ana, "W1") };
        let by_gas = RelationRow {
            evidence: Evidence { source: "gas".into(), record: "G1".into() },
            ..lives(ana, "W1")
        };
        let stay = [other_kind, elsewhere, by_gas, lives(ben, "W1")];
        let mut all = vec![lives(ana, "W1")];
        all.extend(stay.iter().cloned());
        load.relations(all, clock).await.unwrap();
        let number = |id: Id<Person>, token: u8, record: &str| ContactRow {
            owner: End { kind: EndKind::Person, id: id.to_bytes() },
            kind: "phone".into(),
            token: [token; 16],
            evidence: evidence(record),
        };
        let points = vec![number(ana, 1, "W1"), number(ana, 2, "W1"), number(ben, 1, "W1")];
        load.contacts(points).await.unwrap();
        let generation = load.swap("{}", ids, clock).await.unwrap();

        let ended = RelationRow {
            valid_to: Day::new(2024, 7, 1),
            address_class: None,
            records: 2,
            ..lives(ana, "W0")
        };
        let moved_in =
            RelationRow { to: End { kind: EndKind::Unit, id: [9; 16] }, ..lives(ana, "W7") };
        let change = DayChange {
            amended: vec![ended.clone()],
            relations: vec![moved_in.clone()],
            renewed: vec![number(ana, 1, "W0")],
            contacts: vec![number(ana, 3, "W7")],
            ..DayChange::default()
        };
        let run = ids.next();
        RunBook::new(database.clone()).begin(run, 2, "mappings", clock).await.unwrap();
        change.commit(database, generation, run, "{}", ids, clock).await.unwrap();

        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: "a test".into(),
            tables: vec!["block_mention".into()],
            columns: vec!["block_mention.entity_id".into()],
        };
        let grant = house.access.batch_grant(request).await.unwrap();
        let people = [ana, ben].map(Id::to_bytes);
        let blocks = Blocks::new(database.clone());
        let (found, points) = blocks.stated_of(&grant, EndKind::Person, &people).await.unwrap();
        // What a day writes comes after what stood.
        assert_eq!(found, [&stay[..], &[ended, moved_in]].concat());
        let told: Vec<(u8, &str)> =
            points.iter().map(|one| (one.token[0], one.evidence.record.as_str())).collect();
        assert_eq!(told, [(2, "W1"), (1, "W1"), (1, "W0"), (3, "W7")]);
    });
}
