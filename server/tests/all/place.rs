//! A grid with one building of four rooms, and what departments say of its first room.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use access::{Person, Scheme, TokenKind};
use blocks::{
    CandidateReason, ContactRow, End, EndKind, EventRow, Evidence, LineageEvent, Load, MentionRow,
    NewCandidate, NewLineage, Organisation, OrganisationRow, PersonRow, RecordRole, RecordRow,
    RelationRow, Run, RunBook, SealedRow, SourceRow, Step, Vault,
    corrections::{CorrectedField, Corrections, Held, Told},
    sealed_place,
};
use kernel::{Day, Id, SharedClock, Text};
use register::{Register, query::Filter};
use serde_json::{Value, json};

use super::world::Server;

/// A key by which a department might number its rows: a number of a person.
pub(crate) const KEY: &str = "990106199003071238";
pub(crate) const NUMBER: &str = "99010619800203123X";
pub(crate) const PHONE: &str = "19900001234";

pub(crate) struct Place {
    pub(crate) street: String,
    pub(crate) grid: String,
    pub(crate) building: String,
    pub(crate) unit: String,
    pub(crate) person: Id<Person>,
    pub(crate) organisation: Id<Organisation>,
    /// An id that was merged into the organisation's.
    pub(crate) former: Id<Organisation>,
}

fn evidence() -> Evidence {
    Evidence { source: "water".into(), record: KEY.into() }
}

fn record(record: &str) -> RecordRole {
    RecordRole { source: "water".into(), record: record.into(), role: "holder".into() }
}

fn square(x: f64, side: f64) -> Value {
    let (y, e, n) = (22.0, x + side, 22.0 + side);
    json!({ "type": "Polygon", "coordinates": [[[x, y], [e, y], [e, n], [x, n], [x, y]]] })
}

fn collection(features: &[(Value, Value)]) -> String {
    let features: Vec<Value> = features
        .iter()
        .map(|(properties, geometry)| json!({ "type": "Feature", "properties": properties, "geometry": geometry }))
        .collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

impl Server {
    /// Imports the grid and loads what is known of it.
    pub(crate) async fn place(&self) -> Place {
        let (database, ids) = (&self.world.database, &self.world.ids);
        let clock: SharedClock = self.world.clock.clone();
        let register = Register::new(database.clone(), ids.clone(), clock);
        self.grid(&register).await;
        let area = async |path: &str| {
            let path = path.parse().unwrap();
            register.area_at(&path).await.unwrap().unwrap().area.id.to_string()
        };
        let filter = Filter { page: 1, size: 9, ..Filter::default() };
        let unit = register.units(&filter).await.unwrap().rows.remove(0);
        let place = Place {
            street: area("990106/990106001").await,
            grid: area("990106/990106001/990106001001/990106001001001").await,
            building: unit.building.to_string(),
            unit: unit.id.to_string(),
            person: ids.next(),
            organisation: ids.next(),
            former: ids.next(),
        };
        self.source().await;
        self.load(&place, unit.id.to_bytes()).await;
        place
    }

    async fn grid(&self, register: &Register) {
        let folder = self.world.folder.path().join("district");
        fs::create_dir_all(&folder).unwrap();
        let area = |code: &str, parent: &str, level: &str, side: f64| {
            let facts = json!({ "area_code": code, "parent_code": parent, "level": level, "name_zh": "某地", "name_en": code });
            (facts, square(113.0, side))
        };
        let areas = [
            area("990106", "", "district", 0.1),
            area("990106001", "990106", "street", 0.02),
            area("990106001001", "990106001", "community", 0.02),
            area("990106001001001", "990106001001", "grid", 0.01),
        ];
        fs::write(folder.join("areas.geojson"), collection(&areas)).unwrap();
        let line = json!({ "type": "LineString", "coordinates": [[113.0, 22.0], [113.02, 22.0]] });
        let road = json!({ "thoroughfare_code": "R1", "name_zh": "幸福路", "name_en": "Xingfu Road", "class": "collector" });
        fs::write(folder.join("roads.geojson"), collection(&[(road, line)])).unwrap();
        let code = "9901060010010000001";
        let building = json!({ "building_code": code, "thoroughfare_code": "R1", "road_number": "1号",
            "building": "", "use": "residential", "floors": 2, "height_m": 9.5 });
        fs::write(
            folder.join("buildings.geojson"),
            collection(&[(building, square(113.001, 0.0005))]),
        )
        .unwrap();
        let mut units = String::from(
            "unit_code,building_code,entrance,floor,room,use,area_m2,stage,valid_from\n",
        );
        for (at, room) in ["101", "102", "201", "202"].iter().enumerate() {
            let floor = &room[..1];
            let _ = writeln!(
                units,
                "{code}{:06},{code},1,{floor},{room},dwelling,80.5,current,2001-05-01",
                at + 1
            );
        }
        fs::write(folder.join("units.csv"), units).unwrap();
        let options = register::import::Options::default();
        register::import::district_dir(register, &folder, options, &kernel::Silent).await.unwrap();
    }

    async fn source(&self) {
        let (database, ids, clock) = (&self.world.database, &self.world.ids, &*self.world.clock);
        let run = ids.next();
        let row = SourceRow {
            id: "water".into(),
            title: Text::new("供水用户", "Water accounts"),
            office: Text::new("供水公司", "Water company"),
            rank: 45,
            legal_basis: None,
            mapping: String::new(),
            profile: "{}".into(),
            rows: 3,
            rejected: 0,
            run,
            recorded_at: testing::MONDAY_MORNING,
        };
        RunBook::new(database.clone())
            .put_sources(&[(row, Vec::new())], run, ids, clock)
            .await
            .unwrap();
    }

    /// Offers the water company what its first record lacks.
    pub(crate) async fn offer(&self) {
        let (database, ids, clock) = (&self.world.database, &self.world.ids, &*self.world.clock);
        let run = ids.next();
        let police = SourceRow {
            id: "police".into(),
            title: Text::new("常住人口登记", "Population registration"),
            office: Text::new("派出所", "Police station"),
            rank: 80,
            legal_basis: None,
            mapping: String::new(),
            profile: "{}".into(),
            rows: 1,
            rejected: 0,
            run,
            recorded_at: testing::MONDAY_MORNING,
        };
        let book = RunBook::new(database.clone());
        book.put_sources(&[(police, Vec::new())], run, ids, clock).await.unwrap();
        let request = access::BatchRequest {
            purpose: access::Purpose::DataQuality,
            run: "corrections".into(),
            tables: vec!["block_correction".into()],
            columns: Vec::new(),
        };
        let grant = self.access.batch_grant(request).await.unwrap();
        let told = Told::Entity {
            kind: EndKind::Person,
            record: KEY.into(),
            role: "holder".into(),
            held: vec![Held { field: CorrectedField::Sex, column: "性别".into(), value: None }],
        };
        let corrections = Corrections::new(database.clone());
        let round = ids.next();
        let found =
            corrections.offer(&grant, "water", round, vec![told], ids, clock).await.unwrap();
        corrections.end_round("water", round, found, ids, clock).await.unwrap();
    }

    async fn load(&self, place: &Place, unit: [u8; 16]) {
        let (database, ids, clock) = (&self.world.database, &self.world.ids, &*self.world.clock);
        let run: Id<Run> = ids.next();
        RunBook::new(database.clone()).begin(run, 7, "mappings", clock).await.unwrap();
        let mut sealed = Vec::new();
        let mut seal = |kind: &'static str, token: TokenKind, value: &str| {
            let token = self.access.tokenizer().token(token, value).token().unwrap().to_bytes();
            let shut = self.access.sealer().seal(&sealed_place(kind), value).unwrap();
            sealed.push(SealedRow { kind, token, sealed: shut });
            token
        };
        let phone = seal("phone", TokenKind::Phone(Scheme::Cn), PHONE);
        let number = seal("identity_number", TokenKind::IdentityNumber(Scheme::Plain), NUMBER);
        let mut vault = Vault::new(database.clone());
        vault.keep(sealed).await.unwrap();
        vault.flush().await.unwrap();
        let person = End { kind: EndKind::Person, id: place.person.to_bytes() };
        let organisation = End { kind: EndKind::Organisation, id: place.organisation.to_bytes() };
        let mut load = Load::begin(database, run).await.unwrap();
        let provenance = BTreeMap::from([("name".to_owned(), evidence())]);
        let police = Evidence { source: "police".into(), record: "P1".into() };
        let of_person =
            BTreeMap::from([("name".to_owned(), evidence()), ("sex".to_owned(), police)]);
        load.people(vec![PersonRow {
            id: place.person,
            name: "王小明".into(),
            sex: Some("female".into()),
            born_on: Day::new(1980, 2, 3),
            registered_here: Some(true),
            occupation_class: None,
            education_class: None,
            document: Some("resident_id".into()),
            number_token: Some(number),
            records: 2,
            provenance: of_person,
            others: blocks::Others::new(),
        }])
        .await
        .unwrap();
        load.organisations(vec![OrganisationRow {
            id: place.organisation,
            name: "青石咖啡".into(),
            number: None,
            industry: None,
            records: 1,
            provenance,
            others: blocks::Others::new(),
        }])
        .await
        .unwrap();
        let relation = |kind: &str, from: End| RelationRow {
            kind: kind.into(),
            from,
            to: End { kind: EndKind::Unit, id: unit },
            valid_from: Day::new(2024, 5, 1),
            valid_to: None,
            address_class: Some("A".into()),
            evidence: evidence(),
            records: 2,
        };
        load.relations(
            vec![relation("lives_in", person), relation("operates_at", organisation)],
            clock,
        )
        .await
        .unwrap();
        let contact =
            ContactRow { owner: person, kind: "phone".into(), token: phone, evidence: evidence() };
        load.contacts(vec![contact]).await.unwrap();
        load.events(vec![EventRow {
            category: "noise".into(),
            on: Day::new(2024, 6, 1).unwrap(),
            place: End { kind: EndKind::Unit, id: unit },
            address_class: "B".into(),
            evidence: evidence(),
        }])
        .await
        .unwrap();
        let mention = MentionRow { entity: person, evidence: evidence(), role: "holder".into() };
        load.mentions(vec![mention]).await.unwrap();
        load.candidates(Self::candidates(person), ids).await.unwrap();
        let merged = |from: [u8; 16], to: End, moved: &str| NewLineage {
            event: LineageEvent::Merge,
            from: End { kind: to.kind, id: from },
            to,
            moved: vec![record(moved)],
            stayed: Some(record("W2")),
        };
        load.lineage(vec![
            merged([9; 16], person, KEY),
            merged(place.former.to_bytes(), organisation, "O1"),
        ]);
        load.swap("{}", ids, clock).await.unwrap();
    }

    /// Pairs worth a look: one of one grid, one of all the district.
    fn candidates(person: End) -> Vec<NewCandidate> {
        let said = |key: &str, name: &str| RecordRow {
            record: Some(record(key)),
            name: Some(name.into()),
            ..RecordRow::default()
        };
        let candidate = |left: RecordRow, right: RecordRow, area: &str| NewCandidate {
            reason: CandidateReason::NearThreshold,
            left,
            left_entity: person,
            right,
            right_entity: End { kind: EndKind::Person, id: [9; 16] },
            weight: 1.5,
            probability: 0.74,
            area: area.parse().unwrap(),
            steps: vec![Step {
                comparison: "name".into(),
                level: "full equal".into(),
                weight: 9.0,
            }],
        };
        vec![
            candidate(
                said(KEY, "王小明"),
                said("W2", "王小明"),
                "990106/990106001/990106001001/990106001001001",
            ),
            candidate(said("W3", "王小明"), said("W4", "王小敏"), "990106"),
            NewCandidate {
                reason: CandidateReason::Sample,
                ..candidate(said("W3", "王小明"), said("W4", "王小敏"), "990106")
            },
        ]
    }
}
