//! The census: everybody once, where they live, under a grant over the tables it reads.

use std::sync::Arc;

use access::{BatchGrant, BatchRequest, Purpose};
use blocks::{Blocks, Counted, EndKind, Error};
use kernel::Day;
use testing::World;

use crate::{
    on_each_database,
    street::{GRID, Said, Street, at, building, end, person},
};

async fn grant(street: &Street) -> BatchGrant {
    let request = BatchRequest {
        purpose: Purpose::Planning,
        run: "test".into(),
        tables: vec!["block_person".into(), "block_relation".into()],
        columns: vec!["block_person.sex".into()],
    };
    street.access.batch_grant(request).await.unwrap()
}

async fn census(street: &Street, on: Day) -> Vec<Counted> {
    let (grant, mut found) = (grant(street).await, Vec::new());
    let mut keep = |counted| found.push(counted);
    Blocks::new(street.world.database.clone()).census(&grant, on, &mut keep).await.unwrap();
    found
}

async fn everybody_once(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling", "dormitory"]).await;
    let whole = end(EndKind::Building, building(1));
    let said: Vec<Said<'_>> = vec![
        // 1 is registered in one unit and lives in another: counted once, where they live.
        ("registered_at", person(1), at(1), "police"),
        ("lodges_in", person(1), at(2), "dorms"),
        // 2 is known by the building alone.
        ("residence_permit_at", person(2), whole, "permits"),
        // 3 owns, and lives elsewhere: not counted here.
        ("owns", person(3), at(1), "titles"),
    ];
    street.say(&said, &[]).await;
    let found = census(&street, Day::new(2026, 6, 1).unwrap()).await;
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.person[1], one.unit_use.as_deref(), one.area.as_str()))
        .collect();
    assert_eq!(told, [(1, Some("dormitory"), GRID), (2, None, GRID)]);
    assert_eq!(found[0].sex.as_deref(), Some("female"));
    // All relations of the street begin on 2024-05-01.
    assert_eq!(census(&street, Day::new(2024, 4, 30).unwrap()).await, []);
}

#[test]
fn everybody_is_counted_once_where_they_live() {
    on_each_database(everybody_once);
}

async fn other_grants(world: Arc<World>) {
    let street = Street::new(world).await;
    let grant = street.batch("block_mention").await;
    let blocks = Blocks::new(street.world.database.clone());
    let refused = blocks.census(&grant, Day::new(2026, 6, 1).unwrap(), &mut |_| {}).await;
    assert!(matches!(refused, Err(Error::OtherGrant { .. })), "{refused:?}");
}

#[test]
fn a_grant_over_other_tables_counts_nobody() {
    on_each_database(other_grants);
}
