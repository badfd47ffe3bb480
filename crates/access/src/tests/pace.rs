//! Many at once share the syncs: the log keeps up with a busy district.

use futures::future::join_all;

use super::*;

#[test]
fn a_busy_second_is_logged_whole_and_indexed() {
    on_each_database(|world| async move {
        world.database.migrate(&[MIGRATIONS], &*world.clock).await.unwrap();
        // The looks of many officers, by one.
        let access = open_with(&world, AccessSettings { people_an_hour: 0, ..settings() });
        let grant = officers_grant(&access).await;
        // 500 responses: four of five show one person, one of five a list of fifty.
        let list: Vec<_> = (0..50).map(person).collect();
        let looks = (0..500).map(|number| {
            let people = if number % 5 == 0 { list.clone() } else { vec![person(200)] };
            let (access, grant) = (&access, &grant);
            async move { look(access, grant, &people).await }
        });
        join_all(looks).await;
        assert_eq!(access.index_reads().await.unwrap(), 500);
        assert_eq!(access.index_reads().await.unwrap(), 0);
        let whole = access.verify_reads().await.unwrap();
        assert!(whole.is_whole(), "{:?}", whole.findings);
        assert_eq!((whole.entries, whole.subjects), (500, 400 + 100 * 50));
        let resident = resident(&access, "resident", person(7)).await;
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        assert_eq!(access.reads_of(&own, person(7), false, 10, 0).await.unwrap().total, 100);
    });
}
