use proptest::prelude::*;

use super::exact;
use super::sample::random_pairs;
use crate::block::wanted;
use crate::compare::Comparer;
use crate::compare::tests::{rows_of, settings};
use crate::settings::{LinkType, Settings, Test};

const NAMES: [&str; 6] = ["", "anna", "anne", "bert", "berta", "carl"];
const PLACES: [&str; 3] = ["", "north", "south"];

fn town(link_type: LinkType) -> Settings {
    let name = || "name".to_owned();
    let tests = vec![
        (
            "name",
            vec![
                Test::Exact(name()),
                Test::Swapped(name(), "place".into()),
                Test::JaroWinkler { column: name(), at_least: 0.8 },
            ],
        ),
        (
            "both",
            vec![
                Test::All(vec![Test::Exact(name()), Test::Exact("place".into())]),
                Test::Exact("place".into()),
            ],
        ),
    ];
    Settings { link_type, ..settings(tests) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pairs_of_values_count_as_pairs_of_rows_do(
        people in proptest::collection::vec((0_usize..6, 0_usize..3, 0_usize..3), 2..40),
    ) {
        let names: Vec<&str> = people.iter().map(|p| NAMES[p.0]).collect();
        let places: Vec<&str> = people.iter().map(|p| PLACES[p.1]).collect();
        let sources: Vec<&str> = people.iter().map(|p| ["a", "b", "c"][p.2]).collect();
        for link in [LinkType::Dedupe, LinkType::Link, LinkType::LinkAndDedupe] {
            let settings = town(link);
            let rows = rows_of(&settings, &sources, &[&names, &places]);
            let comparer = Comparer::new(&rows, &settings).unwrap();
            let mut scratch = comparer.scratch();
            for (at, levels) in comparer.layout().levels.iter().enumerate() {
                let mut counted = vec![0_u64; usize::from(*levels) + 1];
                let all = u32::try_from(people.len()).unwrap();
                for (l, r) in (0..all).flat_map(|l| (l + 1..all).map(move |r| (l, r))) {
                    if wanted(&rows, link, l, r) {
                        counted[comparer.level_of(at, l, r, &mut scratch)] += 1;
                    }
                }
                let whole = exact::counts(&rows, &settings, &comparer, at, u64::MAX / 4).unwrap();
                prop_assert_eq!(whole.as_ref(), Some(&counted));
                let evidence: u64 = counted[1..].iter().sum();
                let first = exact::first_level(&rows, &settings, at).unwrap();
                if evidence > 0 {
                    prop_assert!((first - counted[1] as f64 / evidence as f64).abs() < 1e-12);
                }
            }
        }
    }
}

#[test]
fn many_sources_need_no_table_of_values_by_sources() {
    // A table of 60,000 values by 2,000 sources would be half a gigabyte.
    let names: Vec<String> = (0..60_000).map(|n| format!("name {}", n / 2)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let sources: Vec<String> = (0..60_000).map(|n| format!("{}", n / 30)).collect();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    let equal = |name: &str| Test::Exact(name.into());
    let tests = vec![
        ("name", vec![equal("name")]),
        ("both", vec![Test::All(vec![equal("name"), equal("place")])]),
    ];
    let settings = settings(tests);
    let rows = rows_of(&settings, &sources, &[&names, &vec!["here"; names.len()]]);
    let possible = 2_000.0 * 30.0 * 29.0 / 2.0;
    for comparison in 0..2 {
        let share = exact::first_level(&rows, &settings, comparison).unwrap();
        assert!((share - 30_000.0 / possible).abs() < 1e-12, "{share}");
    }
}

#[test]
fn a_sample_comes_near_to_what_all_pairs_show() {
    let names: Vec<String> = (0..3_000)
        .map(|n: usize| format!("{}{}", ["an", "ber", "car", "dor"][n % 4], n * 7919 % 613))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let name = || "name".to_owned();
    let tests = vec![
        Test::Exact(name()),
        Test::DamerauLevenshtein { column: name(), at_most: 1 },
        Test::JaroWinkler { column: name(), at_least: 0.8 },
    ];
    let settings = Settings { sample_pairs: 1_000_000, ..settings(vec![("name", tests)]) };
    let rows = rows_of(&settings, &vec!["t"; names.len()], &[&names]);
    let comparer = Comparer::new(&rows, &settings).unwrap();
    let whole = exact::counts(&rows, &settings, &comparer, 0, u64::MAX / 4).unwrap().unwrap();
    let all: u64 = whole[1..].iter().sum();
    let drawn = random_pairs(&rows, &settings, &comparer).unwrap();
    assert!(drawn.seen[0].iter().sum::<u64>() < all / 4, "a part of the pairs was drawn");
    for (share, counted) in drawn.shares[0].iter().zip(&whole[1..]) {
        let truth = *counted as f64 / all as f64;
        assert!((share / truth - 1.0).abs() < 0.1, "{share} for {truth}");
    }
    let few = Settings { sample_pairs: 10_000, ..settings };
    let fewer = random_pairs(&rows, &few, &comparer).unwrap();
    assert!(fewer.seen[0].iter().sum::<u64>() <= 10_000, "the settings bound the sample");
}
