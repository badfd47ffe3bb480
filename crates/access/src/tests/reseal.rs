//! Sealing again, on both databases: stopped, gone on, alongside others.

use database::Migration;
use kernel::Silent;

use super::*;
use crate::{SealedPlace, SealedTable, Suite};

const MIGRATION: &[Migration] = &[Migration {
    name: "20261128_0900_test_sealed",
    sql:
        "CREATE TABLE test_sealed (kind TEXT NOT NULL, token BYTES NOT NULL, sealed BYTES NOT NULL,
          PRIMARY KEY (kind, token));",
}];

const TABLE: SealedTable = SealedTable {
    table: "test_sealed",
    key: (&["kind"], "token"),
    sealed: "sealed",
    place: SealedPlace::ByKey("test_sealed."),
};

async fn filled(world: &World, rows: u32) -> Arc<Access> {
    world.database.migrate(&[MIGRATIONS, MIGRATION], &*world.clock).await.unwrap();
    let access = Arc::new(open(world));
    let row = |number: u32| {
        let kind = if number.is_multiple_of(3) { "email" } else { "phone" };
        let sealed = access.sealer().seal(&format!("test_sealed.{kind}"), &number.to_string());
        vec![kind.into(), number.to_be_bytes().to_vec().into(), sealed.unwrap().into()]
    };
    let mut unit = world.database.begin().await.unwrap();
    let columns = ["kind", "token", "sealed"];
    unit.insert_rows("test_sealed", &columns, (0..rows).map(row).collect(), "").await.unwrap();
    unit.commit().await.unwrap();
    access
}

/// Every value that is there, opened, and how many have the current key.
async fn opened(world: &World, access: &Access) -> (Vec<u32>, usize) {
    use sea_orm::ConnectionTrait as _;
    let statement = world.database.statement("SELECT kind, token, sealed FROM test_sealed", []);
    let rows = world.database.reader().query_all_raw(statement).await.unwrap();
    let (mut values, mut current) = (Vec::new(), 0);
    for row in &rows {
        let (kind, sealed): (String, Vec<u8>) =
            (row.try_get("", "kind").unwrap(), row.try_get("", "sealed").unwrap());
        let value = access.sealer().open_value(&format!("test_sealed.{kind}"), &sealed).unwrap();
        values.push(value.parse().unwrap());
        current += usize::from(access.sealer().is_current(&sealed));
    }
    values.sort_unstable();
    (values, current)
}

#[test]
fn every_value_takes_the_new_key_and_the_old_one_is_retired() {
    on_each_database(|world| async move {
        let access = filled(&world, 4_500).await;
        for suite in [Suite::AesGcmSiv, Suite::Sm4Gcm] {
            let number = access.rotate_sealing_key(suite).await.unwrap();
            assert!(access.retire_keys(&[TABLE]).await.is_err(), "others may not have heard yet");
            world.clock.advance(300);
            assert_eq!(access.retire_keys(&[TABLE]).await.unwrap(), Vec::<u32>::new());
            let done = access.reseal(&[TABLE], &Silent).await.unwrap();
            assert_eq!((done.seen, done.sealed, done.broken), (4_500, 4_500, 0));
            let (values, current) = opened(&world, &access).await;
            assert_eq!((values, current), ((0..4_500).collect(), 4_500));
            assert_eq!(access.retire_keys(&[TABLE]).await.unwrap(), [number - 1]);
            let again = access.reseal(&[TABLE], &Silent).await.unwrap();
            assert_eq!((again.seen, again.sealed), (4_500, 0), "nothing is left to do");
        }
    });
}

#[test]
fn a_run_that_was_stopped_goes_on_and_what_was_deleted_stays_deleted() {
    on_each_database(|world| async move {
        let access = filled(&world, 6_500).await;
        access.rotate_sealing_key(Suite::AesGcmSiv).await.unwrap();
        // Stopped after its first batch, as a process that is killed would be.
        let (more, first) = access.reseal_batch(&TABLE).await.unwrap();
        assert!(more && first.sealed == 2_000);
        let mut unit = world.database.begin().await.unwrap();
        let sql = "DELETE FROM test_sealed WHERE kind = 'email'";
        let gone = unit.execute("erase", sql, []).await.unwrap();
        unit.commit().await.unwrap();
        let again = open(&world);
        let rest = again.reseal(&[TABLE], &Silent).await.unwrap();
        let (values, current) = opened(&world, &again).await;
        assert_eq!(values.len() as u64, 6_500 - gone);
        assert_eq!(current, values.len());
        assert!(rest.sealed <= 4_500, "what was done is not done again: {rest:?}");
    });
}

#[test]
fn a_value_that_does_not_open_is_left_and_keeps_its_key() {
    on_each_database(|world| async move {
        let access = filled(&world, 10).await;
        let mut unit = world.database.begin().await.unwrap();
        let mut broken = access.sealer().seal("test_sealed.elsewhere", "x").unwrap();
        broken.push(1);
        let sql = "INSERT INTO test_sealed (kind, token, sealed) VALUES ('phone', ?1, ?2)";
        unit.execute("break", sql, [vec![9_u8; 4].into(), broken.into()]).await.unwrap();
        unit.commit().await.unwrap();
        access.rotate_sealing_key(Suite::AesGcmSiv).await.unwrap();
        let done = access.reseal(&[TABLE], &Silent).await.unwrap();
        assert_eq!((done.sealed, done.broken), (10, 1));
        world.clock.advance(300);
        assert_eq!(access.retire_keys(&[TABLE]).await.unwrap(), Vec::<u32>::new());
    });
}

#[test]
fn a_key_stays_while_values_lie_where_the_job_does_not_look() {
    on_each_database(|world| async move {
        let access = filled(&world, 3).await;
        drop(access.sealer().seal("case_reporter.phone", "19900001234").unwrap());
        access.rotate_sealing_key(Suite::AesGcmSiv).await.unwrap();
        access.reseal(&[TABLE], &Silent).await.unwrap();
        world.clock.advance(300);
        let refused = open(&world).retire_keys(&[TABLE]).await.unwrap_err();
        assert!(refused.to_string().contains("case_reporter"), "{refused}");
    });
}

#[test]
fn a_key_stays_while_values_that_it_sealed_are_on_their_way() {
    on_each_database(|world| async move {
        let access = filled(&world, 3).await;
        // A run in another process, which stores what it sealed much later.
        let run = open(&world);
        let held = run.sealer().on_the_way().unwrap();
        let late = run.sealer().seal("test_sealed.phone", "199").unwrap();
        access.rotate_sealing_key(Suite::AesGcmSiv).await.unwrap();
        access.reseal(&[TABLE], &Silent).await.unwrap();
        world.clock.advance(300);
        let refused = access.retire_keys(&[TABLE]).await.unwrap_err();
        assert!(refused.to_string().contains("a run still holds"), "{refused}");
        let mut unit = world.database.begin().await.unwrap();
        let sql = "INSERT INTO test_sealed (kind, token, sealed) VALUES ('phone', ?1, ?2)";
        unit.execute("store", sql, [vec![9_u8; 4].into(), late.clone().into()]).await.unwrap();
        unit.commit().await.unwrap();
        drop(held);
        assert_eq!(access.retire_keys(&[TABLE]).await.unwrap(), Vec::<u32>::new());
        assert_eq!(access.sealer().open_value("test_sealed.phone", &late).unwrap(), "199");
        access.reseal(&[TABLE], &Silent).await.unwrap();
        assert_eq!(access.retire_keys(&[TABLE]).await.unwrap(), [1]);
    });
}
