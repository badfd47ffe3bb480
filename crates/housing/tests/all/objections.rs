//! Objections to notices, and what those who answer for a place read and say: rules by property, store on both databases.

use std::sync::Arc;

use access::Access;
use housing::{
    Deadlines as _, Error, Evidence, EvidenceKind, HazardDeed, HazardRefusal, HazardState, Limit,
    NewObjection, NoticeId, ObjectionAct, Place, Severity,
    declaration::{Declaration, DeclarationState, DeclaredBy, DeclaredUse, Part, Said, Tie},
    facts::How,
    filter::{HazardFilter, ObjectionFilter},
    notice::{Notice, NoticeKind, NoticeRefusal, NoticeStanding},
    objection::{Deciding, Effect, Objection, ObjectionOutcome, ObjectionRefusal, ObjectionState},
    own::{self, Task, TaskKind, TaskOf},
};
use proptest::prelude::*;
use testing::World;

use crate::{
    MONDAY_MORNING, account,
    declared::{SO, opened},
    desk::{Desk, HERE, desk, on_each_database},
    id,
};

/// Who lets the unit.
const LANDLORD: u8 = 30;

impl Desk {
    /// The landlord's own word that they let the unit, as it stands after a worker was at the door.
    async fn lets_it(&self, access: &Access) -> Declaration {
        let declared = self.says_so(access).await;
        self.does(access, &declared, Part::Worker(account(9)), SO).await.unwrap()
    }

    async fn says_so(&self, access: &Access) -> Declaration {
        let mut new = self.written("E7654321", DeclaredBy::Landlord, true).await;
        new.said.tie = Tie::Lets;
        new.declarant = account(LANDLORD);
        self.housing.declare(access, new).await.unwrap().declaration().clone()
    }

    async fn ordered(&self) -> Notice {
        let hazard = self.found("gas.hose", self.unit().await).await.unwrap();
        self.with(&hazard, HazardDeed::Order, 1).await.unwrap();
        self.issue(NoticeKind::Order, housing::NoticeOf::Hazard(hazard.id)).await.unwrap()
    }

    fn because(&self, words: &str) -> How {
        How { words: words.into(), ..How::bare(self.id()) }
    }

    async fn objects(&self, notice: NoticeId, by: u8, how: How) -> housing::Result<Objection> {
        self.housing.object(NewObjection { notice, by: account(by), how }).await
    }

    async fn decides(
        &self,
        objection: &Objection,
        by: u8,
        outcome: ObjectionOutcome,
        how: How,
    ) -> housing::Result<Objection> {
        let (seen, by) = (objection.version, account(by));
        let act = ObjectionAct { objection: objection.id, seen, outcome, by, how };
        self.housing.decide_objection(act).await
    }
}

fn involved(done: &housing::Result<Objection>) -> bool {
    matches!(done, Err(Error::Objection(ObjectionRefusal::Involved)))
}

#[test]
fn a_claim_alone_opens_nothing_a_verified_word_does_and_its_end_closes_it() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let there = desk.housing.at_unit(desk.places[1].1).await.unwrap();
        let others = How { position: None, ..desk.because("另一处") };
        let others = housing::FoundHazard {
            at: there,
            kind: "gas.hose".into(),
            how_known: housing::FoundBy::Declared,
            actor: crate::party(3),
            how: others,
        };
        desk.housing.find(others).await.unwrap();
        let landlord = account(LANDLORD);
        let declared = desk.says_so(&access).await;
        assert_eq!(declared.state, DeclarationState::Verifying);
        assert!(desk.housing.own_places(landlord).await.unwrap().is_empty(), "a claim alone");
        let held = desk.does(&access, &declared, Part::Worker(account(9)), SO).await.unwrap();
        let places = desk.housing.own_places(landlord).await.unwrap();
        assert_eq!(places.len(), 1);
        assert_eq!(places[0].held.as_slice(), std::slice::from_ref(&held));
        let hazards: Vec<_> = places[0].hazards.iter().map(|one| one.id).collect();
        assert_eq!(hazards, [hazard.id], "theirs, and no other's");
        assert!(places[0].answers_for(held.place));
        let next_door = Place { unit: Some(id(9)), ..held.place };
        assert!(!places[0].answers_for(next_door), "in the same building");
        assert!(desk.housing.own_places(account(31)).await.unwrap().is_empty(), "somebody else");

        let leave = housing::declaration::DeclarationDeed::Leave { on: desk.housing.when().today };
        desk.does(&access, &held, Part::Declarant(landlord), leave).await.unwrap();
        assert!(desk.housing.own_places(landlord).await.unwrap().is_empty(), "it has an end");
    });
}

#[test]
fn whoever_lets_says_that_it_is_put_right_with_a_photo_and_somebody_else_looks() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let notice = desk.ordered().await;
        let about = notice.content.hazard.clone().unwrap().id;
        desk.lets_it(&access).await;
        let (hazard, _) = desk.housing.hazard(about).await.unwrap().unwrap();
        let landlord = account(LANDLORD);
        let bare = desk.because("已换");
        let bare = desk.housing.say_put_right(about, hazard.version, landlord, bare).await;
        assert!(
            matches!(&bare, Err(Error::Hazard(HazardRefusal::Missing(kinds))) if *kinds == [EvidenceKind::Photo]),
            "{bare:?}"
        );
        let stranger = desk.how().await;
        let stranger =
            desk.housing.say_put_right(about, hazard.version, account(31), stranger).await;
        assert!(matches!(stranger, Err(Error::Missing)), "to them it is not there: {stranger:?}");
        let how = desk.how().await;
        let said =
            desk.housing.say_put_right(about, hazard.version, landlord, how.clone()).await.unwrap();
        assert_eq!(said.state, HazardState::SaidFixed);
        let again = desk.housing.say_put_right(about, hazard.version, landlord, how).await.unwrap();
        assert_eq!(again, said, "sent twice, it is done once");
        let own = desk.with(&said, crate::desk::LOOKED, LANDLORD).await;
        assert!(matches!(own, Err(Error::Hazard(HazardRefusal::OwnHands))), "{own:?}");
        let seen = desk.with(&said, crate::desk::LOOKED, 1).await.unwrap();
        assert_eq!(seen.state, HazardState::Verified);
    });
}

#[test]
fn a_notice_is_acknowledged_once_by_whoever_answers_for_the_place() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        desk.lets_it(&access).await;
        let notice = desk.ordered().await;
        assert!(notice.is_served(), "the app told them");
        let (landlord, version) = (account(LANDLORD), notice.version);
        let tasks = |places: &[own::OwnPlace]| -> Vec<TaskKind> {
            let now = notice.content.issued_at;
            places.iter().flat_map(|one| one.tasks(landlord, now)).map(|task| task.kind).collect()
        };
        let places = desk.housing.own_places(landlord).await.unwrap();
        assert_eq!(tasks(&places), [TaskKind::PutRight, TaskKind::Acknowledge]);
        let other = How::bare(desk.id());
        let other = desk.housing.acknowledge(notice.id, version, account(31), other).await;
        assert!(matches!(other, Err(Error::Missing)), "{other:?}");
        let how = How::bare(desk.id());
        let read =
            desk.housing.acknowledge(notice.id, version, landlord, how.clone()).await.unwrap();
        assert!(read.acknowledged_at(landlord).is_some());
        let again = desk.housing.acknowledge(notice.id, version, landlord, how).await.unwrap();
        assert_eq!(again, read, "sent twice, it is done once");
        let anew = How::bare(desk.id());
        let anew = desk.housing.acknowledge(notice.id, read.version, landlord, anew).await;
        assert!(matches!(anew, Err(Error::Notice(NoticeRefusal::Acknowledged))), "{anew:?}");
        let places = desk.housing.own_places(landlord).await.unwrap();
        assert_eq!(tasks(&places), [TaskKind::PutRight]);
    });
}

#[test]
fn an_objection_is_decided_by_somebody_uninvolved_and_upheld_the_notice_goes() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        desk.lets_it(&access).await;
        let notice = desk.ordered().await;
        let stranger = desk.objects(notice.id, 31, desk.because("不是我的")).await;
        assert!(matches!(stranger, Err(Error::Missing)), "{stranger:?}");
        let silent = desk.objects(notice.id, LANDLORD, How::bare(desk.id())).await;
        assert!(matches!(silent, Err(Error::Objection(ObjectionRefusal::NoWords))), "{silent:?}");
        let shown = desk.how().await;
        let far = How { evidence: shown.evidence, ..desk.because("人在别处") };
        let far = desk.objects(notice.id, LANDLORD, far).await;
        assert!(
            matches!(far, Err(Error::NotNear { .. })),
            "nobody knows where they stand: {far:?}"
        );
        let shown = desk.how().await;
        let how = How { words: "软管上月已换，电话13900001234".into(), ..shown };
        let made = desk.objects(notice.id, LANDLORD, how.clone()).await.unwrap();
        assert_eq!((made.state(), made.effect), (ObjectionState::Open, Effect::RunsOn));
        let twice = desk.objects(notice.id, LANDLORD, how).await.unwrap();
        assert_eq!(twice, made, "sent twice, it is one");
        let anew = desk.objects(notice.id, LANDLORD, desk.because("再次")).await;
        assert!(matches!(anew, Err(Error::Objection(ObjectionRefusal::Already))), "{anew:?}");
        let steps = desk.housing.objection_steps(made.id).await.unwrap();
        assert!(!steps[0].words.as_deref().unwrap().contains("13900001234"), "no number is kept");

        // 1 found, ordered and issued; the landlord objects and answers for the place.
        for by in [1, LANDLORD] {
            let upheld = ObjectionOutcome::Upheld;
            let done = desk.decides(&made, by, upheld, desk.because("同意")).await;
            assert!(involved(&done), "{by}");
            assert!(!desk.housing.may_decide(&made, account(by)).await.unwrap());
        }
        assert!(desk.housing.may_decide(&made, account(7)).await.unwrap());
        let how = desk.because("现场确已更换");
        let done = desk.decides(&made, 7, ObjectionOutcome::Upheld, how.clone()).await.unwrap();
        assert_eq!((done.state(), done.version), (ObjectionState::Upheld, 2));
        let twice = desk.decides(&made, 7, ObjectionOutcome::Upheld, how).await.unwrap();
        assert_eq!(twice, done, "sent twice, it is done once");
        let late = desk.decides(&done, 8, ObjectionOutcome::Dismissed, desk.because("改判")).await;
        assert!(matches!(late, Err(Error::Objection(ObjectionRefusal::Decided))), "{late:?}");
        let (gone, _) = desk.housing.notice(notice.id).await.unwrap().unwrap();
        let standing = desk.housing.notice_standing(&gone).await.unwrap();
        assert_eq!(standing, NoticeStanding::Withdrawn);

        let filter = ObjectionFilter {
            area: HERE.parse().unwrap(),
            state: Some(ObjectionState::Upheld),
            limit: 9,
            ..ObjectionFilter::default()
        };
        let page = desk.housing.objections(&filter).await.unwrap();
        assert_eq!(page.iter().map(|(_, one)| one.id).collect::<Vec<_>>(), [done.id]);
        assert_eq!(desk.housing.count_objections(&filter).await.unwrap(), 1);
        let open = ObjectionFilter { state: Some(ObjectionState::Open), ..filter };
        assert_eq!(desk.housing.count_objections(&open).await.unwrap(), 0);
    });
}

#[test]
fn after_the_term_the_answer_says_when_it_ended_and_before_it_was_served_it_runs_not() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let unserved = desk.ordered().await;
        assert_eq!(desk.housing.object_until(&unserved), None, "it reached nobody yet");
        desk.lets_it(&access).await;
        desk.world.clock.advance(60 * crate::DAY_S);
        let made = desk.objects(unserved.id, LANDLORD, desk.because("没收到")).await.unwrap();
        let filter = ObjectionFilter { overdue: true, limit: 9, ..ObjectionFilter::default() };
        assert_eq!(desk.housing.count_objections(&filter).await.unwrap(), 0);
        desk.world.clock.advance(made.decide_until.seconds_since(made.made_at) + 1);
        assert_eq!(desk.housing.count_objections(&filter).await.unwrap(), 1, "nobody decided it");

        desk.lets(true).await;
        let of = housing::NoticeOf::Unit(desk.places[0].1);
        let served = desk.issue(NoticeKind::Suspension, of).await.unwrap();
        let until = desk.housing.object_until(&served).unwrap();
        let days = i64::from(desk.housing.terms().object_days);
        assert!(until >= served.content.issued_at.plus_seconds(days * crate::DAY_S));
        desk.world.clock.advance(until.seconds_since(served.content.issued_at) + 1);
        let late = desk.objects(served.id, LANDLORD, desk.because("不服")).await;
        let refusal = match late {
            Err(Error::Objection(refusal @ ObjectionRefusal::TooLate(_))) => refusal,
            other => panic!("the term is over: {other:?}"),
        };
        let year = until.day(desk.housing.calendar().offset_minutes).year().to_string();
        let text = refusal.text();
        assert!(text.zh.contains(&year) && text.en.contains(&year), "it says until when: {text:?}");
    });
}

#[test]
fn a_suspension_that_was_wrong_is_lifted_with_its_notice() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        desk.lets_it(&access).await;
        desk.lets(true).await;
        let (building, dwelling) = desk.places[0];
        let notice =
            desk.issue(NoticeKind::Suspension, housing::NoticeOf::Unit(dwelling)).await.unwrap();
        let made = desk.objects(notice.id, LANDLORD, desk.because("已整改")).await.unwrap();
        // 2 suspended it, though 1 issued the notice.
        let changed = ObjectionOutcome::Changed;
        assert!(involved(&desk.decides(&made, 2, changed, desk.because("重出")).await));
        desk.world.clock.advance(60);
        let upheld = ObjectionOutcome::Upheld;
        desk.decides(&made, 7, upheld, desk.because("确已整改")).await.unwrap();
        let view = desk.housing.unit_view(building, dwelling).await.unwrap();
        assert!(!view.suspended, "it may be let again");
    });
}

#[test]
fn what_is_dangerous_and_overdue_comes_first() {
    let task = |kind, due: i64, overdue, severity| Task {
        kind,
        of: TaskOf::Hazard(id(1)),
        place: Place { building: id(1), unit: None },
        due_at: Some(MONDAY_MORNING.plus_seconds(due)),
        overdue,
        severity,
    };
    let appeal = task(TaskKind::Appeal, 1, false, None);
    let ordinary = task(TaskKind::PutRight, 60, false, Some(Severity::Ordinary));
    let overdue = task(TaskKind::PutRight, -60, true, Some(Severity::Serious));
    let danger = task(TaskKind::PutRight, 90, false, Some(Severity::Immediate));
    let mut tasks = [appeal, ordinary, overdue, danger];
    own::sort(&mut tasks);
    assert_eq!(tasks, [danger, overdue, ordinary, appeal]);
}

#[test]
fn where_nothing_is_in_danger_the_duty_waits_and_its_time_is_counted_anew() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        desk.lets_it(&access).await;
        let hazard = desk.found("papers.use_differs", desk.unit().await).await.unwrap();
        desk.with(&hazard, HazardDeed::Order, 1).await.unwrap();
        let of = housing::NoticeOf::Hazard(hazard.id);
        let notice = desk.issue(NoticeKind::Order, of).await.unwrap();
        assert_eq!(desk.housing.duty(&notice).await.unwrap(), None, "as it is written");
        let because = desk.because("用途已变更登记");
        let made = desk.objects(notice.id, LANDLORD, because).await.unwrap();
        assert_eq!(made.effect, Effect::Suspends);
        let read = async || desk.housing.hazard(hazard.id).await.unwrap().unwrap().0;
        assert_eq!(read().await.paused, 1);
        let said = desk.housing.duty(&notice).await.unwrap();
        assert_eq!(said, Some(Effect::Suspends.label()));
        let places = desk.housing.own_places(account(LANDLORD)).await.unwrap();
        let tasks = places[0].tasks(account(LANDLORD), desk.housing.when().now);
        let waits = tasks.iter().find(|task| task.kind == TaskKind::PutRight).unwrap();
        assert_eq!((waits.due_at, waits.overdue), (None, false), "no day that does not hold");

        // The decision comes later than any day that was reckoned with.
        let latest = read().await.due_at;
        desk.world.clock.advance(latest.seconds_since(desk.housing.when().now) + 1);
        assert!(!read().await.is_overdue(desk.housing.when().now), "it waits");
        let row = desk.housing.building_row(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!((row.open, row.overdue, row.next_due_at), (1, 0, None));
        let late = HazardFilter { overdue: true, limit: 9, ..HazardFilter::default() };
        assert!(desk.housing.hazards(&late).await.unwrap().is_empty(), "nor in any list");
        desk.housing.remind(10).await.unwrap();
        let (reminded, _) = desk.housing.notice(notice.id).await.unwrap().unwrap();
        assert_eq!(reminded.reminded_at, None, "nobody is reminded of what waits");

        let dismissed = ObjectionOutcome::Dismissed;
        desk.decides(&made, 7, dismissed, desk.because("登记未变更")).await.unwrap();
        let (anew, now) = (read().await, desk.housing.when().now);
        let due = housing::Working(desk.housing.calendar()).due(now, Limit::days(90));
        assert_eq!((anew.paused, anew.due_at), (0, due), "by the working calendar, from now");
        let said = desk.housing.duty(&notice).await.unwrap().unwrap();
        assert!(said.en.contains("Counted anew"), "{}", said.en);
        let steps = desk.housing.hazard_steps(hazard.id).await.unwrap();
        assert_eq!(steps.len(), anew.version as usize, "each on the record");

        desk.world.clock.advance(due.seconds_since(now) - 1);
        desk.housing.remind(10).await.unwrap();
        let (reminded, _) = desk.housing.notice(notice.id).await.unwrap().unwrap();
        assert!(reminded.reminded_at.is_some(), "near the new day they are");
    });
}

#[test]
fn danger_is_put_right_whatever_becomes_of_the_objection() {
    for suspends in [false, true] {
        assert_eq!(Effect::of(Severity::Immediate, suspends), Effect::Danger);
    }
    assert_eq!(Effect::of(Severity::Serious, false), Effect::RunsOn);
    assert_eq!(Effect::of(Severity::Ordinary, true), Effect::Suspends);
}

#[test]
fn the_building_as_a_whole_is_spoken_for_by_a_verified_word_of_its_owner_and_by_no_shop() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let held = desk.lets_it(&access).await;
        let building = held.place.building;
        assert!(held.speaks_for_building());
        assert_eq!(desk.housing.speaking_for(building).await.unwrap(), [account(LANDLORD)]);
        for state in DeclarationState::ALL {
            let other = Declaration { state: *state, ..held.clone() };
            let verified = *state == DeclarationState::Verified;
            assert_eq!(other.speaks_for_building(), verified, "{state:?}");
        }
        let of_another = Declaration { own: false, ..held.clone() };
        assert!(!of_another.speaks_for_building(), "another's word makes nobody an owner");
        let runs = |by, used_as| {
            let said = Said { by, tie: Tie::Operates, used_as, ..held.said };
            Declaration { said, ..held.clone() }.speaks_for_building()
        };
        assert!(runs(DeclaredBy::Operator, DeclaredUse::Warehouse));
        for by in [DeclaredBy::Operator, DeclaredBy::Tenant, DeclaredBy::Landlord] {
            assert!(!runs(by, DeclaredUse::Shop), "a shop in it, by {by:?}");
        }
    });
}

fn objection(by: u8) -> Objection {
    Objection {
        id: id(5),
        version: 1,
        notice: id(6),
        number: "2026-000001".into(),
        kind: NoticeKind::Order,
        place: Place { building: id(1), unit: Some(id(2)) },
        by: account(by),
        made_at: MONDAY_MORNING,
        evidence: vec![Evidence { kind: EvidenceKind::OnTheSpot, file: None }],
        effect: Effect::RunsOn,
        decide_until: MONDAY_MORNING,
        decision: None,
    }
}

proptest! {
    #[test]
    fn nobody_decides_on_their_own_notice_or_objection(
        objector in 0_u8..9,
        decider in 0_u8..9,
        parts in proptest::collection::vec(0_u8..9, 0..6),
        outcome in proptest::sample::select(ObjectionOutcome::ALL),
        has_words in any::<bool>(),
    ) {
        let involved: Vec<_> = parts.iter().map(|n| account(*n)).collect();
        let deciding = Deciding {
            by: account(decider),
            at: MONDAY_MORNING,
            outcome,
            has_words,
            involved: &involved,
        };
        let before = objection(objector);
        let own = decider == objector || parts.contains(&decider);
        match before.decide(deciding) {
            Ok(done) => {
                prop_assert!(!own && has_words);
                prop_assert_eq!(done.state(), outcome.state());
                prop_assert_eq!(done.decide(deciding), Err(ObjectionRefusal::Decided), "once");
            }
            Err(ObjectionRefusal::Involved) => prop_assert!(own),
            Err(refusal) => {
                prop_assert_eq!(refusal, ObjectionRefusal::NoWords);
                prop_assert!(!has_words && !own);
            }
        }
    }
}
