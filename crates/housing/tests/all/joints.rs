//! Joint enforcement: rules by property, store on both databases.

use std::{collections::BTreeSet, sync::Arc};

use housing::{
    Error, Fixer, Hazard, HazardDeed, HazardId, JointAct, NewJoint, NoticeId, NoticeOf,
    facts::How,
    filter::JointFilter,
    joint::{
        Joint, JointAnswer, JointDeed, JointDoing, JointRefusal, JointState, MOST_DAYS_AHEAD,
        Proposal,
    },
    notice::NoticeKind,
};
use kernel::Day;
use proptest::prelude::*;
use testing::World;

use crate::{
    DAY_S, MONDAY_MORNING, account,
    desk::{Desk, HERE, LOOKED, desk, on_each_database},
    id,
};

const LEAD: &str = "emergency";
const OTHERS: [&str; 2] = ["housing", "enforcement"];

fn answer(office: &str, answer: JointAnswer) -> JointDeed {
    JointDeed::Answer { office: office.into(), answer }
}

fn report(office: &str, notices: Vec<NoticeId>) -> JointDeed {
    JointDeed::Report { office: office.into(), notices }
}

impl Desk {
    async fn new_joint(&self, hazards: Vec<HazardId>, day: Day) -> NewJoint {
        let at = self.housing.at_building(self.places[0].0).await.unwrap();
        let proposal = Proposal {
            building: at.place.building,
            hazards,
            lead: LEAD.into(),
            offices: OTHERS.map(String::from).to_vec(),
            day,
        };
        let how = How { words: "请打13900001234：一户多患".into(), ..How::bare(self.id()) };
        NewJoint { at, proposal, by: account(1), how }
    }

    async fn joins(&self, joint: &Joint, deed: JointDeed, words: &str) -> housing::Result<Joint> {
        let how = How { words: words.into(), ..How::bare(self.id()) };
        let act = JointAct { joint: joint.id, seen: joint.version, deed, by: account(5), how };
        self.housing.act_on_joint(act).await
    }

    async fn put_right(&self, ordered: &Hazard) {
        let said = HazardDeed::SayFixed { fixer: Fixer::Outside };
        let said = self.with(ordered, said, 2).await.unwrap();
        self.with(&said, LOOKED, 1).await.unwrap();
    }
}

fn refused(done: &housing::Result<Joint>, why: &JointRefusal) -> bool {
    matches!(done, Err(Error::Joint(refusal)) if refusal == why)
}

#[test]
fn offices_act_together_and_it_is_closed_when_each_hazard_is_settled() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hose = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let wires = desk.found("electricity.stray_wiring", desk.unit().await).await.unwrap();
        let day = desk.housing.when().today.plus_days(2);
        let new = desk.new_joint(vec![hose.id], day).await;
        let joint = desk.housing.propose_joint(new.clone()).await.unwrap();
        assert_eq!(joint.state(), JointState::Proposed);
        assert_eq!(desk.housing.propose_joint(new.clone()).await.unwrap(), joint, "sent twice");
        let others = NewJoint { by: account(2), ..new };
        let others = desk.housing.propose_joint(others).await;
        assert!(matches!(others, Err(Error::ActionTaken)), "{others:?}");

        let early = desk.joins(&joint, JointDeed::SetDay { day }, "").await;
        assert!(refused(&early, &JointRefusal::NotAnswered), "{early:?}");
        let silent = desk.joins(&joint, answer("housing", JointAnswer::Agrees), " ").await;
        assert!(refused(&silent, &JointRefusal::NoWords), "{silent:?}");
        let strange = desk.joins(&joint, answer("urban", JointAnswer::Agrees), "来").await;
        assert!(refused(&strange, &JointRefusal::NotOfIt), "{strange:?}");
        let agreed =
            desk.joins(&joint, answer("housing", JointAnswer::Agrees), "两人参加").await.unwrap();
        let stale = desk.joins(&joint, answer("enforcement", JointAnswer::Agrees), "来").await;
        assert!(matches!(stale, Err(Error::Conflict { version: 2 })), "{stale:?}");
        let declined = answer("enforcement", JointAnswer::Declines);
        let answered = desk.joins(&agreed, declined, "当日已有安排").await.unwrap();
        assert_eq!(answered.state(), JointState::Answered);
        let set = desk.joins(&answered, JointDeed::SetDay { day }, "").await.unwrap();
        let early = desk.joins(&set, JointDeed::Hold, "").await;
        assert!(refused(&early, &JointRefusal::NotNow), "before the day: {early:?}");

        let older = desk.with(&hose, HazardDeed::Order, 1).await.unwrap();
        let of_before = NoticeOf::Hazard(hose.id);
        let of_before = desk.issue(NoticeKind::Order, of_before).await.unwrap();
        desk.world.clock.advance(2 * DAY_S);
        let held = desk.joins(&set, JointDeed::Hold, "").await.unwrap();
        let ordered = desk.with(&wires, HazardDeed::Order, 1).await.unwrap();
        let notice = desk.issue(NoticeKind::Order, NoticeOf::Hazard(wires.id)).await.unwrap();
        let not_its = desk.joins(&held, report(LEAD, vec![of_before.id]), "软管").await;
        assert!(refused(&not_its, &JointRefusal::NotItsNotice), "{not_its:?}");
        let not_there = desk.joins(&held, report("enforcement", Vec::new()), "无").await;
        assert!(refused(&not_there, &JointRefusal::NotOfIt), "it declined: {not_there:?}");
        let led = desk.joins(&held, report(LEAD, vec![notice.id]), "私拉电线").await.unwrap();
        assert_eq!(led.hazards, [hose.id, wires.id], "what was ordered is followed too");
        let soon = desk.joins(&led, JointDeed::CloseJoint, "").await;
        assert!(refused(&soon, &JointRefusal::Unreported), "{soon:?}");
        let all = desk.joins(&led, report("housing", Vec::new()), "未见其他").await.unwrap();
        let soon = desk.joins(&all, JointDeed::CloseJoint, "").await;
        assert!(refused(&soon, &JointRefusal::StillOpen(2)), "{soon:?}");
        desk.put_right(&ordered).await;
        let soon = desk.joins(&all, JointDeed::CloseJoint, "").await;
        assert!(refused(&soon, &JointRefusal::StillOpen(1)), "{soon:?}");
        let refer = HazardDeed::Refer { office: "urban".into() };
        desk.with(&older, refer, 1).await.unwrap();
        let closed = desk.joins(&all, JointDeed::CloseJoint, "").await.unwrap();
        assert_eq!(closed.state(), JointState::Closed);

        let steps = desk.housing.joint_steps(joint.id).await.unwrap();
        assert_eq!(steps.len(), closed.version as usize, "each deed once");
        let reason = steps[0].words.clone().unwrap();
        assert!(!reason.contains("13900001234"), "{reason}");
        let hazards = desk.housing.joint_hazards(&closed).await.unwrap();
        assert_eq!(hazards.iter().map(|one| one.id).collect::<Vec<_>>(), closed.hazards);
        assert_eq!(desk.housing.joint_notices(&closed).await.unwrap().len(), 1);
    });
}

#[test]
fn it_is_of_open_hazards_of_one_building_and_listed_by_area_and_state() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hose = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let today = desk.housing.when().today;
        let mut elsewhere = desk.new_joint(vec![hose.id], today).await;
        elsewhere.at = desk.housing.at_building(desk.places[1].0).await.unwrap();
        elsewhere.proposal.building = desk.places[1].0;
        let elsewhere = desk.housing.propose_joint(elsewhere).await;
        assert!(refused(&elsewhere, &JointRefusal::NotOpenHere), "{elsewhere:?}");
        let nothing = desk.new_joint(vec![id(9)], today).await;
        let nothing = desk.housing.propose_joint(nothing).await;
        assert!(refused(&nothing, &JointRefusal::NotOpenHere), "{nothing:?}");
        let new = desk.new_joint(vec![hose.id], today).await;
        let joint = desk.housing.propose_joint(new).await.unwrap();
        let off = desk.joins(&joint, JointDeed::CallOff, "").await;
        assert!(refused(&off, &JointRefusal::NoWords), "{off:?}");

        let count = async |area: &str, state: Option<JointState>| {
            let area = area.parse().unwrap();
            let filter = JointFilter { area, state, limit: 9, ..JointFilter::default() };
            let found = desk.housing.joints(&filter).await.unwrap();
            assert_eq!(desk.housing.count_joints(&filter).await.unwrap(), found.len() as u64);
            found.len()
        };
        assert_eq!(count(HERE, Some(JointState::Proposed)).await, 1);
        assert_eq!(count("990106/990106002", None).await, 0);
        desk.joins(&joint, JointDeed::CallOff, "另行安排").await.unwrap();
        assert_eq!(count(HERE, Some(JointState::Proposed)).await, 0);
        assert_eq!(count(HERE, Some(JointState::CalledOff)).await, 1);
        desk.fixed(&hose).await;
        let fixed = desk.new_joint(vec![hose.id], today).await;
        let fixed = desk.housing.propose_joint(fixed).await;
        assert!(refused(&fixed, &JointRefusal::NotOpenHere), "nothing is open: {fixed:?}");
    });
}

fn today() -> Day {
    MONDAY_MORNING.day(480)
}

fn doing(has_words: bool, still_open: usize) -> JointDoing<'static> {
    JointDoing {
        by: account(1),
        at: MONDAY_MORNING,
        today: today(),
        has_words,
        notices: &[],
        still_open,
    }
}

fn proposal(offices: &[&str], ahead: i32) -> Proposal {
    Proposal {
        building: id(1),
        hazards: vec![id(2)],
        lead: LEAD.into(),
        offices: offices.iter().map(|office| (*office).to_owned()).collect(),
        day: Day::from_epoch_days(today().epoch_days() + ahead),
    }
}

fn deeds() -> impl Strategy<Value = JointDeed> {
    let office = || proptest::sample::select(vec![LEAD, OTHERS[0], OTHERS[1], "urban"]);
    let said = proptest::sample::select(JointAnswer::ALL);
    prop_oneof![
        4 => (office(), said).prop_map(|(office, said)| answer(office, said)),
        2 => (-1_i32..3).prop_map(|ahead| JointDeed::SetDay {
            day: Day::from_epoch_days(today().epoch_days() + ahead),
        }),
        2 => Just(JointDeed::Hold),
        3 => office().prop_map(|office| report(office, Vec::new())),
        2 => Just(JointDeed::CloseJoint),
        1 => Just(JointDeed::CallOff),
        1 => Just(JointDeed::Propose),
    ]
}

proptest! {
    #[test]
    fn whatever_is_tried_the_day_follows_the_answers_and_the_end_what_was_found(
        tried in proptest::collection::vec((deeds(), any::<bool>(), 0_usize..2), 0..40),
    ) {
        let mut joint = Joint::propose(id(3), proposal(&OTHERS, 0), doing(true, 0)).unwrap();
        for (deed, has_words, still_open) in tried {
            let before = joint.state();
            let Ok(next) = joint.step(&deed, doing(has_words, still_open)) else { continue };
            prop_assert!(!matches!(before, JointState::Closed | JointState::CalledOff), "it is over");
            prop_assert_eq!(next.version, joint.version + 1);
            if next.set_at.is_some() {
                prop_assert!(next.all_answered() && next.coming().count() > 1);
            }
            if next.held_at.is_some() {
                prop_assert!(next.set_at.is_some() && next.day <= today());
            }
            if next.state() == JointState::Closed {
                prop_assert!(next.unreported().next().is_none() && still_open == 0);
            }
            let reporters: BTreeSet<&str> =
                next.findings.iter().map(|one| one.office.as_str()).collect();
            prop_assert_eq!(reporters.len(), next.findings.len(), "each once");
            prop_assert!(reporters.iter().all(|office| next.comes(office)));
            joint = next;
        }
    }

    #[test]
    fn what_is_offered_is_what_the_rules_take(
        tried in proptest::collection::vec((deeds(), any::<bool>()), 0..20),
        mine in proptest::sample::subsequence(vec![LEAD, OTHERS[0], OTHERS[1]], 0..=3),
    ) {
        let mut joint = Joint::propose(id(3), proposal(&OTHERS, 0), doing(true, 0)).unwrap();
        for (deed, has_words) in tried {
            if let Ok(next) = joint.step(&deed, doing(has_words, 0)) {
                joint = next;
            }
        }
        let mine: Vec<String> = mine.into_iter().map(String::from).collect();
        for offered in joint.offers(account(1), &mine, today()) {
            let taken = |deed: &JointDeed| joint.step(deed, doing(true, 0)).is_ok();
            let any_office = |of: fn(&str) -> JointDeed| mine.iter().any(|office| taken(&of(office)));
            let done = match offered {
                "answer_joint" => any_office(|office| answer(office, JointAnswer::Agrees)),
                "report" => any_office(|office| report(office, Vec::new())),
                "set_day" => taken(&JointDeed::SetDay { day: today() }),
                "hold" => taken(&JointDeed::Hold),
                "close_joint" => taken(&JointDeed::CloseJoint),
                _ => taken(&JointDeed::CallOff),
            };
            prop_assert!(done, "{} at {:?}", offered, joint.state());
        }
    }

    #[test]
    fn a_proposal_asks_others_for_a_day_that_comes(
        ahead in -3_i32..(MOST_DAYS_AHEAD + 3),
        offices in proptest::sample::subsequence(vec![LEAD, OTHERS[0], OTHERS[1]], 0..=3),
        has_words in any::<bool>(),
    ) {
        let others = !offices.is_empty() && !offices.contains(&LEAD);
        let in_time = (0..=MOST_DAYS_AHEAD).contains(&ahead);
        let proposed = Joint::propose(id(3), proposal(&offices, ahead), doing(has_words, 0));
        prop_assert_eq!(proposed.is_ok(), others && in_time && has_words);
    }
}
