//! Rounds keep every promise, and are as short as a slow search finds.

use kernel::Chance;
use proptest::prelude::*;

use super::*;

/// Places on a plane, a second a metre, rounded up so that no way around is shorter.
fn travel(places: &[(u32, u32)]) -> Travel {
    Travel::of(places.len(), |from, to| {
        let (a, b) = (places[from], places[to]);
        a.0.abs_diff(b.0) + a.1.abs_diff(b.1)
    })
}

fn goer(skills: u16, most: usize, from_s: u32, to_s: u32) -> Goer {
    Goer { start: 0, end: 0, from_s, to_s, most, skills, breaks: Vec::new() }
}

fn stop(place: usize) -> Stop {
    Stop { place, service_s: 600, opens_s: 0, closes_s: 86_400, skills: 0, worth: 1 }
}

prop_compose! {
    fn any_task()(
        places in prop::collection::vec((0_u32..3_000, 0_u32..3_000), 2..26),
        stops in prop::collection::vec((0_u32..40_000, 0_u32..20_000, 60_u32..3_000, 0_u16..4, 1_u16..11), 25),
        goers in prop::collection::vec((1_u16..4, 1_usize..9, 0_u32..30_000, 3_600_u32..36_000), 1..5),
        rests in prop::collection::vec((1_u32..15_000, 1_u32..6_000), 0..4),
    ) -> Task {
        let stop = |(n, (opens_s, long_s, service_s, skills, worth)): (usize, (u32, u32, u32, u16, u16))| Stop {
            place: n + 1, service_s, opens_s, closes_s: opens_s + long_s, skills: skills & 2, worth,
        };
        // Breaks follow each other from where the hours begin, so that most fall into them; a second goer has none.
        let breaks = |from_s: u32| {
            let mut at_s = from_s;
            let next = |(after_s, long_s): &(u32, u32)| {
                let from_s = at_s + after_s;
                at_s = from_s + long_s;
                Break { from_s, to_s: at_s }
            };
            rests.iter().map(next).collect::<Vec<Break>>()
        };
        let goer = |(n, (skills, most, from_s, long_s)): (usize, (u16, usize, u32, u32))| Goer {
            breaks: if n == 1 { Vec::new() } else { breaks(from_s) },
            ..goer(skills, most, from_s, from_s + long_s)
        };
        Task {
            travel: travel(&places),
            stops: stops.into_iter().take(places.len() - 1).enumerate().map(stop).collect(),
            goers: goers.into_iter().enumerate().map(goer).collect(),
        }
    }
}

/// Seconds between two instants that are in no break.
fn worked_s(breaks: &[Break], from_s: u32, to_s: u32) -> u32 {
    let rest = |one: &Break| one.to_s.min(to_s).saturating_sub(one.from_s.max(from_s));
    (to_s - from_s) - breaks.iter().map(rest).sum::<u32>()
}

/// Walks every round as it says, and counts what it meets.
fn walk(task: &Task, found: &Rounds) -> Vec<u32> {
    let mut met = vec![0; task.stops.len()];
    assert_eq!(found.rounds.len(), task.goers.len());
    for (goer, round) in task.goers.iter().zip(&found.rounds) {
        assert!(round.stops.len() <= goer.most);
        assert_eq!(round.stops.len(), round.begins_s.len());
        let (mut at, mut now_s, mut travel_s) = (goer.start, goer.from_s, 0);
        for (&number, &begins_s) in round.stops.iter().zip(&round.begins_s) {
            let stop = &task.stops[number];
            met[number] += 1;
            assert_eq!(stop.skills & goer.skills, stop.skills, "the skill that is needed");
            let way_s = task.travel.seconds(at, stop.place);
            assert!(begins_s >= now_s, "in order");
            let worked_s = worked_s(&goer.breaks, now_s, begins_s);
            assert!(worked_s >= way_s, "nobody is in two places, or on the way in a break");
            let over_s = begins_s + stop.service_s;
            let broken = |one: &Break| one.from_s < over_s && one.to_s > begins_s;
            assert!(!goer.breaks.iter().any(broken), "no visit falls into a break");
            assert!((stop.opens_s..=stop.closes_s).contains(&begins_s), "its hours");
            (at, now_s, travel_s) = (stop.place, begins_s + stop.service_s, travel_s + way_s);
        }
        let home_s = task.travel.seconds(at, goer.end);
        if !round.stops.is_empty() {
            assert!(now_s <= goer.to_s, "over in time");
            assert!(worked_s(&goer.breaks, now_s, goer.to_s) >= home_s, "back in time");
            assert_eq!(round.travel_s, travel_s + home_s);
        }
    }
    met
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_stop_is_met_once_or_left_with_a_reason(task in any_task(), seed in any::<u64>()) {
        let found = solve(&task, &mut Chance::seeded(seed), 60);
        let mut met = walk(&task, &found);
        for (number, why) in &found.left {
            met[*number] += 1;
            let able = task.goers.iter().any(|goer| goer.skills & task.stops[*number].skills == task.stops[*number].skills);
            prop_assert_eq!(*why == Left::NoSkill, !able);
        }
        prop_assert!(met.iter().all(|times| *times == 1), "{:?}", met);
    }

    #[test]
    fn a_stop_is_put_where_trying_every_place_would_put_it(task in any_task()) {
        for goer in &task.goers {
            let mut line = Line::empty(&task, goer);
            for number in 0..task.stops.len() {
                let able = goer.skills & task.stops[number].skills == task.stops[number].skills;
                let at = |place: usize| {
                    let mut stops = line.stops.clone();
                    stops.insert(place, number);
                    Line::of(&task, goer, stops)
                };
                let least = (0..=line.stops.len())
                    .filter_map(at)
                    .map(|with| with.travel_s - line.travel_s)
                    .min()
                    .filter(|_| able && line.stops.len() < goer.most);
                let found = line.best(&task, goer, number);
                prop_assert_eq!(found.map(|(more_s, _)| more_s), least);
                if let Some((_, place)) = found {
                    let mut stops = line.stops.clone();
                    stops.insert(place, number);
                    let with = Line::of(&task, goer, stops);
                    prop_assert!(with.is_some(), "it fits where it was said to");
                    line = with.unwrap_or_default();
                }
            }
        }
    }

    #[test]
    fn the_same_chance_gives_the_same_rounds(task in any_task(), seed in any::<u64>()) {
        let one = solve(&task, &mut Chance::seeded(seed), 40);
        prop_assert_eq!(one, solve(&task, &mut Chance::seeded(seed), 40));
    }
}

/// The shortest way through up to eight stops and home, by trying all.
fn shortest(task: &Task, at: usize, left: &mut Vec<usize>) -> u32 {
    if left.is_empty() {
        return task.travel.seconds(at, 0);
    }
    let mut least = u32::MAX;
    for n in 0..left.len() {
        let number = left.remove(n);
        let place = task.stops[number].place;
        least = least.min(task.travel.seconds(at, place) + shortest(task, place, left));
        left.insert(n, number);
    }
    least
}

#[test]
fn one_round_is_as_short_as_trying_all_orders_finds() {
    let mut chance = Chance::seeded(11);
    for _ in 0..20 {
        let places: Vec<(u32, u32)> = (0..8)
            .map(|_| {
                let mut drawn = || u32::try_from(chance.below(2_000)).unwrap();
                (drawn(), drawn())
            })
            .collect();
        let task = Task {
            travel: travel(&places),
            stops: (1..8).map(stop).collect(),
            goers: vec![goer(0, 20, 0, 86_400)],
        };
        let found = solve(&task, &mut Chance::seeded(3), 3_000);
        assert!(found.left.is_empty());
        assert_eq!(found.rounds[0].travel_s, shortest(&task, 0, &mut (0..7).collect()));
    }
}

#[test]
fn what_is_worth_more_goes_first_where_not_all_can_be_made() {
    let places: Vec<(u32, u32)> = (0..5).map(|n| (n * 100, 0)).collect();
    let mut stops: Vec<Stop> = (1..5).map(stop).collect();
    stops[3].worth = 10;
    let task = Task { travel: travel(&places), stops, goers: vec![goer(0, 2, 0, 86_400)] };
    let found = solve(&task, &mut Chance::seeded(5), 100);
    assert!(found.rounds[0].stops.contains(&3), "the farthest is worth ten");
    assert_eq!(found.left.len(), 2);
    assert!(found.left.iter().all(|(_, why)| *why == Left::Full));
}

#[test]
fn lunch_is_kept_free_of_visits_and_of_ways() {
    let task = |breaks: Vec<Break>| Task {
        travel: travel(&[(0, 0), (300, 0), (600, 0)]),
        // The first is visited first.
        stops: vec![Stop { closes_s: 500, ..stop(1) }, stop(2)],
        goers: vec![Goer { breaks, ..goer(0, 9, 0, 6_000) }],
    };
    let begins = |breaks: Vec<Break>| {
        let found = solve(&task(breaks), &mut Chance::seeded(1), 50);
        (found.rounds[0].begins_s.clone(), found.left.len())
    };
    assert_eq!(begins(Vec::new()), (vec![300, 1_200], 0));
    // The second visit would be under way at 1,500: it waits until the break is over.
    let lunch = Break { from_s: 1_500, to_s: 3_300 };
    assert_eq!(begins(vec![lunch]), (vec![300, 3_300], 0));
    // A way of which a break takes a part is gone on with after it.
    let short = Break { from_s: 1_000, to_s: 1_600 };
    assert_eq!(begins(vec![short]), (vec![300, 1_800], 0));
    let long = Break { from_s: 1_000, to_s: 5_500 };
    assert_eq!(begins(vec![long]).1, 1, "what no longer fits before the way home is left");
}

#[test]
fn who_cannot_even_go_home_in_time_is_given_nothing() {
    let task = Task {
        travel: travel(&[(0, 0), (5_000, 0)]),
        stops: vec![stop(1)],
        goers: vec![Goer { start: 1, ..goer(0, 9, 0, 600) }],
    };
    let found = solve(&task, &mut Chance::seeded(1), 10);
    assert_eq!(found.left, [(0, Left::OutOfHours)]);
    assert!(found.rounds[0].stops.is_empty());
}
