//! The store suite of the door itself, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod read;
mod templates;

use database::{Action, Change, Migration};
use sea_orm::ConnectionTrait as _;
use testing::{World, on_each_database};

const THINGS: &[Migration] = &[Migration {
    name: "20260101_0000_test_things",
    sql: "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL, data BYTES)",
}];

const NOTES: &[Migration] = &[Migration {
    name: "20260101_0002_test_notes",
    sql: "CREATE TABLE note (id BIGINT PRIMARY KEY, words TEXT NOT NULL)",
}];

fn change(n: usize) -> Change {
    Change {
        topic: "test",
        kind: "thing.created".to_owned(),
        subject: format!("thing:{n}"),
        detail: "{}".to_owned(),
    }
}

async fn count(world: &World, table: &str) -> i64 {
    let query = world.database.statement(&format!("SELECT COUNT(*) AS n FROM {table}"), []);
    let row = world.database.reader().query_one_raw(query).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[test]
fn migrations_run_once_and_refuse_another_text() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let other = [Migration { sql: "CREATE TABLE thing (id BIGINT)", ..THINGS[0] }];
        let refused = world.database.migrate(&[&other], &*world.clock).await.unwrap_err();
        assert!(refused.to_string().contains("20260101_0000_test_things"), "{refused}");
    });
}

#[test]
fn a_migration_that_is_missing_is_applied_alone() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let earlier = [Migration {
            name: "20251231_0000_test_earlier",
            sql: "CREATE TABLE earlier (id BIGINT PRIMARY KEY)",
        }];
        world.database.migrate(&[THINGS, &earlier], &*world.clock).await.unwrap();
        assert_eq!(count(&world, "earlier").await, 0);
        assert_eq!(count(&world, "migration").await, 3);
    });
}

#[test]
fn a_migration_that_fails_leaves_nothing() {
    on_each_database(|world| async move {
        let broken = [Migration {
            name: "20260101_0001_test_broken",
            sql: "CREATE TABLE half (id BIGINT); CREATE TABLE half (id BIGINT)",
        }];
        world.database.migrate(&[&broken], &*world.clock).await.unwrap_err();
        let query = world.database.statement("SELECT 1 FROM half", []);
        assert!(world.database.reader().query_all_raw(query).await.is_err());
    });
}

#[test]
fn what_is_not_committed_is_not_there() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let mut unit = world.database.begin().await.unwrap();
        let rows = vec![vec![1_i64.into(), "a".into(), vec![1_u8, 2].into()]];
        unit.insert_rows("thing", &["id", "name", "data"], rows, "").await.unwrap();
        drop(unit);
        assert_eq!(count(&world, "thing").await, 0);
    });
}

#[test]
fn many_rows_go_in_by_one_door_whatever_the_bind_limit() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let rows = |n: i64| -> Vec<_> {
            (0..n).map(|id| vec![id.into(), format!("n{id}").into(), vec![0_u8].into()]).collect()
        };
        let mut unit = world.database.begin().await.unwrap();
        let columns = ["id", "name", "data"];
        let skip = "ON CONFLICT (id) DO NOTHING";
        assert_eq!(unit.insert_rows("thing", &columns, rows(2_345), skip).await.unwrap(), 2_345);
        assert_eq!(unit.insert_rows("thing", &columns, rows(2_346), skip).await.unwrap(), 1);
        unit.commit().await.unwrap();
        assert_eq!(count(&world, "thing").await, 2_346);
    });
}

#[test]
fn the_feed_is_numbered_without_gaps_and_in_order() {
    on_each_database(|world| async move {
        world.database.migrate(&[], &*world.clock).await.unwrap();
        for round in 0..3 {
            let mut unit = world.database.begin().await.unwrap();
            for n in 0..5 {
                unit.publish(&change(round * 5 + n), &world.ids, &*world.clock).await.unwrap();
            }
            unit.commit().await.unwrap();
        }
        let entries = world.database.feed_after("test", 4, 100).await.unwrap();
        let numbers: Vec<i64> = entries.iter().map(|entry| entry.sequence).collect();
        assert_eq!(numbers, (5..=15).collect::<Vec<i64>>());
        assert_eq!(entries[0].subject, "thing:4");
        assert_eq!(world.database.feed_head().await.unwrap(), 15);
    });
}

#[test]
fn many_changes_of_one_unit_are_numbered_in_the_order_they_were_published() {
    on_each_database(|world| async move {
        world.database.migrate(&[], &*world.clock).await.unwrap();
        let mut unit = world.database.begin().await.unwrap();
        unit.publish(&change(0), &world.ids, &*world.clock).await.unwrap();
        drop(unit);
        let mut unit = world.database.begin().await.unwrap();
        for n in 0..2_345 {
            unit.publish(&change(n), &world.ids, &*world.clock).await.unwrap();
        }
        unit.commit().await.unwrap();
        assert_eq!(count(&world, "feed").await, 2_345, "what was dropped is not there");
        let entries = world.database.feed_after("test", 0, 9_999).await.unwrap();
        for (n, entry) in entries.iter().enumerate() {
            assert_eq!(entry.subject, format!("thing:{n}"));
            assert_eq!(entry.sequence, i64::try_from(n).unwrap() + 1);
        }
        assert_eq!(entries.len(), 2_345);
        world.database.number_feed().await.unwrap();
        assert_eq!(world.database.feed_head().await.unwrap(), 2_345);
    });
}

#[test]
fn writers_that_read_first_do_not_lock_each_other_out() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let (database, clock, ids) = (&world.database, &world.clock, &world.ids);
        let write = |n: i64| async move {
            let mut unit = database.begin().await.unwrap();
            let query = unit.statement("SELECT COUNT(*) AS n FROM thing", []);
            unit.connection().query_one_raw(query).await.unwrap();
            let sql = "INSERT INTO thing (id, name) VALUES (?1, ?2)";
            unit.execute("insert", sql, [n.into(), "x".into()]).await.unwrap();
            let action = Action {
                kind: "thing.create",
                account: None,
                subject: format!("thing:{n}"),
                reason: String::new(),
                detail: "{}".to_owned(),
            };
            unit.record(&action, ids, &**clock).await.unwrap();
            unit.commit().await.unwrap();
        };
        let writes = (0..40).map(write);
        futures::future::join_all(writes).await;
        assert_eq!(count(&world, "thing").await, 40);
        assert_eq!(count(&world, "action").await, 40);
    });
}

#[test]
fn writes_that_wait_together_are_each_kept_or_refused() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let write = |n: i64| {
            let (database, ids, clock) =
                (world.database.clone(), world.ids.clone(), world.clock.clone());
            async move {
                let lane = u64::try_from(n).unwrap();
                database
                    .together(lane, move |unit| {
                        Box::pin(async move {
                            let sql = "INSERT INTO thing (id, name) VALUES (?1, 'x')";
                            unit.execute("keep", sql, [n.into()]).await?;
                            let at = usize::try_from(n).unwrap();
                            unit.publish(&change(at), &ids, &*clock).await?;
                            // Every third is refused after it has written.
                            let refused = database::Error::Together { cause: None };
                            if n % 3 == 0 { Err(refused) } else { Ok(n) }
                        })
                    })
                    .await
            }
        };
        let done = futures::future::join_all((0..90).map(write)).await;
        for (n, outcome) in done.iter().enumerate() {
            assert_eq!(outcome.is_ok(), n % 3 != 0, "{n}");
        }
        assert_eq!(count(&world, "thing").await, 60);
        assert_eq!(world.database.feed_head().await.unwrap(), 60);
        // One that fails at the database is refused alone, too.
        let again = futures::future::join_all([1, 100].map(write)).await;
        assert!(again[0].is_err() && again[1].is_ok());
        assert_eq!(count(&world, "thing").await, 61);
    });
}

#[test]
fn a_write_that_sets_its_savepoint_late_is_kept_or_refused_among_others() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let refused = || database::Error::Together { cause: None };
        let write = |n: i64| {
            let (database, ids, clock) =
                (world.database.clone(), world.ids.clone(), world.clock.clone());
            async move {
                let (at, lane) = (usize::try_from(n).unwrap(), u64::try_from(n / 2).unwrap());
                if n % 2 == 0 {
                    let sql = "INSERT INTO thing (id, name) VALUES (?1, 'x')";
                    let early = database.together(lane, move |unit| {
                        Box::pin(async move {
                            unit.execute("keep", sql, [n.into()]).await?;
                            if n % 3 == 0 { Err(refused()) } else { Ok(()) }
                        })
                    });
                    return early.await.is_ok();
                }
                let lazy = database.together_late(lane, move |unit| {
                    Box::pin(async move {
                        unit.publish(&change(at), &ids, &*clock).await?;
                        if n % 5 == 0 {
                            // Before anything was written.
                            return Err(refused());
                        }
                        let sql = "INSERT INTO thing (id, name) VALUES (?1, 'x') RETURNING id";
                        let row = unit.returning("keep", sql, [n.into()]).await?;
                        assert_eq!(row.unwrap().try_get::<i64>("", "id").unwrap(), n);
                        if n % 3 == 0 { Err(refused()) } else { Ok(()) }
                    })
                });
                lazy.await.is_ok()
            }
        };
        let stays = |n: i64| n % 3 != 0 && (n % 2 == 0 || n % 5 != 0);
        let done = futures::future::join_all((0..90).map(write)).await;
        assert_eq!(done, (0..90).map(stays).collect::<Vec<_>>());
        let kept = (0..90).filter(|n| stays(*n)).count();
        assert_eq!(count(&world, "thing").await, i64::try_from(kept).unwrap());
        let told = (0..90).filter(|n| n % 2 == 1 && stays(*n)).count();
        assert_eq!(world.database.feed_head().await.unwrap(), i64::try_from(told).unwrap());
        // One that fails at the database, alone and among others.
        assert!(!write(1).await);
        let again = futures::future::join_all([1, 101, 7, 103].map(write)).await;
        assert_eq!(again, [false, true, false, true]);
        assert_eq!(count(&world, "thing").await, i64::try_from(kept).unwrap() + 2);
    });
}

#[test]
fn a_row_that_a_database_refuses_takes_no_other_with_it() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        let write = |n: i64, name: &'static str| {
            world.database.together(0, move |unit| {
                Box::pin(async move {
                    let row = vec![n.into(), name.into()];
                    unit.insert_later("thing", &["id", "name"], row).await?;
                    Ok::<_, database::Error>(())
                })
            })
        };
        let names = ["x", "a\0b", "y"];
        let done = futures::future::join_all((1..).zip(names).map(|(n, name)| write(n, name)));
        let kept = done.await.iter().filter(|done| done.is_ok()).count();
        assert_eq!(count(&world, "thing").await, i64::try_from(kept).unwrap());
        assert!(kept >= 2, "those with no NUL in them are kept on every database");
    });
}

#[test]
fn rows_that_are_held_back_are_written_with_the_commit_but_for_those_of_a_refused_write() {
    on_each_database(|world| async move {
        world.database.migrate(&[NOTES], &*world.clock).await.unwrap();
        let note = |n: i64| -> Vec<sea_orm::Value> { vec![n.into(), "x".into()] };
        let mut unit = world.database.begin().await.unwrap();
        for n in 0..2_345 {
            unit.insert_later("note", &["id", "words"], note(n)).await.unwrap();
        }
        unit.commit().await.unwrap();
        assert_eq!(count(&world, "note").await, 2_345);
        let write = |n: i64| {
            let database = world.database.clone();
            async move {
                let lane = u64::try_from(n).unwrap();
                database
                    .together(lane, move |unit| {
                        Box::pin(async move {
                            unit.insert_later("note", &["id", "words"], note(n)).await?;
                            let refused = database::Error::Together { cause: None };
                            if n % 3 == 0 { Err(refused) } else { Ok(n) }
                        })
                    })
                    .await
            }
        };
        let done = futures::future::join_all((3_000..3_090).map(write)).await;
        assert_eq!(done.iter().filter(|outcome| outcome.is_ok()).count(), 60);
        assert_eq!(count(&world, "note").await, 2_345 + 60);
    });
}

#[tokio::test]
async fn a_full_disk_is_told_as_such_and_leaves_nothing_half_written() {
    let world = World::sqlite().await;
    world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
    // SQLite's own bound on its file answers as a full disk does.
    let bound = async |pages: &str| {
        let mut unit = world.database.begin().await.unwrap();
        unit.execute("bound", &format!("PRAGMA max_page_count = {pages}"), []).await.unwrap();
        unit.commit().await.unwrap();
    };
    let fill = async || {
        let mut unit = world.database.begin().await?;
        for n in 0..100_i64 {
            let line = vec![n.into(), "a".into(), vec![0_u8; 64 * 1024].into()];
            unit.insert_rows("thing", &["id", "name", "data"], vec![line], "").await?;
        }
        unit.commit().await
    };
    bound("1000").await;
    let error = fill().await.unwrap_err();
    assert!(error.is_disk_full(), "{error:?}");
    assert_eq!(count(&world, "thing").await, 0);
    bound("1000000").await;
    fill().await.unwrap();
    assert_eq!(count(&world, "thing").await, 100);
}
