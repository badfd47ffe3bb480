//! Databases that are migrated once and copied for each test (`testing::on_each_migrated`).

use std::sync::Arc;

use database::Migration;
use testing::{World, on_each_migrated};

use crate::{THINGS, count};

/// Of the same name as [`THINGS`], with another text.
const OTHERS: &[Migration] = &[Migration {
    name: "20260101_0000_test_things",
    sql: "CREATE TABLE thing (id BIGINT PRIMARY KEY, colour TEXT NOT NULL)",
}];

async fn write(world: &World, column: &str) {
    let mut unit = world.database.begin().await.unwrap();
    let sql = format!("INSERT INTO thing (id, {column}) VALUES (1, 'x')");
    unit.execute("write a thing", &sql, []).await.unwrap();
    unit.commit().await.unwrap();
}

#[test]
fn each_test_has_a_copy_of_its_own() {
    for _ in 0..2 {
        on_each_migrated(&[THINGS], async |world: Arc<World>| {
            assert_eq!(count(&world, "thing").await, 0, "what another test wrote is seen");
            write(&world, "name").await;
            assert_eq!(count(&world, "thing").await, 1);
        });
    }
}

#[test]
fn a_copy_is_migrated_and_its_migrations_are_known() {
    on_each_migrated(&[THINGS], async |world: Arc<World>| {
        assert_eq!(count(&world, "migration").await, 2, "the crate's own and the test's");
        world.database.migrate(&[THINGS], &*world.clock).await.unwrap();
        assert_eq!(count(&world, "migration").await, 2);
        world.database.migrate(&[OTHERS], &*world.clock).await.unwrap_err();
    });
}

#[test]
fn another_text_is_another_template() {
    on_each_migrated(&[THINGS], async |world: Arc<World>| {
        write(&world, "name").await;
    });
    on_each_migrated(&[OTHERS], async |world: Arc<World>| {
        world.database.migrate(&[OTHERS], &*world.clock).await.unwrap();
        write(&world, "colour").await;
    });
}
