//! Ratings: the right of reply, the right of appeal, and nobody judges their own work.

use housing::{
    Actor, ByTheClock, Catalogue, Cause, Deadlines, Limit, Rating, RatingAction, RatingDeed,
    RatingRefusal, RatingState,
    rating::{Since, rerate, standing},
    stars::{Building, BuildingStars, StarRules, When},
};
use kernel::Instant;
use proptest::prelude::*;

use crate::{DAY_S, MONDAY_MORNING, account, all_evidence, id, officer, party};

fn rules() -> &'static StarRules {
    StarRules::built_in().unwrap()
}

fn when(days: i64) -> When {
    let now = MONDAY_MORNING.plus_seconds(days * DAY_S);
    When { now, today: now.day(8 * 60) }
}

/// Stars of a building whose facts are all answered alike, by the first or the last answer that is worth something.
fn reckoned(days: i64, best: bool) -> BuildingStars {
    let mut building = Building::unseen(rules());
    for (_, fact) in rules().facts() {
        let mut worth = fact.answers.iter().filter(|answer| answer.value.is_some());
        let answer = if best { worth.next() } else { worth.next_back() }.unwrap();
        building.see(rules(), &fact.id, &answer.id, when(days).today).unwrap();
    }
    rules().rate(&building, Catalogue::built_in().unwrap(), when(days))
}

fn drafting(days: i64, best: bool, actor: Actor) -> RatingAction {
    let reckoned = Box::new(reckoned(days, best));
    let inspectors = vec![account(8)];
    let deed = RatingDeed::Draft { building: id(1), cause: Cause::First, reckoned, inspectors };
    action(when(days).now, actor, deed)
}

fn action(at: Instant, actor: Actor, deed: RatingDeed) -> RatingAction {
    RatingAction { id: id(9), at, actor, deed, evidence: all_evidence(), has_words: true }
}

fn draft() -> Rating {
    Rating::draft(id(7), &drafting(0, true, officer(1)), rules(), &ByTheClock).unwrap()
}

fn after(
    rating: &Rating,
    days: i64,
    actor: Actor,
    deed: RatingDeed,
) -> Result<Rating, RatingRefusal> {
    let at = rating.changed_at.plus_seconds(days * DAY_S);
    rating.step(&action(at, actor, deed), rules(), &ByTheClock)
}

/// Published ten days and a second after its draft, by officers 2 and 3.
fn published() -> Rating {
    let replied = after(&draft(), 2, party(5), RatingDeed::Reply).unwrap();
    let decided = after(&replied, 0, officer(2), RatingDeed::Decide).unwrap();
    after(&decided, 0, officer(3), RatingDeed::Publish).unwrap()
}

#[test]
fn stars_are_shown_after_a_reply_or_its_time_and_not_before() {
    let draft = draft();
    assert_eq!(draft.public_stars(), None);
    let early = after(&draft, 10, officer(2), RatingDeed::Decide);
    assert_eq!(early, Err(RatingRefusal::ReplyAwaited { until: draft.reply_until }));
    assert_eq!(after(&draft, 11, officer(1), RatingDeed::Decide), Err(RatingRefusal::OwnDraft));
    let run = after(&draft, 11, Actor::Installation, RatingDeed::Decide);
    assert_eq!(run, Err(RatingRefusal::OfficersOnly), "nothing is decided by a run");
    assert!(matches!(
        after(&draft, 11, party(5), RatingDeed::Reply),
        Err(RatingRefusal::TooLate { .. })
    ));
    let decided = after(&draft, 11, officer(2), RatingDeed::Decide).unwrap();
    assert_eq!(decided.public_stars(), None);
    let published = after(&decided, 0, officer(2), RatingDeed::Publish).unwrap();
    assert_eq!(published.public_stars(), Some(5));
}

#[test]
fn no_star_is_drafted_without_its_facts() {
    let unseen = Building::unseen(rules());
    let reckoned = rules().rate(&unseen, Catalogue::built_in().unwrap(), when(0));
    let deed = RatingDeed::Draft {
        building: id(1),
        cause: Cause::First,
        reckoned: Box::new(reckoned),
        inspectors: vec![],
    };
    let refused =
        Rating::draft(id(7), &action(when(0).now, officer(1), deed), rules(), &ByTheClock);
    let Err(refusal @ RatingRefusal::NoStar { .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.text().en, "20 facts are not inspected or too old: no star is given");
}

#[test]
fn an_appeal_has_21_days_and_21_more_and_somebody_uninvolved() {
    let published = published();
    let late = after(&published, 22, party(5), RatingDeed::Appeal);
    assert!(matches!(late, Err(RatingRefusal::TooLate { .. })));
    assert_eq!(
        after(&published, 1, officer(5), RatingDeed::Appeal),
        Err(RatingRefusal::PartiesOnly)
    );
    let appealed = after(&published, 21, party(5), RatingDeed::Appeal).unwrap();
    assert_eq!(appealed.public_stars(), Some(5), "shown as under appeal");
    let until = appealed.appeal.unwrap().decide_until;
    assert_eq!(until, appealed.changed_at.plus_seconds(21 * DAY_S));
    assert!(
        !appealed.is_appeal_overdue(until) && appealed.is_appeal_overdue(until.plus_seconds(1))
    );
    let decide = |n, upheld| after(&appealed, 1, officer(n), RatingDeed::DecideAppeal { upheld });
    for n in [1, 2, 3, 5, 8] {
        assert_eq!(decide(n, false), Err(RatingRefusal::Involved), "{n}");
    }
    let dismissed = decide(4, false).unwrap();
    assert_eq!((dismissed.state, dismissed.public_stars()), (RatingState::Published, Some(5)));
    let again = after(&dismissed, 0, party(5), RatingDeed::Appeal);
    assert_eq!(again, Err(RatingRefusal::AppealedAlready));
    let upheld = decide(4, true).unwrap();
    assert_eq!((upheld.state, upheld.public_stars()), (RatingState::Overturned, None));
    assert_eq!(rerate(&[upheld], &Since::default(), rules(), when(60)), Some(Cause::Appeal));
}

#[test]
fn a_plaque_goes_up_with_the_stars_and_comes_down_with_them() {
    assert!(matches!(
        after(&draft(), 0, officer(2), RatingDeed::PlaqueUp),
        Err(RatingRefusal::NotNow { .. })
    ));
    let hung = after(&published(), 1, officer(2), RatingDeed::PlaqueUp).unwrap();
    assert!(!hung.plaque_must_come_down());
    let newer = after(&hung, 1, Actor::Installation, RatingDeed::Supersede { by: id(8) }).unwrap();
    assert!(newer.plaque_must_come_down());
    let down = after(&newer, 1, officer(2), RatingDeed::PlaqueDown).unwrap();
    assert!(!down.plaque_must_come_down());
    assert_eq!(after(&down, 1, officer(2), RatingDeed::PlaqueDown), Err(RatingRefusal::Plaque));
    let mut bare = action(hung.changed_at, officer(2), RatingDeed::PlaqueDown);
    bare.evidence.clear();
    assert_eq!(hung.step(&bare, rules(), &ByTheClock), Err(RatingRefusal::NoPhoto));
}

#[test]
fn an_appeal_is_decided_although_a_newer_rating_stands() {
    let appealed = after(&published(), 1, party(5), RatingDeed::Appeal).unwrap();
    let newer = after(&appealed, 1, officer(2), RatingDeed::Supersede { by: id(8) }).unwrap();
    assert_eq!((newer.state, newer.public_stars()), (RatingState::Appealed, None));
    let decided = after(&newer, 1, officer(4), RatingDeed::DecideAppeal { upheld: false }).unwrap();
    assert_eq!(decided.state, RatingState::Superseded);
    assert_eq!(
        after(&appealed, 1, officer(2), RatingDeed::Supersede { by: id(7) }),
        Err(RatingRefusal::NotSuperseded)
    );
}

#[test]
fn a_building_is_rated_again_in_its_time_or_for_cause() {
    let history = [published()];
    let quiet = Since::default();
    let again = |since: &Since, days| rerate(&history, since, rules(), when(days));
    assert_eq!(rerate(&[], &quiet, rules(), when(0)), Some(Cause::First));
    assert_eq!(
        rerate(&[draft()], &Since { fire_on: Some(when(3).today), ..quiet }, rules(), when(3)),
        None
    );
    assert_eq!((again(&quiet, 729), again(&quiet, 730)), (None, Some(Cause::Scheduled)));
    let since = Since { overdue_at: Some(when(20).now), ..quiet };
    assert_eq!((again(&since, 19), again(&since, 20)), (None, Some(Cause::Overdue)));
    assert_eq!(again(&Since { fire_on: Some(when(20).today), ..since }, 20), Some(Cause::Fire));
    let all = Since { breach_on: Some(when(20).today), fire_on: Some(when(20).today), ..since };
    assert_eq!(again(&all, 20), Some(Cause::Breach));
    assert_eq!(
        again(&Since { rectified_at: Some(when(5).now), ..quiet }, 5),
        Some(Cause::Rectified)
    );
    assert_eq!(
        again(&Since { fire_on: Some(when(0).today), ..quiet }, 5),
        None,
        "known when it was rated"
    );
    let one_star =
        Rating::draft(id(7), &drafting(0, false, officer(1)), rules(), &ByTheClock).unwrap();
    let one_star = after(&one_star, 11, officer(2), RatingDeed::Decide).unwrap();
    let one_star = [after(&one_star, 0, officer(2), RatingDeed::Publish).unwrap()];
    assert_eq!(standing(&one_star).unwrap().public_stars(), Some(1));
    assert_eq!(rerate(&one_star, &quiet, rules(), when(90)), Some(Cause::Scheduled));
    let sent_back = [after(&draft(), 1, officer(2), RatingDeed::SendBack).unwrap()];
    assert_eq!(rerate(&sent_back, &quiet, rules(), when(2)), Some(Cause::First));
}

/// A calendar on which every last day is off, and the next two as well.
struct TwoDaysOff;

impl Deadlines for TwoDaysOff {
    fn due(&self, from: Instant, limit: Limit) -> Instant {
        from.plus_seconds(limit.seconds() + 2 * DAY_S)
    }
}

#[test]
fn time_is_counted_as_the_place_counts_it() {
    let published = Rating { appeal_until: None, ..published() };
    let decided = Rating { state: RatingState::Decided, ..published };
    let step = |rating: &Rating, days: i64, actor, deed| {
        let at = rating.changed_at.plus_seconds(days * DAY_S);
        rating.step(&action(at, actor, deed), rules(), &TwoDaysOff)
    };
    let published = step(&decided, 0, officer(3), RatingDeed::Publish).unwrap();
    assert!(step(&published, 24, party(5), RatingDeed::Appeal).is_err());
    let appealed = step(&published, 23, party(5), RatingDeed::Appeal).unwrap();
    let until = appealed.appeal.unwrap().decide_until;
    assert_eq!(until, appealed.changed_at.plus_seconds(23 * DAY_S));
}

fn deeds() -> impl Strategy<Value = RatingDeed> {
    prop_oneof![
        2 => Just(RatingDeed::Reply),
        1 => Just(RatingDeed::SendBack),
        4 => Just(RatingDeed::Decide),
        4 => Just(RatingDeed::Publish),
        4 => Just(RatingDeed::Appeal),
        4 => any::<bool>().prop_map(|upheld| RatingDeed::DecideAppeal { upheld }),
        1 => (7_u8..9).prop_map(|n| RatingDeed::Supersede { by: id(n) }),
        2 => Just(RatingDeed::PlaqueUp),
        2 => Just(RatingDeed::PlaqueDown),
        1 => Just(drafting(0, true, officer(1)).deed),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        6 => (1_u8..6).prop_map(officer),
        4 => (3_u8..6).prop_map(party),
        1 => Just(Actor::Installation),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nobody_judges_their_own_work_and_every_time_is_kept(
        drafter in actors(),
        best in any::<bool>(),
        steps in proptest::collection::vec(
            (deeds(), actors(), -DAY_S..14 * DAY_S, proptest::bool::weighted(0.8)), 1..40),
    ) {
        let first = drafting(0, best, drafter);
        let Ok(mut rating) = Rating::draft(id(7), &first, rules(), &ByTheClock) else {
            prop_assert!(matches!(drafter, Actor::Party(_)));
            return Ok(());
        };
        let mut part = vec![account(8)];
        part.extend(drafter.account());
        let mut log = vec![first];
        let mut now = rating.changed_at;
        for (deed, actor, later_s, has_words) in steps {
            let at = now.plus_seconds(later_s);
            let action = RatingAction { has_words, ..action(at, actor, deed) };
            let next = match rating.step(&action, rules(), &ByTheClock) {
                Ok(next) => next,
                Err(refusal) => {
                    prop_assert!(!refusal.text().zh.is_empty() && !refusal.text().en.is_empty());
                    continue;
                }
            };
            prop_assert!(later_s >= 0 && (has_words || !action.deed.needs_words()));
            prop_assert_eq!(next.version, rating.version + 1);
            prop_assert_eq!(&next.reckoned, &rating.reckoned, "nobody writes stars in");
            match &action.deed {
                RatingDeed::Decide => {
                    prop_assert!(actor.officer().is_some() && actor.account() != drafter.account());
                    prop_assert!(rating.replied_at.is_some() || at > rating.reply_until);
                    part.extend(actor.account());
                }
                RatingDeed::SendBack | RatingDeed::Publish => {
                    prop_assert!(actor.officer().is_some());
                    part.extend(actor.account());
                }
                RatingDeed::Appeal => {
                    let shown = rating.published_at.unwrap();
                    prop_assert!(at.seconds_since(shown) <= 21 * DAY_S && rating.appeal.is_none());
                    let until = next.appeal.unwrap().decide_until;
                    prop_assert_eq!(until, at.plus_seconds(21 * DAY_S));
                }
                RatingDeed::DecideAppeal { upheld } => {
                    let by = actor.officer().unwrap();
                    prop_assert!(!part.contains(&by));
                    prop_assert_ne!(rating.appeal.unwrap().by.account(), Some(by));
                    prop_assert_eq!(*upheld, next.state == RatingState::Overturned);
                }
                _ => {}
            }
            if next.public_stars().is_some() {
                prop_assert!(next.decided_at.is_some() && next.published_at >= next.decided_at);
                prop_assert!(!next.plaque_must_come_down());
            }
            prop_assert!(next.plaque_down_at.is_none() || next.plaque_down_at >= next.plaque_up_at);
            log.push(action);
            (rating, now) = (next, at);
        }
        let again = Rating::replay(id(7), &log, rules(), &ByTheClock);
        prop_assert_eq!(again.as_ref(), Ok(&rating), "the state follows from the actions");
        let stored: Vec<RatingAction> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
        prop_assert_eq!(stored, log);
    }
}
