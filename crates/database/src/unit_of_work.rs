//! One transaction, passed from capability to capability.

use kernel::{Clock, Ids};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, QueryResult, Statement, Value};
use tokio::sync::OwnedMutexGuard;

use crate::{
    Action, ActionId, Change, Database, Dialect, Error, Result, action, bulk, feed, statement,
};

/// Pages that a connection to SQLite holds, as its pragma takes it: 64 MiB.
pub(crate) const SQLITE_CACHE: &str = "-65536";
/// 1 GiB.
const SQLITE_LARGE_CACHE: &str = "-1048576";

/// Rows that a transaction holds back at most before it writes them, and changes.
const MOST_HELD: usize = 1_000;

/// A row that is written with the others of its table.
#[derive(Debug)]
struct Later {
    table: &'static str,
    columns: &'static [&'static str],
    values: Vec<Value>,
}

/// Pages that a transaction holds in memory at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As many as any.
    Usual,
    /// For one that changes a hundred thousand rows.
    Large,
}

/// A transaction. Dropped without [`UnitOfWork::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct UnitOfWork {
    database: Database,
    transaction: DatabaseTransaction,
    /// Rows that are held back: see [`Self::insert_later`].
    later: Vec<Later>,
    /// Changes that are held back, as rows.
    changes: Vec<Vec<Value>>,
    /// The first row and the first change of the part that runs: see [`Self::begin_part`].
    part: (usize, usize),
    /// The savepoint that the part that runs has to set before it writes.
    owed: Option<&'static str>,
    /// Whether any were written.
    published: bool,
    // Last: released after the transaction has ended.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl UnitOfWork {
    pub(crate) const fn new(
        database: Database,
        transaction: DatabaseTransaction,
        turn: Option<OwnedMutexGuard<()>>,
    ) -> Self {
        Self {
            database,
            transaction,
            later: Vec::new(),
            changes: Vec::new(),
            part: (0, 0),
            owed: None,
            published: false,
            _turn: turn,
        }
    }

    /// The connection for statements inside the transaction.
    #[must_use]
    pub const fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Which database this is.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.database.dialect()
    }

    /// A statement of this database from text with `?1`-style placeholders.
    #[must_use]
    pub fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        statement(self.dialect(), sql, values)
    }

    /// Runs a statement that returns no rows; the count of rows it touched.
    pub async fn execute(
        &mut self,
        doing: &'static str,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<u64> {
        let statement = self.statement(sql, values);
        let done = self.transaction.execute_raw(statement).await.map_err(Error::query(doing))?;
        Ok(done.rows_affected())
    }

    /// Makes room for a transaction that changes pages all over the file, or gives it back before the commit. Pages
    /// that do not fit go to the log, are read from there, and go there again. PostgreSQL has room of its own.
    pub async fn make_room(&mut self, room: Room) -> Result<()> {
        if self.dialect() == Dialect::Sqlite {
            let sql = match room {
                Room::Usual => format!("PRAGMA cache_size = {SQLITE_CACHE}"),
                Room::Large => format!("PRAGMA cache_size = {SQLITE_LARGE_CACHE}"),
            };
            // A statement that is kept prepared would say it once.
            let done = self.transaction.execute_unprepared(&sql).await;
            done.map_err(Error::query("make room"))?;
        }
        Ok(())
    }

    /// Writes down who does what, when and why; returns the action's id.
    pub async fn record(
        &mut self,
        action: &Action,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<ActionId> {
        action::insert(self, action, ids, clock).await
    }

    /// Publishes a change to the feed; it is written with the others of this transaction, and numbered once this commits.
    pub async fn publish(&mut self, change: &Change, ids: &Ids, clock: &dyn Clock) -> Result<()> {
        self.changes.push(feed::unnumbered(change, ids, clock));
        if self.changes.len() - self.part.1 < MOST_HELD {
            return Ok(());
        }
        self.settle().await?;
        self.write_changes(self.part.1).await
    }

    /// Writes the changes that are held back, from this one on.
    async fn write_changes(&mut self, from: usize) -> Result<()> {
        let changes = self.changes.split_off(from);
        if changes.is_empty() {
            return Ok(());
        }
        self.published = true;
        feed::insert(self, changes).await
    }

    /// A part begins that may be undone by itself, to the savepoint that `owed` sets before it writes anything
    /// ([`Self::settle`]): what it holds back is written within it, or after all parts.
    pub(crate) fn begin_part(&mut self, owed: Option<&'static str>) {
        self.part = (self.later.len(), self.changes.len());
        self.owed = owed;
    }

    /// Whether the part that runs has set its savepoint.
    pub(crate) const fn is_settled(&self) -> bool {
        self.owed.is_none()
    }

    /// The part that runs is undone: nothing that it held back is written any more.
    pub(crate) fn forget_part(&mut self) {
        self.later.truncate(self.part.0);
        self.changes.truncate(self.part.1);
    }

    /// Sets the savepoint to which this write can be undone by itself, where it shares the transaction and has not yet:
    /// see [`Database::together_late`].
    pub async fn settle(&mut self) -> Result<()> {
        match self.owed.take() {
            Some(sql) => self.step(sql).await,
            None => Ok(()),
        }
    }

    /// Runs statements that divide the transaction.
    pub(crate) async fn step(&self, sql: &str) -> Result<()> {
        let done = self.transaction.execute_unprepared(sql).await;
        done.map(|_| ()).map_err(Error::query("divide a batch of writes"))
    }

    /// Writes, and the first row that is told of it (`RETURNING`). The savepoint that is owed goes with it, where the database
    /// takes several statements at once: a way to it and back is half of what a small write costs.
    pub async fn returning(
        &mut self,
        doing: &'static str,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<QueryResult>> {
        let statement = match (self.dialect(), self.owed.take()) {
            (Dialect::Sqlite, Some(owed)) => self.statement(&format!("{owed}; {sql}"), values),
            (Dialect::Postgres, Some(owed)) => {
                self.step(owed).await?;
                self.statement(sql, values)
            }
            (_, None) => self.statement(sql, values),
        };
        self.transaction.query_one_raw(statement).await.map_err(Error::query(doing))
    }

    /// Inserts a row with the others of its table that come this way, those of all writes that share the transaction: before
    /// the commit, or once there are many. No statement of this unit sees it before; and it must be one that nothing can
    /// refuse, for then all of them would be. PostgreSQL refuses a text that holds a NUL: such a row is written at once.
    pub async fn insert_later(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        values: Vec<Value>,
    ) -> Result<()> {
        if values.iter().any(holds_nul) {
            self.settle().await?;
            return self.insert_rows(table, columns, vec![values], "").await.map(|_| ());
        }
        self.later.push(Later { table, columns, values });
        if self.later.len() - self.part.0 < MOST_HELD {
            return Ok(());
        }
        self.settle().await?;
        self.write_later(self.part.0).await
    }

    /// Writes the rows that are held back, from this one on: a statement for each table.
    async fn write_later(&mut self, from: usize) -> Result<()> {
        let mut later = self.later.split_off(from);
        while let Some(&Later { table, columns, .. }) = later.first() {
            let of_table = later.extract_if(.., |row| row.table == table && row.columns == columns);
            let rows = of_table.map(|row| row.values).collect();
            self.insert_rows(table, columns, rows, "").await?;
        }
        Ok(())
    }

    /// Inserts many rows by as few statements as the database takes.
    ///
    /// `rows` holds the values of each row in the order of `columns`; `suffix`
    /// follows the values, as in `ON CONFLICT (id) DO NOTHING`. Returns the
    /// count of rows written.
    pub async fn insert_rows(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Value>>,
        suffix: &str,
    ) -> Result<u64> {
        bulk::insert_rows(self, table, columns, rows, suffix).await
    }

    /// Commits; then numbers what was published. SQLite has one writer at a
    /// time, so that there the numbers are given before the commit and become
    /// visible in their order all the same: one flush in place of two.
    pub async fn commit(mut self) -> Result<()> {
        self.write_later(0).await?;
        self.write_changes(0).await?;
        let after = self.published && self.dialect() == Dialect::Postgres;
        let Self { database, transaction, _turn: turn, .. } = self;
        transaction.commit().await.map_err(Error::query("commit"))?;
        drop(turn);
        if after { database.number_feed().await } else { Ok(()) }
    }

    pub(crate) async fn commit_unnumbered(self) -> Result<()> {
        self.transaction.commit().await.map_err(Error::query("commit"))
    }

    /// Undoes everything.
    pub async fn rollback(self) -> Result<()> {
        self.transaction.rollback().await.map_err(Error::query("roll back"))
    }
}

fn holds_nul(value: &Value) -> bool {
    matches!(value, Value::String(Some(text)) if text.contains('\0'))
}
