//! What trust costs a request, in microseconds of processor time: the policies,
//! the grant, the entry on the log; four of five of one person, one of five a
//! list of fifty.
//!
//! `cargo run -p access --example cost_of_a_read -- 20000`

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its figures and stops at the first failure"
)]

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant as Stopwatch,
};

use access::{
    Access, AccessSettings, Action, Assignment, Basis, Field, FieldSet, GrantRequest, Keeper,
    MIGRATIONS, NewAccount, Purpose, Resource, Role, Undisclosed,
};
use kernel::{AreaPath, Chance, Id, Lang, SharedClock, Text};
use testing::World;

/// Callers at once: 500 requests a second of 100 ms each.
const CALLERS: usize = 50;

/// Processor time of this process, in microseconds (`/proc`, ticks of 10 ms).
fn processor_us() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().map(|at| fields[*at].parse::<f64>().unwrap()).sum();
    ticks * 10_000.0
}

fn each(name: &str, times: u32, mut work: impl FnMut()) {
    let began = Stopwatch::now();
    (0..times).for_each(|_| work());
    let us = began.elapsed().as_secs_f64() * 1e6 / f64::from(times);
    println!("{name:<44} {us:>9.2} us");
}

#[tokio::main]
async fn main() {
    let responses: usize =
        std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5_000);
    let world = World::sqlite().await;
    world.database.migrate(&[MIGRATIONS], &*world.clock).await.unwrap();
    let clock: SharedClock = world.clock.clone();
    let (database, ids) = (world.database.clone(), world.ids.clone());
    let (data, settings) =
        (world.folder.path(), AccessSettings { people_an_hour: 0, ..AccessSettings::default() });
    let access =
        Arc::new(Access::open(database, data, clock, ids, Chance::seeded(1), settings).unwrap());
    let area: AreaPath = "990101/001".parse().unwrap();
    let new = NewAccount {
        login: "officer".to_owned(),
        name: "officer".to_owned(),
        office: Text::new("街道办", "Street office"),
        lang: Lang::Zh,
        assignments: vec![Assignment::new(Role::StreetOfficer, area.clone())],
        person: None,
    };
    let (officer, _) = access.create_account(new, Keeper::Operator).await.unwrap();
    let request = GrantRequest {
        action: Action::BlocksViewPeople,
        purpose: Purpose::Registration,
        basis: Basis::Task("T-1".to_owned()),
        area: area.child("002").unwrap(),
        subject: None,
    };
    let resource = Resource::within(area.child("002").unwrap());
    each("policies, asked for the first time", 1, || {
        access.authorize(&officer, Action::BlocksView, &resource).unwrap();
    });
    each("policies", 100_000, || {
        access.authorize(&officer, Action::BlocksView, &resource).unwrap();
    });
    each("policies and grant", 100_000, || {
        access.grant(&officer, request.clone()).unwrap();
    });
    let next = Arc::new(AtomicUsize::new(0));
    let (began, before) = (Stopwatch::now(), processor_us());
    let callers = (0..CALLERS).map(|_| {
        let (access, officer) = (Arc::clone(&access), officer.clone());
        let (next, request) = (Arc::clone(&next), request.clone());
        tokio::spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= responses {
                    return;
                }
                let grant = access.grant(&officer, request.clone()).unwrap();
                let count: u8 = if number.is_multiple_of(5) { 50 } else { 1 };
                let people = (0..count).map(|at| Id::from_bytes([at; 16])).collect();
                let fields = FieldSet::of(&[Field::NameMasked, Field::Residence]);
                access.disclose(&grant, Undisclosed::new((), people, fields)).await.unwrap();
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    let (took_s, spent_us) = (began.elapsed().as_secs_f64(), processor_us() - before);
    println!(
        "policies, grant and log, of the mix            {:>9.2} us of processor time a response ({responses} in {took_s:.2} s)",
        spent_us / responses as f64
    );
    let (began, before) = (Stopwatch::now(), processor_us());
    access.checkpoint().await.unwrap();
    access.index_reads().await.unwrap();
    println!(
        "index and checkpoint, behind the responses     {:>9.2} us of processor time a response ({:.2} s in all)",
        (processor_us() - before) / responses as f64,
        began.elapsed().as_secs_f64()
    );
    assert!(access.verify_reads().await.unwrap().is_whole());
}
