//! Which run loads the next generation: a row of the generations that is not current. Runs over lakes of their own may be
//! at work on one database, and the slot that nobody reads is one.

use database::{Database, UnitOfWork, id_value};
use kernel::Id;
use sea_orm::Value;

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

/// Whether a generation is the one that everyone sees. Where it is, whoever would put another in its place, or hold it
/// too, waits until this ends.
pub(crate) async fn hold(unit: &mut UnitOfWork, generation: i64) -> Result<bool> {
    let sql =
        "UPDATE block_generation SET loaded_at = loaded_at WHERE number = ?1 AND current = ?2";
    let values: [Value; 2] = [generation.into(), true.into()];
    Ok(unit.execute("hold the generation that is seen", sql, values).await? == 1)
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll};

    use database::Dialect;
    use testing::{World, on_each_migrated};

    use super::*;
    use crate::{Blocks, Load};

    /// Whether something in this database waits for a lock.
    async fn somebody_waits(database: &Database) -> bool {
        let sql = "SELECT 1 AS found FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        row(database, "look for a wait", sql, []).await.unwrap().is_some()
    }

    #[test]
    fn a_generation_that_is_held_gives_way_when_it_is_let_go() {
        let lists = [crate::MIGRATIONS, access::MIGRATIONS, register::MIGRATIONS];
        on_each_migrated(&lists, async |world: Arc<World>| {
            let (database, clock, ids) = (&world.database, &*world.clock, &world.ids);
            let load = Load::begin(database, ids.next()).await.unwrap();
            assert_eq!(load.swap("{}", ids, clock).await.unwrap(), 1);
            let next = Load::begin(database, ids.next()).await.unwrap();
            let mut unit = database.begin().await.unwrap();
            Blocks::new(database.clone()).hold(&mut unit).await.unwrap();
            assert!(hold(&mut unit, 1).await.unwrap());
            assert!(!hold(&mut unit, next.generation()).await.unwrap(), "nobody sees it yet");
            let mut swap = pin!(next.swap("{}", ids, clock));
            let waits = poll_fn(|context| Poll::Ready(swap.as_mut().poll(context).is_pending()));
            assert!(waits.await);
            // PostgreSQL lets it go on up to here; SQLite has one writer at a time.
            while database.dialect() == Dialect::Postgres && !somebody_waits(database).await {
                let waits =
                    poll_fn(|context| Poll::Ready(swap.as_mut().poll(context).is_pending()));
                assert!(waits.await);
            }
            unit.rollback().await.unwrap();
            assert_eq!(swap.await.unwrap(), 2);
            let mut unit = database.begin().await.unwrap();
            assert!(!hold(&mut unit, 1).await.unwrap(), "it gave way");
            unit.rollback().await.unwrap();
        });
    }
}
