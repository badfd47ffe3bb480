//! Opening a database and beginning to write.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database as SeaOrm, DatabaseConnection,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _, Value,
};
use tokio::sync::Mutex;

use crate::{
    Dialect, Error, Result, UnitOfWork, batch::Lanes, statement, unit_of_work::SQLITE_CACHE,
};

/// Connections that read at once on SQLite.
const SQLITE_READERS: u32 = 8;
/// Pages that SQLite's log takes before they are put into the file: 32 MiB. Each time costs two flushes and a write for
/// every page that was changed, and some change with each commit: of a thousand, which it takes by itself, few are put
/// there for good.
const SQLITE_LOG: &str = "8192";
/// Statements that a connection keeps prepared: an update of a case has as many forms as sets of columns that change with one
/// another.
const SQLITE_STATEMENTS: usize = 256;
/// Bytes of the file that are read where they lie and not copied: as many as SQLite is built for.
const SQLITE_MAPPED: &str = "2147418112";
/// Connections to one PostgreSQL server.
const POSTGRES_CONNECTIONS: u32 = 20;
/// A connection that lay unused so long may have been cut, and is tried before it is used: a way there and back.
const POSTGRES_IDLE: Duration = Duration::from_secs(1);
/// How long a writer of another process is waited for, milliseconds.
const BUSY_TIMEOUT_MS: &str = "30000";

/// An open database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    dialect: Dialect,
    /// Writers of this process queue here rather than at the file's lock.
    turn: Arc<Mutex<()>>,
    pub(crate) lanes: Lanes,
    asked: Arc<AtomicU64>,
}

impl Database {
    /// Opens the database at a path (SQLite; made where missing) or at a
    /// `postgres://` address.
    pub async fn open(address: &str) -> Result<Self> {
        match Dialect::of(address) {
            Dialect::Postgres => Self::open_postgres(address).await,
            Dialect::Sqlite => Self::open_sqlite(Path::new(address)).await,
        }
    }

    async fn open_postgres(address: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(address);
        options.max_connections(POSTGRES_CONNECTIONS).sqlx_logging(false);
        options.test_before_acquire_if_idle_for(POSTGRES_IDLE);
        let shown = without_password(address);
        let pool = SeaOrm::connect(options)
            .await
            .map_err(|source| Error::Open { address: shown, source })?;
        Ok(Self {
            reader: pool.clone(),
            writer: pool,
            dialect: Dialect::Postgres,
            turn: Arc::default(),
            lanes: Lanes::of(Dialect::Postgres),
            asked: Arc::default(),
        })
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|source| Error::Folder { path: folder.to_owned(), source })?;
        }
        // An index over tens of millions of rows is sorted in files, on two threads, where a reader sorts in memory.
        let writer = sqlite_pool(path, 1, "FILE").await?;
        let reader = sqlite_pool(path, SQLITE_READERS, "MEMORY").await?;
        let lanes = Lanes::of(Dialect::Sqlite);
        let (turn, asked) = (Arc::default(), Arc::default());
        Ok(Self { reader, writer, dialect: Dialect::Sqlite, turn, lanes, asked })
    }

    /// Which database this is.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The connection for queries. Nothing is written through it.
    #[must_use]
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// How many questions [`crate::rows`] and [`crate::row`] have put to what is committed since it was opened: what a test
    /// holds a page to, that asks as often for a hundred as for one.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    pub(crate) fn ask(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }

    /// A statement of this database from text with `?1`-style placeholders.
    #[must_use]
    pub fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        statement(self.dialect, sql, values)
    }

    /// Begins to write. On SQLite the write lock is taken at once (`BEGIN
    /// IMMEDIATE`), so that no later statement can meet a locked database.
    pub async fn begin(&self) -> Result<UnitOfWork> {
        let turn = match self.dialect {
            Dialect::Sqlite => Some(Arc::clone(&self.turn).lock_owned().await),
            Dialect::Postgres => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let writer = self.writer.clone();
        let begun = async move { writer.begin_with_options(options).await };
        let begun = match self.dialect {
            Dialect::Sqlite => begun.await,
            // Begun to its end, whoever waits for it or no longer does: a driver that is dropped half-way gives its
            // connection back with the transaction open, and whoever gets it next holds locks for good.
            Dialect::Postgres => tokio::spawn(begun)
                .await
                .unwrap_or_else(|error| Err(sea_orm::DbErr::Custom(error.to_string()))),
        };
        let transaction = begun.map_err(Error::query("begin a transaction"))?;
        Ok(UnitOfWork::new(self.clone(), transaction, turn))
    }

    /// Runs an administrative statement outside any transaction, such as
    /// `CREATE DATABASE`. The text is the caller's own, never a user's.
    pub async fn administer(&self, sql: &str) -> Result<()> {
        self.writer
            .execute_unprepared(sql)
            .await
            .map(|_| ())
            .map_err(Error::query("administer the database"))
    }

    /// Writes what is committed to a file of its own, while others go on writing; nothing that was deleted is in it. For
    /// SQLite: PostgreSQL is copied by its own programs ([`crate::client()`]).
    pub async fn copy_to(&self, path: &Path) -> Result<()> {
        let path = path.to_string_lossy().replace('\'', "''");
        let copied = self.writer.execute_unprepared(&format!("VACUUM INTO '{path}'")).await;
        copied.map(|_| ()).map_err(Error::query("copy the database"))
    }

    /// Closes every connection; on SQLite the log is folded into the file.
    pub async fn close(&self) -> Result<()> {
        self.reader.close_by_ref().await.map_err(Error::query("close the database"))?;
        self.writer.close_by_ref().await.map_err(Error::query("close the database"))
    }

    /// Answers when the database does: for readiness probes.
    pub async fn ping(&self) -> Result<()> {
        self.reader
            .execute_unprepared("SELECT 1")
            .await
            .map(|_| ())
            .map_err(Error::query("reach the database"))
    }
}

async fn sqlite_pool(
    path: &Path,
    connections: u32,
    temp_store: &'static str,
) -> Result<DatabaseConnection> {
    let shown = path.display().to_string();
    let file = path.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    // No wire that could have broken: asking first costs two changes of thread, nearly what the question itself costs.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |given| {
        given
            .filename(&file)
            .in_memory(false)
            .shared_cache(false)
            .create_if_missing(true)
            .foreign_keys(true)
            .statement_cache_capacity(SQLITE_STATEMENTS)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("wal_autocheckpoint", SQLITE_LOG)
            .pragma("busy_timeout", BUSY_TIMEOUT_MS)
            .pragma("cache_size", SQLITE_CACHE)
            .pragma("mmap_size", SQLITE_MAPPED)
            .pragma("temp_store", temp_store)
            .pragma("threads", "2")
    });
    SeaOrm::connect(options).await.map_err(|source| Error::Open { address: shown, source })
}

/// `postgres://user:secret@host/db` as `postgres://user@host/db`.
pub(crate) fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let Some((credentials, host)) = rest.rsplit_once('@') else { return address.to_owned() };
    let user = credentials.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{host}")
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn an_address_is_shown_without_its_password() {
        assert_eq!(without_password("postgres://a:s@cret@h:5/d"), "postgres://a@h:5/d");
        assert_eq!(without_password("postgres://h/d"), "postgres://h/d");
    }
}
