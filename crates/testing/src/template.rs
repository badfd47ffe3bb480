//! Databases that are migrated once and copied for each test: to run the migrations costs many times what a copy does.
//!
//! A template has the digest of its migrations' texts, so that another text is another template, and no test can open one.

use std::{collections::BTreeMap, sync::Arc};

use database::{Database, Dialect, Migration};
use kernel::FixedClock;
use tokio::sync::Mutex;

use crate::MONDAY_MORNING;

/// SQLite's files of this process, by the digests of their migrations.
static FILES: Mutex<BTreeMap<String, Arc<[u8]>>> = Mutex::const_new(BTreeMap::new());

/// PostgreSQL's advisory lock of whoever makes a template.
const MAKING: i64 = 0x6C69_6E6C_69FF;

/// A migrated file of SQLite.
pub(crate) async fn sqlite(lists: &[&[Migration]]) -> Arc<[u8]> {
    let digest = Migration::digest(Dialect::Sqlite, lists);
    let mut files = FILES.lock().await;
    if let Some(file) = files.get(&digest) {
        return Arc::clone(file);
    }
    let folder = tempfile::tempdir().expect("a folder for the template");
    let path = folder.path().join("template.db");
    make(&path.to_string_lossy(), lists).await;
    let file: Arc<[u8]> = std::fs::read(&path).expect("the template is read").into();
    files.insert(digest, Arc::clone(&file));
    file
}

/// The name of a migrated database on the server whose maintenance database is `admin`; made there if need be, by one process
/// while others wait.
pub(crate) async fn postgres(admin: &Database, base: &str, lists: &[&[Migration]]) -> String {
    let digest = Migration::digest(Dialect::Postgres, lists);
    let name = format!("template_{}", &digest[..32]);
    if is_there(admin, &name).await {
        return name;
    }
    let mut making = admin.begin().await.expect("a transaction to hold the lock");
    let lock = "SELECT pg_advisory_xact_lock(?1)";
    making.execute("wait for a template", lock, [MAKING.into()]).await.expect("the lock");
    if !is_there(admin, &name).await {
        // Nobody copies it until it has its name; who made it last may have been killed.
        let half = format!("{name}_half");
        administer(admin, &format!("DROP DATABASE IF EXISTS {half} WITH (FORCE)")).await;
        administer(admin, &format!("CREATE DATABASE {half}")).await;
        make(&format!("{base}/{half}"), lists).await;
        administer(admin, &format!("ALTER DATABASE {half} WITH ALLOW_CONNECTIONS false")).await;
        administer(admin, &format!("ALTER DATABASE {half} RENAME TO {name}")).await;
    }
    making.rollback().await.expect("the lock is given back");
    name
}

/// What follows `CREATE DATABASE` and its name for a copy of `template`. Files are copied as files: otherwise every page goes
/// through the server's buffers and its log. That asks for two checkpoints, which are quick where nothing is synced.
pub(crate) fn copied(template: &str) -> String {
    format!(" TEMPLATE {template} STRATEGY FILE_COPY")
}

/// Migrates an empty database and leaves it.
async fn make(address: &str, lists: &[&[Migration]]) {
    let database = Database::open(address).await.expect("the template opens");
    let clock = FixedClock::at(MONDAY_MORNING);
    database.migrate(lists, &clock).await.expect("the template is migrated");
    database.close().await.expect("the template closes");
}

async fn is_there(admin: &Database, name: &str) -> bool {
    let sql = "SELECT 1 AS found FROM pg_database WHERE datname = ?1";
    let found = database::row(admin, "look for a template", sql, [name.into()]).await;
    found.expect("the server tells of its databases").is_some()
}

async fn administer(admin: &Database, sql: &str) {
    admin.administer(sql).await.expect("a template is made");
}
