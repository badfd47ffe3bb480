//! Stars: never from a guess, never up by a hazard, and what would lift them does.

use housing::{
    Catalogue, Category, Severity,
    stars::{Building, Buildings, Lift, LiftStep, OpenHazard, StarRules, When},
};
use kernel::Day;
use proptest::prelude::*;

use crate::{DAY_S, MONDAY_MORNING, id};

fn rules() -> &'static StarRules {
    StarRules::built_in().unwrap()
}

fn catalogue() -> &'static Catalogue {
    Catalogue::built_in().unwrap()
}

const EAST_8: i32 = 8 * 60;

fn when() -> When {
    When { now: MONDAY_MORNING, today: MONDAY_MORNING.day(EAST_8) }
}

fn ago(days: i32) -> Day {
    Day::from_epoch_days(when().today.epoch_days() - days)
}

/// A building of which every fact was found at its best, today.
fn best() -> Building {
    let mut building = Building::unseen(rules());
    for (_, fact) in rules().facts() {
        let best = fact.answers.iter().find(|answer| answer.value == Some(100)).unwrap();
        building.see(rules(), &fact.id, &best.id, ago(0)).unwrap();
    }
    building
}

fn with(mut building: Building, kind: &str, due_in_s: i64) -> Building {
    let n = u8::try_from(building.hazards.len()).unwrap() + 1;
    building.open(catalogue(), id(n), kind, MONDAY_MORNING.plus_seconds(due_in_s)).unwrap();
    building
}

fn burnt(mut building: Building, days_ago: i32) -> Building {
    building.fire_on = Some(ago(days_ago));
    building
}

fn stars(building: &Building) -> [Option<u8>; 5] {
    let rated = rules().rate(building, catalogue(), when());
    let of = |n: usize| rated.categories[n].stars;
    [rated.stars, of(0), of(1), of(2), of(3)]
}

#[test]
fn a_building_without_fault_has_five_stars_and_a_fact_less_has_none() {
    assert_eq!(stars(&best()), [Some(5); 5]);
    assert_eq!(rules().lift(&best(), catalogue(), when()), Lift::Highest);
    let mut old = Building::unseen(rules());
    for (_, fact) in rules().facts() {
        let age = if fact.id == "drill" { 401 } else { 400 };
        old.see(rules(), &fact.id, &fact.answers[0].id, ago(age)).unwrap();
    }
    assert_eq!(stars(&old), [None, Some(5), None, Some(5), Some(5)]);
    let lift = rules().lift(&old, catalogue(), when());
    assert_eq!(lift, Lift::Inspect { facts: vec!["drill".to_owned()] });
    assert_eq!(stars(&Building::unseen(rules())), [None; 5]);
}

#[test]
fn what_a_building_has_not_leaves_the_reckoning() {
    let mut building = best();
    building.see(rules(), "lift_care", "none", ago(0)).unwrap();
    building.see(rules(), "repairs", "none", ago(0)).unwrap();
    let rated = rules().rate(&building, catalogue(), when());
    // 60 of 85.
    assert_eq!(rated.categories[1].score, Some(7_058));
    assert_eq!(rated.categories[1].stars, Some(3));
    assert!(building.see(rules(), "lift_care", "perhaps", ago(0)).is_err());
    assert!(building.see(rules(), "mood", "good", ago(0)).is_err());
    assert!(building.open(catalogue(), id(1), "mood.bad", MONDAY_MORNING).is_err());
}

#[test]
fn what_was_found_last_counts() {
    let mut building = best();
    building.see(rules(), "pests", "many", ago(3)).unwrap();
    assert_eq!(stars(&building)[4], Some(5), "an older visit does not undo a newer");
    building.see(rules(), "pests", "many", ago(0)).unwrap();
    assert_eq!(stars(&building)[4], Some(4));
}

#[test]
fn danger_and_delay_cap() {
    let leak = with(best(), "gas.leak", 3_600);
    assert_eq!(stars(&leak)[..2], [Some(1), Some(1)]);
    assert_eq!(stars(&with(best(), "gas.no_shutoff", DAY_S))[1], Some(5), "90 points");
    assert_eq!(
        stars(&with(best(), "gas.no_shutoff", -1))[1],
        Some(2),
        "overdue: 80 points, capped"
    );
    assert_eq!(stars(&with(best(), "fire.shaft_unsealed", -1))[1], Some(3));
    assert_eq!(stars(&burnt(best(), 364)), [Some(2), Some(2), Some(5), Some(5), Some(5)]);
    assert_eq!(stars(&burnt(best(), 365))[0], Some(5));
    let mut breach = best();
    breach.breach_on = Some(ago(0));
    assert_eq!(stars(&breach)[2], Some(1));
    let rated = rules().rate(&leak, catalogue(), when());
    assert_eq!(rated.categories[0].capped[0].cap, "immediate_open");
    assert_eq!(rated.categories[0].lowered[0].points, 40);
}

#[test]
fn a_fire_is_waited_out() {
    let mut building = burnt(best(), 100);
    building.see(rules(), "pests", "many", ago(0)).unwrap();
    let Lift::Steps { to, not_before, steps } = rules().lift(&building, catalogue(), when()) else {
        panic!("there is something to do");
    };
    assert_eq!((to, not_before), (3, ago(-265)));
    assert!(steps.is_empty(), "{steps:?}");
    let later = burnt(building, 0);
    let Lift::Steps { not_before, .. } = rules().lift(&later, catalogue(), when()) else {
        panic!()
    };
    assert_eq!(not_before, ago(-365));
}

#[test]
fn the_advice_is_in_both_languages() {
    let mut building = with(with(best(), "gas.leak", 60), "papers.beds_differ", 60);
    building.see(rules(), "homes_inside", "poor", ago(0)).unwrap();
    let Lift::Steps { steps, .. } = rules().lift(&building, catalogue(), when()) else { panic!() };
    assert!(
        steps.iter().any(|step| matches!(step, LiftStep::Clear { kind, .. } if kind == "gas.leak"))
    );
    for step in &steps {
        let text = step.text(rules(), catalogue());
        assert!(text.zh.chars().any(|c| c as u32 > 0x2E80) && text.en.len() > 10, "{step:?}");
    }
}

/// Facts with answers by number and their age in days; where `fresh`, all of them seen and valid.
fn buildings(fresh: bool) -> impl Strategy<Value = Building> {
    let facts = rules().facts().len();
    let fact = (0_usize..4, 0_i32..2_000, 0_u8..25);
    let hazard = (0_usize..46, -100_i64..100);
    let day = || proptest::option::weighted(0.3, 0_i32..500);
    (proptest::collection::vec(fact, facts), proptest::collection::vec(hazard, 0..7), day(), day())
        .prop_map(move |(facts, hazards, fire, breach)| {
            let mut building = Building::unseen(rules());
            for ((_, rule), (answer, age, seen)) in rules().facts().iter().zip(facts) {
                if seen == 0 && !fresh {
                    continue;
                }
                let answer = &rule.answers[answer % rule.answers.len()];
                let valid = i32::try_from(rule.valid_days).unwrap();
                let age = age % (valid + if fresh || seen > 2 { 1 } else { 200 });
                building.see(rules(), &rule.id, &answer.id, ago(age)).unwrap();
            }
            for (n, (kind, due_days)) in hazards.into_iter().enumerate() {
                let due_at = MONDAY_MORNING.plus_seconds(due_days * DAY_S);
                let id = id(u8::try_from(n).unwrap());
                building.open(catalogue(), id, &catalogue().types[kind].id, due_at).unwrap();
            }
            building.fire_on = fire.map(ago);
            building.breach_on = breach.map(ago);
            building
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_missing_fact_is_no_star(building in buildings(true), number in 0_usize..20) {
        let (category, rule) = &rules().facts()[number];
        prop_assert!(stars(&building).iter().all(Option::is_some));
        let mut without = Building::unseen(rules());
        without.hazards.clone_from(&building.hazards);
        for (_, other) in rules().facts().iter().filter(|(_, other)| other.id != rule.id) {
            without.see(rules(), &other.id, &other.answers[0].id, ago(0)).unwrap();
        }
        let rated = rules().rate(&without, catalogue(), when());
        prop_assert_eq!(rated.stars, None);
        prop_assert_eq!(rated.categories[category.index()].stars, None);
        prop_assert_eq!(&rated.categories[category.index()].missing, std::slice::from_ref(&rule.id));
    }

    #[test]
    fn an_open_hazard_never_raises(building in buildings(false), kind in 0_u16..46, due_days in -50_i64..50) {
        let mut more = building.clone();
        let due_at = MONDAY_MORNING.plus_seconds(due_days * DAY_S);
        more.hazards.push(OpenHazard { id: id(99), kind, due_at });
        let (before, after) = (stars(&building), stars(&more));
        for (before, after) in before.iter().zip(after) {
            prop_assert!(after <= *before && after.is_some() == before.is_some(), "{before:?} {after:?}");
        }
        let severity = catalogue().types[usize::from(kind)].severity;
        let own = after[1 + catalogue().types[usize::from(kind)].category.index()];
        prop_assert!(severity != Severity::Immediate || own.is_none_or(|stars| stars == 1));
        // Being late never raises either.
        let mut late = more.clone();
        for hazard in &mut late.hazards { hazard.due_at = MONDAY_MORNING.plus_seconds(-1); }
        for (more, late) in after.iter().zip(stars(&late)) {
            prop_assert!(late <= *more);
        }
    }

    #[test]
    fn advice_that_is_followed_lifts_and_none_of_it_is_idle(building in buildings(true)) {
        let before = rules().rate(&building, catalogue(), when()).stars.unwrap();
        match rules().lift(&building, catalogue(), when()) {
            Lift::Highest => prop_assert_eq!(before, 5),
            Lift::Inspect { facts } => prop_assert!(false, "nothing is missing: {facts:?}"),
            Lift::Steps { to, not_before, steps } => {
                prop_assert_eq!(to, before + 1);
                let then = when().on(not_before);
                let reached = |steps: &[LiftStep]| {
                    rules().rate(&building.after(steps, rules(), not_before), catalogue(), then).stars
                };
                prop_assert!(reached(&steps) >= Some(to), "{:?} {:?}", reached(&steps), steps);
                for n in 0..steps.len() {
                    let mut fewer = steps.clone();
                    fewer.remove(n);
                    prop_assert!(reached(&fewer) < Some(to), "{:?} is idle", steps[n]);
                }
                if not_before > when().today {
                    let sooner = Day::from_epoch_days(not_before.epoch_days() - 1);
                    let all = building.after(&steps, rules(), sooner);
                    let then = when().on(sooner);
                    prop_assert!(rules().rate(&all, catalogue(), then).stars < Some(to), "not before");
                }
            }
        }
    }

    #[test]
    fn a_district_by_columns_is_rated_as_one_by_one(
        district in proptest::collection::vec(buildings(false), 0..12),
    ) {
        let mut columns = Buildings::with_capacity(rules(), district.len());
        for building in &district { columns.push(building); }
        let ratings = rules().rate_all(&columns, catalogue(), when());
        prop_assert_eq!(ratings.stars.len(), district.len());
        for (n, building) in district.iter().enumerate() {
            let rated = rules().rate(building, catalogue(), when());
            prop_assert_eq!(ratings.stars[n], rated.stars.unwrap_or(0));
            for category in Category::ALL {
                let one = &rated.categories[category.index()];
                prop_assert_eq!(ratings.categories[category.index()][n], one.stars.unwrap_or(0));
                let score = u32::from(ratings.scores[category.index()][n]);
                prop_assert_eq!(score, one.score.unwrap_or(0));
            }
        }
    }

    #[test]
    fn what_caps_is_named_and_what_lowers_adds_up(building in buildings(true)) {
        let rated = rules().rate(&building, catalogue(), when());
        for one in &rated.categories {
            let stars = one.stars.unwrap();
            let cap = one.capped.iter().map(|cap| cap.stars).min().unwrap_or(5);
            let from = rules().published().from;
            let score = one.score.unwrap();
            let reached = from.iter().filter(|from| score >= **from * 100).count();
            prop_assert_eq!(usize::from(stars), reached.clamp(1, usize::from(cap)));
        }
        let lowered: usize = rated.categories.iter().map(|one| one.lowered.len()).sum();
        prop_assert_eq!(lowered, building.hazards.len());
    }
}
