//! The fit finds what made the visits, whoever went; and what is measured is what came.

use kernel::Chance;

use super::*;

fn id<E: kernel::Entity>(n: u32) -> kernel::Id<E> {
    let mut bytes = [0; 16];
    bytes[12..].copy_from_slice(&n.to_be_bytes());
    kernel::Id::from_bytes(bytes)
}

fn share(chance: &mut Chance) -> f64 {
    f64::from(u32::try_from(chance.below(1_000_000)).unwrap()) / 1_000_000.0
}

/// Four thousand visits: odds of one in four, three times as high after a fire, twenty per cent of it by who went. The
/// strict eye goes where the fires were.
fn rows(chance: &mut Chance) -> Vec<fit::Row> {
    (0..4_000)
        .map(|n| {
            let fire = f64::from(u8::from(n % 4 == 0));
            let inspector = if n % 4 == 0 { (n / 4) % 3 } else { n % 12 };
            let strict = if inspector < 3 { 0.8 } else { -0.3 };
            let log_odds = -1.4 + 1.1 * fire + strict;
            fit::Row { values: vec![fire], inspector, found: share(chance) < chance_of(log_odds) }
        })
        .collect()
}

#[test]
fn a_strict_eye_is_not_taken_for_a_bad_building() {
    let rows = rows(&mut Chance::seeded(17));
    let with = fit::fit(&rows, 12).unwrap();
    let without: Vec<fit::Row> =
        rows.iter().map(|row| fit::Row { inspector: 0, ..row.clone() }).collect();
    let without = fit::fit(&without, 1).unwrap();
    assert!((with[1] - 1.1).abs() < 0.35, "{with:?}");
    assert!(without[1] > with[1] + 0.2, "{without:?} against {with:?}");
}

/// Four thousand visits that find something by who goes alone. Three strict eyes left hazards open wherever they went.
fn hazards_of_strict_eyes(chance: &mut Chance) -> Vec<fit::Row> {
    (0..4_000)
        .map(|n| {
            let inspector = n % 12;
            let (often, log_odds) = if inspector < 3 { (0.7, -0.2) } else { (0.2, -1.7) };
            let open = f64::from(u8::from(share(chance) < often));
            fit::Row { values: vec![open], inspector, found: share(chance) < chance_of(log_odds) }
        })
        .collect()
}

#[test]
fn open_hazards_do_not_stand_for_whoever_found_them() {
    let rows = hazards_of_strict_eyes(&mut Chance::seeded(29));
    let with = fit::fit(&rows, 12).unwrap();
    let without: Vec<fit::Row> =
        rows.iter().map(|row| fit::Row { inspector: 0, ..row.clone() }).collect();
    let without = fit::fit(&without, 1).unwrap();
    assert!(with[1].abs() < 0.35, "{with:?}");
    assert!(without[1] > with[1].abs() + 0.1, "{without:?} against {with:?}");
}

#[test]
fn the_fit_is_where_the_slope_is_nothing() {
    let rows = rows(&mut Chance::seeded(23));
    let alone: Vec<fit::Row> =
        rows.iter().map(|row| fit::Row { inspector: 0, ..row.clone() }).collect();
    let fitted = fit::fit(&alone, 1).unwrap();
    assert_eq!(fitted, fit::fit(&alone, 1).unwrap());
    // With one inspector, whose effect is held at nothing, what is said in sum is what came, but for the penalty.
    let said: f64 = alone.iter().map(|row| chance_of(fitted[0] + fitted[1] * row.values[0])).sum();
    let came = alone.iter().filter(|row| row.found).count() as f64;
    assert!((said - came).abs() < 1.0, "{said} against {came}");
}

#[test]
fn what_was_not_known_before_a_visit_is_not_counted() {
    let on: Day = "2026-05-01".parse().unwrap();
    let happened: Vec<Happened> = [(1, "2026-04-30"), (2, "2026-05-01"), (3, "2022-01-01")]
        .map(|(n, day)| Happened {
            building: id(n),
            kind: EventKind::Fire,
            on: day.parse().unwrap(),
        })
        .to_vec();
    let past = Past { happened, ..Past::default() };
    let fire = |n| before(id(n), on, None, &past).fire;
    assert_eq!([fire(1), fire(2), fire(3), fire(4)], [true, false, false, false]);
    let same_day = before(id(1), on, Some((on, true)), &past);
    assert_eq!(same_day.last, None);
}

fn day(said: &str) -> Day {
    said.parse().unwrap()
}

fn turn(hazard: u32, on: &str, open: bool) -> Turn {
    Turn { building: id(1), hazard: id(hazard), on: day(on), open }
}

fn shown(on: &str, stars: Option<u8>) -> Shown {
    Shown { building: id(1), on: day(on), stars }
}

#[test]
fn stars_and_open_hazards_are_those_of_the_day_and_not_of_today() {
    let turns = [
        turn(7, "2026-01-10", true),
        turn(7, "2026-02-10", false),
        turn(7, "2026-03-10", true),
        turn(8, "2026-02-01", true),
        turn(9, "2026-02-05", false),
    ];
    let past = Past {
        shown: vec![
            shown("2026-01-20", Some(4)),
            shown("2026-02-20", Some(2)),
            shown("2026-03-01", None),
        ],
        opened: Opened::of(&turns),
        happened: Vec::new(),
    };
    let stood = |on: &str| {
        let before = before(id(1), day(on), None, &past);
        (before.stars, before.open)
    };
    assert_eq!(stood("2026-01-10"), (None, 0), "what is found on the day is not known before it");
    assert_eq!(stood("2026-01-11"), (None, 1));
    assert_eq!(stood("2026-01-21"), (Some(4), 1));
    assert_eq!(stood("2026-02-10"), (Some(4), 2), "fixed on the day, it stood when the day began");
    assert_eq!(stood("2026-02-11"), (Some(4), 1));
    assert_eq!(stood("2026-02-21"), (Some(2), 1));
    assert_eq!(stood("2026-04-01"), (None, 2), "overturned, and reopened");
    assert_eq!(before(id(2), day("2026-04-01"), None, &past), Before::default());
}

#[test]
fn a_later_change_is_in_no_earlier_example() {
    let rules = PlanRules::built_in().unwrap();
    let built = Built { use_class: "residential".into(), ..Built::default() };
    let built = BTreeMap::from([(id(1), built)]);
    let visit = |on: &str| Visited { building: id(1), on: day(on), found: true, inspector: id(9) };
    let visits = [visit("2026-01-15"), visit("2026-02-15"), visit("2026-03-15")];
    let mut turns = vec![turn(7, "2026-01-10", true)];
    let mut past = Past {
        shown: vec![shown("2026-01-12", Some(4))],
        opened: Opened::of(&turns),
        happened: Vec::new(),
    };
    let (earlier, _) = examples(rules, &built, &visits, &past);
    // On the day of the second visit and after it the hazard is fixed, another is found, the stars change.
    turns.extend([
        turn(7, "2026-02-15", false),
        turn(8, "2026-02-15", true),
        turn(9, "2026-02-20", true),
    ]);
    past.opened = Opened::of(&turns);
    past.shown.push(shown("2026-02-15", Some(1)));
    let (later, _) = examples(rules, &built, &visits, &past);
    for n in 0..2 {
        assert_eq!(later[n].values, earlier[n].values, "of visit {n}");
    }
    assert_ne!(later[2].values, earlier[2].values, "what came before it is in it");
}

#[test]
fn too_few_visits_make_no_model_and_terms_name_their_values() {
    let rules = PlanRules::built_in().unwrap();
    let on: Day = "2026-05-01".parse().unwrap();
    let built = Built { use_class: "dormitory".into(), units: 3, ..Built::default() };
    let values = values(rules, &built, &Before::default(), on);
    assert_eq!(values.len(), terms(rules).len());
    let of = |name: &str| {
        let at = terms(rules).iter().position(|id| id == name).unwrap();
        values[at]
    };
    assert!(
        (of("kind.dormitory") - 1.0).abs() < f64::EPSILON && of("kind.works").abs() < f64::EPSILON
    );
    assert!((of("not_before") - 1.0).abs() < f64::EPSILON);
    for id in terms(rules) {
        let title = title(rules, &id);
        assert!(title.zh != id && title.en != id, "{id}");
    }
    let all = BTreeMap::from([(id(1), built)]);
    let one = Visited { building: id(1), on, found: true, inspector: id(9) };
    assert_eq!(Model::fit(rules, on, &all, &[one], &Past::default()), None);
}

#[test]
fn calibration_and_lift_are_of_the_lot_alone() {
    let outcome =
        |n: u32| Outcome { drawn: n < 100, risk: Some(f64::from(n % 100) / 100.0), found: n >= 80 };
    let all: Vec<Outcome> = (0..300).map(outcome).collect();
    let measured = measure(&all);
    assert_eq!((measured.drawn, measured.chosen), ((100, 20), (200, 200)));
    assert_eq!(measured.bands.iter().map(|band| band.visits).collect::<Vec<_>>(), [20; 5]);
    assert!((measured.lift.unwrap() - 5.0).abs() < 1e-9);
    assert!((measured.bands[4].said - 0.895).abs() < 1e-9, "{:?}", measured.bands);
    assert!(measure(&all[..40]).bands.is_empty());
}
