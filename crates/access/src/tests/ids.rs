//! Ids of what is known outside, on both databases.

use super::*;

#[test]
fn an_id_is_of_its_context_its_parts_and_this_installation_alone() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let id = access.id_for("one", &[b"a", b"bc"]);
        assert_eq!(open(&world).id_for("one", &[b"a", b"bc"]), id, "the same after a start");
        let others: [[u8; 16]; 4] = [
            access.id_for("two", &[b"a", b"bc"]),
            access.id_for("one", &[b"ab", b"c"]),
            access.id_for("one", &[b"abc"]),
            access.id_for("one", &[b"a", b"bc", b""]),
        ];
        assert!(!others.contains(&id), "neither another context nor parts cut elsewhere");
        let folder = tempfile::tempdir().unwrap();
        let clock: SharedClock = world.clock.clone();
        let (database, ids) = (world.database.clone(), world.ids.clone());
        let chance = Chance::seeded(6);
        let elsewhere =
            Access::open(database, folder.path(), clock, ids, chance, settings()).unwrap();
        assert_ne!(elsewhere.id_for("one", &[b"a", b"bc"]), id, "another under other keys");
    });
}
