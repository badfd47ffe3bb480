//! A generation is seen whole, and people of it only under a grant.

use std::{collections::BTreeMap, sync::Arc};

use access::{
    Access, AccessSettings, Action, Assignment, Basis, GrantRequest, Person, Principal, Purpose,
    Role, TokenKind,
};
use blocks::{
    Blocks, ContactRow, End, EndKind, Error, EventRow, Evidence, Load, MentionRow, Organisation,
    OrganisationRow, PersonRow, RelationRow, Run, RunBook, SealedRow, SourceRow, Vault,
    sealed_place,
};
use database::Dialect;
use kernel::{AreaPath, Chance, Day, Id, Lang, Text};
use testing::World;

use crate::{TABLES, on_each_database};

const UNIT: [u8; 16] = [7; 16];

fn evidence(record: &str) -> Evidence {
    Evidence { source: "water".into(), record: record.into() }
}

pub(crate) struct House {
    pub(crate) world: Arc<World>,
    pub(crate) access: Access,
    person: Id<Person>,
    organisation: Id<Organisation>,
}

/// Access to a world with the tables of the blocks.
pub(crate) async fn opened(world: &World) -> Access {
    world.database.migrate(TABLES, &*world.clock).await.unwrap();
    Access::open(
        world.database.clone(),
        world.folder.path(),
        world.clock.clone(),
        world.ids.clone(),
        Chance::seeded(3),
        AccessSettings::default(),
    )
    .unwrap()
}

pub(crate) async fn house(world: Arc<World>) -> House {
    let access = opened(&world).await;
    let (person, organisation) = (world.ids.next(), world.ids.next());
    House { world, access, person, organisation }
}

impl House {
    pub(crate) fn end(&self, kind: EndKind) -> End {
        let id = match kind {
            EndKind::Person => self.person.to_bytes(),
            EndKind::Organisation => self.organisation.to_bytes(),
            _ => UNIT,
        };
        End { kind, id }
    }

    fn relation(&self, kind: &str, from: EndKind) -> RelationRow {
        RelationRow {
            kind: kind.into(),
            from: self.end(from),
            to: self.end(EndKind::Unit),
            valid_from: Day::new(2024, 5, 1),
            valid_to: None,
            address_class: Some("A".into()),
            evidence: evidence("W1"),
            records: 2,
        }
    }

    /// Loads one person, one organisation, an event and a telephone.
    async fn load(&self, name: &str) -> i64 {
        let (database, clock, ids) = (&self.world.database, &*self.world.clock, &self.world.ids);
        let run: Id<Run> = ids.next();
        let token = self
            .access
            .tokenizer()
            .token(TokenKind::Phone(access::Scheme::Cn), "19900001234")
            .token()
            .unwrap();
        let sealed = self.access.sealer().seal(&sealed_place("phone"), "19900001234").unwrap();
        let kept = SealedRow { kind: "phone", token: token.to_bytes(), sealed };
        let mut vault = Vault::new(database.clone());
        vault.keep(vec![kept.clone(), kept]).await.unwrap();
        vault.flush().await.unwrap();
        let mut load = Load::begin(database, run).await.unwrap();
        let provenance = BTreeMap::from([("name".to_owned(), evidence("W1"))]);
        load.people(vec![PersonRow {
            id: self.person,
            name: name.into(),
            sex: Some("female".into()),
            born_on: Day::new(1980, 2, 3),
            registered_here: Some(true),
            occupation_class: None,
            education_class: None,
            document: None,
            number_token: None,
            records: 2,
            provenance: provenance.clone(),
            others: blocks::Others::new(),
        }])
        .await
        .unwrap();
        load.organisations(vec![OrganisationRow {
            id: self.organisation,
            name: "青石 Café, Ltd.".into(),
            number: None,
            industry: None,
            records: 1,
            provenance,
            others: blocks::Others::new(),
        }])
        .await
        .unwrap();
        let relations = vec![
            self.relation("lives_in", EndKind::Person),
            self.relation("operates_at", EndKind::Organisation),
        ];
        load.relations(relations, clock).await.unwrap();
        load.contacts(vec![ContactRow {
            owner: self.end(EndKind::Person),
            kind: "phone".into(),
            token: token.to_bytes(),
            evidence: evidence("W1"),
        }])
        .await
        .unwrap();
        load.events(vec![EventRow {
            category: "noise".into(),
            on: Day::new(2024, 6, 1).unwrap(),
            place: self.end(EndKind::Unit),
            address_class: "B".into(),
            evidence: evidence("C1"),
        }])
        .await
        .unwrap();
        let mentions = ["W1", "W2"].map(|record| MentionRow {
            entity: self.end(EndKind::Person),
            evidence: evidence(record),
            role: "holder".into(),
        });
        load.mentions(mentions.to_vec()).await.unwrap();
        load.swap("{}", ids, clock).await.unwrap()
    }

    /// Says what the source of the records is.
    pub(crate) async fn name_source(&self) {
        let (database, clock, ids) = (&self.world.database, &*self.world.clock, &self.world.ids);
        let source = SourceRow {
            id: "water".into(),
            title: Text::new("供水用户", "Water accounts"),
            office: Text::new("供水公司", "Water company"),
            rank: 45,
            legal_basis: None,
            mapping: "source = \"water\"".into(),
            profile: "{}".into(),
            rows: 2,
            rejected: 0,
            run: ids.next(),
            recorded_at: testing::MONDAY_MORNING,
        };
        let book = RunBook::new(database.clone());
        book.put_sources(&[(source, Vec::new())], ids.next(), ids, clock).await.unwrap();
    }

    pub(crate) fn officer(&self, area: &str) -> Principal {
        Principal {
            account: self.world.ids.next(),
            login: "officer".into(),
            name: "Officer".into(),
            office: Text::new("居住登记科", "Residence office"),
            lang: Lang::En,
            assignments: vec![Assignment {
                role: Role::DistrictOfficer,
                area: area.parse().unwrap(),
            }],
            person: None,
        }
    }

    pub(crate) fn grant(&self, area: &str) -> access::Grant {
        let request = GrantRequest {
            action: Action::BlocksViewPeople,
            purpose: Purpose::Registration,
            basis: Basis::Task("2026-17".into()),
            area: area.parse().unwrap(),
            subject: None,
        };
        self.access.grant(&self.officer(area), request).unwrap()
    }
}

#[test]
fn a_dwelling_shows_masked_people_and_the_source_of_each_fact() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        house.load("王小明").await;
        house.name_source().await;
        let blocks = Blocks::new(house.world.database.clone());
        let (grant, area): (_, AreaPath) =
            (house.grant("990106/001"), "990106/001/002".parse().unwrap());
        let shut = blocks.dwelling(&house.access, &grant, UNIT, &area).await.unwrap();
        let block = house.access.disclose(&grant, shut).await.unwrap();
        let person = &block.people[0];
        assert_eq!((person.name.as_str(), person.born_in), ("王*明", Some(1980)));
        assert_eq!(person.contacts[0].value, "199****1234");
        assert_eq!(person.facts["name"].title.en, "Water accounts");
        assert!(person.facts["name"].legal_basis.is_none());
        assert_eq!(person.relations[0].title.en, "Resident");
        assert_eq!(block.organisations[0].relations[0].title.en, "Operated by");
        assert_eq!(block.events[0].category, "noise");
        let things = blocks.things_at(UNIT).await.unwrap();
        assert!(things.people.is_empty() && things.organisations.len() == 1);
    });
}

#[test]
fn a_grant_for_elsewhere_or_for_something_else_opens_nothing() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        house.load("王小明").await;
        let blocks = Blocks::new(house.world.database.clone());
        let area: AreaPath = "990106/002".parse().unwrap();
        let refused = blocks.dwelling(&house.access, &house.grant("990106/001"), UNIT, &area).await;
        assert!(matches!(refused, Err(blocks::Error::Access(access::Error::OutsideGrant))));
    });
}

#[test]
fn a_new_generation_takes_the_place_of_the_old_and_a_broken_load_is_swept_away() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let first = house.load("旧名").await;
        let database = &house.world.database;
        let blocks = Blocks::new(database.clone());
        // A load that never swaps: nobody sees it.
        let broken = Load::begin(database, house.world.ids.next()).await.unwrap();
        let row = OrganisationRow {
            id: house.world.ids.next(),
            name: "half".into(),
            number: None,
            industry: None,
            records: 1,
            provenance: BTreeMap::new(),
            others: blocks::Others::new(),
        };
        broken.organisations(vec![row]).await.unwrap();
        drop(broken);
        assert_eq!(blocks.organisations("", &AreaPath::whole(), 0, 10).await.unwrap().total, 1);
        let second = house.load("新名").await;
        assert_eq!(second, first + 1);
        let found = blocks.organisations("青石CAFÉ", &AreaPath::whole(), 0, 10).await.unwrap();
        assert_eq!(found.total, 1, "found whatever the case and the signs");
        let block = blocks.organisation(house.organisation).await.unwrap().unwrap();
        assert_eq!(block.places[0].id, UNIT);
        assert_eq!(blocks.organisations("half", &AreaPath::whole(), 0, 10).await.unwrap().total, 0);
    });
}

#[test]
fn postgres_plans_by_what_was_loaded() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        house.load("王小明").await;
        let database = &house.world.database;
        if database.dialect() == Dialect::Postgres {
            let sql = "SELECT 1 AS found FROM pg_stats
                WHERE tablename = 'block_relation_odd' AND attname = 'from_id'";
            let row = database::row(database, "look for statistics", sql, []).await.unwrap();
            assert!(row.is_some());
        }
    });
}

#[test]
fn two_runs_never_load_at_once() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        house.load("旧名").await;
        let (database, clock, ids) = (&house.world.database, &*house.world.clock, &house.world.ids);
        let [one, other] =
            ["one", "other"].map(|lake| RunBook::of(database.clone(), lake.to_owned()));
        let [first, second]: [Id<Run>; 2] = std::array::from_fn(|_| ids.next());
        one.begin(first, 1, "mappings", clock).await.unwrap();
        other.begin(second, 2, "mappings", clock).await.unwrap();
        drop(Load::begin(database, first).await.unwrap());
        let refused = Load::begin(database, second).await.unwrap_err();
        assert!(matches!(refused, Error::LoadHeld), "{refused}");
        let load = Load::begin(database, first).await.unwrap();
        // Nothing is heard of the first: the second is taken up again, and loads.
        clock.advance(16 * 60);
        other.begin(second, 2, "mappings", clock).await.unwrap();
        let taken = Load::begin(database, second).await.unwrap();
        let lost = load.swap("{}", ids, clock).await.unwrap_err();
        assert!(matches!(lost, Error::OtherGeneration { expected: 1 }), "{lost}");
        assert_eq!(taken.swap("{}", ids, clock).await.unwrap(), 2);
        // Whoever comes next finds nothing held.
        assert_eq!(house.load("新名").await, 3);
    });
}

#[test]
fn mentions_are_paged_under_a_batch_grant_alone() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        house.load("王小明").await;
        let blocks = Blocks::new(house.world.database.clone());
        let request = |table: &str| access::BatchRequest {
            purpose: Purpose::DataQuality,
            run: "1".into(),
            tables: vec![table.to_owned()],
            columns: Vec::new(),
        };
        let grant = house.access.batch_grant(request("block_mention")).await.unwrap();
        let page = blocks.mentions(&grant, EndKind::Person, None, 1).await.unwrap();
        assert_eq!(page[0].evidence.record, "W1");
        let next = blocks.mentions(&grant, EndKind::Person, page.last(), 10).await.unwrap();
        assert_eq!(next.len(), 1);
        let other = house.access.batch_grant(request("elsewhere")).await.unwrap();
        assert!(blocks.mentions(&other, EndKind::Person, None, 1).await.is_err());
    });
}

#[test]
fn things_are_told_by_place_and_counted_by_area_without_anybody() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        house.load("王小明").await;
        let blocks = Blocks::new(house.world.database.clone());
        let things = blocks.things_of(&[UNIT, [8; 16]]).await.unwrap();
        assert_eq!(things.len(), 1, "of the other place nothing is known");
        let known = &things[&UNIT];
        assert_eq!((known.organisations.len(), known.events), (1, 1));
        assert_eq!(known.organisations[0], (house.organisation, "青石 Café, Ltd.".to_owned()));
        // The place is in no register here: no area holds it.
        let area: AreaPath = "990106/001".parse().unwrap();
        for area in [&AreaPath::whole(), &area] {
            assert_eq!(blocks.counts_in(area).await.unwrap(), (0, 0));
        }
        assert_eq!(blocks.organisations("", &area, 0, 10).await.unwrap().total, 0);
        assert_eq!(blocks.organisations("", &AreaPath::whole(), 0, 10).await.unwrap().total, 1);
        // Read to its end, a list goes on after the last id and finds what the pages find.
        let whole = AreaPath::whole();
        let first = blocks.organisations_after("café", &whole, None, 1).await.unwrap();
        assert_eq!(first.iter().map(|one| one.id).collect::<Vec<_>>(), [house.organisation]);
        let last = first.last().map(|one| one.id);
        assert!(blocks.organisations_after("café", &whole, last, 1).await.unwrap().is_empty());
        assert!(blocks.organisations_after("tea", &whole, None, 1).await.unwrap().is_empty());
        assert!(blocks.organisations_after("", &area, None, 1).await.unwrap().is_empty());
    });
}
