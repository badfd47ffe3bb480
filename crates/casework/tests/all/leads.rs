//! The inbox for leads, on both databases.

use std::sync::Arc;

use casework::{Error, LeadFilter, LeadSource, LeadState, Leads, NewLead, PlaceRef};
use kernel::{Clock as _, Text};
use testing::World;

use crate::cases::{Desk, GRID, desk, on_each_database, place};

fn lead(key: &str) -> NewLead {
    NewLead {
        source: LeadSource::Meter,
        key: key.into(),
        subclass: Some("livelihood.water".into()),
        place: place(GRID),
        title: Text::new("用水量突增，可能漏水", "Use of water has jumped: perhaps a leak"),
        reasons: vec![Text::new("日用量是常年的 8 倍", "8 times the usual daily use")],
        expires_at: None,
    }
}

impl Desk {
    async fn deliver(&self, lead: NewLead) -> casework::Result<()> {
        let mut unit = self.world.database.begin().await?;
        Leads::deliver(&mut unit, lead, &self.world.ids, &*self.world.clock).await?;
        Ok(unit.commit().await?)
    }

    fn inbox(&self) -> Leads {
        Leads::new(self.world.database.clone())
    }
}

const ALL: fn() -> LeadFilter = || LeadFilter { limit: 9, ..LeadFilter::default() };

#[test]
fn a_lead_comes_once_and_a_person_sends_it_or_sets_it_aside() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let inbox = desk.inbox();
        for key in ["a", "b", "a"] {
            desk.deliver(lead(key)).await.unwrap();
        }
        let waiting = inbox.waiting(&ALL()).await.unwrap();
        assert_eq!(waiting.len(), 2);
        assert_eq!(inbox.count(&"990106/990106002".parse().unwrap()).await.unwrap(), 0);
        let mut told = desk.told("livelihood.water", "查看是否漏水");
        told.lead = Some(waiting[0].id);
        told.actor = casework::Actor::Account(desk.officer);
        let case = desk.casework.report(told.clone()).await.unwrap().case;
        let sent = inbox.find(waiting[0].id).await.unwrap().unwrap();
        assert_eq!(sent.case, Some(case.id));
        told.id = desk.world.ids.next();
        assert!(
            matches!(desk.casework.report(told).await, Err(Error::NoLead)),
            "a lead is one case"
        );
        let (ids, clock) = (&desk.world.ids, &*desk.world.clock);
        inbox
            .set_aside(waiting[1].id, "meter was changed", desk.officer, ids, clock)
            .await
            .unwrap();
        let again = inbox.set_aside(waiting[1].id, "again", desk.officer, ids, clock).await;
        assert!(matches!(again, Err(Error::NoLead)));
        let became = inbox.of_source(LeadSource::Meter, 9).await.unwrap();
        let mut states: Vec<LeadState> = became.into_iter().map(|(_, state)| state).collect();
        states.sort_by_key(|state| state.name());
        assert_eq!(states, [LeadState::Sent, LeadState::SetAside]);
        assert!(inbox.of_source(LeadSource::Sensor, 9).await.unwrap().is_empty());
        desk.deliver(lead("b")).await.unwrap();
        assert!(inbox.waiting(&ALL()).await.unwrap().is_empty(), "what was decided stays decided");
    });
}

#[test]
fn a_lead_that_names_a_person_is_not_kept_and_an_old_one_goes() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let named = NewLead { title: Text::new("联系13900001234", "call"), ..lead("n") };
        assert!(matches!(desk.deliver(named).await, Err(Error::NamesAPerson(_))));
        let soon = Some(desk.world.clock.now().plus_seconds(60));
        desk.deliver(NewLead { expires_at: soon, ..lead("s") }).await.unwrap();
        assert_eq!(desk.inbox().drop_expired(desk.world.clock.now()).await.unwrap(), 0);
        desk.world.clock.advance(61);
        assert_eq!(desk.inbox().drop_expired(desk.world.clock.now()).await.unwrap(), 1);
        assert!(desk.inbox().waiting(&ALL()).await.unwrap().is_empty());
    });
}

#[test]
fn a_decided_lead_goes_a_year_after_its_decision_and_one_that_waits_stays() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let (inbox, access) = (desk.inbox(), &desk.access);
        for n in 1..=3 {
            desk.deliver(lead(&format!("leak/{n}/water/2026-01-01"))).await.unwrap();
        }
        let waiting = inbox.waiting(&ALL()).await.unwrap();
        let (ids, clock) = (&desk.world.ids, &*desk.world.clock);
        inbox.set_aside(waiting[2].id, "looked at", desk.officer, ids, clock).await.unwrap();
        desk.world.clock.advance(86_400);
        inbox.set_aside(waiting[1].id, "looked at", desk.officer, ids, clock).await.unwrap();

        let kept = casework::KEPT.iter().find(|kept| kept.kind == "decided_leads").unwrap();
        let policy = access::RetentionPolicy::get();
        let days = policy.kind.iter().find(|kind| kind.id == kept.kind).unwrap().days.unwrap();
        let before = || desk.world.clock.now().plus_seconds(-i64::from(days) * 86_400);
        let run = access.begin_retention(None).await.unwrap().unwrap();
        assert_eq!(access.past(kept, before()).await.unwrap(), 0);
        desk.world.clock.advance(i64::from(days) * 86_400 - 86_400 + 1);
        assert_eq!(access.past(kept, before()).await.unwrap(), 1, "what would go is counted");
        assert_eq!(access.retain(run, kept, before()).await.unwrap(), 1);
        assert_eq!(access.retain(run, kept, before()).await.unwrap(), 0, "once");
        let left = inbox.decided(LeadSource::Meter, 9).await.unwrap();
        let left: Vec<&str> = left.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(left, ["leak/2/water/2026-01-01"], "a day less than a year ago");
        let still = inbox.waiting(&ALL()).await.unwrap();
        assert_eq!(still.len(), 1, "nobody decided it");
        assert_eq!(still[0].id, waiting[0].id);
    });
}

#[test]
fn what_was_decided_of_a_place_is_found_by_the_place() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let inbox = desk.inbox();
        let here = [7_u8; 16];
        let at = |id: [u8; 16], key: &str| {
            let mut lead = lead(key);
            let id = uuid::Uuid::from_bytes(id);
            lead.place.at = Some(PlaceRef { kind: "unit".into(), id });
            lead
        };
        desk.deliver(at(here, "leak/1/water/2026-01-01")).await.unwrap();
        desk.deliver(at([8; 16], "leak/2/water/2026-01-01")).await.unwrap();
        desk.deliver(lead("leak/3/water/2026-01-01")).await.unwrap();
        assert!(inbox.decided_at(LeadSource::Meter, &[here], 9).await.unwrap().is_empty());
        let (ids, clock) = (&desk.world.ids, &*desk.world.clock);
        for one in inbox.waiting(&ALL()).await.unwrap() {
            inbox.set_aside(one.id, "looked at", desk.officer, ids, clock).await.unwrap();
            desk.world.clock.advance(1);
        }
        let decided = inbox.decided_at(LeadSource::Meter, &[here], 9).await.unwrap();
        assert_eq!(decided.len(), 1);
        assert_eq!(decided[0].key, "leak/1/water/2026-01-01");
        assert_eq!((decided[0].place, decided[0].state), (Some(here), LeadState::SetAside));
        assert!(inbox.decided_at(LeadSource::Meter, &[], 9).await.unwrap().is_empty());
        assert!(inbox.decided_at(LeadSource::Sensor, &[here], 9).await.unwrap().is_empty());
        let all = inbox.decided(LeadSource::Meter, 9).await.unwrap();
        assert_eq!(all.len(), 3);
        assert!(all[0].at > all[2].at, "the last first");
        assert_eq!(inbox.decided(LeadSource::Meter, 2).await.unwrap().len(), 2);
    });
}

#[test]
fn cases_are_found_by_their_place() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let here = [9_u8; 16];
        let mut told = desk.told("livelihood.water", "查看是否漏水");
        told.place.at = Some(PlaceRef { kind: "unit".into(), id: uuid::Uuid::from_bytes(here) });
        let case = desk.casework.report(told).await.unwrap().case;
        desk.casework.report(desk.told("livelihood.water", "别处漏水")).await.unwrap();
        let found = desk.casework.at_places(&[here], 9).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [case.id]);
        assert!(desk.casework.at_places(&[[1; 16]], 9).await.unwrap().is_empty());
        assert!(desk.casework.at_places(&[], 9).await.unwrap().is_empty());
    });
}

#[test]
fn a_letter_waits_without_its_sender_and_the_case_it_becomes_has_them() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let letter = casework::Letter {
            id: desk.world.ids.next(),
            subclass: None,
            place: None,
            area: kernel::AreaPath::whole(),
            words: "我是王小明，厨房漏水\n请打 13900001234".into(),
            reporter: casework::NewReporter {
                account: None,
                name: Some("王小明".into()),
                phone: None,
                email: Some("wang@example.org".into()),
                lang: kernel::Lang::Zh,
                secret: None,
            },
            photos: vec![desk.photo().await],
        };
        for _ in 0..2 {
            desk.casework.deliver_letter(letter.clone()).await.unwrap();
        }
        assert!(desk.casework.has_letter(letter.id).await.unwrap());
        let waiting = desk.inbox().waiting(&ALL()).await.unwrap();
        assert_eq!(waiting.len(), 1, "the same letter twice is one");
        let shown = format!("{:?}", waiting[0]);
        assert!(shown.contains("厨房漏水"), "{shown}");
        for personal in ["王小明", "13900001234", "wang@"] {
            assert!(!shown.contains(personal), "{shown}");
        }
        desk.world.clock.advance(casework::LOOSE_S + 1);
        assert_eq!(desk.casework.drop_loose_files().await.unwrap(), 0, "its photo waits with it");
        let mut told = desk.told("livelihood.water", "厨房漏水");
        told.reporter = None;
        told.lead = Some(waiting[0].id);
        told.actor = casework::Actor::Account(desk.officer);
        let case = desk.casework.report(told).await.unwrap().case;
        assert!(case.has_reporter && case.can_contact, "whoever wrote can be asked");
        assert_eq!(case.evidence.len(), 1, "their photo is the case's");
        assert!(desk.casework.has_letter(letter.id).await.unwrap(), "and does not come again");
        let sent = desk.inbox().find(waiting[0].id).await.unwrap().unwrap();
        assert!(sent.reasons.is_empty(), "the case has its words: {sent:?}");
        let other = casework::Letter {
            id: desk.world.ids.next(),
            photos: vec![desk.photo().await],
            ..letter
        };
        desk.casework.deliver_letter(other).await.unwrap();
        let waiting = desk.inbox().waiting(&ALL()).await.unwrap();
        let (ids, clock) = (&desk.world.ids, &*desk.world.clock);
        let aside = desk.inbox().set_aside(waiting[0].id, "spam", desk.officer, ids, clock).await;
        aside.unwrap();
        desk.world.clock.advance(casework::LOOSE_S + 1);
        assert_eq!(desk.casework.drop_loose_files().await.unwrap(), 1, "nothing of it is kept");
    });
}
