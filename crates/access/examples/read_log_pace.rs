//! How many reads a second reach the disk: four of five of one person, one of
//! five a list of fifty, from 64 callers at once.
//!
//! `cargo run --release -p access --example read_log_pace -- 20000`

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its figures and stops at the first failure"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant as Stopwatch,
};

use access::{
    Access, AccessSettings, Action, Assignment, Basis, Field, FieldSet, GrantRequest, Keeper,
    MIGRATIONS, NewAccount, Purpose, Role, Undisclosed,
};
use kernel::{AreaPath, Chance, Id, Lang, SharedClock, Text};
use testing::World;

const CALLERS: usize = 64;

#[tokio::main]
async fn main() {
    let responses = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5_000);
    let world = World::sqlite().await;
    world.database.migrate(&[MIGRATIONS], &*world.clock).await.unwrap();
    let clock: SharedClock = world.clock.clone();
    let (database, ids) = (world.database.clone(), world.ids.clone());
    let (data, settings) =
        (world.folder.path(), AccessSettings { people_an_hour: 0, ..AccessSettings::default() });
    let access = Access::open(database, data, clock, ids, Chance::seeded(1), settings).unwrap();
    let access = Arc::new(access);
    let new = NewAccount {
        login: "officer".to_owned(),
        name: "officer".to_owned(),
        office: Text::new("街道办", "Street office"),
        lang: Lang::Zh,
        assignments: vec![Assignment::new(Role::StreetOfficer, AreaPath::whole())],
        person: None,
    };
    let (officer, _) = access.create_account(new, Keeper::Operator).await.unwrap();
    let next = Arc::new(AtomicUsize::new(0));
    let began = Stopwatch::now();
    let callers = (0..CALLERS).map(|_| {
        let (access, officer, next) = (Arc::clone(&access), officer.clone(), Arc::clone(&next));
        tokio::spawn(async move {
            let mut slowest_ms: f64 = 0.0;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= responses {
                    return slowest_ms;
                }
                let asked = Stopwatch::now();
                let request = GrantRequest {
                    action: Action::BlocksViewPeople,
                    purpose: Purpose::Registration,
                    basis: Basis::Task("T-1".to_owned()),
                    area: AreaPath::whole(),
                    subject: None,
                };
                let grant = access.grant(&officer, request).unwrap();
                let count = if number.is_multiple_of(5) { 50 } else { 1 };
                let people = (0..count).map(|at| Id::from_bytes([at; 16])).collect();
                let fields = FieldSet::of(&[Field::NameMasked, Field::Residence]);
                access.disclose(&grant, Undisclosed::new((), people, fields)).await.unwrap();
                slowest_ms = slowest_ms.max(asked.elapsed().as_secs_f64() * 1_000.0);
            }
        })
    });
    let mut slowest_ms: f64 = 0.0;
    for caller in callers.collect::<Vec<_>>() {
        slowest_ms = slowest_ms.max(caller.await.unwrap());
    }
    let logged_s = began.elapsed().as_secs_f64();
    let indexed = access.index_reads().await.unwrap();
    let indexed_s = began.elapsed().as_secs_f64() - logged_s;
    let found = access.verify_reads().await.unwrap();
    assert!(found.is_whole() && indexed == responses);
    println!(
        "{responses} reads of {} people logged in {logged_s:.2} s ({:.0}/s, slowest {slowest_ms:.0} ms), \
         indexed in {indexed_s:.2} s",
        found.subjects,
        responses as f64 / logged_s,
    );
}
