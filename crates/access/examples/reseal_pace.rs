//! Seals many values again under a new key, on SQLite, while readers open
//! values and a writer adds some all the time.
//!
//! `cargo run -p access --example reseal_pace -- 5000000`

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its figures and stops at the first failure"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant as Stopwatch,
};

use access::{Access, AccessSettings, MIGRATIONS, SealedPlace, SealedTable, Suite};
use database::{Database, Migration};
use kernel::{Chance, SharedClock, Silent};
use sea_orm::ConnectionTrait as _;
use testing::World;

const MIGRATION: &[Migration] = &[Migration {
    name: "20261128_0900_pace_sealed",
    sql:
        "CREATE TABLE pace_sealed (kind TEXT NOT NULL, token BYTES NOT NULL, sealed BYTES NOT NULL,
          PRIMARY KEY (kind, token));",
}];
const TABLE: SealedTable = SealedTable {
    table: "pace_sealed",
    key: (&["kind"], "token"),
    sealed: "sealed",
    place: SealedPlace::Fixed("pace_sealed.sealed"),
};
const COLUMNS: [&str; 3] = ["kind", "token", "sealed"];

fn token(number: u64) -> Vec<u8> {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes().to_vec()
}

async fn add(access: &Access, database: &Database, numbers: std::ops::Range<u64>) {
    let row = |number: u64| {
        let sealed =
            access.sealer().seal("pace_sealed.sealed", &format!("199{number:08}")).unwrap();
        vec!["phone".into(), token(number).into(), sealed.into()]
    };
    let mut unit = database.begin().await.unwrap();
    let rows = numbers.map(row).collect();
    unit.insert_rows("pace_sealed", &COLUMNS, rows, "").await.unwrap();
    unit.commit().await.unwrap();
}

async fn open_one(access: &Access, database: &Database, number: u64) {
    let sql = "SELECT sealed FROM pace_sealed WHERE kind = 'phone' AND token = ?1";
    let statement = database.statement(sql, [token(number).into()]);
    let row = database.reader().query_one_raw(statement).await.unwrap().unwrap();
    let sealed: Vec<u8> = row.try_get("", "sealed").unwrap();
    assert_eq!(
        access.sealer().open_value("pace_sealed.sealed", &sealed).unwrap(),
        format!("199{number:08}")
    );
}

#[tokio::main]
async fn main() {
    let values: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let world = World::sqlite().await;
    world.database.migrate(&[MIGRATIONS, MIGRATION], &*world.clock).await.unwrap();
    let clock: SharedClock = world.clock.clone();
    let (database, ids) = (world.database.clone(), world.ids.clone());
    let (data, settings) = (world.folder.path(), AccessSettings::default());
    let access = Arc::new(
        Access::open(database.clone(), data, clock, ids, Chance::seeded(1), settings).unwrap(),
    );
    let began = Stopwatch::now();
    let mut from = 0;
    while from < values {
        let to = values.min(from + 50_000);
        add(&access, &database, from..to).await;
        from = to;
    }
    println!("{values} values sealed and stored in {:.1} s", began.elapsed().as_secs_f64());
    access.rotate_sealing_key(Suite::AesGcmSiv).await.unwrap();

    let (stop, opened, added) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicU64::new(0)),
    );
    let reader = {
        let (access, database) = (Arc::clone(&access), database.clone());
        let (stop, opened) = (Arc::clone(&stop), Arc::clone(&opened));
        tokio::spawn(async move {
            let mut slowest_ms: f64 = 0.0;
            while !stop.load(Ordering::Relaxed) {
                let asked = Stopwatch::now();
                let number = opened.fetch_add(1, Ordering::Relaxed).wrapping_mul(7_919) % values;
                open_one(&access, &database, number).await;
                slowest_ms = slowest_ms.max(asked.elapsed().as_secs_f64() * 1_000.0);
                tokio::task::yield_now().await;
            }
            slowest_ms
        })
    };
    let writer = {
        let (access, database) = (Arc::clone(&access), database.clone());
        let (stop, added) = (Arc::clone(&stop), Arc::clone(&added));
        tokio::spawn(async move {
            let mut slowest_ms: f64 = 0.0;
            while !stop.load(Ordering::Relaxed) {
                let asked = Stopwatch::now();
                let number = values + added.fetch_add(1, Ordering::Relaxed);
                add(&access, &database, number..number + 1).await;
                slowest_ms = slowest_ms.max(asked.elapsed().as_secs_f64() * 1_000.0);
            }
            slowest_ms
        })
    };
    let began = Stopwatch::now();
    let done = access.reseal(&[TABLE], &Silent).await.unwrap();
    let took_s = began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    let (read_ms, write_ms) = (reader.await.unwrap(), writer.await.unwrap());
    world.clock.advance(300);
    let retired = access.retire_keys(&[TABLE]).await.unwrap();
    assert!(done.broken == 0 && done.sealed >= values && retired == [1]);
    println!(
        "{} values sealed again in {took_s:.1} s ({:.0}/s), key 1 retired; meanwhile {} opened (slowest {read_ms:.0} ms), \
         {} added (slowest {write_ms:.0} ms)",
        done.sealed,
        done.sealed as f64 / took_s,
        opened.load(Ordering::Relaxed),
        added.load(Ordering::Relaxed),
    );
}
