//! Whatever is done to a case, and in whatever order: what always holds.

use casework::{
    Actor, Case, CasePlace, Catalogue, Content, Context, Deed, Door, EvidenceKind, Outcome,
    Severity, State, WaitReason,
};
use kernel::{Id, Instant, Text};
use proptest::prelude::*;

fn begun(subclass: &str, has_reporter: bool) -> Case {
    let now = testing::MONDAY_MORNING;
    let json = serde_json::json!({
        "id": Id::<casework::CaseMark>::from_bytes([7; 16]), "number": "260105-TEST00", "version": 1, "state": "reported",
        "subclass": subclass, "severity": Severity::Ordinary, "door": Door::Portal,
        "place": CasePlace { area: "990106/001".parse().unwrap(), at: None, point: None, label: Text::new("某处", "Somewhere") },
        "office": "urban", "co_offices": [], "passed_on": [], "officer": null, "resolved_by": null,
        "has_reporter": has_reporter, "can_contact": has_reporter, "reported_at": now, "changed_at": now, "clock_from": now, "pauses": [],
        "contact_due_at": null, "contacted_at": null, "due_at": null, "alarms": [], "alarmed": 0, "closed_at": null,
        "evidence": [], "failed_visits": 0, "objections": 0, "supervised": false, "outcome": null, "content": null,
        "rechecked": null, "recheck_drawn": false, "merged": null, "split_from": null, "responsible": null, "catalogue": "",
    });
    serde_json::from_value(json).unwrap()
}

fn account(n: u8) -> Id<access::Account> {
    Id::from_bytes([n; 16])
}

fn deeds() -> impl Strategy<Value = Deed> {
    let office = prop_oneof![Just("urban"), Just("works"), Just("nowhere")].prop_map(str::to_owned);
    let outcome = proptest::sample::select(Outcome::ALL);
    let evidence = proptest::sample::select(EvidenceKind::ALL);
    prop_oneof![
        any::<bool>().prop_map(|can_contact| Deed::MeToo { can_contact, photos: Vec::new() }),
        Just(Deed::Accept),
        Just(Deed::Claim),
        (1_u8..3).prop_map(|n| Deed::Assign { officer: account(n) }),
        (1_u8..3, any::<bool>())
            .prop_map(|(n, then_next)| Deed::Offer { officer: account(n), then_next }),
        Just(Deed::Take),
        Just(Deed::Decline),
        Just(Deed::Lapse),
        Just(Deed::NobodyNear),
        Just(Deed::Start),
        Just(Deed::Contact),
        Just(Deed::Wait { waits_for: WaitReason::Parts }),
        Just(Deed::Resume),
        office.clone().prop_map(|office| Deed::Transfer { office }),
        office.clone().prop_map(|office| Deed::Join { office }),
        office.prop_map(|office| Deed::Leave { office }),
        Just(Deed::Refuse { responsible: Text::new("供水公司", "Water company") }),
        evidence.prop_map(|kind| Deed::Evidence { kind, attachment: None }),
        any::<bool>().prop_map(|met| Deed::Visit { met }),
        Just(Deed::Note),
        outcome.prop_map(|outcome| Deed::Resolve { outcome }),
        Just(Deed::Confirm { content: Some(Content::Partly) }),
        Just(Deed::Object),
        Just(Deed::Reopen),
        any::<bool>().prop_map(|fixed| Deed::Recheck { fixed }),
        Just(Deed::Reclassify { subclass: "safety.fire".into() }),
        Just(Deed::Rearm),
        (1_u32..4).prop_map(|level| Deed::Warn { level }),
        Just(Deed::Recompute),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        4 => Just(Actor::Account(account(1))),
        1 => Just(Actor::Account(account(2))),
        1 => Just(Actor::Reporter),
        1 => Just(Actor::MeToo(Id::from_bytes([9; 16]))),
        1 => Just(Actor::Installation),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_step_is_taken_whole_or_not_at_all(
        steps in proptest::collection::vec((deeds(), actors(), 60_i64..90_000, any::<bool>()), 1..60),
        safety in any::<bool>(), has_reporter in any::<bool>(),
    ) {
        let catalogue = Catalogue::built_in().unwrap();
        let subclass = if safety { "safety.charging" } else { "livelihood.greening" };
        let (mut case, mut now) = (begun(subclass, has_reporter), testing::MONDAY_MORNING);
        for (deed, actor, after_s, has_words) in steps {
            now = now.plus_seconds(after_s);
            let context = Context { catalogue, now, actor, has_words, other: None };
            let offered = case.offers(catalogue, actor, now).contains(&deed.name());
            let Ok(next) = case.step(&deed, &context) else { continue };
            prop_assert_eq!(next.version, case.version + 1);
            prop_assert_eq!(next.is_closed(), next.state.is_closed(), "{}", deed.name());
            prop_assert!(!deed.needs_words() || has_words);
            prop_assert!(offered || matches!(deed, Deed::MeToo { .. } | Deed::Warn { .. } | Deed::Recompute | Deed::Leave { .. } | Deed::Lapse | Deed::NobodyNear), "{}", deed.name());
            prop_assert!(next.pauses.iter().rev().skip(1).all(|pause| pause.to.is_some()), "one pause at a time");
            prop_assert_eq!(next.state == State::Waiting, next.pauses.last().is_some_and(|pause| pause.to.is_none()));
            prop_assert!(next.alarms.windows(2).all(|pair| pair[0].0 <= pair[1].0));
            prop_assert!(!next.co_offices.contains(&next.office), "one owner");
            let rules = catalogue.subclass(&next.subclass).unwrap();
            let waits = matches!(next.state, State::Reported | State::Reopened | State::Accepted | State::Assigned);
            prop_assert!(waits || (next.offered.is_none() && !next.seeks && next.asked.is_empty()), "nobody is asked about work that has begun");
            prop_assert!(!(next.seeks && next.offered.is_some()), "one is asked at a time");
            prop_assert!(next.officer.is_none() || next.offered.as_ref().map(|one| one.officer) != next.officer);
            if deed == Deed::Take {
                prop_assert_eq!(next.officer, case.offered.as_ref().map(|one| one.officer));
                prop_assert_eq!(next.officer, actor.account());
            }
            if next.state == State::Resolved {
                prop_assert!(!(rules.safety && next.outcome == Some(Outcome::Unreachable)));
                prop_assert!(next.outcome != Some(Outcome::Fixed) || next.missing(&rules.evidence).is_empty());
                prop_assert!(next.resolved_by.is_some());
            }
            if let (Deed::Recheck { .. }, Some(resolver)) = (&deed, case.resolved_by) {
                prop_assert!(actor.account() != Some(resolver));
            }
            prop_assert!(next.supervised >= case.supervised, "it stays with the supervisors");
            case = next;
        }
        let stored = serde_json::to_string(&case).unwrap();
        prop_assert_eq!(serde_json::from_str::<Case>(&stored).unwrap(), case);
    }
}

#[test]
fn a_calendar_that_changes_moves_the_deadline_and_no_warning_is_told_twice() {
    let catalogue = Catalogue::built_in().unwrap();
    let context = |catalogue, now| Context {
        catalogue,
        now,
        actor: Actor::Installation,
        has_words: false,
        other: None,
    };
    let now = testing::MONDAY_MORNING;
    let case = begun("livelihood.sanitation", true)
        .step(&Deed::Recompute, &context(catalogue, now))
        .unwrap();
    let warned = case.step(&Deed::Warn { level: 1 }, &context(catalogue, now)).unwrap();
    let holiday = casework::catalogue::BUILT_IN.calendar.replace(
        "[[holiday]]\nname = { zh = \"清明节\", en = \"Qingming\" }\nfrom = \"2026-04-04\"\nto = \"2026-04-06\"",
        "[[holiday]]\nname = { zh = \"台风停工\", en = \"Storm\" }\nfrom = \"2026-01-06\"\nto = \"2026-01-07\"",
    );
    let files = casework::catalogue::Files { calendar: &holiday, ..casework::catalogue::BUILT_IN };
    let changed = Catalogue::read(&files).unwrap();
    let moved = warned.step(&Deed::Recompute, &context(&changed, now)).unwrap();
    let days = |case: &Case| case.due_at.map(|due: Instant| due.to_string());
    assert_eq!(days(&warned).unwrap(), "2026-01-06T10:00:00Z");
    assert_eq!(days(&moved).unwrap(), "2026-01-08T10:00:00Z");
    assert_eq!((moved.alarmed, moved.alarms.len()), (1, warned.alarms.len()));
}
