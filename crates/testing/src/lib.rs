//! What tests share: a fake clock, seeded ids, and a database per test on both
//! SQLite and PostgreSQL.
//!
//! A store suite is written once:
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use testing::{World, on_each_database};
//!
//! async fn finds_what_was_stored(world: Arc<World>) {
//!     world.database.migrate(&[], &*world.clock).await.unwrap();
//! }
//!
//! on_each_database(finds_what_was_stored);
//! ```
//!
//! PostgreSQL takes part when `LINLI_TEST_POSTGRES` names a server, as
//! `cargo xtask test` sees to; each test makes a database of its own there and
//! drops it when done.
//!
//! Where every test of a crate begins with the same tables, they are made once and copied for each: [`on_each_migrated`].

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot be set up must fail at once"
)]

mod authenticator;
mod committed;
mod template;

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use database::{Database, Migration};
use kernel::{Chance, FixedClock, Ids, Instant, SharedClock};
use tempfile::TempDir;

pub use authenticator::Authenticator;
pub use committed::committed;

/// 2026-01-05T01:00:00Z, a Monday morning in Shenzhen.
pub const MONDAY_MORNING: Instant = Instant::from_micros(1_767_574_800_000_000);

/// SQLite's file in the folder of a world.
const FILE: &str = "linli.db";

/// All that a test passes in: a database of its own, time, ids, a folder.
pub struct World {
    /// A database that no other test knows: empty, or with the tables that were asked for.
    pub database: Database,
    /// Stands at [`MONDAY_MORNING`] until moved.
    pub clock: Arc<FixedClock>,
    /// Seeded: the same ids in every run.
    pub ids: Ids,
    /// Deleted with the world.
    pub folder: TempDir,
}

impl World {
    /// A world on a fresh SQLite database.
    pub async fn sqlite() -> Self {
        Self::open(tempfile::tempdir().expect("a folder for the test")).await
    }

    /// A world on an SQLite database that is migrated already. `migrate` with these lists finds nothing left to do.
    pub async fn migrated(lists: &[&[Migration]]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = template::sqlite(lists).await;
        std::fs::write(folder.path().join(FILE), file).expect("a copy of the template");
        Self::open(folder).await
    }

    async fn open(folder: TempDir) -> Self {
        let path = folder.path().join(FILE);
        let database = Database::open(&path.to_string_lossy()).await.expect("SQLite opens");
        Self::around(database, folder)
    }

    fn around(database: Database, folder: TempDir) -> Self {
        let clock = Arc::new(FixedClock::at(MONDAY_MORNING));
        let shared: SharedClock = clock.clone();
        Self { database, ids: Ids::new(shared, Chance::seeded(1)), clock, folder }
    }
}

/// Which of `words` stand in `text`, each in its place: for tests that weigh thousands of long answers. This crate is
/// optimised for it (`Cargo.toml` of the workspace); a test that looks by itself is not.
#[inline(never)]
#[must_use]
pub fn words_in(text: &str, words: &[&str]) -> Vec<bool> {
    words.iter().map(|word| text.contains(word)).collect()
}

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Runs `test` on SQLite and, where `LINLI_TEST_POSTGRES` is set, on PostgreSQL, each time with an empty database.
///
/// The world is shared: an `async move` block would take only the fields it
/// names, and the folder would be gone before the test began.
pub fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    on_each(None, test);
}

/// As [`on_each_database`], with a database that is migrated already: a copy of one that this process (SQLite) or this server
/// (PostgreSQL) migrated once. `migrate` with these lists finds nothing left to do.
pub fn on_each_migrated<F: Future<Output = ()>>(
    lists: &[&[Migration]],
    test: impl Fn(Arc<World>) -> F,
) {
    on_each(Some(lists), test);
}

fn on_each<F: Future<Output = ()>>(lists: Option<&[&[Migration]]>, test: impl Fn(Arc<World>) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime for the test");
    runtime.block_on(async {
        let world = match lists {
            Some(lists) => World::migrated(lists).await,
            None => World::sqlite().await,
        };
        test(Arc::new(world)).await;
        if let Ok(server) = std::env::var("LINLI_TEST_POSTGRES") {
            on_postgres(&server, lists, &test).await;
        }
    });
}

/// Each database is dropped with its test, although that asks for a checkpoint: hundreds of 10 MB each would be gigabytes, and
/// where nothing is synced a checkpoint is quick.
async fn on_postgres<F: Future<Output = ()>>(
    server: &str,
    lists: Option<&[&[Migration]]>,
    test: &impl Fn(Arc<World>) -> F,
) {
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = Database::open(server).await.expect("the test server answers");
    let (base, _) = server.rsplit_once('/').expect("an address that ends in a database");
    let copied = match lists {
        Some(lists) => template::copied(&template::postgres(&admin, base, lists).await),
        None => String::new(),
    };
    admin
        .administer(&format!("CREATE DATABASE {name}{copied}"))
        .await
        .expect("a database for the test");
    let database = Database::open(&format!("{base}/{name}")).await.expect("the database opens");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let keep = database.clone();
    test(Arc::new(World::around(database, folder))).await;
    keep.close().await.expect("the database closes");
    admin
        .administer(&format!("DROP DATABASE {name} WITH (FORCE)"))
        .await
        .expect("the database goes with its test");
    admin.close().await.expect("the server is left");
}
