//! A database filled for a benchmark, on both databases: lists, search and the file find its cases as any other.

use std::{collections::BTreeSet, sync::Arc};

use casework::{CaseFilter, State};
use testing::World;

use super::cases::{desk, on_each_database};

async fn cases_that_fill_a_database_are_found_as_any_other(world: Arc<World>) {
    let desk = desk(world).await;
    desk.begin("livelihood.water", "厨房漏水").await;
    desk.begin("order.noise", "夜间施工").await;
    let all = CaseFilter { limit: 500, ..CaseFilter::default() };
    let seeds = desk.casework.page(&all).await.unwrap();
    desk.casework.fill(&seeds, 0, 60).await.unwrap();
    desk.casework.fill(&seeds, 60, 120).await.unwrap();

    let rows = desk.casework.page(&all).await.unwrap();
    assert_eq!(rows.len(), 2 + 120);
    let numbers: BTreeSet<&str> = rows.iter().map(|row| row.case.number.as_str()).collect();
    assert_eq!(numbers.len(), rows.len(), "no number is given twice");
    let filled = numbers.iter().filter(|number| number.contains("-U")).count();
    assert_eq!(filled, 120, "none is one that could be drawn");
    let water = CaseFilter { words: Some("漏水".into()), ..all.clone() };
    let found = desk.casework.page(&water).await.unwrap();
    assert_eq!(found.len(), 1 + 60);
    assert!(found.iter().all(|row| row.case.subclass == "livelihood.water"));
    // Numbers 0, 50 and 100 are open, and the two that were reported.
    let open = CaseFilter { open: Some(true), ..all.clone() };
    assert_eq!(desk.casework.page(&open).await.unwrap().len(), 2 + 3);
    let closed = CaseFilter { state: Some(State::Confirmed), ..all };
    let closed = desk.casework.page(&closed).await.unwrap();
    assert_eq!(closed.len(), 117);
    let case = &closed.first().unwrap().case;
    assert_eq!(desk.casework.find(case.id).await.unwrap().as_ref(), Some(case));
    assert_eq!(desk.casework.actions(case.id).await.unwrap().len(), 1);
    assert!(case.reported_at < case.closed_at.unwrap());
}

#[test]
fn cases_that_fill_a_database_are_found_as_any_other_on_each_database() {
    on_each_database(cases_that_fill_a_database_are_found_as_any_other);
}

async fn more_than_are_counted_are_so_many_for_a_moment(world: Arc<World>) {
    let desk = desk(world).await;
    desk.begin("livelihood.water", "厨房漏水").await;
    let water = CaseFilter { words: Some("漏水".into()), limit: 500, ..CaseFilter::default() };
    let seeds = desk.casework.page(&water).await.unwrap();
    desk.casework.fill(&seeds, 0, 999).await.unwrap();
    // How many, and by how many questions to the database.
    let counted = async || {
        let before = desk.world.database.asked();
        let count = desk.casework.count(&water).await.unwrap();
        (count, desk.world.database.asked() - before)
    };
    assert_eq!(counted().await, (1_000, 1));
    assert_eq!(counted().await, (1_000, 1), "what can be counted is, each time");
    desk.casework.fill(&seeds, 999, 1_010).await.unwrap();
    assert_eq!(counted().await, (1_001, 1));
    assert_eq!(counted().await, (1_001, 0));
    desk.world.clock.advance(10);
    assert_eq!(counted().await, (1_001, 1));
}

#[test]
fn more_than_are_counted_are_so_many_for_a_moment_on_each_database() {
    on_each_database(more_than_are_counted_are_so_many_for_a_moment);
}
