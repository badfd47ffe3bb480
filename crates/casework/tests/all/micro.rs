//! Micro-events on both databases, and what holds whatever is done to one.

use std::sync::Arc;

use access::Account;
use casework::{
    Actor, CasePlace, Catalogue, Error, EvidenceKind, MicroAct, MicroContext, MicroDeed,
    MicroEvent, MicroFilter, MicroSort, MicroState, NewMicroEvent, Refusal, State,
};
use kernel::{Id, Text};
use proptest::prelude::*;
use testing::World;

use super::cases::{Desk, GRID, desk, on_each_database, place};

/// Half of its kind is verified, and it has four hours.
const CHARGER: &str = "charger_indoors";

impl Desk {
    async fn new_micro(&self, kind: &str, by: Id<Account>) -> NewMicroEvent {
        NewMicroEvent {
            id: self.world.ids.next(),
            kind: kind.into(),
            place: place(GRID),
            photos: vec![self.photo().await],
            words: "电话19900001234".into(),
            account: by,
            acted_at: None,
        }
    }

    /// A micro-event found somewhere.
    pub(crate) async fn found_at(&self, place: CasePlace) {
        let new = NewMicroEvent { place, ..self.new_micro(CHARGER, self.officer).await };
        self.casework.find_micro_event(new).await.unwrap();
    }

    async fn micro(&self, kind: &str, by: Id<Account>) -> MicroEvent {
        self.casework.find_micro_event(self.new_micro(kind, by).await).await.unwrap()
    }

    fn micro_act(&self, event: &MicroEvent, deed: MicroDeed, by: Id<Account>) -> MicroAct {
        MicroAct {
            id: self.world.ids.next(),
            event: event.id,
            seen: event.version,
            deed,
            words: "because".into(),
            actor: Actor::Account(by),
            acted_at: None,
        }
    }

    async fn micro_by(
        &self,
        event: &MicroEvent,
        deed: MicroDeed,
        by: Id<Account>,
    ) -> casework::Result<MicroEvent> {
        self.casework.act_on_micro_event(self.micro_act(event, deed, by)).await
    }

    /// Put right by whoever found it, and drawn to be verified or not.
    async fn micro_fixed(&self, by: Id<Account>, drawn: bool) -> MicroEvent {
        for _ in 0..60 {
            let event = self.micro(CHARGER, by).await;
            let deed = MicroDeed::Fix { photos: vec![self.photo().await] };
            let fixed = self.micro_by(&event, deed, by).await.unwrap();
            if fixed.drawn == drawn {
                return fixed;
            }
        }
        panic!("of sixty at half chance none came out so");
    }
}

async fn what_is_found_is_put_right_and_what_is_drawn_is_verified(world: Arc<World>) {
    let desk = desk(world).await;
    let [worker, other]: [Id<Account>; 2] = [desk.world.ids.next(), desk.world.ids.next()];
    let new = desk.new_micro(CHARGER, worker).await;
    let found = desk.casework.find_micro_event(new.clone()).await.unwrap();
    assert_eq!((found.state, found.version), (MicroState::Found, 1));
    assert_eq!(found.due_at, found.found_at.plus_seconds(4 * 3_600));
    assert_eq!(desk.casework.find_micro_event(new.clone()).await.unwrap(), found, "sent twice");
    let stolen = NewMicroEvent { account: other, ..new };
    assert!(matches!(desk.casework.find_micro_event(stolen).await, Err(Error::ActionTaken)));
    let bare = MicroDeed::Fix { photos: Vec::new() };
    let refused = desk.micro_by(&found, bare, worker).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoFile))));
    let of_another = MicroDeed::Fix { photos: found.before.clone() };
    let refused = desk.micro_by(&found, of_another, worker).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoFile))), "a photo shows one thing");

    let plain = desk.micro_fixed(worker, false).await;
    assert!(plain.closed_at.is_some() && !plain.waits());
    let refused = desk.micro_by(&plain, MicroDeed::Verify { fixed: true }, other).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotDrawn))));

    let drawn = desk.micro_fixed(worker, true).await;
    assert!(drawn.closed_at.is_none() && drawn.waits());
    let refused = desk.micro_by(&drawn, MicroDeed::Verify { fixed: true }, worker).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::SamePerson))));
    let act = desk.micro_act(&drawn, MicroDeed::Verify { fixed: true }, other);
    let verified = desk.casework.act_on_micro_event(act.clone()).await.unwrap();
    assert_eq!((verified.state, verified.case), (MicroState::Verified, None));
    assert_eq!(desk.casework.act_on_micro_event(act).await.unwrap(), verified, "sent twice");
    let late = desk.micro_by(&drawn, MicroDeed::Verify { fixed: false }, other).await;
    assert!(matches!(late, Err(Error::MicroConflict(_))));
    let actions = desk.casework.micro_actions(verified.id).await.unwrap();
    let deeds: Vec<&str> = actions.iter().map(|one| one.deed.name()).collect();
    assert_eq!(deeds, ["find", "fix", "verify"]);
    assert!(!actions[0].words.contains("19900001234"), "no number of a person is kept");
}

#[test]
fn what_is_found_is_put_right_and_what_is_drawn_is_verified_on_each_database() {
    on_each_database(what_is_found_is_put_right_and_what_is_drawn_is_verified);
}

async fn what_is_not_put_right_becomes_a_case_with_its_photos(world: Arc<World>) {
    let desk = desk(world).await;
    let [worker, other]: [Id<Account>; 2] = [desk.world.ids.next(), desk.world.ids.next()];
    let drawn = desk.micro_fixed(worker, true).await;
    let failed = desk.micro_by(&drawn, MicroDeed::Verify { fixed: false }, other).await.unwrap();
    assert_eq!((failed.state, failed.verified), (MicroState::Escalated, Some(false)));
    let case = desk.casework.find(failed.case.unwrap()).await.unwrap().unwrap();
    assert_eq!((case.state, case.subclass.as_str()), (State::Reported, "safety.charging"));
    let shown: Vec<_> = case.evidence.iter().map(|one| (one.kind, one.attachment)).collect();
    let photos = drawn.before.iter().chain(&drawn.after);
    let expected: Vec<_> = photos.map(|photo| (EvidenceKind::PhotoBefore, Some(*photo))).collect();
    assert_eq!(shown, expected);
    let file = desk.casework.attachment(drawn.after[0]).await.unwrap().unwrap();
    assert_eq!((file.case, file.micro), (Some(case.id), None));

    // Somebody says at once that it is more than that; a reason is needed.
    let found = desk.micro("gas_hose_old", worker).await;
    let silent =
        MicroAct { words: " ".into(), ..desk.micro_act(&found, MicroDeed::Escalate, worker) };
    let refused = desk.casework.act_on_micro_event(silent).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoWords(_)))));
    let more = desk.micro_by(&found, MicroDeed::Escalate, worker).await.unwrap();
    assert_eq!((more.state, more.case.is_some()), (MicroState::Escalated, true));

    // What nobody puts right in time, the clock sends on; and a photo stays with what it shows until then.
    let left = desk.micro(CHARGER, worker).await;
    desk.world.clock.advance(4 * 3_600 - 1);
    desk.casework.tick(9).await.unwrap();
    assert_eq!(desk.casework.micro_event(left.id).await.unwrap().unwrap(), left);
    desk.world.clock.advance(2);
    desk.casework.tick(9).await.unwrap();
    let sent = desk.casework.micro_event(left.id).await.unwrap().unwrap();
    assert_eq!((sent.state, sent.case.is_some()), (MicroState::Escalated, true));
    let last = desk.casework.micro_actions(left.id).await.unwrap().pop().unwrap();
    assert_eq!((last.deed, last.account), (MicroDeed::Escalate, None));
}

#[test]
fn what_is_not_put_right_becomes_a_case_with_its_photos_on_each_database() {
    on_each_database(what_is_not_put_right_becomes_a_case_with_its_photos);
}

async fn micro_events_are_listed_and_their_photos_kept(world: Arc<World>) {
    let desk = desk(world).await;
    let [worker, other]: [Id<Account>; 2] = [desk.world.ids.next(), desk.world.ids.next()];
    let first = desk.micro(CHARGER, worker).await;
    let second = desk.micro("gas_hose_old", other).await;
    let drawn = desk.micro_fixed(worker, true).await;
    let all = MicroFilter { limit: 99, ..MicroFilter::default() };
    let ids = async |filter: &MicroFilter| -> Vec<_> {
        let rows = desk.casework.micro_events(filter).await.unwrap();
        assert_eq!(desk.casework.count_micro_events(filter).await.unwrap(), rows.len() as u64);
        rows.into_iter().map(|row| row.event.id).collect()
    };
    let waiting = MicroFilter { waits: true, ..all.clone() };
    assert!(ids(&waiting).await.contains(&drawn.id));
    let kind = MicroFilter { kind: Some("gas_hose_old".into()), ..all.clone() };
    assert_eq!(ids(&kind).await, [second.id]);
    let q = MicroFilter { q: Some("燃气软管".into()), ..all.clone() };
    assert_eq!(ids(&q).await, [second.id]);
    let nothing = MicroFilter { q: Some("%".into()), ..all.clone() };
    assert!(ids(&nothing).await.is_empty(), "a sign of the pattern is a letter like any");
    let own = MicroFilter { found_by: Some(other), ..all.clone() };
    assert_eq!(ids(&own).await, [second.id]);
    let elsewhere = MicroFilter { area: "990106/990106002".parse().unwrap(), ..all.clone() };
    assert!(ids(&elsewhere).await.is_empty());
    // Page by page, by what is due: as the whole list.
    let due = MicroFilter { sort: MicroSort::Deadline, ..all.clone() };
    let whole = desk.casework.micro_events(&due).await.unwrap();
    assert!(whole.windows(2).all(|pair| pair[0].event.due_at <= pair[1].event.due_at));
    let mut paged = Vec::new();
    let mut part = MicroFilter { limit: 1, ..due };
    while let Some(row) = desk.casework.micro_events(&part).await.unwrap().pop() {
        part.after = Some(row.cursor(part.sort));
        paged.push(row);
    }
    assert_eq!(paged, whole);

    // A photo that nothing names goes after a day; one of a micro-event stays.
    let loose = desk.photo().await;
    desk.world.clock.advance(25 * 3_600);
    desk.casework.drop_loose_files().await.unwrap();
    assert!(desk.casework.attachment(loose).await.unwrap().is_none());
    let kept = desk.casework.attachment(first.before[0]).await.unwrap().unwrap();
    assert_eq!(kept.micro, Some(first.id));
}

#[test]
fn micro_events_are_listed_and_their_photos_kept_on_each_database() {
    on_each_database(micro_events_are_listed_and_their_photos_kept);
}

fn account(n: u8) -> Id<Account> {
    Id::from_bytes([n; 16])
}

fn found() -> MicroEvent {
    MicroEvent {
        id: Id::from_bytes([7; 16]),
        version: 1,
        kind: CHARGER.into(),
        state: MicroState::Found,
        place: CasePlace {
            area: GRID.parse().unwrap(),
            at: None,
            point: None,
            label: Text::new("某处", "Somewhere"),
        },
        found_by: account(1),
        found_at: testing::MONDAY_MORNING,
        due_at: testing::MONDAY_MORNING.plus_seconds(4 * 3_600),
        before: vec![Id::from_bytes([8; 16])],
        fixed_by: None,
        fixed_at: None,
        after: Vec::new(),
        drawn: false,
        verified: None,
        verified_by: None,
        case: None,
        closed_at: None,
        catalogue: String::new(),
    }
}

fn deeds() -> impl Strategy<Value = MicroDeed> {
    prop_oneof![
        Just(MicroDeed::Find { photos: vec![Id::from_bytes([8; 16])] }),
        any::<bool>().prop_map(|shown| MicroDeed::Fix {
            photos: shown.then(|| Id::from_bytes([9; 16])).into_iter().collect(),
        }),
        Just(MicroDeed::Escalate),
        any::<bool>().prop_map(|fixed| MicroDeed::Verify { fixed }),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        2 => Just(Actor::Account(account(1))),
        2 => Just(Actor::Account(account(2))),
        1 => Just(Actor::Installation),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_verifies_their_own_and_what_fails_becomes_a_case(
        steps in proptest::collection::vec((deeds(), actors(), 60_i64..20_000, any::<bool>(), 0_u8..100), 1..20),
    ) {
        let catalogue = Catalogue::built_in().unwrap();
        let sample = catalogue.micro_events[CHARGER].sample_percent;
        let (mut event, mut now) = (found(), testing::MONDAY_MORNING);
        for (deed, actor, after_s, has_words, lot) in steps {
            now = now.plus_seconds(after_s);
            let context = MicroContext { catalogue, now, actor, has_words, lot };
            let offered = event.offers(actor).contains(&deed.name());
            let Ok(next) = event.step(&deed, &context) else { continue };
            prop_assert!(offered, "{}", deed.name());
            prop_assert_eq!(next.version, event.version + 1);
            prop_assert!(event.closed_at.is_none(), "what is over stays so");
            let is_open = next.state == MicroState::Found || next.waits();
            prop_assert_eq!(next.closed_at.is_none(), is_open);
            prop_assert_eq!(next.state == MicroState::Escalated, deed.makes_a_case());
            if matches!(deed, MicroDeed::Fix { .. }) {
                prop_assert_eq!(next.drawn, u32::from(lot) < sample);
                prop_assert!(!next.after.is_empty(), "it is shown");
            }
            if let Some(by) = next.verified_by {
                prop_assert!(next.drawn && next.fixed_by != Some(by), "nobody verifies their own");
                prop_assert_eq!(next.verified == Some(false), next.state == MicroState::Escalated);
            }
            if actor == Actor::Installation {
                prop_assert!(deed == MicroDeed::Escalate && event.is_overdue(now));
            }
            event = next;
        }
        let stored = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(serde_json::from_str::<MicroEvent>(&stored).unwrap(), event);
    }
}
