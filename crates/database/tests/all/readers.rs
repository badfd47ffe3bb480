//! Many read at once, some do not wait for the answer, and one closes.

use database::{get, row, rows};
use testing::{World, on_each_database};

use crate::THINGS;

/// Takes a while on any machine, and gives one row.
const SLOW: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT CAST(COUNT(*) AS BIGINT) AS counted FROM n";

#[test]
fn many_read_at_once_and_each_sees_what_was_committed_before() {
    on_each_database(|world| async move {
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        for last in 1..=3_i64 {
            let line = vec![last.into(), "a".into(), vec![7_u8].into()];
            let mut unit = world.database.begin().await.unwrap();
            unit.insert_rows("thing", &["id", "name", "data"], vec![line], "").await.unwrap();
            unit.commit().await.unwrap();
            let sql = "SELECT id, data FROM thing WHERE id <= ?1 AND name = ?2 ORDER BY id DESC";
            let read = |_| rows(&world.database, "read things", sql, [last.into(), "a".into()]);
            for found in futures::future::join_all((0..40).map(read)).await {
                let found = found.unwrap();
                assert_eq!(found.len(), usize::try_from(last).unwrap());
                assert_eq!(get::<i64>(&found[0], "id").unwrap(), last);
                assert_eq!(get::<Option<Vec<u8>>>(&found[0], "data").unwrap(), Some(vec![7]));
            }
            let values = [last.into(), "a".into()];
            let first = row(&world.database, "read a thing", sql, values).await.unwrap().unwrap();
            assert_eq!(get::<i64>(&first, "id").unwrap(), last);
        }
    });
}

#[tokio::test]
async fn answers_that_nobody_waits_for_keep_nobody_from_reading() {
    let world = World::sqlite().await;
    for _ in 0..20 {
        let mut left = Box::pin(rows(&world.database, "count slowly", SLOW, []));
        let _ = futures::poll!(left.as_mut());
    }
    let found = row(&world.database, "count slowly", SLOW, []).await.unwrap().unwrap();
    assert_eq!(get::<i64>(&found, "counted").unwrap(), 100_000);
}

#[tokio::test]
async fn what_is_read_is_read_to_its_end_before_the_database_closes() {
    let world = World::sqlite().await;
    let reads = futures::future::join_all((0..3).map(|_| {
        let database = world.database.clone();
        async move { rows(&database, "count slowly", SLOW, []).await.map(|found| found.len()) }
    }));
    let (found, closed) = futures::join!(reads, world.database.close());
    closed.unwrap();
    for read in found {
        assert_eq!(read.unwrap(), 1);
    }
    assert!(rows(&world.database, "count slowly", SLOW, []).await.is_err(), "it is closed");
}
