//! Which buildings a day has room for: the most pressing of those that are due, and those that the lot draws.

use std::cmp::Reverse;

use kernel::{Chance, Day, Instant};

use super::{Candidate, Inspector, MOST_VISITS, PlanRules, Why};
use crate::tier::TierRules;

/// Minutes on the way that a visit is reckoned with before there are rounds.
const WAY_MIN: u32 = 5;

/// A building that is to be visited.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Its place among the candidates.
    pub number: usize,
    /// Why.
    pub why: Why,
}

/// How many visits a crew has hours for.
fn room(rules: &PlanRules, crew: &[Inspector]) -> usize {
    let kinds = &rules.file.visit;
    let sum: u32 = kinds.iter().map(|kind| kind.minutes).sum();
    let mean = sum / u32::try_from(kinds.len()).unwrap_or(1).max(1) + WAY_MIN;
    let of = |one: &Inspector| (one.minutes() / mean).min(one.most) as usize;
    crew.iter().map(of).sum::<usize>().min(MOST_VISITS)
}

/// Chooses among `candidates`, each with how likely a visit finds something, in their order. Of the visits at least the
/// per cent of the rules are drawn by lot, each building as likely as any other; what is due and drawn too counts as drawn.
///
/// What is due comes in this order: a hazard overdue, the higher tier, the greater risk, the longer overdue, the code.
#[must_use]
pub fn choose(
    (rules, tiers): (&PlanRules, &TierRules),
    (on, now): (Day, Instant),
    candidates: &[(Candidate, Option<f64>)],
    crew: &[Inspector],
    chance: &mut Chance,
) -> Vec<Chosen> {
    let room = room(rules, crew);
    let percent = rules.file.random_percent as usize;
    // What could not be entered waits for its day, or for an officer.
    let placed = |(_, (one, _)): &(usize, &(Candidate, Option<f64>))| {
        one.point.is_some() && one.attempts.may(rules, on)
    };
    let all: Vec<(usize, &(Candidate, Option<f64>))> =
        candidates.iter().enumerate().filter(placed).collect();
    let mut due: Vec<(usize, Why)> = all
        .iter()
        .filter_map(|(number, (one, _))| Some((*number, one.why(rules, tiers, on, now)?)))
        .collect();
    let rested = |one: &Candidate| {
        one.inspected_on.is_none_or(|day| day.plus_days(u64::from(rules.file.rest_days)) <= on)
    };
    let mut pool: Vec<usize> =
        all.iter().filter(|(_, (one, _))| rested(one)).map(|(number, _)| *number).collect();
    // So many by rule that with those by lot there are as many as there is room for.
    let by_rule = due.len().min(room - room.min((room * percent).div_ceil(100)));
    let by_lot = if room == 0 { 0 } else { (by_rule * percent).div_ceil(100 - percent).max(1) };
    let by_lot = by_lot.min(room).min(pool.len());
    for n in 0..by_lot {
        let other = n + usize::try_from(chance.below((pool.len() - n) as u64)).unwrap_or(0);
        pool.swap(n, other);
    }
    let mut drawn: Vec<usize> = pool.into_iter().take(by_lot).collect();
    drawn.sort_unstable();
    due.retain(|(number, _)| drawn.binary_search(number).is_err());
    due.sort_by(|a, b| {
        let key = |(number, why): &(usize, Why)| {
            let (one, _) = &candidates[*number];
            (rank(*why), Reverse(one.tier))
        };
        let risk = |(number, _): &(usize, Why)| candidates[*number].1.unwrap_or(0.0);
        let then = |(number, _): &(usize, Why)| {
            let (one, _) = &candidates[*number];
            (one.due_on(rules, tiers), &one.code)
        };
        key(a).cmp(&key(b)).then(risk(b).total_cmp(&risk(a))).then_with(|| then(a).cmp(&then(b)))
    });
    due.truncate(by_rule);
    let by_lot = drawn.into_iter().map(|number| Chosen { number, why: Why::Drawn });
    by_lot.chain(due.into_iter().map(|(number, why)| Chosen { number, why })).collect()
}

/// What goes before the rest: a hazard that is overdue, then what a lead asks for.
const fn rank(why: Why) -> u8 {
    match why {
        Why::Overdue => 0,
        Why::Lead => 1,
        Why::Never | Why::Interval | Why::Drawn => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        AccountId, BuildingId, Capacity, Tier,
        campaign::Bar,
        plan::{Attempt, Attempts, Window, risk::Built},
    };

    fn candidate(n: u8, seen_days_ago: Option<u8>, on: Day) -> (Candidate, Option<f64>) {
        let seen = |days: u8| Day::from_epoch_days(on.epoch_days() - i32::from(days));
        let one = Candidate {
            building: BuildingId::from_bytes([n; 16]),
            code: format!("{n:03}"),
            area: kernel::AreaPath::default(),
            point: kernel::Point4326::new(113.0, 22.0),
            built: Built { use_class: "residential".into(), ..Built::default() },
            stars: None,
            open: 0,
            tier: if n.is_multiple_of(3) { Tier::Key } else { Tier::Ordinary },
            inspected_on: seen_days_ago.map(seen),
            hazard_due_at: None,
            asked_on: None,
            attempts: Attempts::default(),
        };
        (one, Some(f64::from(n) / 256.0))
    }

    fn inspector(most: u32) -> Inspector {
        let account = AccountId::from_bytes([1; 16]);
        let skills = vec![Capacity::Inspector];
        Inspector { account, from: 540, to: 1_020, most, skills, breaks: Vec::new(), start: None }
    }

    #[test]
    fn what_could_not_be_entered_is_neither_chosen_nor_drawn_before_its_day() {
        let (rules, tiers) = (PlanRules::built_in().unwrap(), TierRules::built_in().unwrap());
        let on: Day = "2026-05-04".parse().unwrap();
        let now = Instant::from_micros(1_777_000_000_000_000);
        let (mut one, risk) = candidate(1, None, on);
        one.attempts.tried = vec![Attempt { on, minute: Some(600), bar: Bar::NobodyOpened }];
        let all = [(one, risk), candidate(2, None, on)];
        let chosen = |on: Day| {
            let mut chance = Chance::seeded(3);
            let crew = [inspector(20)];
            choose((rules, tiers), (on, now), &all, &crew, &mut chance).len()
        };
        assert_eq!((chosen(on.plus_days(1)), chosen(on.plus_days(2))), (1, 2));
    }

    #[test]
    fn breaks_leave_less_room() {
        let rules = PlanRules::built_in().unwrap();
        let whole = inspector(99);
        let breaks = vec![Window { from: 480, to: 600 }, Window { from: 720, to: 960 }];
        let short = Inspector { breaks, ..inspector(99) };
        // What lies outside of the hours is none.
        assert_eq!((whole.minutes(), short.minutes()), (480, 180));
        assert!(room(rules, &[short]) < room(rules, &[whole]));
    }

    proptest! {
        #[test]
        fn a_tenth_is_drawn_and_nobody_is_chosen_twice(
            seen in prop::collection::vec(prop::option::of(any::<u8>()), 0..200), most in 1_u32..25, seed in any::<u64>(),
        ) {
            let (rules, tiers) = (PlanRules::built_in().unwrap(), TierRules::built_in().unwrap());
            let on: Day = "2026-05-04".parse().unwrap();
            let now = Instant::from_micros(1_777_000_000_000_000);
            let all: Vec<_> = (0..).zip(&seen).map(|(n, days)| candidate(n, *days, on)).collect();
            let crew = [inspector(most), inspector(most)];
            let chosen = choose((rules, tiers), (on, now), &all, &crew, &mut Chance::seeded(seed));
            let mut numbers: Vec<usize> = chosen.iter().map(|one| one.number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(numbers.len(), chosen.len());
            prop_assert!(chosen.len() <= room(rules, &crew));
            let drawn = chosen.iter().filter(|one| one.why == Why::Drawn).count();
            let rested = all.iter().filter(|(one, _)| {
                one.inspected_on.is_none_or(|day| day.plus_days(14) <= on)
            }).count();
            prop_assert!(drawn * 10 >= chosen.len() || drawn == rested, "{} of {}", drawn, chosen.len());
            for one in chosen.iter().filter(|one| one.why != Why::Drawn) {
                let (candidate, _) = &all[one.number];
                prop_assert_eq!(candidate.why(rules, tiers, on, now), Some(one.why));
            }
        }
    }

    #[test]
    fn fewer_stars_and_a_higher_tier_are_due_sooner() {
        let (rules, tiers) = (PlanRules::built_in().unwrap(), TierRules::built_in().unwrap());
        let days = |stars, tier| rules.days(tiers, stars, tier);
        assert!(
            days(Some(1), Tier::Ordinary)
                < days(Some(5), Tier::Ordinary).min(days(None, Tier::Ordinary))
        );
        assert!(days(Some(3), Tier::Key) < days(Some(3), Tier::Watch));
        assert_eq!(days(Some(5), Tier::Ordinary), 180, "the shorter of both");
    }

    #[test]
    fn a_plan_whose_lot_is_smaller_is_refused() {
        for (from, to) in [
            ("random_percent = 10", "random_percent = 9"),
            ("stars = 5\n", "stars = 4\n"),
            ("days = 45", "days = 99"),
            ("\"ways_out\", \"gas_system\"]", "\"ways_out\", \"pests\"]"),
            ("en = \"Homes\"", "en = \"\""),
            ("minutes = 25", "minutes = 0"),
            ("bar = \"unsafe\"", "bar = \"gone\""),
            ("after_days = 14", "after_days = 0"),
            ("longest_days = 60", "longest_days = 91"),
            ("stations = [\"office\"", "stations = [\"self_built\""),
        ] {
            assert!(super::super::PLAN.contains(from), "{from}");
            assert!(PlanRules::read(&super::super::PLAN.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}
