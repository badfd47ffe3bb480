//! What of a case may tell of persons: for those whose task it is, under a grant that nobody else gets, on the log of
//! whoever is concerned.

use std::sync::Arc;

use access::{
    Account, Action, Assignment, Error as AccessError, Field, Grant, GrantRequest, Keeper,
    NewAccount, Person, Principal, Purpose, Role,
};
use casework::{Actor, Case, CaseFilter, Deed, Error, routing::Member};
use kernel::{Id, Lang, Text};
use testing::World;

use crate::cases::{Desk, GRID, desk, on_each_database};

const STREET: &str = "990106/990106001";

impl Desk {
    pub(crate) fn principal(&self, role: Role, area: &str) -> Principal {
        Principal {
            account: self.officer,
            login: "o".into(),
            name: "o".into(),
            office: Text::new("某办公室", "Some office"),
            lang: Lang::Zh,
            assignments: vec![Assignment::new(role, area.parse().unwrap())],
            person: None,
        }
    }

    /// Puts the officer into an office.
    pub(crate) async fn join(&self, office: &str) {
        self.join_in(office, STREET).await;
    }

    async fn join_in(&self, office: &str, area: &str) {
        let member = Member {
            account: self.officer,
            office: office.into(),
            area: area.parse().unwrap(),
            leads: false,
            available: true,
        };
        self.casework.set_member(member, None).await.unwrap();
    }

    pub(crate) async fn grant(
        &self,
        principal: &Principal,
        action: Action,
        case: &Case,
    ) -> Result<Grant, AccessError> {
        let request = GrantRequest {
            action,
            purpose: Purpose::CaseHandling,
            basis: self.casework.ground(principal, &case.number, &case.place.area).await.unwrap(),
            area: case.place.area.clone(),
            subject: None,
        };
        self.access.grant(principal, request)
    }

    /// A resident's account.
    async fn resident(&self) -> (Principal, Id<Person>) {
        let person = self.world.ids.next();
        let new = NewAccount {
            login: "resident".into(),
            name: "resident".into(),
            office: Text::default(),
            lang: Lang::Zh,
            assignments: vec![Assignment::new(Role::Resident, "".parse().unwrap())],
            person: Some(person),
        };
        (self.access.create_account(new, Keeper::Operator).await.unwrap().0, person)
    }

    async fn reported_by(&self, account: Option<Id<Account>>) -> Case {
        let mut told = self.told("livelihood.water", "漏水，电话13900001234");
        told.reporter.as_mut().unwrap().account = account;
        self.casework.report(told).await.unwrap().case
    }
}

fn is_no_case(result: &Result<Grant, AccessError>) -> bool {
    matches!(result, Err(AccessError::NoCase { .. }))
}

#[test]
fn a_case_is_a_ground_while_it_is_open_and_for_whoever_has_it() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.reported_by(None).await;
        let police = desk.principal(Role::EnforcementOfficer, "");
        let officer = desk.principal(Role::StreetOfficer, STREET);
        let people = Action::BlocksViewPeople;
        for who in [&police, &officer] {
            assert!(is_no_case(&desk.grant(who, people, &case).await), "not of their office");
        }
        let mut invented = case.clone();
        invented.number = "260105-7K3M9Q".into();
        desk.join_in("market", STREET).await;
        desk.join_in("works", "990106/990106002").await;
        for which in [&case, &invented] {
            assert!(is_no_case(&desk.grant(&police, people, which).await), "{}", which.number);
        }
        desk.join("works").await;
        assert!(is_no_case(&desk.grant(&police, people, &invented).await));
        for who in [&police, &officer] {
            let grant = desk.grant(who, people, &case).await.unwrap();
            assert_eq!(grant.case(), Some(case.number.as_str()));
        }
        let next_grid = "990106/990106001/990106001001/990106001001002".parse().unwrap();
        let mut elsewhere = case.clone();
        elsewhere.place.area = next_grid;
        assert!(is_no_case(&desk.grant(&police, people, &elsewhere).await), "people of next grid");
        // Whoever the office passes it on to has it then, and the office no more.
        let passed = desk.with(&case, Deed::Transfer { office: "civil".into() }).await.unwrap();
        assert!(is_no_case(&desk.grant(&police, people, &passed).await));
        let theirs = desk.with(&passed, Deed::Claim).await.unwrap();
        assert!(desk.grant(&police, people, &theirs).await.is_ok(), "it is in their hands");
        let refused = Deed::Refuse { responsible: Text::new("供水公司", "Water company") };
        let other = desk.reported_by(None).await;
        let closed = desk.with(&other, refused).await.unwrap();
        assert!(is_no_case(&desk.grant(&police, people, &closed).await), "it is closed");
    });
}

#[test]
fn what_is_resolved_is_a_ground_for_its_second_look_alone() {
    let mut case: Case = serde_json::from_value(sample()).unwrap();
    for (state, closed, drawn, looked, at_work) in [
        ("in_hand", false, false, None, true),
        ("resolved", true, false, None, false),
        ("resolved", true, true, None, true),
        ("resolved", true, true, Some(true), false),
        ("confirmed", true, true, None, false),
    ] {
        case.state = casework::State::from_name(state).unwrap();
        case.closed_at = closed.then_some(case.reported_at);
        (case.recheck_drawn, case.rechecked) = (drawn, looked);
        assert_eq!(case.is_at_work(), at_work, "{state} {drawn} {looked:?}");
    }
}

/// A case as it is stored.
fn sample() -> serde_json::Value {
    serde_json::json!({
        "id": "01920000-0000-7000-8000-000000000001", "number": "260105-7K3M9Q", "version": 1, "state": "reported",
        "subclass": "livelihood.water", "severity": "ordinary", "door": "portal",
        "place": { "area": GRID, "at": null, "point": null, "label": { "zh": "", "en": "" } },
        "office": "works", "co_offices": [], "passed_on": [], "officer": null, "resolved_by": null,
        "has_reporter": false, "can_contact": false, "reported_at": "2026-01-05T00:00:00Z",
        "changed_at": "2026-01-05T00:00:00Z", "clock_from": "2026-01-05T00:00:00Z", "pauses": [],
        "contact_due_at": null, "contacted_at": null, "due_at": null, "alarms": [], "alarmed": 0, "closed_at": null,
        "evidence": [], "failed_visits": 0, "objections": 0, "supervised": false, "outcome": null, "content": null,
        "rechecked": null, "recheck_drawn": false, "merged": null, "split_from": null, "responsible": null,
        "catalogue": "",
    })
}

#[test]
fn a_reporter_is_read_under_a_grant_for_the_case_and_erased_for_good() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let case = desk.reported_by(None).await;
        desk.join("works").await;
        let action = Action::CasesViewReporter;
        let police = desk.principal(Role::EnforcementOfficer, "");
        let denied = desk.grant(&police, action, &case).await;
        assert!(matches!(denied, Err(AccessError::Denied { .. })), "they handle the thing");
        let officer = desk.principal(Role::StreetOfficer, STREET);
        let other = desk.reported_by(None).await;
        let of_other = desk.grant(&officer, action, &other).await.unwrap();
        let outside = desk.casework.reporter(&of_other, &case).await;
        assert!(matches!(outside, Err(Error::Access(AccessError::OutsideGrant))), "another case");
        let photos = desk.grant(&officer, Action::CasesViewPhotos, &case).await.unwrap();
        let outside = desk.casework.reporter(&photos, &case).await;
        assert!(matches!(outside, Err(Error::OtherGrant { .. })), "another deed");
        let grant = desk.grant(&officer, action, &case).await.unwrap();
        let shut = desk.casework.reporter(&grant, &case).await.unwrap().unwrap();
        let reporter = desk.access.disclose(&grant, shut).await.unwrap();
        assert_eq!(
            (reporter.name.as_deref(), reporter.phone.as_deref()),
            (Some("王小明"), Some("13900001234"))
        );
        assert_eq!(reporter.words, ["漏水，电话13900001234"]);
        desk.casework.erase(case.id, "asked by the reporter", Some(desk.officer)).await.unwrap();
        assert!(desk.casework.reporter(&grant, &case).await.unwrap().is_none());
        let actions = desk.casework.actions(case.id).await.unwrap();
        let first = &actions[0];
        assert_eq!((actions.len(), first.words.as_deref(), first.erased), (1, None, true));
        let filter = CaseFilter {
            words: Some("漏水".into()),
            area: case.place.area.clone(),
            limit: 9,
            ..CaseFilter::default()
        };
        assert_eq!(desk.casework.count(&filter).await.unwrap(), 1, "the other alone");
    });
}

#[test]
fn a_reporter_who_is_known_sees_who_looked_and_one_who_is_not_by_number_and_word() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.join("works").await;
        let (resident, person) = desk.resident().await;
        let officer = desk.principal(Role::StreetOfficer, STREET);
        let (known, unknown) =
            (desk.reported_by(Some(resident.account)).await, desk.reported_by(None).await);
        for case in [&known, &unknown] {
            let grant = desk.grant(&officer, Action::CasesViewReporter, case).await.unwrap();
            let shut = desk.casework.reporter(&grant, case).await.unwrap().unwrap();
            desk.access.disclose(&grant, shut).await.unwrap();
        }
        let own = desk.access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        let told = desk.access.reads_of(&own, person, false, 10, 0).await.unwrap();
        assert_eq!(told.total, 1, "the one of their own case");
        let read = &told.reads[0];
        assert_eq!((read.action, read.purpose), (Action::CasesViewReporter, Purpose::CaseHandling));
        assert!(read.fields.contains(Field::Phone) && read.fields.contains(Field::CaseWords));
        assert!(
            desk.casework.looks(known.id, Actor::Reporter, 9).await.unwrap().is_empty(),
            "on their own page"
        );
        let looks = desk.casework.looks(unknown.id, Actor::Reporter, 9).await.unwrap();
        assert_eq!((looks.len(), looks[0].office.en.as_str()), (1, "Some office"));
    });
}

#[test]
fn a_photo_is_a_read_of_whoever_it_may_concern() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.join("works").await;
        let (resident, person) = desk.resident().await;
        let dweller = desk.world.ids.next();
        let photo = desk.photo().await;
        let mut told = desk.told("livelihood.water", "漏水");
        told.photos = vec![photo];
        told.reporter.as_mut().unwrap().account = Some(resident.account);
        let case = desk.casework.report(told).await.unwrap().case;
        let file = desk.casework.attachment(photo).await.unwrap().unwrap();
        let officer = desk.principal(Role::StreetOfficer, STREET);
        let reporter = desk.grant(&officer, Action::CasesViewReporter, &case).await.unwrap();
        let refused = desk.casework.photo(&reporter, &case, &file, Vec::new()).await;
        assert!(matches!(refused, Err(Error::OtherGrant { .. })));
        let other = desk.reported_by(None).await;
        let of_other = desk.grant(&officer, Action::CasesViewPhotos, &other).await.unwrap();
        assert!(desk.casework.photo(&of_other, &other, &file, Vec::new()).await.is_err());
        let grant = desk.grant(&officer, Action::CasesViewPhotos, &case).await.unwrap();
        let shut = desk.casework.photo(&grant, &case, &file, vec![dweller, person]).await.unwrap();
        assert!(!desk.access.disclose(&grant, shut).await.unwrap().is_empty());
        let own = desk.access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        let told = desk.access.reads_of(&own, person, false, 10, 0).await.unwrap();
        assert_eq!((told.total, told.reads[0].action), (1, Action::CasesViewPhotos));
        assert!(told.reads[0].fields.contains(Field::CasePhoto));
        let whole = desk.access.verify_reads().await.unwrap();
        assert_eq!((whole.entries, whole.subjects), (2, 3), "the photo of two, their own look");
        // Where nobody reported, the look is on the log all the same.
        let mut unnamed = desk.told("livelihood.water", "漏水");
        unnamed.reporter = None;
        unnamed.photos = vec![desk.photo().await];
        let (id, case) = (unnamed.photos[0], desk.casework.report(unnamed).await.unwrap().case);
        let file = desk.casework.attachment(id).await.unwrap().unwrap();
        let grant = desk.grant(&officer, Action::CasesViewPhotos, &case).await.unwrap();
        let shut = desk.casework.photo(&grant, &case, &file, Vec::new()).await.unwrap();
        desk.access.disclose(&grant, shut).await.unwrap();
        assert_eq!(desk.access.verify_reads().await.unwrap().entries, 3);
    });
}

#[test]
fn a_reporters_name_is_masked_wherever_anybody_writes_it() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let mut told = desk.told("livelihood.water", "我是王小明，联系人李芳，楼上张阿姨家漏水");
        told.answers.insert("what".into(), "小明家".into());
        let case = desk.casework.report(told).await.unwrap().case;
        let mut act = desk.act(&case, Deed::Note);
        act.words = "已电话联系王小明".into();
        desk.casework.act(act).await.unwrap();
        let words = desk.casework.actions(case.id).await.unwrap();
        let shown: Vec<_> = words.iter().filter_map(|action| action.words.as_deref()).collect();
        assert_eq!(shown, ["我是＊＊＊，联系人＊＊＊，楼上＊＊＊家漏水", "已电话联系＊＊＊"]);
        assert_eq!(words[0].answers["what"], "＊＊＊家");
        let found = |words: &str| CaseFilter {
            words: Some(words.into()),
            limit: 9,
            ..CaseFilter::default()
        };
        assert_eq!(desk.casework.count(&found("小明")).await.unwrap(), 0, "nor found by it");
        assert_eq!(desk.casework.count(&found("漏水")).await.unwrap(), 1);
    });
}
