//! Organisations and events of an area too large to be counted while one waits: summed once, and when is told.

use std::sync::Arc;

use blocks::{Blocks, EndKind, ThingCounts};
use kernel::AreaPath;
use testing::{MONDAY_MORNING, World};

use crate::{
    on_each_database,
    street::{GRID, Said, Street, at, building, end, organisation, person},
};

const OTHER_GRID: &str = "990101/001/002/G04";
/// More units than are counted while one waits.
const LARGE: u64 = 100_001;

fn area(path: &str) -> AreaPath {
    path.parse().unwrap()
}

/// Two buildings in two grids; the first organisation has a place in both, the second in the other alone.
async fn two_grids(world: Arc<World>) -> Street {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling", "shop"]).await;
    street.build(2, 3, &["shop"]).await;
    let mut work = street.world.database.begin().await.unwrap();
    let sql = "UPDATE building SET area_path = ?1 WHERE code = 'B2'";
    work.execute("move a building", sql, [OTHER_GRID.into()]).await.unwrap();
    work.commit().await.unwrap();
    let other = end(EndKind::Building, building(2));
    let said: Vec<Said<'_>> = vec![
        ("operates_at", organisation(1), at(2), "shops"),
        ("operates_at", organisation(1), at(3), "shops"),
        ("operates_at", organisation(2), other, "shops"),
        ("lives_in", person(1), at(1), "police"),
    ];
    street.say(&said, &[]).await;
    street
}

/// An event at the second unit, in the generation that stands.
async fn event(street: &Street, slot: &str, generation: i64) {
    let mut work = street.world.database.begin().await.unwrap();
    let sql = format!(
        "INSERT INTO block_event_{slot} (generation, position, category, occurred_on, place_kind, place_id,
            address_class, source, record) VALUES (?1, 1, 'noise', '2025-12-01', 'unit', ?2, 'A', 'hotline', 'H1')"
    );
    let values = [generation.into(), at(2).id.to_vec().into()];
    work.execute("load an event", &sql, values).await.unwrap();
    work.commit().await.unwrap();
}

async fn summed(world: Arc<World>) {
    let street = two_grids(world).await;
    event(&street, "odd", 1).await;
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let blocks = Blocks::new(street.world.database.clone());
    assert_eq!(blocks.things_in(&area("990101"), LARGE).await.unwrap(), None, "not summed yet");
    assert!(blocks.sum_things(ids, clock).await.unwrap());
    for (path, organisations, events) in [
        ("990101", 2, 1),
        ("990101/001/002", 2, 1),
        (GRID, 1, 1),
        (OTHER_GRID, 2, 0),
        ("990102", 0, 0),
    ] {
        let told = blocks.things_in(&area(path), LARGE).await.unwrap();
        let wanted = ThingCounts { organisations, events, summed_at: Some(MONDAY_MORNING) };
        assert_eq!(told, Some(wanted), "{path}");
        let counted = blocks.things_in(&area(path), 3).await.unwrap();
        assert_eq!(counted, Some(ThingCounts { summed_at: None, ..wanted }), "{path}: as counted");
    }
}

#[test]
fn a_sum_is_what_counting_finds_and_tells_when() {
    on_each_database(summed);
}

async fn made_anew(world: Arc<World>) {
    let street = two_grids(world).await;
    let (ids, clock) = (&street.world.ids, &street.world.clock);
    let blocks = Blocks::new(street.world.database.clone());
    assert!(blocks.sum_things(ids, &**clock).await.unwrap());
    assert!(!blocks.sum_things(ids, &**clock).await.unwrap(), "nothing has changed");

    let mut work = street.world.database.begin().await.unwrap();
    let sql = "INSERT INTO block_day (generation, number, run_id, day, loaded_at) VALUES (1, 1, ?1, NULL, 1)";
    work.execute("begin a day", sql, [vec![1_u8; 16].into()]).await.unwrap();
    work.commit().await.unwrap();
    assert!(blocks.sum_things(ids, &**clock).await.unwrap(), "a day was taken in");

    clock.advance(86_400);
    assert!(blocks.sum_things(ids, &**clock).await.unwrap(), "buildings may have moved");

    street.say(&[("operates_at", organisation(1), at(3), "shops")], &[]).await;
    let large = area("990101");
    assert_eq!(blocks.things_in(&large, LARGE).await.unwrap(), None, "of other blocks");
    assert!(blocks.sum_things(ids, &**clock).await.unwrap());
    let told = blocks.things_in(&large, LARGE).await.unwrap().unwrap();
    assert_eq!((told.organisations, told.events), (1, 0));
    assert_eq!(told.summed_at, Some(MONDAY_MORNING.plus_seconds(86_400)));
}

#[test]
fn sums_follow_a_run_a_day_and_the_register() {
    on_each_database(made_anew);
}
