//! A day laid out for the rounds: places on the roads, hours, skills.

use casework::dispatch::{DETOUR, Network};
use kernel::{Point4326, distance_m};

use super::{
    PlanRules, VisitKind, Why, Window,
    routes::{Break, Goer, Stop, Task, Travel},
};
use crate::Capacity;

/// Roads are followed so far, metres.
const FARTHEST_M: f64 = 20_000.0;
/// For how many visits by interval one counts that cannot wait, or that the lot drew.
const FIRST: u16 = 10;

/// A building to be put into a round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToVisit {
    pub(crate) point: Point4326,
    pub(crate) kind: &'static VisitKind,
    /// When it may begin.
    pub(crate) begins: Window,
    pub(crate) why: Why,
}

/// An inspector from where they are, with what is left of their day.
#[derive(Clone, Debug)]
pub(crate) struct Away {
    pub(crate) at: Point4326,
    /// Where their round ends.
    pub(crate) end: Point4326,
    pub(crate) from_s: u32,
    pub(crate) to_s: u32,
    pub(crate) most: usize,
    pub(crate) skills: u16,
    pub(crate) breaks: Vec<Window>,
}

/// The number of a place among those of a crew, which come after the first `known`; the start is the first.
fn number_of(places: &mut Vec<Point4326>, known: usize, point: Point4326) -> usize {
    if point == places[0] {
        return 0;
    }
    let found = places.iter().skip(known).position(|one| *one == point);
    found.map_or_else(
        || {
            places.push(point);
            places.len() - 1
        },
        |at| known + at,
    )
}

/// Skills as bits.
pub(crate) fn bits(skills: impl IntoIterator<Item = Capacity>) -> u16 {
    skills.into_iter().fold(0, |all, skill| all | 1 << (skill as u16))
}

/// Lays a day out; and how many of a thousand ways are estimated from the straight line.
pub(crate) fn lay(
    network: &Network,
    rules: &PlanRules,
    start: Point4326,
    visits: &[ToVisit],
    crew: &[Away],
) -> (Task, u32) {
    let mut places = vec![start];
    places.extend(visits.iter().map(|visit| visit.point));
    let known = places.len();
    let pause = |one: &Window| Break { from_s: one.from * 60, to_s: one.to * 60 };
    let goers = crew
        .iter()
        .map(|one| Goer {
            start: number_of(&mut places, known, one.at),
            end: number_of(&mut places, known, one.end),
            from_s: one.from_s,
            to_s: one.to_s,
            most: one.most,
            skills: one.skills,
            breaks: one.breaks.iter().map(pause).collect(),
        })
        .collect();
    let far = network.between(&places, FARTHEST_M);
    let pairs = places.len() * places.len().saturating_sub(1);
    let unknown: usize = far
        .iter()
        .enumerate()
        .map(|(from, row)| {
            row.iter().enumerate().filter(|(to, far)| *to != from && far.is_none()).count()
        })
        .sum();
    let second_m = f64::from(rules.file.metres_a_minute) / 60.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds on earth")]
    let travel = Travel::of(places.len(), |from, to| {
        if from == to {
            return 0;
        }
        let far_m = far[from][to].unwrap_or_else(|| distance_m(places[from], places[to]) * DETOUR);
        (far_m / second_m).ceil() as u32
    });
    let stop = |(n, visit): (usize, &ToVisit)| Stop {
        place: n + 1,
        service_s: visit.kind.minutes * 60,
        opens_s: visit.begins.from * 60,
        closes_s: visit.begins.to * 60,
        skills: bits(visit.kind.skill),
        worth: match visit.why {
            Why::Overdue | Why::Drawn => FIRST,
            Why::Lead | Why::Never | Why::Interval => 1,
        },
    };
    let stops = visits.iter().enumerate().map(stop).collect();
    let off_road = u32::try_from(unknown * 1_000 / pairs.max(1)).unwrap_or(1_000);
    (Task { travel, stops, goers }, off_road)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Capacity;

    fn at(east_m: f64, north_m: f64) -> Point4326 {
        Point4326::new(113.9 + east_m / 102_900.0, 22.5 + north_m / 110_574.0).unwrap()
    }

    #[test]
    fn minutes_are_those_along_the_roads_and_estimates_say_so() {
        // Two streets on either side of a river, one bridge far to the east.
        let network = Network::of(&[
            vec![at(0.0, 0.0), at(2_000.0, 0.0)],
            vec![at(0.0, 400.0), at(2_000.0, 400.0)],
            vec![at(2_000.0, 0.0), at(2_000.0, 400.0)],
        ]);
        let rules = PlanRules::built_in().unwrap();
        let kind = rules.visit("residential").unwrap();
        let begins = Window { from: kind.opens, to: kind.closes };
        let visit = |point| ToVisit { point, kind, begins, why: Why::Drawn };
        let visits = [visit(at(0.0, 400.0)), visit(at(1_000.0, 9_000.0))];
        let skills = bits([Capacity::Inspector]);
        let here = at(0.0, 0.0);
        let away = |at| {
            let breaks = vec![Window { from: 720, to: 780 }];
            Away { at, end: at, from_s: 0, to_s: 60_000, most: 9, skills, breaks }
        };
        let (task, off_road) = lay(&network, rules, here, &visits, &[away(here)]);
        // 4,400 m at 200 m a minute, over the bridge and not the river.
        assert!(task.travel.seconds(0, 1).abs_diff(1_320) < 5, "{}", task.travel.seconds(0, 1));
        assert_eq!((task.goers[0].start, task.stops[1].place), (0, 2));
        assert_eq!(off_road, 666, "the place far from any road, to and from both");
        assert_eq!(task.goers[0].breaks, [Break { from_s: 43_200, to_s: 46_800 }]);
        // Two set out from a station of their own and end there.
        let station = at(2_000.0, 0.0);
        let crew = [away(here), away(station), away(station)];
        let (task, _) = lay(&network, rules, here, &visits, &crew);
        let ends: Vec<(usize, usize)> = task.goers.iter().map(|one| (one.start, one.end)).collect();
        assert_eq!(ends, [(0, 0), (3, 3), (3, 3)]);
        assert!(task.travel.seconds(3, 1) < task.travel.seconds(0, 1));
    }

    #[test]
    fn every_skill_has_a_bit() {
        assert_eq!(bits(Capacity::ALL.iter().copied()).count_ones() as usize, Capacity::ALL.len());
    }
}
