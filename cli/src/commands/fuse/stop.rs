//! A run that is told to stop says what it leaves.

use std::time::Duration;

use anyhow::Result;
use blocks::{Blocks, Standing};
use database::{Database, UnitOfWork};
use tokio::{task::JoinHandle, time::timeout};

use crate::{commands::serve::stopped, terminal::Terminal};

/// The exit code, as shells have it for an interrupt.
const STOPPED: i32 = 130;
/// How long a write that is under way is waited for, so that what is told holds.
const UNDER_WAY: Duration = Duration::from_secs(5);

/// Listens for the word to stop until it is dropped.
pub(crate) struct Watch(JoinHandle<()>);

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Ends the process when it is told to stop, as a kill would, but with a word on the blocks: a run works on every thread
/// and looks up from none.
pub(crate) async fn watch(database: &Database, json: bool) -> Result<Watch> {
    let before = Blocks::new(database.clone()).standing().await?;
    let (stop, database) = (stopped()?, database.clone());
    Ok(Watch(tokio::spawn(async move {
        stop.await;
        leave(&database, before.as_ref(), json).await;
    })))
}

async fn leave(database: &Database, before: Option<&Standing>, json: bool) {
    // To the end of the process the blocks are kept as they are found.
    let _kept = timeout(UNDER_WAY, keep(database)).await;
    let (message, action) = match Blocks::new(database.clone()).standing().await {
        Ok(now) if now.as_ref() == before => (
            "stopped: the blocks are as they were",
            "the same command goes on after the last stage that was finished",
        ),
        Ok(_) => (
            "stopped after the change was made: the blocks are the new ones, whole",
            "the next run puts away what this one left",
        ),
        Err(_) => (
            "stopped: what became of the blocks could not be asked",
            "see Runs in the console; the same command goes on after the last stage that was finished",
        ),
    };
    Terminal::stopped(json, message, action);
    std::process::exit(STOPPED);
}

/// Takes the turn to write, and on PostgreSQL, which has many, the generation that everyone sees.
async fn keep(database: &Database) -> Result<UnitOfWork> {
    let mut unit = database.begin().await?;
    Blocks::new(database.clone()).hold(&mut unit).await?;
    Ok(unit)
}
