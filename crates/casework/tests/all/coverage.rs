//! What was visited, on both databases: places, and nobody.

use std::sync::Arc;

use casework::{CasePlace, Deed, NewReport, PlaceRef, Visited};
use kernel::{AreaPath, Id, Instant};
use register::model::Building;
use testing::{MONDAY_MORNING, World};

use super::cases::{Desk, GRID, desk, on_each_database, place};

const NEXT: &str = "990106/990106001/990106001001/990106001001002";

fn at(area: &str, building: Option<Id<Building>>) -> CasePlace {
    let at = building.map(|id| PlaceRef { kind: "building".into(), id: id.uuid() });
    CasePlace { at, ..place(area) }
}

impl Desk {
    /// A case somewhere, gone to and looked at.
    async fn gone_to(&self, place: CasePlace) {
        let told = NewReport { place, ..self.told("livelihood.water", "漏水") };
        let case = self.casework.report(told).await.unwrap().case;
        let case = self.with(&case, Deed::Claim).await.unwrap();
        let case = self.with(&case, Deed::Start).await.unwrap();
        self.with(&case, Deed::Note).await.unwrap();
        self.with(&case, Deed::Visit { met: false }).await.unwrap();
    }
}

async fn a_place_counts_as_visited_by_whatever_led_there(world: Arc<World>) {
    let desk = desk(world).await;
    let [one, other]: [Id<Building>; 2] = [desk.world.ids.next(), desk.world.ids.next()];
    desk.gone_to(at(GRID, Some(one))).await;
    desk.gone_to(at(GRID, Some(one))).await;
    desk.gone_to(at(NEXT, None)).await;
    // Told of, and nobody went there.
    let told =
        NewReport { place: at(NEXT, Some(other)), ..desk.told("livelihood.water", "漏水") };
    desk.casework.report(told).await.unwrap();
    desk.world.clock.advance(86_400);
    desk.found_at(at(GRID, Some(other))).await;
    let visits = async |area: &str, from: Instant, to: Instant| -> Vec<Visited> {
        let area: AreaPath = area.parse().unwrap();
        let mut found = desk.casework.visits(&area, from, to).await.unwrap();
        found.sort_by_key(|one| (one.area.to_string(), one.building));
        found
    };
    let (from, to) = (MONDAY_MORNING, MONDAY_MORNING.plus_seconds(2 * 86_400));
    let shown = |found: &[Visited]| -> Vec<(String, Option<[u8; 16]>, u64)> {
        found.iter().map(|one| (one.area.to_string(), one.building, one.visits)).collect()
    };
    let all = visits("990106", from, to).await;
    let mut expected = vec![
        (GRID.to_owned(), Some(one.to_bytes()), 2),
        (GRID.to_owned(), Some(other.to_bytes()), 1),
        (NEXT.to_owned(), None, 1),
    ];
    expected.sort();
    assert_eq!(shown(&all), expected, "notes and claims are no visits");
    let of_other = all.iter().find(|found| found.building == Some(other.to_bytes())).unwrap();
    assert_eq!(of_other.last_on.to_string(), "2026-01-06");
    let next = visits(NEXT, from, to).await;
    assert_eq!(shown(&next), [(NEXT.to_owned(), None, 1)]);
    assert!(visits("990106/990106002", from, to).await.is_empty());
    let second_day = visits("990106", from.plus_seconds(86_400), to).await;
    assert_eq!(second_day.len(), 1, "what was visited before is not of these days");
}

#[test]
fn a_place_counts_as_visited_by_whatever_led_there_on_each_database() {
    on_each_database(a_place_counts_as_visited_by_whatever_led_there);
}
