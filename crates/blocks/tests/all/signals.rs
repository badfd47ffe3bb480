//! A signal is used once and leaves nothing behind.

use std::{fmt::Write as _, sync::Arc};

use blocks::signals::{NewSignal, Outcome, Received, SignalKind, Signals};
use kernel::{AreaPath, Day, SharedClock};
use testing::World;

use crate::{
    on_each_database,
    street::{GRID, Street, at, person, unit},
};

fn signal(n: u8, kind: SignalKind, on: Day) -> NewSignal {
    NewSignal { unit: unit(n), kind, on, source: "door_cards_of_estate".into() }
}

/// The day before the tests' Monday.
fn sunday() -> Day {
    Day::new(2026, 1, 4).unwrap()
}

async fn street(world: Arc<World>) -> Street {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling", "dwelling", "dwelling", "shop"]).await;
    street.say(&[("lives_in", person(1), at(2), "police")], &[]).await;
    street
}

async fn weighed(world: Arc<World>) {
    let street = street(world).await;
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let signals = Signals::new(street.world.database.clone());
    let sent = vec![
        signal(1, SignalKind::CardIssued, sunday()),
        signal(1, SignalKind::AccountOpened, sunday()),
        signal(2, SignalKind::CardIssued, sunday()),
        signal(3, SignalKind::CardIssued, Day::new(2025, 11, 1).unwrap()),
        signal(3, SignalKind::CardIssued, Day::new(2026, 2, 1).unwrap()),
        signal(4, SignalKind::CardIssued, sunday()),
        signal(200, SignalKind::CardIssued, sunday()),
    ];
    let done = signals.receive(sent, None, ids, clock).await.unwrap();
    assert_eq!(done, Received { invited: 1, joined: 1, unused: 1, stale: 2, elsewhere: 2 });
    let (leads, total) = signals.leads(&GRID.parse().unwrap(), 0, 10).await.unwrap();
    assert_eq!((total, leads[0].unit), (1, unit(1)), "one invitation, however many signals");
    assert_eq!(leads[0].expires_on, Day::new(2026, 2, 3).unwrap());
    let elsewhere: AreaPath = "990101/001/002/G04".parse().unwrap();
    assert_eq!(signals.leads(&elsewhere, 0, 10).await.unwrap().1, 0);
}

#[test]
fn only_a_dwelling_without_a_registered_resident_is_invited() {
    on_each_database(weighed);
}

/// Rows of any table that name a dwelling.
async fn naming(street: &Street, n: u8) -> Vec<String> {
    let mut hex = String::new();
    for byte in unit(n) {
        let _ = write!(hex, "{byte:02x}");
    }
    let lines = street.everything().await;
    lines.into_iter().filter(|line| line.to_lowercase().contains(&hex)).collect()
}

/// Rows of any table, and files beside the database, that tell of a signal of a dwelling.
async fn remains(street: &Street, n: u8) -> Vec<String> {
    let mut found = naming(street, n).await;
    let told = ["door_cards".to_owned(), sunday().to_string()];
    let lines = street.everything().await;
    found.extend(lines.into_iter().filter(|line| told.iter().any(|told| line.contains(told))));
    let mut folders = vec![street.world.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with("linli.db") {
                let bytes = std::fs::read(&path).unwrap();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                found.extend(told.iter().filter(|told| text.contains(*told)).map(|_| name.clone()));
            }
        }
    }
    found
}

async fn used_once(world: Arc<World>) {
    let street = street(world).await;
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let signals = Signals::new(street.world.database.clone());
    for outcome in [Outcome::Done, Outcome::Withdrawn] {
        signals
            .receive(vec![signal(1, SignalKind::CardIssued, sunday())], None, ids, clock)
            .await
            .unwrap();
        assert!(!remains(&street, 1).await.is_empty(), "the test sees what is there");
        let (leads, _) = signals.leads(&AreaPath::whole(), 0, 10).await.unwrap();
        let id = leads[0].id;
        assert!(signals.close(id, outcome, None, ids, clock).await.unwrap());
        assert_eq!(remains(&street, 1).await, Vec::<String>::new(), "{outcome:?}");
        assert!(!signals.close(id, outcome, None, ids, clock).await.unwrap(), "used once");
        assert_eq!(signals.lead(id).await.unwrap(), None);
    }
    let counts = signals.counts(&GRID.parse().unwrap()).await.unwrap();
    let counts: Vec<(&str, &str, u64)> = counts
        .iter()
        .map(|count| (count.month.as_str(), count.outcome.as_str(), count.total))
        .collect();
    assert_eq!(counts, [("2026-01", "done", 1), ("2026-01", "withdrawn", 1)]);
}

#[test]
fn nothing_of_a_signal_remains_after_its_use() {
    on_each_database(used_once);
}

async fn swept(world: Arc<World>) {
    let street = street(world).await;
    let ids = &street.world.ids;
    let clock: SharedClock = street.world.clock.clone();
    let signals = Signals::new(street.world.database.clone());
    let sent = [1, 3].map(|n| signal(n, SignalKind::AccountOpened, sunday()));
    signals.receive(sent.to_vec(), None, ids, &*clock).await.unwrap();
    assert_eq!(signals.sweep(ids, &*clock).await.unwrap(), 0, "nothing has expired");
    street.say(&[("registered_at", person(9), at(3), "police")], &[]).await;
    assert_eq!(signals.sweep(ids, &*clock).await.unwrap(), 1, "they registered: nobody need come");
    let still = naming(&street, 3).await;
    assert!(still.iter().all(|line| line.starts_with("block_relation")), "{still:?}");
    street.world.clock.advance(31 * 86_400);
    assert_eq!(signals.sweep(ids, &*clock).await.unwrap(), 1, "nobody came in time");
    assert_eq!(remains(&street, 1).await, Vec::<String>::new());
    street.world.clock.advance(31 * 86_400);
    signals.sweep(ids, &*clock).await.unwrap();
    let left = street.everything().await;
    let leads = left.iter().filter(|line| line.starts_with("block_lead:")).count();
    assert_eq!(leads, 0, "a closed lead goes with the month after");
    let counts = signals.counts(&AreaPath::whole()).await.unwrap();
    let outcomes: Vec<&str> = counts.iter().map(|count| count.outcome.as_str()).collect();
    assert_eq!(outcomes, ["expired", "registered"]);
}

#[test]
fn what_expires_is_deleted() {
    on_each_database(swept);
}
