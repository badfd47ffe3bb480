use crate::place::{BUILDINGS, district, import, on_each_database, register, units};
use database::Dialect;
use futures::poll;
use kernel::{Progress, Silent};
use register::import::{Options, Tally};
use register::query::Filter;
use std::fs;
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use testing::World;

#[test]
fn a_district_comes_in_whole_and_a_second_time_changes_nothing() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        let report = import(&register, &folder, Options::default()).await.unwrap();
        assert_eq!((report.rejected, report.warned, report.version), (0, 0, 1), "{report:?}");
        assert_eq!(report.tallies["unit"], Tally { read: 12, created: 12, ..Tally::default() });
        assert_eq!(report.counts["buildings in one grid"], 3);
        let again = import(&register, &folder, Options::default()).await.unwrap();
        assert!(again.is_unchanged(), "{again:?}");
        assert_eq!(again.tallies["unit"].unchanged, 12);
        assert_eq!(register.version().await.unwrap(), 1);
        let feed = world.database.feed_after("register", 0, 10).await.unwrap();
        assert_eq!(feed.len(), 1, "one change for one import that changed something");
        let grid = |path: &str| Filter {
            area: path.parse().unwrap(),
            page: 1,
            size: 10,
            ..Filter::default()
        };
        let first = "990101/990101001/990101001001/990101001001001";
        assert_eq!(register.buildings(&grid(first)).await.unwrap().total, 2);
        assert_eq!(
            register
                .buildings(&grid("990101"))
                .await
                .unwrap()
                .rows
                .iter()
                .map(|b| b.units)
                .sum::<u64>(),
            12
        );
    });
}

#[test]
fn what_differs_is_changed_and_what_is_gone_from_a_complete_input_is_retired() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        import(&register, &folder, Options::default()).await.unwrap();
        let text = units(3).replace(",80.5,", ",81.5,");
        fs::write(folder.join("units.csv"), text).unwrap();
        let report = import(&register, &folder, Options { complete: true, ..Options::default() })
            .await
            .unwrap();
        assert_eq!(
            report.tallies["unit"],
            Tally { read: 9, changed: 9, retired: 3, ..Tally::default() }
        );
        assert_eq!(report.version, 2);
        let all = Filter { page: 1, size: 50, ..Filter::default() };
        assert_eq!(register.units(&all).await.unwrap().total, 9);
        let retired = Filter { stage: Some("retired".into()), ..all };
        assert_eq!(register.units(&retired).await.unwrap().total, 3, "kept for their history");
    });
}

#[test]
fn a_dry_run_says_all_and_writes_nothing() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        let report = import(&register, &folder, Options { dry_run: true, ..Options::default() })
            .await
            .unwrap();
        assert_eq!(report.tallies["building"].created, 3);
        assert_eq!(register.version().await.unwrap(), 0);
        assert!(register.areas_below(None).await.unwrap().is_empty());
        assert!(world.database.feed_after("register", 0, 10).await.unwrap().is_empty());
    });
}

/// Raises a flag when a stage begins.
struct Until(&'static str, AtomicBool);

impl Progress for Until {
    fn stage(&self, name: &str, _: u64) {
        if name == self.0 {
            self.1.store(true, Ordering::Relaxed);
        }
    }
    fn advance(&self, _: u64) {}
}

#[test]
fn an_import_that_was_killed_is_not_seen_and_continues() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        let until = Until("units", AtomicBool::new(false));
        {
            let running =
                register::import::district_dir(&register, &folder, Options::default(), &until);
            let mut running = pin!(running);
            poll_fn(|context| match running.as_mut().poll(context) {
                Poll::Ready(_) => panic!("it was to be killed before its end"),
                Poll::Pending if until.1.load(Ordering::Relaxed) => Poll::Ready(()),
                Poll::Pending => Poll::Pending,
            })
            .await;
        }
        assert_eq!(register.version().await.unwrap(), 0);
        assert!(
            register.areas_below(None).await.unwrap().is_empty(),
            "nothing half-written is seen"
        );
        let report =
            register::import::district_dir(&register, &folder, Options::default(), &Silent)
                .await
                .unwrap();
        assert!(report.resumed);
        assert_eq!(report.tallies["building"], Tally { read: 3, created: 3, ..Tally::default() });
        assert_eq!(report.tallies["unit"], Tally { read: 12, created: 12, ..Tally::default() });
        let detail = register.search(BUILDINGS[0].0, &kernel::AreaPath::whole(), 5).await.unwrap();
        assert_eq!(detail[0].kind, "building");
        assert!(import(&register, &folder, Options::default()).await.unwrap().is_unchanged());
    });
}

/// Whether something in this database waits for a lock.
async fn somebody_waits(world: &World) -> bool {
    let sql = "SELECT 1 AS found FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    database::row(&world.database, "look for a wait", sql, []).await.unwrap().is_some()
}

#[test]
fn an_import_and_a_change_at_the_same_time_get_a_version_each() {
    on_each_database(async |world| {
        let register = register(&world).await;
        let folder = district(&world, "d");
        import(&register, &folder, Options::default()).await.unwrap();
        let roads = fs::read_to_string(folder.join("roads.geojson")).unwrap();
        fs::write(folder.join("roads.geojson"), roads.replace("幸福", "安康")).unwrap();
        // A change by hand has taken its version and is not at its end.
        let mut change = world.database.begin().await.unwrap();
        let next = "UPDATE register_head SET version = version + 1";
        change.execute("number the register", next, []).await.unwrap();
        let mut importing = pin!(import(&register, &folder, Options::default()));
        assert!(poll!(&mut importing).is_pending());
        // PostgreSQL lets the import go on up to here; SQLite has one writer at a time.
        while world.database.dialect() == Dialect::Postgres && !somebody_waits(&world).await {
            assert!(poll!(&mut importing).is_pending());
        }
        change.commit().await.unwrap();
        assert_eq!(importing.await.unwrap().version, 3);
        assert_eq!(register.version().await.unwrap(), 3);
        let sql = "SELECT MAX(version) AS version FROM thoroughfare";
        let row = database::row(&world.database, "read a row's version", sql, []).await.unwrap();
        assert_eq!(database::get::<i64>(&row.unwrap(), "version").unwrap(), 3);
    });
}
