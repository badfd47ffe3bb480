//! Tiers against a diary kept beside them: up at once, down slowly, and always explained.

use housing::{
    Severity, Tier,
    tier::{Need, TierRules, TierState, UnitFacts, UnitHazard},
};
use kernel::Instant;
use proptest::prelude::*;

use crate::{DAY_S, MONDAY_MORNING, id};

fn rules() -> &'static TierRules {
    TierRules::built_in().unwrap()
}

fn day(n: i64) -> Instant {
    MONDAY_MORNING.plus_seconds(n * DAY_S)
}

fn hazard(n: u8, severity: Severity, found: i64, open: bool, recurs: bool) -> UnitHazard {
    let (found_at, due_at) = (day(found), day(found + 30));
    UnitHazard { id: id(n), severity, found_at, due_at, open, recurs }
}

#[test]
fn a_unit_rises_at_once_and_falls_a_tier_at_a_time() {
    let gas = hazard(1, Severity::Immediate, 0, true, false);
    let mut facts = UnitFacts { hazards: vec![gas], ..UnitFacts::default() };
    let key = TierState::first(day(-100)).next(&facts, rules(), day(0));
    assert_eq!((key.tier, key.since), (Tier::Key, day(0)));
    let explained = key.explain(&facts, rules(), day(0));
    // Immediate danger is serious too: both rules hold, one asks for this tier.
    assert_eq!(
        explained.reasons.iter().map(|one| one.rule.as_str()).collect::<Vec<_>>(),
        ["immediate_open"]
    );
    assert!(
        matches!(&explained.down[0], Need::VerifyFixed { hazards, may_remain: 0 } if hazards == &[id(1)])
    );
    assert!(
        explained.down.iter().all(|need| !need.text().zh.is_empty() && !need.text().en.is_empty())
    );

    facts.hazards[0].open = false;
    let quiet = key.next(&facts, rules(), day(10));
    assert_eq!((quiet.tier, quiet.quiet_since), (Tier::Key, Some(day(10))));
    // Quiet long enough, but nobody looked.
    assert_eq!(quiet.next(&facts, rules(), day(200)).tier, Tier::Key);
    assert_eq!(quiet.explain(&facts, rules(), day(200)).down, [Need::CleanVisit]);
    // Somebody looked before it was quiet.
    facts.clean_visit_at = Some(day(9));
    assert_eq!(quiet.next(&facts, rules(), day(200)).tier, Tier::Key);
    facts.clean_visit_at = Some(day(20));
    assert_eq!(quiet.next(&facts, rules(), day(99)).tier, Tier::Key);
    let watch = quiet.next(&facts, rules(), day(100));
    assert_eq!(watch.tier, Tier::Watch);
    // One visit does not bring it down twice.
    assert_eq!(watch.next(&facts, rules(), day(300)).tier, Tier::Watch);
    facts.clean_visit_at = Some(day(120));
    assert_eq!(watch.next(&facts, rules(), day(160)).tier, Tier::Ordinary);
}

#[test]
fn each_rule_asks_for_its_tier_and_says_what_ends_it() {
    let serious = |n| hazard(n, Severity::Serious, 0, true, false);
    let cases = [
        (
            UnitFacts { hazards: vec![serious(1)], ..UnitFacts::default() },
            10,
            Tier::Watch,
            "serious_open",
        ),
        (
            UnitFacts { hazards: vec![serious(1)], ..UnitFacts::default() },
            31,
            Tier::Key,
            "serious_overdue",
        ),
        (
            UnitFacts { hazards: vec![serious(1), serious(2), serious(3)], ..UnitFacts::default() },
            10,
            Tier::Key,
            "three_serious",
        ),
        (
            UnitFacts {
                hazards: vec![hazard(1, Severity::Ordinary, 0, true, false)],
                ..UnitFacts::default()
            },
            31,
            Tier::Watch,
            "any_overdue",
        ),
        (
            UnitFacts {
                hazards: vec![hazard(1, Severity::Ordinary, 0, false, true)],
                ..UnitFacts::default()
            },
            364,
            Tier::Watch,
            "recurred",
        ),
        (
            UnitFacts { fires_at: vec![day(0)], ..UnitFacts::default() },
            179,
            Tier::Key,
            "recent_fire",
        ),
        (UnitFacts { suspended: true, ..UnitFacts::default() }, 0, Tier::Key, "suspended"),
    ];
    for (facts, on, tier, rule) in cases {
        assert_eq!(rules().asked(&facts, day(on)), tier, "{rule}");
        let reasons = rules().reasons(&facts, day(on));
        assert!(reasons.iter().any(|reason| reason.rule == rule && reason.tier == tier), "{rule}");
    }
    let fire = UnitFacts { fires_at: vec![day(0)], ..UnitFacts::default() };
    assert_eq!(rules().asked(&fire, day(180)), Tier::Ordinary);
    assert_eq!(rules().reasons(&fire, day(5))[0].ends, Need::Lapse { at: day(180) });
    assert_eq!(rules().asked(&UnitFacts::default(), day(0)), Tier::Ordinary);
}

/// One thing that happens at a unit.
#[derive(Clone, Debug)]
enum Event {
    Found(Severity, bool),
    Fixed,
    Fire,
    Suspend(bool),
    CleanVisit,
    Nothing,
}

fn events() -> impl Strategy<Value = Event> {
    let found = (proptest::sample::select(Severity::ALL), any::<bool>());
    prop_oneof![
        3 => found.prop_map(|(severity, recurs)| Event::Found(severity, recurs)),
        5 => Just(Event::Fixed),
        1 => Just(Event::Fire),
        2 => any::<bool>().prop_map(Event::Suspend),
        6 => Just(Event::CleanVisit),
        5 => Just(Event::Nothing),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_tier_never_flaps_and_is_always_explained(
        diary in proptest::collection::vec((events(), 0_i64..70), 1..60),
    ) {
        let mut facts = UnitFacts::default();
        let (mut now, mut state) = (MONDAY_MORNING, TierState::first(MONDAY_MORNING));
        // The last time a rule asked for the present tier or more, and the last change, kept beside.
        let (mut asked_at, mut changed_at) = (MONDAY_MORNING, MONDAY_MORNING);
        let mut clean_at = None;
        for (n, (event, days)) in diary.into_iter().enumerate() {
            now = now.plus_seconds(days * DAY_S);
            match event {
                Event::Found(severity, recurs) => facts.hazards.push(UnitHazard {
                    id: id(u8::try_from(n).unwrap()), severity, found_at: now,
                    due_at: now.plus_seconds(30 * DAY_S), open: true, recurs,
                }),
                Event::Fixed => if let Some(one) = facts.hazards.iter_mut().find(|one| one.open) { one.open = false },
                Event::Fire => facts.fires_at.push(now),
                Event::Suspend(on) => facts.suspended = on,
                Event::CleanVisit => { facts.clean_visit_at = Some(now); clean_at = Some(now); }
                Event::Nothing => {}
            }
            let (asked, explained) = (rules().asked(&facts, now), state.explain(&facts, rules(), now));
            let next = state.next(&facts, rules(), now);
            prop_assert!(next.tier >= asked, "up at once");
            prop_assert_eq!(next.tier > state.tier, asked > state.tier, "up for a reason alone");
            let falls = next.tier < state.tier;
            prop_assert_eq!(falls, state.tier > Tier::Ordinary && explained.down.is_empty(), "{:?}", explained);
            if asked >= state.tier && state.tier > Tier::Ordinary {
                prop_assert!(!explained.reasons.is_empty());
                prop_assert!(explained.reasons.iter().all(|one| !one.hazards.is_empty() || one.fire_at.is_some() || facts.suspended));
            }
            if falls {
                let quiet_s = i64::from(rules().line(state.tier).unwrap().quiet_days) * DAY_S;
                prop_assert_eq!(next.tier as u8 + 1, state.tier as u8, "one at a time");
                prop_assert!(now.seconds_since(asked_at) >= quiet_s, "quiet for so long");
                prop_assert!(now.seconds_since(changed_at) >= quiet_s, "no flapping");
                prop_assert!(clean_at.is_some_and(|at| at >= asked_at && at >= changed_at), "somebody looked");
            }
            if next.tier != state.tier { changed_at = now; }
            if asked >= next.tier { asked_at = now; }
            // The same facts at the same time change nothing more.
            prop_assert_eq!(next.next(&facts, rules(), now).tier, next.tier);
            state = next;
        }
    }
}
