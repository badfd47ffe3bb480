//! Tags of small districts drawn at random, against a model that is slow and obvious: each subject by itself, each rule
//! by itself, every relation looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use blocks::{
    Duty, End, EndKind, Evidence, RelationRow,
    tags::{BedApproval, Clause, Rule, Subject, Tags, rules},
};
use kernel::{Chance, Day, Progress};
use testing::World;

use crate::{
    on_each_database,
    street::{GRID, Street, at, building, end, organisation, person, unit},
    tags::SOURCES,
};

const DUTIES: [(&str, Duty); 6] = [
    ("police", Duty::ResidenceRegister),
    ("filings", Duty::LettingFiling),
    ("titles", Duty::TitleRegister),
    ("water", Duty::UtilityAccount),
    ("dorms", Duty::DormitoryReport),
    ("market", Duty::LicenceRegister),
];
/// Relation types with a source that might state them.
const STATED: [(&str, &str); 18] = [
    ("rents", "fees"),
    ("rents", "filings"),
    ("sublets", "fees"),
    ("lets", "filings"),
    ("organisation_lets", "filings"),
    ("owns", "titles"),
    ("organisation_owns", "titles"),
    ("lives_in", "police"),
    ("lives_in", "fees"),
    ("registered_at", "police"),
    ("pays_fees_for", "water"),
    ("agency_lists", "agency"),
    ("lodges_in", "dorms"),
    ("manages", "fees"),
    ("seat_registered_at", "market"),
    ("seat_registered_at", "market"),
    ("seat_registered_at", "market"),
    ("seat_registered_at", "fees"),
];
const USES: [&str; 5] = ["dwelling", "dormitory", "shop", "office", "parking"];
const BUILDINGS: u8 = 4;
const ORGANISATIONS: u8 = 6;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap()
}

fn below(chance: &mut Chance, limit: u8) -> u8 {
    u8::try_from(chance.below(limit.into())).unwrap()
}

fn pick<T: Copy>(chance: &mut Chance, among: &[T]) -> T {
    among[usize::try_from(chance.below(among.len() as u64)).unwrap()]
}

/// What is known of a subject.
struct Row {
    kind: String,
    other: End,
    source: String,
    since: Option<Day>,
    records: u64,
}

#[derive(Default)]
struct District {
    /// Unit, building, use.
    units: Vec<(u8, u8, &'static str)>,
    relations: Vec<RelationRow>,
    /// Organisation, source, record.
    entries: Vec<(u8, &'static str, String)>,
    beds: BTreeMap<u8, u32>,
}

/// A clause's title, a source's, since when, how many records.
type Fact = (String, String, Option<Day>, u64);
/// Standing tags by subject and rule: since when, where, on what they rest.
type Standing = BTreeMap<(Subject, u8, String), (Day, String, Vec<Fact>)>;

fn means(clause: &Clause, row: &Row) -> bool {
    let serves = |(source, duty): &(&str, Duty)| *source == row.source && clause.by.contains(duty);
    clause.kinds().contains(&row.kind) && (clause.by.is_empty() || DUTIES.iter().any(serves))
}

fn meant<'a>(clause: &Clause, rows: &'a [Row]) -> Vec<&'a Row> {
    rows.iter().filter(|row| means(clause, row)).collect()
}

fn others(clause: &Clause, rows: &[Row]) -> BTreeSet<[u8; 16]> {
    meant(clause, rows).iter().map(|row| row.other.id).collect()
}

fn row(relation: &RelationRow, other: End) -> Row {
    Row {
        kind: relation.kind.clone(),
        other,
        source: relation.evidence.source.clone(),
        since: relation.valid_from,
        records: relation.records,
    }
}

impl District {
    fn draw(&mut self, chance: &mut Chance) {
        self.relations.clear();
        for n in 0..20 + below(chance, 60) {
            let (kind, source) = pick(chance, &STATED);
            let is_seat = kind == "seat_registered_at";
            let from = if is_seat || below(chance, 3) == 0 {
                organisation(1 + below(chance, ORGANISATIONS))
            } else {
                person(1 + below(chance, 6))
            };
            let to = match below(chance, 8) {
                0 => end(EndKind::Building, building(1 + below(chance, BUILDINGS))),
                1 => organisation(1 + below(chance, ORGANISATIONS)),
                // A unit for most seats, so that it is shared.
                2..=5 if is_seat => at(1),
                2 | 3 => at(1 + below(chance, 2)),
                // Some are in no register.
                _ => at(1 + below(chance, 24)),
            };
            let begins = [day(2024, 5, 1), day(2026, 3, 5), day(2026, 5, 20)];
            let ends = [day(2025, 12, 31), day(2026, 4, 5), day(2026, 6, 1)];
            let valid_from = (below(chance, 4) > 0).then(|| pick(chance, &begins));
            let valid_to = (below(chance, 3) == 0).then(|| pick(chance, &ends));
            self.relations.push(RelationRow {
                kind: kind.to_owned(),
                from,
                to,
                valid_from,
                valid_to,
                address_class: Some("A".into()),
                evidence: Evidence { source: source.to_owned(), record: format!("R{n}") },
                records: 1 + chance.below(3),
            });
        }
        self.entries.clear();
        for n in 0..below(chance, 12) {
            let source = pick(chance, &["market", "fees"]);
            self.entries.push((1 + below(chance, ORGANISATIONS), source, format!("E{n}")));
        }
    }

    fn standing(&self, on: Day) -> impl Iterator<Item = &RelationRow> {
        self.relations.iter().filter(move |relation| {
            relation.valid_from.is_none_or(|from| from <= on)
                && relation.valid_to.is_none_or(|to| to > on)
        })
    }

    fn is_in(&self, place: End, n: u8) -> bool {
        let of_it = |(of, stands_in, _): &(u8, u8, &str)| *stands_in == n && place == at(*of);
        place == end(EndKind::Building, building(n)) || self.units.iter().any(of_it)
    }

    fn rows(&self, subject: Subject, n: u8, on: Day) -> Vec<Row> {
        let mut rows = Vec::new();
        for relation in self.standing(on) {
            match subject {
                Subject::Unit if relation.to == at(n) => rows.push(row(relation, relation.from)),
                Subject::Building if self.is_in(relation.to, n) => {
                    rows.push(row(relation, relation.from));
                }
                Subject::Organisation if relation.from == organisation(n) => {
                    rows.push(row(relation, relation.to));
                }
                _ => {}
            }
        }
        if subject == Subject::Organisation {
            for (of, source, _) in self.entries.iter().filter(|(of, ..)| *of == n) {
                rows.push(Row {
                    kind: "recorded".into(),
                    other: organisation(*of),
                    source: (*source).to_owned(),
                    since: None,
                    records: 1,
                });
            }
        }
        rows
    }

    /// How many organisations stand in a unit as a clause means it.
    fn sharing(&self, clause: &Clause, place: End, on: Day) -> usize {
        let there = self.standing(on).filter(|relation| {
            relation.to == place
                && relation.from.kind == EndKind::Organisation
                && means(clause, &row(relation, relation.to))
        });
        there.map(|relation| relation.from.id).collect::<BTreeSet<_>>().len()
    }

    fn applies(&self, rule: &Rule, n: u8, on: Day) -> bool {
        let rows = self.rows(rule.subject, n, on);
        let is_used =
            |uses: &[String], (_, _, of_use): &(u8, u8, &str)| uses.iter().any(|one| one == of_use);
        let stands = |clause: &Clause| !meant(clause, &rows).is_empty();
        let fits = rule.uses.is_empty()
            || self.units.iter().any(|one| one.0 == n && is_used(&rule.uses, one));
        let differs = rule.differ.as_ref().is_none_or(|differ| {
            let (one, other) = (others(&differ.one, &rows), others(&differ.other, &rows));
            !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
        });
        let is_beside = rule
            .beside
            .iter()
            .all(|uses| self.units.iter().any(|one| one.1 == n && is_used(uses, one)));
        let is_over = !rule.over_beds
            || self.beds.get(&n).is_some_and(|beds| {
                others(&rule.has[0], &rows).len() > usize::try_from(*beds).unwrap()
            });
        let is_shared = rule.sharing.as_ref().is_none_or(|sharing| {
            let fewest = usize::try_from(sharing.at_least).unwrap();
            meant(&sharing.clause, &rows).iter().any(|row| {
                row.other.kind == EndKind::Unit
                    && self.sharing(&sharing.clause, row.other, on) >= fewest
            })
        });
        let has = rule.has.iter().all(stands) && !rule.lacks.iter().any(stands);
        fits && has && differs && is_beside && is_over && is_shared
    }

    fn facts(&self, rule: &Rule, n: u8, on: Day) -> Vec<Fact> {
        let rows = self.rows(rule.subject, n, on);
        let mut facts = Vec::new();
        for clause in rule.clauses().take(rule.standing()) {
            let mut by_source: BTreeMap<&str, (Option<Day>, u64)> = BTreeMap::new();
            for row in meant(clause, &rows) {
                let (since, records) = by_source.entry(&row.source).or_default();
                *since = [*since, row.since].into_iter().flatten().min();
                *records += row.records;
            }
            for (source, (since, records)) in by_source {
                let is_known = DUTIES.iter().any(|(id, _)| *id == source);
                let title = if is_known { format!("Table {source}") } else { source.to_owned() };
                facts.push((clause.title.en.clone(), title, since, records));
            }
        }
        facts.sort();
        facts
    }

    /// Where a subject is: an organisation where a rule of organisations sees it.
    fn area(&self, subject: Subject, n: u8, on: Day) -> &'static str {
        let is_seen = |row: &Row| {
            let place = row.other;
            let of_rules = rules().iter().filter(|rule| rule.subject == Subject::Organisation);
            of_rules.flat_map(Rule::clauses).any(|clause| clause.kinds().contains(&row.kind))
                && (1..=BUILDINGS).any(|n| self.is_in(place, n))
        };
        let is_there =
            subject != Subject::Organisation || self.rows(subject, n, on).iter().any(is_seen);
        if is_there { GRID } else { "" }
    }

    fn subjects(&self) -> Vec<(Subject, u8, [u8; 16])> {
        let units = self.units.iter().map(|(n, ..)| (Subject::Unit, *n, unit(*n)));
        let buildings = (1..=BUILDINGS).map(|n| (Subject::Building, n, building(n)));
        let organisations = 1..=ORGANISATIONS;
        let organisations = organisations.map(|n| (Subject::Organisation, n, organisation(n).id));
        units.chain(buildings).chain(organisations).collect()
    }

    /// What stands on a day where this stood before.
    fn tags(&self, before: &Standing, on: Day) -> Standing {
        let mut standing = Standing::new();
        for (subject, n, _) in self.subjects() {
            for rule in rules().iter().filter(|rule| rule.subject == subject) {
                if self.applies(rule, n, on) {
                    let key = (subject, n, rule.id.clone());
                    let from = before.get(&key).map_or(on, |tag| tag.0);
                    let area = self.area(subject, n, on).to_owned();
                    standing.insert(key, (from, area, self.facts(rule, n, on)));
                }
            }
        }
        standing
    }
}

async fn read(tags: &Tags, district: &District) -> Standing {
    let mut standing = Standing::new();
    for (subject, n, id) in district.subjects() {
        for told in tags.of(subject, id).await.unwrap() {
            if told.tag.to.is_some() {
                continue;
            }
            let mut facts: Vec<Fact> = told
                .facts
                .into_iter()
                .map(|fact| (fact.title.en, fact.source.en, fact.since, fact.records))
                .collect();
            facts.sort();
            let area = told.tag.area.as_str().to_owned();
            let key = (subject, n, told.tag.rule.id.clone());
            standing.insert(key, (told.tag.from, area, facts));
        }
    }
    standing
}

/// Steps that each stage promised, and those it took.
#[derive(Default)]
struct Heard(Mutex<Vec<(u64, u64)>>);

impl Progress for Heard {
    fn stage(&self, _name: &str, total: u64) {
        self.0.lock().unwrap().push((total, 0));
    }

    fn advance(&self, steps: u64) {
        self.0.lock().unwrap().last_mut().unwrap().1 += steps;
    }
}

async fn as_the_model_has_them(world: Arc<World>) {
    let mut chance = Chance::seeded(31);
    let street = Street::new(world).await;
    let mut district = District::default();
    for n in 1..=BUILDINGS {
        let first = u8::try_from(district.units.len()).unwrap() + 1;
        let many = if n == 1 { 0 } else { 1 + below(&mut chance, 5) };
        let mut uses: Vec<&'static str> = (0..many).map(|_| pick(&mut chance, &USES)).collect();
        if n == 1 {
            // A rule looks for both in one building.
            uses.extend(["dwelling", "shop"]);
        }
        street.build(n, first, &uses).await;
        district.units.extend((first..).zip(&uses).map(|(at, of_use)| (at, n, *of_use)));
    }
    street.sources(&SOURCES).await;
    district.beds = BTreeMap::from([(1, 1), (2, 0)]);
    let approvals = district.beds.iter().map(|(n, beds)| BedApproval {
        building: building(*n),
        beds: *beds,
        from: day(2026, 1, 1),
        to: None,
        reference: format!("2026-{n}"),
        source: "住建".into(),
    });
    let (database, ids) = (street.world.database.clone(), &street.world.ids);
    let clock = &*street.world.clock;
    let whole = Tags::new(database);
    let tags = whole.clone().in_batches_of(3);
    tags.approve_beds(approvals.collect(), None, ids, clock).await.unwrap();
    let (mut before, mut seen) = (Standing::new(), BTreeSet::new());
    for month in 1..=12 {
        let on = day(2026, month, 5);
        district.draw(&mut chance);
        let entries: Vec<(End, &str, &str, &str)> = district
            .entries
            .iter()
            .map(|(of, source, record)| (organisation(*of), *source, record.as_str(), "self"))
            .collect();
        street.load(district.relations.clone(), &entries).await;
        let heard = Heard::default();
        // All at once finds what a few at a time do.
        let by = if month % 2 == 0 { &whole } else { &tags };
        let done = by.run(on, ids, clock, &heard).await.unwrap();
        let expected = district.tags(&before, on);
        assert_eq!(read(&tags, &district).await, expected, "{on}");
        let begun = expected.keys().filter(|key| !before.contains_key(*key)).count() as u64;
        let ended = before.keys().filter(|key| !expected.contains_key(*key)).count() as u64;
        let counts = (done.begun, done.ended, done.standing);
        assert_eq!(counts, (begun, ended, expected.len() as u64), "{on}");
        let heard = heard.0.into_inner().unwrap();
        assert_eq!(heard.len(), Subject::ALL.len());
        assert!(heard.iter().all(|(total, taken)| total == taken), "{heard:?}");
        seen.extend(expected.keys().map(|(.., rule)| rule.clone()));
        before = expected;
    }
    let never: Vec<&str> =
        rules().iter().map(|rule| rule.id.as_str()).filter(|id| !seen.contains(*id)).collect();
    assert!(never.is_empty(), "these rules were compared where nothing stood: {never:?}");
}

#[test]
fn tags_of_random_districts_are_as_a_plain_model_has_them() {
    on_each_database(as_the_model_has_them);
}
