//! The SQL of the blocks.

pub(crate) mod ahead;
pub(crate) mod census;
pub(crate) mod claims;
pub(crate) mod contacts;
pub(crate) mod corrections;
pub(crate) mod day;
pub(crate) mod judgements;
pub(crate) mod lineage;
pub(crate) mod loading;
pub(crate) mod mentions;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod relations;
pub(crate) mod review;
pub(crate) mod runs;
pub(crate) mod signals;
pub(crate) mod slot;
pub(crate) mod sources;
pub(crate) mod sums;
pub(crate) mod tag_run;
pub(crate) mod tags;
pub(crate) mod things;
pub(crate) mod values;

use database::{Database, count, get, row, rows};

pub(crate) use self::slot::Slot;
use crate::Result;

/// The generation that everyone sees; `None` before the first run.
pub(crate) async fn current_generation(database: &Database) -> Result<Option<i64>> {
    let sql = "SELECT number FROM block_generation WHERE current = ?1 ORDER BY number DESC LIMIT 1";
    let found = row(database, "read the current generation", sql, [true.into()]).await?;
    Ok(found.map(|row| get(&row, "number")).transpose()?)
}

/// The current generation, or 0 where nothing was loaded: no row has it.
pub(crate) async fn generation(database: &Database) -> Result<i64> {
    Ok(current_generation(database).await?.unwrap_or(0))
}

/// `?n, ?n+1 …` for `count` values from `first`.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ")
}
