//! The writing side of a load: a task of its own, so that rows are made ready while others are being written.

use std::sync::{Arc, Mutex, PoisonError};

use database::{Database, UnitOfWork};
use sea_orm::Value;
use tokio::{
    sync::mpsc::{self, error::TryRecvError},
    task::JoinHandle,
};

use crate::{Error, Result};

/// Parts on their way; a load that is faster than the database waits.
const ON_THE_WAY: usize = 4;
/// Rows of one transaction at most.
const MOST: usize = 200_000;

/// Rows of one table.
pub(super) struct Part {
    pub(super) table: &'static str,
    pub(super) columns: Vec<&'static str>,
    pub(super) values: Vec<Vec<Value>>,
}

/// Writes parts in the order they are given. Dropped before [`Writer::finish`] it writes no more.
#[derive(Debug)]
pub(super) struct Writer {
    to: mpsc::Sender<Part>,
    work: JoinHandle<()>,
    failed: Arc<Mutex<Option<Error>>>,
}

impl Writer {
    pub(super) fn begin(database: Database) -> Self {
        let (to, from) = mpsc::channel(ON_THE_WAY);
        let failed: Arc<Mutex<Option<Error>>> = Arc::default();
        let told = Arc::clone(&failed);
        let work = tokio::spawn(async move {
            if let Err(error) = write(&database, from).await {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            }
        });
        Self { to, work, failed }
    }

    /// Hands rows over; tells what went wrong with those before.
    pub(super) async fn put(&self, part: Part) -> Result<()> {
        match self.to.send(part).await {
            Ok(()) => Ok(()),
            Err(_) => Err(self.failure()),
        }
    }

    /// Waits until everything is written.
    pub(super) async fn finish(mut self) -> Result<()> {
        // A channel that nobody sends into ends the work.
        self.to = mpsc::channel(1).0;
        let ended = (&mut self.work).await;
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (ended, failed) {
            (_, Some(error)) => Err(error),
            (Ok(()), None) => Ok(()),
            (Err(_), None) => Err(Error::LoadEnded),
        }
    }

    fn failure(&self) -> Error {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).take();
        failed.unwrap_or(Error::LoadEnded)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.work.abort();
    }
}

/// A transaction ends when it is large, or when nothing waits to be written.
async fn write(database: &Database, mut from: mpsc::Receiver<Part>) -> Result<()> {
    let mut open: Option<(UnitOfWork, usize)> = None;
    loop {
        let next = match from.try_recv() {
            Ok(part) => Some(part),
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) => {
                if let Some((unit, _)) = open.take() {
                    unit.commit().await?;
                }
                from.recv().await
            }
        };
        let Some(Part { table, columns, values }) = next else { break };
        let (mut unit, rows) = match open.take() {
            Some(open) => open,
            None => (database.begin().await?, 0),
        };
        let rows = rows + values.len();
        unit.insert_rows(table, &columns, values, "").await?;
        if rows >= MOST {
            unit.commit().await?;
        } else {
            open = Some((unit, rows));
        }
    }
    match open {
        Some((unit, _)) => Ok(unit.commit().await?),
        None => Ok(()),
    }
}
