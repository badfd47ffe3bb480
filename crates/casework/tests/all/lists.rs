//! Lists of cases find what whoever looks at every case would find, on both databases.

use std::sync::Arc;

use casework::{Case, CaseFilter, Deed};
use testing::World;

use super::cases::{Desk, desk, on_each_database, place};

const AREAS: [&str; 7] = [
    "99/9901/990101/990101001/990101001001",
    "99/9901/990101/990101001/990101001002",
    "99/9901/990101/990101002/990101002001",
    "99/9901/990102/990102001/990102001001",
    "99/9901/990101/990101001",
    "99/9902/G-1/a_b",
    "99/9902/g-1/a_b",
];

/// Two cases in each area, two days and an hour after one another, every third of them in hand.
async fn cases(desk: &Desk) -> Vec<Case> {
    let mut cases = Vec::new();
    for n in 0..14 {
        let (subclass, words) =
            [("livelihood.water", "厨房漏水"), ("order.noise", "夜间施工 lamp")][n / 2 % 2];
        let told = desk.told(subclass, words);
        let told = casework::NewReport { place: place(AREAS[n % AREAS.len()]), ..told };
        let case = desk.casework.report(told).await.unwrap().case;
        cases.push(if n % 3 == 0 { desk.in_hand(&case).await } else { case });
        desk.world.clock.advance(2 * 86_400 + 3_600);
    }
    cases
}

/// Every filter by place, days, words and state, and whether a case fits it.
fn filters(cases: &[Case]) -> Vec<(CaseFilter, Vec<bool>)> {
    let areas = [
        "",
        "99",
        "99/9901",
        "99/9901/990101",
        "99/9901/990101/990101001",
        AREAS[0],
        AREAS[5],
        "99/990",
    ];
    let from = cases[3].reported_at;
    let spans = [
        (None, None),
        (Some(from), Some(cases[8].reported_at)),
        (Some(from), None),
        (Some(from), Some(from)),
    ];
    let mut found = Vec::new();
    for area in areas {
        for (reported_from, reported_to) in spans {
            for words in [None, Some("漏水"), Some("lam")] {
                for (open, state) in
                    [(None, None), (Some(true), None), (None, Some(casework::State::InHand))]
                {
                    let filter = CaseFilter {
                        area: area.parse().unwrap(),
                        reported_from,
                        reported_to,
                        words: words.map(str::to_owned),
                        open,
                        state,
                        limit: 50,
                        ..CaseFilter::default()
                    };
                    let fits = |case: &Case| {
                        let is_water = case.subclass == "livelihood.water";
                        filter.area.contains(&case.place.area)
                            && reported_from.is_none_or(|from| case.reported_at >= from)
                            && reported_to.is_none_or(|to| case.reported_at < to)
                            && words.is_none_or(|word| is_water == (word == "漏水"))
                            && state.is_none_or(|state| case.state == state)
                    };
                    let fits = cases.iter().map(fits).collect();
                    found.push((filter, fits));
                }
            }
        }
    }
    found
}

async fn all_are_found(desk: &Desk, cases: &[Case]) {
    for (filter, fits) in filters(cases) {
        let wanted = cases.iter().zip(fits).filter(|(_, fits)| *fits).map(|(case, _)| case.id);
        let wanted: Vec<_> = wanted.rev().collect();
        let page = desk.casework.page(&filter).await.unwrap();
        let found: Vec<_> = page.iter().map(|row| row.case.id).collect();
        assert_eq!(found, wanted, "{filter:?}");
        let n = desk.casework.count(&filter).await.unwrap();
        assert_eq!(n, wanted.len() as u64, "{filter:?}");
        // Page after page, two at a time.
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let rows = desk.casework.page(&CaseFilter { limit: 2, after, ..filter.clone() }).await;
            let rows = rows.unwrap();
            let Some(last) = rows.last() else { break };
            after = Some(last.cursor(filter.sort));
            paged.extend(rows.iter().map(|row| row.case.id));
        }
        assert_eq!(paged, wanted, "{filter:?}");
    }
}

#[test]
fn a_list_holds_what_fits_and_nothing_else() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let cases = cases(&desk).await;
        all_are_found(&desk, &cases).await;
    });
}

#[test]
fn an_index_of_before_is_written_anew_and_what_was_erased_is_found_by_where_and_when_alone() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let cases = cases(&desk).await;
        // As the migration leaves it.
        for sql in [
            "DELETE FROM case_search",
            "INSERT INTO case_search_left SELECT 0, MAX(seq) FROM case_head HAVING MAX(seq) > 0",
        ] {
            desk.world.database.administer(sql).await.unwrap();
        }
        let later = desk.begin("order.noise", "夜间施工 lamp").await;
        assert_eq!(desk.casework.catch_up_index().await.unwrap(), cases.len() as u64);
        assert_eq!(desk.casework.catch_up_index().await.unwrap(), 0);
        all_are_found(&desk, &[cases.clone(), vec![later]].concat()).await;

        desk.casework.erase(cases[0].id, "", None).await.unwrap();
        let filter =
            CaseFilter { area: AREAS[0].parse().unwrap(), limit: 9, ..CaseFilter::default() };
        assert_eq!(desk.casework.count(&filter).await.unwrap(), 2);
        let water = CaseFilter { words: Some("漏水".into()), ..filter };
        assert_eq!(desk.casework.count(&water).await.unwrap(), 0, "its words are gone");
        let noted = desk.casework.act(desk.act(&cases[0], Deed::Note)).await;
        assert!(noted.is_ok(), "{noted:?}");
    });
}
