//! Whatever is done to a hazard, and in whatever order: what always holds.

use housing::{
    AccountId, Actor, ByTheClock, Capacity, Catalogue, Evidence, EvidenceKind, Fixer, FoundBy,
    Hazard, HazardAction, HazardDeed, HazardRefusal, HazardState, Place, hazard::look_back,
};
use kernel::Instant;
use proptest::prelude::*;

use crate::{DAY_S, MONDAY_MORNING, account, all_evidence, id, officer, party, shown};

fn catalogue() -> &'static Catalogue {
    Catalogue::built_in().unwrap()
}

fn place(unit: bool) -> Place {
    Place { building: id(1), unit: unit.then(|| id(2)) }
}

fn action(at: Instant, actor: Actor, deed: HazardDeed) -> HazardAction {
    HazardAction { id: id(9), at, actor, deed, evidence: all_evidence(), has_words: true }
}

fn finding(kind: &str, how: FoundBy, actor: Actor) -> HazardAction {
    let unit = catalogue().get(kind).unwrap().of != housing::Of::Building;
    let deed = HazardDeed::Find { kind: kind.to_owned(), place: place(unit), how, recurs: None };
    action(MONDAY_MORNING, actor, deed)
}

fn found(kind: &str) -> Hazard {
    let finding = finding(kind, FoundBy::Inspection, officer(1));
    Hazard::find(id(7), &finding, catalogue(), &ByTheClock).unwrap()
}

fn after(
    hazard: &Hazard,
    hours: i64,
    actor: Actor,
    deed: HazardDeed,
) -> Result<Hazard, HazardRefusal> {
    let at = hazard.changed_at.plus_seconds(hours * 3_600);
    hazard.step(&action(at, actor, deed), catalogue(), &ByTheClock)
}

const LOOKED: HazardDeed = HazardDeed::Verify { fixed: true, capacity: Capacity::Inspector };
const OUTSIDE: HazardDeed = HazardDeed::SayFixed { fixer: Fixer::Outside };

#[test]
fn a_hazard_is_ordered_fixed_and_seen_by_somebody_else() {
    let hazard = found("gas.hose");
    assert_eq!(hazard.due_at, MONDAY_MORNING.plus_seconds(30 * DAY_S));
    let ordered = after(&hazard, 1, officer(1), HazardDeed::Order).unwrap();
    let said = after(&ordered, 48, party(5), OUTSIDE).unwrap();
    assert!(said.is_open() && !said.is_overdue(said.due_at));
    assert!(
        said.is_overdue(said.due_at.plus_seconds(1)),
        "said to be fixed does not stop the clock"
    );
    let verified = after(&said, 24, officer(1), LOOKED).unwrap();
    assert_eq!(verified.state, HazardState::Verified);
    assert_eq!(verified.took_s(), Some(73 * 3_600));
    assert!(!verified.was_late() && !verified.on_the_spot);
}

#[test]
fn what_is_settled_on_the_spot_is_seen_by_somebody_else_too() {
    let hazard = found("evacuation.exit_locked");
    assert_eq!(hazard.due_at, MONDAY_MORNING.plus_seconds(2 * 3_600));
    let said = after(&hazard, 0, party(5), OUTSIDE).unwrap();
    let verified = after(&said, 0, officer(1), LOOKED).unwrap();
    assert!(verified.on_the_spot && !verified.is_open());
    // The inspector unlocked it: another looks.
    let own = HazardDeed::SayFixed { fixer: Fixer::Account(account(1)) };
    let said = after(&hazard, 0, officer(1), own).unwrap();
    assert_eq!(after(&said, 1, officer(1), LOOKED), Err(HazardRefusal::OwnHands));
    assert!(after(&said, 1, officer(2), LOOKED).is_ok());
}

#[test]
fn nobody_closes_by_another_name_what_they_fixed() {
    let ordered = after(&found("gas.hose"), 1, officer(2), HazardDeed::Order).unwrap();
    let by_officer = HazardDeed::SayFixed { fixer: Fixer::Account(account(3)) };
    let said = after(&ordered, 1, party(5), by_officer).unwrap();
    for n in [3, 5] {
        assert_eq!(after(&said, 1, officer(n), LOOKED), Err(HazardRefusal::OwnHands));
        assert_eq!(after(&said, 1, officer(n), HazardDeed::Withdraw), Err(HazardRefusal::OwnHands));
    }
    let withdrawn = after(&said, 1, officer(1), HazardDeed::Withdraw);
    assert_eq!(withdrawn, Err(HazardRefusal::OwnFinding));
    // Not fixed after all, and fixed again by another: the first still had a hand in it.
    let untrue = HazardDeed::Verify { fixed: false, capacity: Capacity::Inspector };
    let again = after(&after(&said, 1, officer(2), untrue).unwrap(), 1, party(6), OUTSIDE).unwrap();
    assert_eq!((again.untrue, again.due_at), (1, ordered.due_at), "the clock runs on");
    assert_eq!(after(&again, 1, officer(3), LOOKED), Err(HazardRefusal::OwnHands));
}

#[test]
fn each_refusal_says_what_is_wrong_in_both_languages() {
    let hazard = found("gas.hose");
    let refuse = |hazard: &Hazard, actor, deed| after(hazard, 1, actor, deed).unwrap_err();
    let bare = |deed: HazardDeed, actor, evidence: Vec<Evidence>, has_words| {
        let at = MONDAY_MORNING.plus_seconds(60);
        HazardAction { id: id(9), at, actor, deed, evidence, has_words }
    };
    let step = |hazard: &Hazard, action: &HazardAction| {
        hazard.step(action, catalogue(), &ByTheClock).unwrap_err()
    };
    let find = |how, actor, kind: &str, unit| {
        let deed = HazardDeed::Find { kind: kind.into(), place: place(unit), how, recurs: None };
        Hazard::find(id(7), &action(MONDAY_MORNING, actor, deed), catalogue(), &ByTheClock)
            .unwrap_err()
    };
    let ordered = after(&hazard, 0, officer(2), HazardDeed::Order).unwrap();
    let said = after(&ordered, 0, party(5), OUTSIDE).unwrap();
    let only_photo = vec![shown(EvidenceKind::Photo)];
    let no_file = vec![Evidence { kind: EvidenceKind::Photo, file: None }];
    let refusals = [
        (refuse(&hazard, officer(2), LOOKED), "not_now"),
        (refuse(&hazard, party(5), OUTSIDE), "order_first"),
        (refuse(&ordered, party(5), HazardDeed::Order), "officers_only"),
        (refuse(&ordered, Actor::Installation, OUTSIDE), "people_only"),
        (
            refuse(
                &said,
                officer(2),
                HazardDeed::Verify { fixed: true, capacity: Capacity::LiftBody },
            ),
            "not_able",
        ),
        (step(&said, &bare(LOOKED, officer(2), only_photo, true)), "missing test and spot"),
        (step(&hazard, &bare(HazardDeed::Show, officer(2), vec![], true)), "nothing shown"),
        (step(&hazard, &bare(HazardDeed::Order, officer(2), vec![], false)), "no_words"),
        (find(FoundBy::Lead, Actor::Installation, "gas.hose", true), "a person finds"),
        (find(FoundBy::Inspection, party(5), "gas.hose", true), "declare_only"),
        (find(FoundBy::Inspection, officer(1), "gas.hose", false), "wrong_place"),
        (find(FoundBy::Inspection, officer(1), "gas.tap", true), "no_type"),
        (
            refuse(&hazard, officer(1), finding("gas.hose", FoundBy::Lead, officer(1)).deed),
            "not_first",
        ),
        (
            hazard
                .step(
                    &action(MONDAY_MORNING.plus_seconds(-1), officer(2), HazardDeed::Order),
                    catalogue(),
                    &ByTheClock,
                )
                .unwrap_err(),
            "earlier",
        ),
    ];
    for (refusal, why) in &refusals {
        let text = refusal.text();
        assert!(
            text.zh.chars().any(|c| c as u32 > 0x2E80) && text.en.is_ascii()
                || text.en.contains('“'),
            "{why}"
        );
        let same = refusals.iter().filter(|(other, _)| other == refusal).count();
        let pairs = matches!(refusal, HazardRefusal::PeopleOnly);
        assert_eq!(same, if pairs { 2 } else { 1 }, "{why}: {refusal}");
    }
    // A photo without its file shows nothing.
    let mut finding = finding("gas.hose", FoundBy::Inspection, officer(1));
    finding.evidence = no_file;
    let refused = Hazard::find(id(7), &finding, catalogue(), &ByTheClock);
    assert_eq!(
        refused,
        Err(HazardRefusal::Missing(vec![EvidenceKind::Photo, EvidenceKind::OnTheSpot]))
    );
}

#[test]
fn what_comes_back_is_reopened_or_linked() {
    let hazard = found("lifts.overdue_check");
    let ordered = after(&hazard, 0, officer(2), HazardDeed::Order).unwrap();
    let open = look_back(
        catalogue(),
        &hazard.kind,
        hazard.place,
        MONDAY_MORNING,
        std::slice::from_ref(&ordered),
    );
    assert_eq!(open, Err(HazardRefusal::AlreadyOpen(hazard.id)));
    let verified =
        after(&after(&ordered, 0, party(5), OUTSIDE).unwrap(), 24, officer(2), LOOKED).unwrap();
    let reopened = after(&verified, 30 * 24, officer(3), HazardDeed::Reopen).unwrap();
    assert!(reopened.is_open() && reopened.verified.is_none());
    assert_eq!(
        reopened.clock_from,
        verified.changed_at.plus_seconds(30 * DAY_S),
        "a clock of its own"
    );
    let late = after(&verified, 30 * 24 + 1, officer(3), HazardDeed::Reopen).unwrap_err();
    assert!(matches!(late, HazardRefusal::TooLate { .. }));
    let back = |days: i64, kind: &str, place| {
        let at = verified.changed_at.plus_seconds(days * DAY_S);
        look_back(catalogue(), kind, place, at, std::slice::from_ref(&verified)).unwrap()
    };
    assert_eq!(back(365, "lifts.overdue_check", hazard.place), Some(hazard.id));
    assert_eq!(back(366, "lifts.overdue_check", hazard.place), None);
    assert_eq!(back(40, "lifts.trouble", hazard.place), None, "another type");
    assert_eq!(back(40, "lifts.overdue_check", place(true)), None, "another place");
}

fn deeds() -> impl Strategy<Value = HazardDeed> {
    let fixer =
        prop_oneof![Just(Fixer::Outside), (1_u8..5).prop_map(|n| Fixer::Account(account(n)))];
    let verify = (any::<bool>(), proptest::sample::select(Capacity::ALL));
    prop_oneof![
        2 => Just(HazardDeed::Order),
        1 => Just(HazardDeed::Refer { office: "market".into() }),
        1 => Just(HazardDeed::Show),
        4 => fixer.prop_map(|fixer| HazardDeed::SayFixed { fixer }),
        4 => verify.prop_map(|(fixed, capacity)| HazardDeed::Verify { fixed, capacity }),
        2 => Just(LOOKED),
        1 => Just(HazardDeed::Withdraw),
        2 => Just(HazardDeed::Reopen),
        1 => Just(finding("gas.hose", FoundBy::Lead, officer(1)).deed),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        6 => (1_u8..5).prop_map(officer),
        3 => (1_u8..7).prop_map(party),
        1 => Just(Actor::Installation),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nobody_closes_what_they_fixed_and_nothing_is_lost(
        number in 0_usize..46,
        how in proptest::sample::select(FoundBy::ALL),
        finder in actors(),
        steps in proptest::collection::vec(
            (deeds(), actors(), -600_i64..20 * DAY_S, any::<bool>(), 0_u8..4), 1..40),
    ) {
        let kind = &catalogue().types[number];
        let first = finding(&kind.id, how, finder);
        let Ok(mut hazard) = Hazard::find(id(7), &first, catalogue(), &ByTheClock) else {
            prop_assert!(finder.account().is_none() || how != FoundBy::Declared && finder.officer().is_none());
            return Ok(());
        };
        let mut log = vec![first];
        let mut hands: Vec<AccountId> = Vec::new();
        let mut now = hazard.changed_at;
        for (deed, actor, later_s, has_words, show) in steps {
            let at = now.plus_seconds(later_s);
            let evidence = if show == 0 { vec![shown(EvidenceKind::Photo)] } else { all_evidence() };
            let action = HazardAction { id: id(9), at, actor, deed, evidence, has_words };
            let next = match hazard.step(&action, catalogue(), &ByTheClock) {
                Ok(next) => next,
                Err(refusal) => {
                    prop_assert!(!refusal.text().zh.is_empty() && !refusal.text().en.is_empty());
                    prop_assert!(later_s >= 0 || matches!(refusal, HazardRefusal::Earlier { .. }), "time goes on");
                    continue;
                }
            };
            prop_assert!(later_s >= 0, "nothing is done before what was done last");
            prop_assert_eq!(next.version, hazard.version + 1);
            prop_assert!(has_words || !action.deed.needs_words());
            if let HazardDeed::SayFixed { fixer } = &action.deed {
                hands.extend(actor.account());
                if let Fixer::Account(account) = fixer { hands.push(*account); }
                prop_assert!(kind.spot || hazard.ordered_at.is_some() || how == FoundBy::Declared);
            }
            if hazard.is_open() && !next.is_open() {
                // Only two things close a hazard, both by an officer with clean hands.
                let closes = matches!(action.deed, HazardDeed::Verify { fixed: true, .. } | HazardDeed::Withdraw);
                prop_assert!(closes, "{}", action.deed.name());
                prop_assert!(actor.officer().is_some_and(|account| !hands.contains(&account)));
                if next.state == HazardState::Withdrawn {
                    prop_assert_ne!(actor.account(), finder.account(), "withdrawn by the finder");
                }
            }
            if let (HazardState::Verified, HazardDeed::Verify { capacity, .. }) = (next.state, &action.deed) {
                prop_assert!(kind.clearers.contains(capacity));
                prop_assert!(kind.clear.iter().all(|kind| action.evidence.iter().any(|one| one.kind == *kind)));
                prop_assert!(hazard.state == HazardState::SaidFixed, "nothing is verified that nobody said");
            }
            // One clock: moved by reopening alone.
            let reopened = action.deed == HazardDeed::Reopen;
            prop_assert!(reopened || (next.due_at, next.clock_from) == (hazard.due_at, hazard.clock_from));
            prop_assert_eq!(next.due_at, next.clock_from.plus_seconds(catalogue().within(kind).seconds()));
            prop_assert_eq!(next.is_overdue(at), next.is_open() && at > next.due_at);
            prop_assert_eq!(next.verified.is_some(), next.state == HazardState::Verified);
            log.push(action);
            (hazard, now) = (next, at);
        }
        let again = Hazard::replay(id(7), &log, catalogue(), &ByTheClock);
        prop_assert_eq!(again.as_ref(), Ok(&hazard), "the state follows from the actions");
        let stored: Vec<HazardAction> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
        prop_assert_eq!(stored, log);
        let kept: Hazard = serde_json::from_str(&serde_json::to_string(&hazard).unwrap()).unwrap();
        prop_assert_eq!(kept, hazard);
    }

    #[test]
    fn actions_out_of_order_do_not_give_another_hazard(
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let first = finding("gas.hose", FoundBy::Inspection, officer(1));
        let deeds = [HazardDeed::Order, OUTSIDE, LOOKED];
        let actors = [officer(2), party(5), officer(2)];
        let mut log = vec![first];
        for (n, of) in order.iter().enumerate() {
            let at = MONDAY_MORNING.plus_seconds(60 * (i64::try_from(n).unwrap() + 1));
            log.push(action(at, actors[*of], deeds[*of].clone()));
        }
        let replayed = Hazard::replay(id(7), &log, catalogue(), &ByTheClock);
        prop_assert_eq!(replayed.is_ok(), order == [0, 1, 2]);
    }
}

#[test]
fn the_installation_alone_suspends_the_duty_and_counts_it_anew() {
    let hazard = found("papers.use_differs");
    let pause = HazardDeed::Pause { until: MONDAY_MORNING.plus_seconds(21 * DAY_S) };
    for actor in [officer(1), party(5)] {
        assert!(after(&hazard, 1, actor, pause.clone()).is_err(), "{actor:?}");
    }
    let paused = after(&hazard, 1, Actor::Installation, pause.clone()).unwrap();
    assert_eq!(paused.due_at, MONDAY_MORNING.plus_seconds((21 + 90) * DAY_S));
    assert!(!paused.is_overdue(paused.due_at.plus_seconds(1)), "nothing is overdue meanwhile");
    assert!(after(&paused, 1, officer(1), HazardDeed::Resume).is_err());
    let twice = after(&paused, 1, Actor::Installation, pause).unwrap();
    let first = after(&twice, 24, Actor::Installation, HazardDeed::Resume).unwrap();
    assert_eq!((first.paused, first.due_at), (1, twice.due_at), "another is to be decided");
    let anew = after(&first, 24, Actor::Installation, HazardDeed::Resume).unwrap();
    assert_eq!((anew.paused, anew.due_at), (0, anew.changed_at.plus_seconds(90 * DAY_S)));
    assert!(anew.is_overdue(anew.due_at.plus_seconds(1)));
    assert!(after(&anew, 1, Actor::Installation, HazardDeed::Resume).is_err(), "once");
}
