//! How long it takes to say who is near: 5,000 people on duty, a street every 200 m over 20 × 20 km.
//!
//! `cargo run --release -p casework --example nearest -- [PEOPLE]`
//!
//! On SQLite, and on PostgreSQL where `LINLI_TEST_POSTGRES` names a server. Everybody works for the one office and is on
//! duty for the whole district, so that everybody is able; each has up to seven open cases.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::unwrap_used, reason = "it stops where an answer fails")]

use std::{sync::Arc, time::Instant};

use access::{Access, AccessSettings};
use casework::{
    Actor, Case, CasePlace, Casework, Door, NewReport,
    dispatch::{Able, suggest},
};
use kernel::{Chance, Id, Point4326, Text};
use register::geometry::{Shape, to_wkb};
use sea_orm::Value;
use testing::{World, on_each_database};

const SIDE_M: f64 = 20_000.0;
const STREET_M: f64 = 200.0;
const QUESTIONS: usize = 300;
const DISTRICT: &str = "990106";
const GRID: &str = "990106/990106001/990106001001/990106001001001";

fn main() {
    on_each_database(measure);
}

fn at(east_m: f64, north_m: f64) -> Point4326 {
    Point4326::new(113.8 + east_m / 102_850.0, 22.4 + north_m / 110_574.0).unwrap()
}

fn drawn(chance: &mut Chance) -> Point4326 {
    let mut metres = || f64::from(u32::try_from(chance.below(20_000)).unwrap());
    at(metres(), metres())
}

async fn measure(world: Arc<World>) {
    let people: usize = std::env::args().nth(1).map_or(5_000, |text| text.parse().unwrap());
    let lists = &[access::MIGRATIONS, register::MIGRATIONS, casework::MIGRATIONS];
    world.database.migrate(lists, &*world.clock).await.unwrap();
    let (clock, ids) = (world.clock.clone(), world.ids.clone());
    let access = Access::open(
        world.database.clone(),
        world.folder.path(),
        clock.clone(),
        ids.clone(),
        Chance::seeded(3),
        AccessSettings::default(),
    );
    let access = Arc::new(access.unwrap());
    let folder = world.folder.path();
    let casework = Casework::open(world.database.clone(), access, ids, clock, folder).unwrap();
    let mut chance = Chance::seeded(7);
    let roads = streets(&world).await;
    let crowd = on_duty(&world, people, &mut chance).await;
    let case = cases(&world, &casework, &crowd, &mut chance).await;

    let start = Instant::now();
    let network = casework.network().await.unwrap();
    let made = start.elapsed();
    let (joints, pieces) = network.size();
    println!(
        "{:?}: {roads} streets, {joints} joints, {pieces} pieces: made in {made:?}",
        world.database.dialect()
    );

    let mut whole = Vec::new();
    let mut pure = Vec::new();
    for _ in 0..QUESTIONS {
        let mut asked = case.clone();
        let from = drawn(&mut chance);
        asked.place.point = Some(from);
        let start = Instant::now();
        let found = casework.near(&asked, 8).await.unwrap();
        whole.push(start.elapsed());
        assert!(
            found.len() == 8 && found.iter().all(|one| one.walk.is_some_and(|walk| walk.by_road))
        );
        let start = Instant::now();
        let all = suggest(&network, Some(from), &crowd, 8);
        pure.push(start.elapsed());
        assert_eq!(found, all, "a part of the nearest is enough");
    }
    for (what, mut times) in
        [("near, with the database", whole), ("all of them walked to, in memory", pure)]
    {
        times.sort();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!(
            "  {people} on duty, {what}: median {:?}, p99 {:?}, most {:?}",
            at(50),
            at(99),
            at(100)
        );
    }
}

/// A grid of streets as the register holds them.
async fn streets(world: &World) -> usize {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut off = 0.0;
    while off <= SIDE_M {
        for line in [[at(off, 0.0), at(off, SIDE_M)], [at(0.0, off), at(SIDE_M, off)]] {
            let line: Vec<(f64, f64)> = line.iter().map(|at| (at.lon, at.lat)).collect();
            let n = rows.len();
            rows.push(vec![
                world.ids.next::<register::model::Thoroughfare>().to_bytes().to_vec().into(),
                1_i32.into(),
                format!("R{n}").into(),
                0_i64.into(),
                1_i64.into(),
                "current".into(),
                format!("R{n}").into(),
                "residential".into(),
                "路".into(),
                "Road".into(),
                "".into(),
                "".into(),
                to_wkb(&Shape::LineString(line.into())).into(),
            ]);
        }
        off += STREET_M;
    }
    let count = rows.len();
    let columns = [
        "id",
        "dataset",
        "source_key",
        "digest",
        "version",
        "stage",
        "code",
        "class",
        "name_zh",
        "name_en",
        "initials",
        "area_path",
        "shape",
    ];
    let mut unit = world.database.begin().await.unwrap();
    unit.insert_rows("thoroughfare", &columns, rows, "").await.unwrap();
    unit.commit().await.unwrap();
    count
}

/// People of the one office, on duty, each somewhere.
async fn on_duty(world: &World, people: usize, chance: &mut Chance) -> Vec<Able> {
    let now = kernel::Clock::now(&*world.clock).micros();
    let mut crowd = Vec::new();
    let (mut members, mut duty): (Vec<Vec<Value>>, Vec<Vec<Value>>) = (Vec::new(), Vec::new());
    for _ in 0..people {
        let (account, at): (Id<access::Account>, _) = (world.ids.next(), drawn(chance));
        let id = || Value::from(account.to_bytes().to_vec());
        members.push(vec![id(), "works".into(), DISTRICT.into(), false.into(), true.into()]);
        duty.push(vec![
            id(),
            DISTRICT.into(),
            now.into(),
            now.into(),
            at.lon.into(),
            at.lat.into(),
            now.into(),
        ]);
        crowd.push(Able { account, point: Some(at), open: chance.below(8) });
    }
    let mut unit = world.database.begin().await.unwrap();
    let member = ["account_id", "office", "area", "leads", "available"];
    unit.insert_rows("case_member", &member, members, "").await.unwrap();
    let columns = ["account_id", "area", "since_at", "heard_at", "lon", "lat", "position_at"];
    unit.insert_rows("duty", &columns, duty, "").await.unwrap();
    unit.commit().await.unwrap();
    crowd
}

/// One case to ask about, and the open cases that everybody has.
async fn cases(world: &World, casework: &Casework, crowd: &[Able], chance: &mut Chance) -> Case {
    let told = NewReport {
        id: world.ids.next(),
        door: Door::Hotline,
        subclass: "livelihood.water".into(),
        place: CasePlace {
            area: GRID.parse().unwrap(),
            at: None,
            point: Some(drawn(chance)),
            label: Text::new("某处", "Somewhere"),
        },
        words: "漏水".into(),
        answers: std::collections::BTreeMap::new(),
        reporter: None,
        photos: Vec::new(),
        voice: None,
        actor: Actor::Installation,
        split_from: None,
        lead: None,
        acted_at: None,
        form: None,
    };
    let case = casework.report(told).await.unwrap().case;
    let columns = [
        "id",
        "number",
        "version",
        "state",
        "class",
        "subclass",
        "door",
        "office",
        "officer",
        "area",
        "area_street",
        "area_community",
        "reported_at",
        "supervised",
        "recheck",
        "erased",
        "report_id",
        "body",
    ];
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for one in crowd {
        for _ in 0..one.open {
            let id = world.ids.next::<casework::CaseMark>().to_bytes().to_vec();
            rows.push(vec![
                id.clone().into(),
                format!("N{}", rows.len()).into(),
                2_i64.into(),
                "assigned".into(),
                "livelihood".into(),
                "livelihood.water".into(),
                "hotline".into(),
                "works".into(),
                one.account.to_bytes().to_vec().into(),
                GRID.into(),
                "990106/990106001".into(),
                "990106/990106001/990106001001".into(),
                0_i64.into(),
                false.into(),
                false.into(),
                false.into(),
                id.into(),
                "{}".into(),
            ]);
        }
    }
    let mut unit = world.database.begin().await.unwrap();
    unit.insert_rows("case_head", &columns, rows, "").await.unwrap();
    unit.commit().await.unwrap();
    case
}
