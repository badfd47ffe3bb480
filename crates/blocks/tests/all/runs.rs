//! The book of runs: how they begin and end, and what becomes of those that nobody ended.

use std::sync::Arc;

use blocks::{Run, RunBook, RunState};
use kernel::{Clock as _, Id};
use testing::World;

use crate::{TABLES, on_each_database};

async fn book(world: &World) -> RunBook {
    world.database.migrate(TABLES, &*world.clock).await.unwrap();
    RunBook::new(world.database.clone())
}

#[test]
fn a_killed_run_is_marked_when_the_next_begins() {
    on_each_database(async |world: Arc<World>| {
        let (book, clock) = (book(&world).await, &*world.clock);
        let [done, killed, next]: [Id<Run>; 3] = std::array::from_fn(|_| world.ids.next());
        book.begin(done, 1, "mappings", clock).await.unwrap();
        book.done(done, "{}", "", clock).await.unwrap();
        book.begin(killed, 2, "mappings", clock).await.unwrap();
        assert_eq!(book.run(killed).await.unwrap().unwrap().state, RunState::Running);
        clock.advance(60);
        book.begin(next, 3, "mappings", clock).await.unwrap();
        let broken = book.run(killed).await.unwrap().unwrap();
        assert_eq!(broken.state, RunState::Failed);
        assert_eq!(broken.finished_at, Some(testing::MONDAY_MORNING.plus_seconds(60)));
        assert!(broken.failure.unwrap().en.contains("broke off"));
        assert_eq!(book.run(done).await.unwrap().unwrap().state, RunState::Done);
        assert_eq!(book.run(next).await.unwrap().unwrap().state, RunState::Running);
    });
}

#[test]
fn a_run_that_is_taken_up_again_is_running() {
    on_each_database(async |world: Arc<World>| {
        let (book, clock) = (book(&world).await, &*world.clock);
        let [killed, between]: [Id<Run>; 2] = std::array::from_fn(|_| world.ids.next());
        book.begin(killed, 1, "mappings", clock).await.unwrap();
        book.begin(killed, 1, "mappings", clock).await.unwrap();
        assert_eq!(book.run(killed).await.unwrap().unwrap().state, RunState::Running);
        book.begin(between, 2, "a day", clock).await.unwrap();
        book.done(between, "{}", "", clock).await.unwrap();
        book.begin(killed, 1, "mappings", clock).await.unwrap();
        let again = book.run(killed).await.unwrap().unwrap();
        assert_eq!(
            (again.state, again.finished_at, again.failure),
            (RunState::Running, None, None)
        );
    });
}

#[test]
fn runs_over_lakes_of_their_own_leave_each_other_alone() {
    on_each_database(async |world: Arc<World>| {
        let (book, clock) = (book(&world).await, &*world.clock);
        let [one, other] =
            ["one", "other"].map(|lake| RunBook::of(world.database.clone(), lake.to_owned()));
        let [first, second, third, fourth]: [Id<Run>; 4] =
            std::array::from_fn(|_| world.ids.next());
        let state = async |run: Id<Run>| book.run(run).await.unwrap().unwrap().state;
        one.begin(first, 1, "mappings", clock).await.unwrap();
        clock.advance(60);
        other.begin(second, 2, "mappings", clock).await.unwrap();
        assert_eq!(state(first).await, RunState::Running, "its process is at work elsewhere");

        clock.advance(14 * 60);
        one.seen(first, clock.now()).await.unwrap();
        clock.advance(14 * 60);
        other.begin(third, 3, "mappings", clock).await.unwrap();
        assert_eq!(state(first).await, RunState::Running, "it said so");
        assert_eq!(state(second).await, RunState::Failed, "whoever begins holds its lake");

        clock.advance(2 * 60);
        other.begin(fourth, 4, "mappings", clock).await.unwrap();
        assert_eq!(state(first).await, RunState::Failed, "nothing was heard of it");
        one.done(first, "{}", "", clock).await.unwrap();
        assert_eq!(state(first).await, RunState::Done, "it was at work after all");
    });
}
