//! Ways over drawn networks, against a slow and obvious search.

use kernel::{Chance, Id, Point4326};

use super::*;

/// About so many metres east and north of a corner.
fn at(east_m: f64, north_m: f64) -> Point4326 {
    Point4326::new(113.9 + east_m / 102_900.0, 22.5 + north_m / 110_574.0).unwrap()
}

/// Streets every 200 m, 2 km each way; they cross without sharing a point.
fn grid() -> Network {
    let lines: Vec<Vec<Point4326>> = (0..=10)
        .flat_map(|n| {
            let off = f64::from(n) * 200.0;
            [vec![at(off, 0.0), at(off, 2_000.0)], vec![at(0.0, off), at(2_000.0, off)]]
        })
        .collect();
    Network::of(&lines)
}

fn able(n: u8, point: Option<Point4326>, open: u64) -> Able {
    Able { account: Id::from_bytes([n; 16]), point, open }
}

fn who(found: &[Suggestion]) -> Vec<u8> {
    found.iter().map(|one| one.account.to_bytes()[0]).collect()
}

#[test]
fn streets_are_joined_where_they_cross() {
    let (joints, pieces) = grid().size();
    // Euler: a network in one part encloses as many blocks as it has pieces beyond a tree.
    assert_eq!(pieces + 1 - joints, 10 * 10);
}

#[test]
fn a_way_follows_the_streets_and_not_the_bird() {
    let network = grid();
    let far = network.walks(at(0.0, 0.0), &[at(600.0, 800.0), at(30.0, 0.0)], 10_000.0);
    let metres: Vec<f64> = far.into_iter().map(Option::unwrap).collect();
    assert!((metres[0] - 1_400.0).abs() < 3.0, "{metres:?}");
    assert!((metres[1] - 30.0).abs() < 1.0, "on the same piece: {metres:?}");
}

#[test]
fn ways_are_those_of_a_slow_search() {
    let mut chance = Chance::seeded(5);
    let mut drawn = |most: u64| f64::from(u32::try_from(chance.below(most)).unwrap());
    let network = grid();
    let manhattan = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() + (a.1 - b.1).abs();
    for _ in 0..200 {
        // Both on streets that run north: over the nearer of the crossing streets.
        let a = (drawn(11) * 200.0, drawn(2_000));
        let b = (drawn(11) * 200.0, drawn(2_000));
        let expected = if (a.0 - b.0).abs() < 1.0 {
            manhattan(a, b)
        } else {
            let over = (0..=10).map(|n| f64::from(n) * 200.0);
            over.map(|y| (a.1 - y).abs() + (b.1 - y).abs() + (a.0 - b.0).abs())
                .fold(f64::INFINITY, f64::min)
        };
        let found = network.walks(at(a.0, a.1), &[at(b.0, b.1)], 10_000.0)[0].unwrap();
        // Joints lie within three metres of where roads meet.
        assert!((found - expected).abs() < 12.0, "{a:?} to {b:?}: {found} and not {expected}");
    }
}

#[test]
fn the_nearest_comes_first_and_a_river_counts() {
    // Two streets on either side of a river, one bridge far to the east.
    let network = Network::of(&[
        vec![at(0.0, 0.0), at(2_000.0, 0.0)],
        vec![at(0.0, 200.0), at(2_000.0, 200.0)],
        vec![at(2_000.0, 0.0), at(2_000.0, 200.0)],
    ]);
    let people = [able(1, Some(at(0.0, 200.0)), 0), able(2, Some(at(900.0, 0.0)), 0)];
    let found = suggest(&network, Some(at(0.0, 0.0)), &people, 5);
    assert_eq!(who(&found), [2, 1]);
    let walk = found[0].walk.unwrap();
    assert!(walk.by_road && walk.minutes == 12 && walk.distance_m.abs_diff(900) < 5, "{walk:?}");
}

#[test]
fn who_has_much_already_comes_after_who_is_a_little_farther() {
    let network = grid();
    let people =
        [able(1, Some(at(200.0, 0.0)), 3), able(2, Some(at(600.0, 0.0)), 0), able(3, None, 0)];
    let found = suggest(&network, Some(at(0.0, 0.0)), &people, 5);
    assert_eq!(who(&found), [2, 1, 3], "who is nowhere comes last");
    assert_eq!(found[1].counts_min(), 3 + 3 * MINUTES_A_CASE);
    assert!(found[1].why().en.contains("along the roads"), "{}", found[1].why().en);
}

#[test]
fn where_no_road_is_the_straight_line_is_made_longer_and_says_so() {
    let found =
        suggest(&Network::of(&[]), Some(at(0.0, 0.0)), &[able(1, Some(at(750.0, 0.0)), 0)], 5);
    let walk = found[0].walk.unwrap();
    assert!(!walk.by_road && walk.minutes == 14, "{walk:?}");
    assert!(found[0].why().zh.contains("直线"));
    let nowhere = suggest(&grid(), None, &[able(1, Some(at(0.0, 0.0)), 2)], 5);
    assert_eq!(nowhere[0].walk, None);
}

#[test]
fn a_part_of_the_nearest_is_enough_where_it_is_sure() {
    let mut chance = Chance::seeded(9);
    let network = grid();
    let people: Vec<Able> = (0..240)
        .map(|n| {
            let mut drawn = |most| f64::from(u32::try_from(chance.below(most)).unwrap());
            let point = at(drawn(2_000), drawn(2_000));
            able(n, Some(point), u64::from(n % 4))
        })
        .collect();
    for corner in [at(0.0, 0.0), at(1_000.0, 900.0), at(2_000.0, 300.0)] {
        let whole = suggest(&network, Some(corner), &people, 5);
        let order = nearest_first(corner, &people);
        let mut upto = 10;
        loop {
            let part: Vec<Able> = order[..upto].iter().map(|(_, n)| people[*n].clone()).collect();
            let found = suggest(&network, Some(corner), &part, 5);
            if upto == order.len() || is_sure(&found, 5, order[upto].0) {
                assert_eq!(found, whole);
                break;
            }
            upto = (upto * 2).min(order.len());
        }
        assert!(upto < order.len(), "far fewer than all are looked at");
    }
}

#[test]
fn nobody_near_is_outside_the_box_around_a_place() {
    let mut chance = Chance::seeded(17);
    let mut drawn = || f64::from(u32::try_from(chance.below(2_001)).unwrap()) / 1_000.0 - 1.0;
    for lat in [0.0, 22.5, -45.0, 70.0, 88.0] {
        let from = Point4326::new(113.9, lat).unwrap();
        let held = around(from, 2_500.0).unwrap();
        let (mut near, mut inside) = (0, 0);
        for _ in 0..2_000 {
            let (east, north) = (drawn() * 1.5, drawn() * 1.5);
            let lon = from.lon + east * (held.east - from.lon);
            let at = Point4326 { lon, lat: from.lat + north * (held.north - from.lat) };
            let is_inside = (held.west..=held.east).contains(&at.lon)
                && (held.south..=held.north).contains(&at.lat);
            let is_near = distance_m(from, at) <= 2_500.0;
            assert!(is_inside || !is_near, "{at:?} is near {from:?}");
            near += u32::from(is_near);
            inside += u32::from(is_inside);
        }
        assert!(near > 300 && near < inside, "{near} of {inside}");
    }
    for (lon, lat) in [(179.99, 0.0), (-179.99, 0.0), (0.0, 89.5), (0.0, -90.0)] {
        assert_eq!(around(Point4326::new(lon, lat).unwrap(), 2_500.0), None);
    }
}

#[test]
fn ways_between_all_are_the_ways_from_each() {
    let mut chance = Chance::seeded(31);
    let network = grid();
    let mut places: Vec<Point4326> = (0..40)
        .map(|_| {
            let mut drawn = || f64::from(u32::try_from(chance.below(2_000)).unwrap());
            at(drawn(), drawn())
        })
        .collect();
    // Beside no road.
    places.push(at(9_000.0, 9_000.0));
    let all = network.between(&places, 10_000.0);
    for (n, from) in places.iter().enumerate() {
        for (m, far) in network.walks(*from, &places, 10_000.0).into_iter().enumerate() {
            match (far, all[n][m]) {
                (None, None) => {}
                (Some(one), Some(other)) => {
                    assert!((one - other).abs() < 0.001, "{n} to {m}: {one} and {other}");
                }
                (one, other) => panic!("{n} to {m}: {one:?} and {other:?}"),
            }
        }
    }
    assert!(all[40][0].is_none() && all[0][40].is_none());
}
