//! Which run loads the next generation: a row of the generations that is not current. Runs over lakes of their own may be
//! at work on one database, and the slot that nobody reads is one.

use database::{Database, UnitOfWork, id_value};
use kernel::Id;

use super::row;
use crate::{Result, Run, RunState};

/// Takes hold of a generation, from whoever is no longer at work too; `false` where another run has it, or loaded it.
pub(crate) async fn take(unit: &mut UnitOfWork, generation: i64, run: Id<Run>) -> Result<bool> {
    let gone = "DELETE FROM block_generation WHERE current = ?1
        AND (run_id = ?2 OR run_id NOT IN (SELECT id FROM block_run WHERE state = ?3))";
    let values = [false.into(), id_value(run), RunState::Running.name().into()];
    unit.execute("forget loads that nobody is at", gone, values).await?;
    let take = "INSERT INTO block_generation (number, run_id, current, loaded_at)
        VALUES (?1, ?2, ?3, 0) ON CONFLICT (number) DO NOTHING";
    let values = [generation.into(), id_value(run), false.into()];
    Ok(unit.execute("take hold of a generation", take, values).await? == 1)
}

/// Whether a run holds a generation still.
pub(crate) async fn holds(database: &Database, generation: i64, run: Id<Run>) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM block_generation
        WHERE number = ?1 AND run_id = ?2 AND current = ?3";
    let values = [generation.into(), id_value(run), false.into()];
    Ok(row(database, "look who loads a generation", sql, values).await?.is_some())
}

/// Lets go of it; `false` where another run took hold of it.
pub(crate) async fn let_go(unit: &mut UnitOfWork, generation: i64, run: Id<Run>) -> Result<bool> {
    let sql = "DELETE FROM block_generation WHERE number = ?1 AND run_id = ?2 AND current = ?3";
    let values = [generation.into(), id_value(run), false.into()];
    Ok(unit.execute("let go of a generation", sql, values).await? == 1)
}
