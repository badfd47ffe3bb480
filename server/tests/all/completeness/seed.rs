//! A district of three streets: two with a dwelling, a person and an
//! organisation each, and one where nobody lives.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use access::{
    Field, FieldSet, Person, Role, Scheme, TokenKind, mask_email, mask_id, mask_name, mask_phone,
};
use axum::http::Method;
use blocks::{
    CandidateReason, ContactRow, End, EndKind, EventRow, Evidence, LineageEvent, Load, MentionRow,
    NewCandidate, NewLineage, Organisation, OrganisationRow, Other, Others, PersonRow, RecordRole,
    RecordRow, RelationRow, Run, RunBook, SealedRow, SourceRow, Step, Vault,
    corrections::{CorrectedField, Corrections, Held, Told},
    sealed_place,
};
use kernel::{Day, Id, SharedClock, Text};
use register::{Register, query::Filter};
use serde_json::{Value, json};

use crate::world::Server;

/// Where the accounts of the test work: a street with people, and one without.
pub(super) const HERE: &str = "990106/990106001";
pub(super) const ELSEWHERE: &str = "990106/990106003";
/// The department whose table is seeded.
pub(super) const SOURCE: &str = "water";

/// Somebody, in values that stand for nobody else.
pub(super) struct Somebody {
    pub(super) street: &'static str,
    pub(super) id: Id<Person>,
    pub(super) name: &'static str,
    born: (i32, u32, u32),
    number: &'static str,
    pub(super) phone: &'static str,
    pub(super) email: &'static str,
    /// The key of a department's row, which is a number of a person too.
    key: &'static str,
    /// What a lower source says instead.
    other: Instead,
    pub(super) organisation: &'static str,
}

struct Instead {
    name: &'static str,
    born_on: &'static str,
    number: &'static str,
}

pub(super) fn people(server: &Server) -> [Somebody; 2] {
    let ids = &server.world.ids;
    [
        Somebody {
            street: "990106001",
            id: ids.next(),
            name: "澹台若水",
            born: (1981, 4, 17),
            number: "990106198104170014",
            phone: "19900001234",
            email: "ruoshui@example.org",
            key: "990106198104170022",
            other: Instead {
                name: "澹台若冰",
                born_on: "1983-02-03",
                number: "990106198302030091",
            },
            organisation: "青石咖啡",
        },
        Somebody {
            street: "990106002",
            id: ids.next(),
            name: "司徒望舒",
            born: (1969, 11, 28),
            number: "990106196911280037",
            phone: "19900005678",
            email: "wangshu@example.org",
            key: "990106196911280053",
            other: Instead {
                name: "司徒望晴",
                born_on: "1971-05-06",
                number: "990106197105060099",
            },
            organisation: "白鹭书店",
        },
    ]
}

/// A text that tells something of somebody, and the fields of which one must
/// be on the log where it is told.
pub(super) struct Telling {
    pub(super) text: String,
    pub(super) fields: FieldSet,
}

impl Somebody {
    /// All that tells of the person, masked or not.
    pub(super) fn tellings(&self) -> Vec<Telling> {
        let telling =
            |text: String, fields: &[Field]| Telling { text, fields: FieldSet::of(fields) };
        let (year, month, day) = self.born;
        let every = Field::ALL;
        vec![
            telling(self.name.to_owned(), &[Field::Name]),
            telling(mask_name(self.name), &[Field::Name, Field::NameMasked]),
            telling(format!("{year}-{month:02}-{day:02}"), &[Field::BirthDate]),
            telling(self.number.to_owned(), &[Field::DocumentNumber]),
            telling(mask_id(self.number), &[Field::DocumentNumber, Field::DocumentNumberMasked]),
            telling(self.phone.to_owned(), &[Field::Phone]),
            telling(mask_phone(self.phone), &[Field::Phone, Field::PhoneMasked]),
            telling(self.email.to_owned(), &[Field::Email]),
            telling(mask_email(self.email), &[Field::Email, Field::EmailMasked]),
            telling(self.key.to_owned(), &[Field::DocumentNumber, Field::Sources]),
            telling(mask_id(self.key), &[Field::Sources]),
            telling(self.id.to_string(), every),
            telling(mask_name(self.other.name), &[Field::Name, Field::NameMasked]),
            telling(
                mask_id(self.other.number),
                &[Field::DocumentNumber, Field::DocumentNumberMasked],
            ),
        ]
    }

    /// What nobody is ever told, on any ground: a value that did not stand, in full.
    pub(super) const fn never(&self) -> [&'static str; 3] {
        [self.other.name, self.other.born_on, self.other.number]
    }

    /// What the lower source says, as a run stores it.
    fn others(&self, number: [u8; 16]) -> Others {
        let other = |value: String| {
            vec![Other { value, evidence: self.evidence(), as_of: Day::new(2023, 1, 1) }]
        };
        let number = format!("{:032x}", u128::from_be_bytes(number));
        Others::from([
            ("name".to_owned(), other(self.other.name.to_owned())),
            ("born_on".to_owned(), other(self.other.born_on.to_owned())),
            ("number".to_owned(), other(number)),
        ])
    }

    /// The code of the building where they live.
    pub(super) fn code(&self) -> String {
        format!("{}0010000001", self.street)
    }

    /// The code of their dwelling.
    pub(super) fn unit(&self) -> String {
        format!("{}000001", self.code())
    }

    pub(super) fn grid(&self) -> String {
        let street = self.street;
        format!("990106/{street}/{street}001/{street}001001")
    }

    fn evidence(&self) -> Evidence {
        Evidence { source: SOURCE.into(), record: self.key.into() }
    }
}

fn square(x: f64, side: f64) -> Value {
    let (y, e, n) = (22.0, x + side, 22.0 + side);
    json!({ "type": "Polygon", "coordinates": [[[x, y], [e, y], [e, n], [x, n], [x, y]]] })
}

fn collection(features: Vec<(Value, Value)>) -> String {
    let feature = |(properties, geometry): (Value, Value)| json!({ "type": "Feature", "properties": properties, "geometry": geometry });
    let features: Vec<Value> = features.into_iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// Imports the streets and loads what departments say of them.
pub(super) async fn seed(server: &Server, people: &[Somebody]) {
    let (database, ids) = (&server.world.database, &server.world.ids);
    let clock: SharedClock = server.world.clock.clone();
    let register = Register::new(database.clone(), ids.clone(), clock);
    places(server, &register, people).await;
    sources(server).await;
    blocks(server, &register, people).await;
    corrections(server, people).await;
    invitations(server, people).await;
    housing(server, &people[0]).await;
}

async fn places(server: &Server, register: &Register, people: &[Somebody]) {
    let folder = server.world.folder.path().join("district");
    fs::create_dir_all(&folder).unwrap();
    let area = |code: String, parent: &str, level: &str, x: f64, side: f64| {
        let facts = json!({ "area_code": code, "parent_code": parent, "level": level, "name_zh": "某地", "name_en": code });
        (facts, square(x, side))
    };
    let mut areas = vec![area("990106".into(), "", "district", 113.0, 0.2)];
    areas.push(area("990106003".into(), "990106", "street", 113.1, 0.02));
    let (mut buildings, mut units) = (Vec::new(), String::new());
    units.push_str("unit_code,building_code,entrance,floor,room,use,area_m2,stage,valid_from\n");
    for (at, somebody) in people.iter().enumerate() {
        let (x, street, code) = (113.0 + 0.04 * at as f64, somebody.street, somebody.code());
        let community = format!("{street}001");
        areas.push(area(street.into(), "990106", "street", x, 0.02));
        areas.push(area(community.clone(), street, "community", x, 0.02));
        areas.push(area(format!("{community}001"), &community, "grid", x, 0.01));
        let building = json!({ "building_code": code, "thoroughfare_code": "R1", "road_number": format!("{}号", at + 1),
            "building": "", "use": "residential", "floors": 2, "height_m": 9.5 });
        buildings.push((building, square(x + 0.001, 0.0005)));
        for (at, room) in ["101", "102"].iter().enumerate() {
            let _ = writeln!(
                units,
                "{code}{:06},{code},1,1,{room},dwelling,80.5,current,2001-05-01",
                at + 1
            );
        }
    }
    let line = json!({ "type": "LineString", "coordinates": [[113.0, 22.0], [113.12, 22.0]] });
    let road = json!({ "thoroughfare_code": "R1", "name_zh": "幸福路", "name_en": "Xingfu Road", "class": "collector" });
    fs::write(folder.join("areas.geojson"), collection(areas)).unwrap();
    fs::write(folder.join("roads.geojson"), collection(vec![(road, line)])).unwrap();
    fs::write(folder.join("buildings.geojson"), collection(buildings)).unwrap();
    fs::write(folder.join("units.csv"), units).unwrap();
    let options = register::import::Options::default();
    register::import::district_dir(register, &folder, options, &kernel::Silent).await.unwrap();
}

async fn sources(server: &Server) {
    let (database, ids, clock) = (&server.world.database, &server.world.ids, &*server.world.clock);
    let run = ids.next();
    let row = |id: &str, title: Text, office: Text, rank: i32| SourceRow {
        id: id.into(),
        title,
        office,
        rank,
        legal_basis: None,
        mapping: String::new(),
        profile: "{}".into(),
        rows: 3,
        rejected: 0,
        run,
        recorded_at: testing::MONDAY_MORNING,
    };
    let water = Text::new("供水用户", "Water accounts");
    let water = row(SOURCE, water, Text::new("供水公司", "Water company"), 45);
    let police = Text::new("常住人口登记", "Population registration");
    let police = row("police", police, Text::new("派出所", "Police station"), 80);
    let book = RunBook::new(database.clone());
    book.put_sources(&[(water, Vec::new()), (police, Vec::new())], run, ids, clock).await.unwrap();
}

/// What goes back to the water company: the sex that its record of each lacks.
async fn corrections(server: &Server, people: &[Somebody]) {
    let (ids, clock) = (&server.world.ids, &*server.world.clock);
    let request = access::BatchRequest {
        purpose: access::Purpose::DataQuality,
        run: "corrections".into(),
        tables: vec!["block_correction".into()],
        columns: Vec::new(),
    };
    let grant = server.access.batch_grant(request).await.unwrap();
    let told = people.iter().map(|who| Told::Entity {
        kind: EndKind::Person,
        record: who.key.into(),
        role: "holder".into(),
        held: vec![Held { field: CorrectedField::Sex, column: "性别".into(), value: None }],
    });
    let corrections = Corrections::new(server.world.database.clone());
    let round = ids.next();
    let found = corrections.offer(&grant, SOURCE, round, told.collect(), ids, clock).await.unwrap();
    corrections.end_round(SOURCE, round, found, ids, clock).await.unwrap();
}

/// An invitation in each street, to the dwelling where nobody is registered.
async fn invitations(server: &Server, people: &[Somebody]) {
    let system = server.account("door-cards", &[Role::System], None).await;
    let signal = |who: &Somebody| {
        let unit = format!("{}{:06}", who.code(), 2);
        json!({ "unit": unit, "kind": "card_issued", "day": "2026-01-04" })
    };
    let signals: Vec<Value> = people.iter().map(signal).collect();
    let body = json!({ "signals": signals });
    let sent = server.call(Method::POST, "/api/signals", &system, Some(&body)).await;
    assert_eq!(sent.body, json!({ "taken": people.len(), "unread": 0 }));
}

/// A building that was inspected and is being rated, and a hazard with its photo in the dwelling of somebody.
async fn housing(server: &Server, who: &Somebody) {
    let inspector = server.account("hazard-finder", &[Role::Inspector], None).await;
    let officer = server.account("rater", &[Role::StreetOfficer], None).await;
    server.all_well(&inspector, &who.code()).await;
    let hose = server.hose(&inspector, &who.unit()).await;
    let rating = json!({ "id": crate::cases::id(server), "building": who.code() });
    for (path, cookie, body) in
        [("/api/housing/hazards", &inspector, &hose), ("/api/housing/ratings", &officer, &rating)]
    {
        let sent = server.call(Method::POST, path, cookie, Some(body)).await;
        assert_eq!(sent.status, axum::http::StatusCode::OK, "{}", sent.body);
    }
}

async fn blocks(server: &Server, register: &Register, people: &[Somebody]) {
    let (database, ids, clock) = (&server.world.database, &server.world.ids, &*server.world.clock);
    let run: Id<Run> = ids.next();
    RunBook::new(database.clone()).begin(run, 7, "mappings", clock).await.unwrap();
    let mut load = Load::begin(database, run).await.unwrap();
    for somebody in people {
        one(server, register, &mut load, somebody).await;
    }
    load.swap("{}", ids, clock).await.unwrap();
}

async fn one(server: &Server, register: &Register, load: &mut Load, who: &Somebody) {
    let (ids, clock) = (&server.world.ids, &*server.world.clock);
    let mut sealed = Vec::new();
    let mut seal = |kind: &'static str, token: TokenKind, value: &str| {
        let token = server.access.tokenizer().token(token, value).token().unwrap().to_bytes();
        let shut = server.access.sealer().seal(&sealed_place(kind), value).unwrap();
        sealed.push(SealedRow { kind, token, sealed: shut });
        token
    };
    let phone = seal("phone", TokenKind::Phone(Scheme::Cn), who.phone);
    let email = seal("email", TokenKind::Email, who.email);
    let number = seal("identity_number", TokenKind::IdentityNumber(Scheme::Plain), who.number);
    let other = seal("identity_number", TokenKind::IdentityNumber(Scheme::Plain), who.other.number);
    let mut vault = Vault::new(server.world.database.clone());
    vault.keep(sealed).await.unwrap();
    vault.flush().await.unwrap();

    let filter = Filter { page: 1, size: 9, ..Filter::default() };
    let units = register.units(&filter).await.unwrap().rows;
    let unit = units.into_iter().find(|unit| unit.code.starts_with(&who.code())).unwrap();
    let unit = End { kind: EndKind::Unit, id: unit.id.to_bytes() };
    let person = End { kind: EndKind::Person, id: who.id.to_bytes() };
    let (organisation, former): (Id<Organisation>, Id<Organisation>) = (ids.next(), ids.next());
    let end = End { kind: EndKind::Organisation, id: organisation.to_bytes() };
    let provenance = BTreeMap::from([("name".to_owned(), who.evidence())]);
    let police = Evidence { source: "police".into(), record: "P1".into() };
    let mut of_person = provenance.clone();
    of_person.insert("sex".to_owned(), police);
    let (year, month, day) = who.born;
    load.people(vec![PersonRow {
        id: who.id,
        name: who.name.into(),
        sex: Some("female".into()),
        born_on: Day::new(year, month, day),
        registered_here: Some(true),
        occupation_class: None,
        education_class: None,
        document: Some("resident_id".into()),
        number_token: Some(number),
        records: 2,
        provenance: of_person,
        others: who.others(other),
    }])
    .await
    .unwrap();
    load.organisations(vec![OrganisationRow {
        id: organisation,
        name: who.organisation.into(),
        number: None,
        industry: None,
        records: 1,
        provenance,
        others: Others::new(),
    }])
    .await
    .unwrap();
    let relation = |kind: &str, from: End| RelationRow {
        kind: kind.into(),
        from,
        to: unit,
        valid_from: Day::new(2024, 5, 1),
        valid_to: None,
        address_class: Some("A".into()),
        evidence: who.evidence(),
        records: 2,
    };
    let rows = vec![relation("lives_in", person), relation("operates_at", end)];
    load.relations(rows, clock).await.unwrap();
    let contact = |kind: &str, token| ContactRow {
        owner: person,
        kind: kind.into(),
        token,
        evidence: who.evidence(),
    };
    load.contacts(vec![contact("phone", phone), contact("email", email)]).await.unwrap();
    load.events(vec![EventRow {
        category: "noise".into(),
        on: Day::new(2024, 6, 1).unwrap(),
        place: unit,
        address_class: "B".into(),
        evidence: who.evidence(),
    }])
    .await
    .unwrap();
    let role = "holder".to_owned();
    let mention = MentionRow { entity: person, evidence: who.evidence(), role };
    load.mentions(vec![mention]).await.unwrap();
    review(load, ids, who, person).await;
    load.lineage(vec![NewLineage {
        event: LineageEvent::Merge,
        from: End { kind: EndKind::Organisation, id: former.to_bytes() },
        to: end,
        moved: vec![record("O1")],
        stayed: Some(record("O2")),
    }]);
}

fn record(record: &str) -> RecordRole {
    RecordRole { source: SOURCE.into(), record: record.into(), role: "holder".into() }
}

async fn review(load: &mut Load, ids: &kernel::Ids, who: &Somebody, person: End) {
    let said = |key: &str| RecordRow {
        record: Some(record(key)),
        name: Some(who.name.into()),
        ..RecordRow::default()
    };
    let other = [who.born.0.to_le_bytes()[0]; 16];
    let candidate = NewCandidate {
        reason: CandidateReason::NearThreshold,
        left: said(who.key),
        left_entity: person,
        right: said(&format!("W-{}", who.street)),
        right_entity: End { kind: EndKind::Person, id: other },
        weight: 1.5,
        probability: 0.74,
        area: who.grid().parse().unwrap(),
        steps: vec![Step { comparison: "name".into(), level: "full equal".into(), weight: 9.0 }],
    };
    load.candidates(vec![candidate], ids).await.unwrap();
    load.lineage(vec![NewLineage {
        event: LineageEvent::Merge,
        from: End { kind: EndKind::Person, id: other },
        to: person,
        moved: vec![record(who.key)],
        stayed: Some(record(&format!("W-{}", who.street))),
    }]);
}
