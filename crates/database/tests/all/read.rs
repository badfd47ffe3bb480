//! Rows are read alike on both databases.

use database::{Migration, Where, count, get, id_value, row, rows, some_id};
use kernel::{AreaPath, Id};
use testing::on_each_database;

struct Mark;

impl kernel::Entity for Mark {
    const NAME: &'static str = "place";
}

const PLACES: &[Migration] = &[Migration {
    name: "20260101_0000_test_places",
    sql: "CREATE TABLE place (path KEY_TEXT PRIMARY KEY, kind TEXT NOT NULL, id BYTES, size BIGINT NOT NULL)",
}];

#[test]
fn what_is_committed_and_what_a_transaction_sees() {
    on_each_database(|world| async move {
        world.database.migrate(&[PLACES], &*world.clock).await.unwrap();
        let id: Id<Mark> = Id::from_bytes([7; 16]);
        let mut unit = world.database.begin().await.unwrap();
        let written = vec![
            vec!["99".into(), "a".into(), id_value(id), (-3_i64).into()],
            vec!["99/1".into(), "a".into(), None::<Vec<u8>>.into(), 3_i64.into()],
        ];
        unit.insert_rows("place", &["path", "kind", "id", "size"], written, "").await.unwrap();
        let sql = "SELECT path, id, size FROM place WHERE kind = ?1 ORDER BY path";
        let seen = rows(&unit, "read places", sql, ["a".into()]).await.unwrap();
        assert_eq!(seen.len(), 2, "its own");
        assert!(row(&world.database, "read a place", sql, ["a".into()]).await.unwrap().is_none());
        unit.commit().await.unwrap();

        let first = row(&world.database, "read a place", sql, ["a".into()]).await.unwrap().unwrap();
        assert_eq!(get::<String>(&first, "path").unwrap(), "99");
        assert_eq!(database::id::<Mark>(&first, "id").unwrap(), id);
        assert_eq!(count(&first, "size").unwrap(), 0, "a count is never below nothing");
        assert_eq!(count(&seen[1], "size").unwrap(), 3);
        assert_eq!(some_id::<Mark>(&seen[1], "id").unwrap(), None);
        assert!(database::id::<Mark>(&seen[1], "id").is_err(), "no id where one is promised");
        let wrong = rows(&world.database, "read a ghost", "SELECT 1 FROM ghost", []).await;
        assert_eq!(wrong.unwrap_err().to_string(), "read a ghost");
    });
}

#[test]
fn conditions_hold_together_and_an_area_holds_what_lies_in_it() {
    on_each_database(|world| async move {
        world.database.migrate(&[PLACES], &*world.clock).await.unwrap();
        let mut unit = world.database.begin().await.unwrap();
        let paths = ["98", "99", "99-1", "99/1", "99/1/2", "99/A", "990", "99_", "a"];
        let written = paths.iter().enumerate().map(|(n, path)| {
            let kind = if n % 2 == 0 { "even" } else { "odd" };
            vec![(*path).into(), kind.into(), None::<Vec<u8>>.into(), 0_i64.into()]
        });
        let columns = ["path", "kind", "id", "size"];
        unit.insert_rows("place", &columns, written.collect(), "").await.unwrap();
        unit.commit().await.unwrap();
        let found = async |all: Where| -> Vec<String> {
            let sql = format!("SELECT path FROM place WHERE {} ORDER BY path", all.text());
            let found = rows(&world.database, "look for places", &sql, all.values).await.unwrap();
            found.iter().map(|row| get(row, "path").unwrap()).collect()
        };
        assert_eq!(found(Where::default()).await.len(), paths.len(), "no condition holds for all");
        let mut whole = Where::default();
        whole.within("path", &AreaPath::whole());
        assert_eq!(found(whole).await.len(), paths.len());
        let mut all = Where::default();
        all.add("kind IN (?, ?)", ["odd".into(), "none".into()]);
        all.within("path", &"99".parse().unwrap());
        assert_eq!(found(all.clone()).await, ["99", "99/1", "99/A"]);
        let most = all.push(2_i64);
        let sql = format!("SELECT path FROM place WHERE {} LIMIT ?{most}", all.text());
        let found = rows(&world.database, "look for places", &sql, all.values).await.unwrap();
        assert_eq!(found.len(), 2);
    });
}
