//! Connections that read on SQLite, kept at hand for the next question.
//!
//! A pool asks each connection that comes back whether it still answers: a task, and two changes of thread, for every
//! question. No wire could have broken here, so that a few connections stay out of it; the one that read last reads next,
//! with its pages and statements in memory. They are opened as the pool opens its own, and each question sees what is
//! committed when it is put, as it does there.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DbErr, QueryResult, RuntimeErr, Statement, Value,
    sqlx::{
        self, Arguments, AssertSqlSafe, Connection as _, Sqlite, SqliteConnection,
        sqlite::{SqliteArguments, SqliteConnectOptions},
    },
};
use tokio::sync::Semaphore;

use crate::Database;

/// Connections at hand; where all of them read, the pool does.
const KEPT: u32 = 4;

/// Connections at hand, opened when they are first needed.
#[derive(Debug)]
pub(crate) struct Readers {
    options: Arc<SqliteConnectOptions>,
    idle: Mutex<Vec<SqliteConnection>>,
    turns: Semaphore,
}

impl Database {
    /// All rows of a statement.
    pub(crate) async fn all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if let Some(readers) = &self.readers
            && let Some(found) = readers.rows(&statement).await
        {
            return found;
        }
        self.reader().query_all_raw(statement).await
    }

    /// The first row of a statement.
    pub(crate) async fn first(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if let Some(readers) = &self.readers
            && let Some(found) = readers.row(&statement).await
        {
            return found;
        }
        self.reader().query_one_raw(statement).await
    }
}

impl Readers {
    /// For the file that a pool of SQLite reads.
    pub(crate) fn beside(pool: &DatabaseConnection) -> Self {
        Self {
            options: pool.get_sqlite_connection_pool().connect_options(),
            idle: Mutex::default(),
            turns: Semaphore::new(KEPT as usize),
        }
    }

    /// All rows of a statement; nothing where the pool must answer it.
    async fn rows(&self, statement: &Statement) -> Option<Result<Vec<QueryResult>, DbErr>> {
        let _turn = self.turns.try_acquire().ok()?;
        let values = values(statement)?;
        let mut connection = self.take().await?;
        let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(statement.sql.as_str()), values);
        let found = query.fetch_all(&mut connection).await;
        if found.is_ok() {
            self.idle().push(connection);
        }
        let rows = found.map(|rows| rows.into_iter().map(QueryResult::from).collect());
        Some(rows.map_err(failed))
    }

    /// The first row of a statement; nothing where the pool must answer it.
    async fn row(&self, statement: &Statement) -> Option<Result<Option<QueryResult>, DbErr>> {
        let _turn = self.turns.try_acquire().ok()?;
        let values = values(statement)?;
        let mut connection = self.take().await?;
        let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(statement.sql.as_str()), values);
        let found = query.fetch_optional(&mut connection).await;
        if found.is_ok() {
            self.idle().push(connection);
        }
        let row = found.map(|row| row.map(QueryResult::from));
        Some(row.map_err(failed))
    }

    /// One that nobody reads by. It comes back when a question was answered: one that failed, or that nobody waits for any
    /// more, takes its connection with it.
    async fn take(&self) -> Option<SqliteConnection> {
        let at_hand = self.idle().pop();
        if at_hand.is_some() {
            return at_hand;
        }
        SqliteConnection::connect_with(&self.options).await.ok()
    }

    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes them once all questions are answered; later ones are the pool's.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        let _all = self.turns.acquire_many(KEPT).await;
        self.turns.close();
        let kept = mem::take(&mut *self.idle());
        for connection in kept {
            connection.close().await.map_err(failed)?;
        }
        Ok(())
    }
}

/// What a statement binds, as the driver takes it; nothing where it is of a kind that no statement here has.
fn values(statement: &Statement) -> Option<SqliteArguments> {
    let mut bound = SqliteArguments::default();
    for value in statement.values.iter().flat_map(|values| &values.0) {
        let taken = match value {
            Value::Bool(value) => Arguments::add(&mut bound, *value),
            Value::Int(value) => Arguments::add(&mut bound, *value),
            Value::BigInt(value) => Arguments::add(&mut bound, *value),
            Value::Double(value) => Arguments::add(&mut bound, *value),
            Value::String(value) => Arguments::add(&mut bound, value.clone()),
            Value::Bytes(value) => Arguments::add(&mut bound, value.clone()),
            _ => return None,
        };
        taken.ok()?;
    }
    Some(bound)
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}
