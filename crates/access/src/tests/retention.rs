//! What is past its period goes, batch by batch, once; a run that was broken off goes on.

use kernel::Day;

use super::*;
use crate::{Credentials, KEPT, Kept, RetentionPolicy};

fn kept(kind: &str) -> &'static Kept {
    KEPT.iter().find(|kept| kept.kind == kind).unwrap()
}

fn before(world: &World, kind: &str) -> kernel::Instant {
    let policy = RetentionPolicy::get();
    let days = policy.kind.iter().find(|known| known.id == kind).unwrap().days.unwrap();
    kernel::Clock::now(&*world.clock).plus_seconds(-i64::from(days) * 86_400)
}

async fn questioned(access: &Access) {
    let (officer, _) = account(access, "officer", Role::StreetOfficer, "990101/001").await;
    let grant = access.grant(&officer, request("990101/001/002")).unwrap();
    look(access, &grant, &[person(1)]).await;
    let resident = resident(access, "resident", person(1)).await;
    let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
    let looks = access.reads_of(&own, person(1), false, 9, 0).await.unwrap();
    access.ask_about_read(&resident, looks.reads[0].id, "why was that?").await.unwrap();
}

#[test]
fn what_is_past_its_period_goes_with_all_that_hangs_on_it_and_is_counted() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        questioned(&access).await;
        let (_, password) = account(&access, "worker", Role::GridWorker, "990101/001/002").await;
        let credentials = Credentials {
            login: "worker",
            password: password.reveal(),
            code: None,
            origin: "here",
            agent: "",
            lang: None,
            previous: None,
        };
        access.sign_in(credentials).await.unwrap();
        let run = access.begin_retention(None).await.unwrap().unwrap();
        for kept in KEPT {
            assert_eq!(access.retain(run, kept, before(&world, kept.kind)).await.unwrap(), 0);
        }
        world.clock.advance(1_098 * 86_400 + 60);
        let questions = kept("questions");
        assert_eq!(access.past(questions, before(&world, "questions")).await.unwrap(), 1);
        let gone = access.retain(run, questions, before(&world, "questions")).await.unwrap();
        assert_eq!(gone, 1, "with its steps: a foreign key would hold it else");
        let again = access.retain(run, questions, before(&world, "questions")).await.unwrap();
        assert_eq!(again, 0, "once");
        let sessions = kept("sessions");
        assert_eq!(access.retain(run, sessions, before(&world, "sessions")).await.unwrap(), 1);
        access.counted(run, "cases", 3).await.unwrap();
        access.counted(run, "cases", 2).await.unwrap();
        let done = access.finish_retention(run).await.unwrap();
        let gone: Vec<_> = done.gone.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
        assert_eq!(gone, [("cases", 5), ("questions", 1), ("sessions", 1)]);
        assert!(done.finished_at.is_some());
    });
}

#[test]
fn a_day_has_one_run_and_one_that_was_broken_off_goes_on() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let day = Day::new(2026, 1, 5);
        let run = access.begin_retention(day).await.unwrap().unwrap();
        access.counted(run, "cases", 1).await.unwrap();
        // The process is killed here; the next takes the same run up.
        let again = open(&world).begin_retention(day).await.unwrap().unwrap();
        assert_eq!(again, run);
        access.counted(again, "cases", 1).await.unwrap();
        let done = access.finish_retention(run).await.unwrap();
        assert_eq!(done.gone, [("cases".to_owned(), 2)]);
        assert_eq!(access.begin_retention(day).await.unwrap(), None, "done for that day");
        assert!(access.begin_retention(Day::new(2026, 1, 6)).await.unwrap().is_some());
        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, "990101").await;
        assert_eq!(access.retention_runs(&auditor, 9).await.unwrap().len(), 2);
        assert!(access.retention_runs(&worker, 9).await.is_err());
    });
}
