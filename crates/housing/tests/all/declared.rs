//! Declarations in their store, on both databases.

use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll};

use access::{
    Access, AccessSettings, Action, Assignment, Basis, GrantRequest, Principal, Purpose, Role,
};
use database::id_value;
use housing::{
    DeclarationAct, Error, NewDeclaration, Suspension, Taken,
    declaration::{
        Answer, Declaration, DeclarationDeed, DeclarationRefusal, DeclarationState, DeclaredBy,
        DeclaredPerson, DeclaredUse, Document, Doubt, Finding, Known, Part, Said, Tie,
    },
    facts::How,
    filter::DeclarationFilter,
};
use kernel::{Chance, Lang, Point4326, Text};
use testing::World;

use crate::{
    DAY_S, account,
    desk::{Desk, HERE, desk, on_each_database},
};

pub(crate) fn opened(world: &World) -> Access {
    Access::open(
        world.database.clone(),
        world.folder.path(),
        world.clock.clone(),
        world.ids.clone(),
        Chance::seeded(3),
        AccessSettings::default(),
    )
    .unwrap()
}

fn somebody(number: &str) -> DeclaredPerson {
    DeclaredPerson {
        name: "欧阳小满".into(),
        document: Document::Other,
        number: Some(number.into()),
        phone: Some("19900001234".into()),
    }
}

impl Desk {
    pub(crate) async fn written(&self, number: &str, by: DeclaredBy, own: bool) -> NewDeclaration {
        let from = self.housing.when().today;
        NewDeclaration {
            id: self.id(),
            at: self.unit().await,
            said: Said { by, tie: Tie::Lives, used_as: DeclaredUse::Dwelling, from, until: None },
            own,
            who: somebody(number),
            person: None,
            known: Known::default(),
            declarant: account(1),
        }
    }

    pub(crate) async fn does(
        &self,
        access: &Access,
        declaration: &Declaration,
        part: Part,
        deed: DeclarationDeed,
    ) -> housing::Result<Declaration> {
        let position = Point4326::new(113.0012, 22.0002);
        let how = How { position, words: "现场看过".into(), ..How::bare(self.id()) };
        let act = DeclarationAct {
            declaration: declaration.id,
            seen: declaration.version,
            deed,
            part,
            person: None,
            token: None,
            corrected: None,
            known: Known::default(),
            how,
        };
        self.housing.act_on_declaration(access, act).await
    }
}

pub(crate) const SO: DeclarationDeed = DeclarationDeed::Visit { found: Finding::So, heard: true };

#[test]
fn a_tenant_declares_a_worker_verifies_and_the_outcome_stands() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let new = desk.written("E1234567", DeclaredBy::Tenant, true).await;
        let taken = desk.housing.declare(&access, new.clone()).await.unwrap();
        let Taken::New(declared) = taken else { panic!("it is new") };
        assert_eq!(declared.state, DeclarationState::Verifying);
        let again = desk.housing.declare(&access, new).await.unwrap();
        assert_eq!(again, Taken::Same(declared.clone()), "sent twice, it is one");
        let anew = desk.written("E1234567", DeclaredBy::Tenant, true).await;
        let anew = desk.housing.declare(&access, anew).await.unwrap();
        assert_eq!(anew.declaration().id, declared.id, "said twice, it is one");

        let waiting = DeclarationFilter {
            area: HERE.parse().unwrap(),
            for_the_door: true,
            limit: 9,
            ..DeclarationFilter::default()
        };
        assert_eq!(desk.housing.count_declarations(&waiting).await.unwrap(), 1);
        let row = desk.housing.declarations(&waiting).await.unwrap().remove(0);
        assert_eq!(row.declaration, declared);

        let worker = Part::Worker(account(9));
        let other = Part::Declarant(account(8));
        let stranger = desk.does(&access, &declared, other, DeclarationDeed::Withdraw).await;
        assert!(matches!(stranger, Err(Error::Declaration(DeclarationRefusal::NotYours))));
        let seen = desk.does(&access, &declared, worker, SO).await.unwrap();
        assert_eq!((seen.state, seen.version), (DeclarationState::Verified, 2));
        let late = desk.does(&access, &declared, worker, SO).await;
        assert!(matches!(late, Err(Error::Conflict { version: 2 })));
        assert_eq!(desk.housing.count_declarations(&waiting).await.unwrap(), 0);
        let steps = desk.housing.declaration_steps(declared.id).await.unwrap();
        assert_eq!(steps.len(), 2);
        assert_eq!(steps[1].words.as_deref(), Some("现场看过"));
        let own = desk.housing.declared_by(account(1)).await.unwrap();
        assert_eq!(own[0].declaration, seen);
    });
}

#[test]
fn what_one_says_of_oneself_without_a_number_is_said_once() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let mut ids = Vec::new();
        for of in [1, 1, 2] {
            let mut new = desk.written("", DeclaredBy::Tenant, true).await;
            new.declarant = account(of);
            ids.push(desk.housing.declare(&access, new).await.unwrap().declaration().id);
        }
        assert_eq!(ids[0], ids[1], "sent anew from a form that was opened again");
        assert_ne!(ids[0], ids[2], "of each account alone");
    });
}

#[test]
fn after_its_last_day_a_declaration_speaks_against_no_other() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let mut new = desk.written("E1234567", DeclaredBy::Tenant, true).await;
        new.said.until = Some(new.said.from.plus_days(10));
        let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
        desk.does(&access, &declared, Part::Worker(account(9)), SO).await.unwrap();
        for (of, days, doubts) in [(2, 10, vec![Doubt::DeclaredElsewhere]), (3, 2, Vec::new())] {
            desk.world.clock.advance(days * DAY_S);
            let mut new = desk.written("E1234567", DeclaredBy::Tenant, true).await;
            new.at = desk.housing.at_unit(desk.places[1].1).await.unwrap();
            new.known.of_account = true;
            new.declarant = account(of);
            let taken = desk.housing.declare(&access, new).await.unwrap();
            assert_eq!(taken.declaration().doubts, doubts, "{days}");
        }
    });
}

#[test]
fn a_worker_does_not_verify_what_was_declared_of_them() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let person = Some(desk.world.ids.next());
        let new = desk.written("E1234567", DeclaredBy::Landlord, false).await;
        let new = NewDeclaration { person, ..new };
        let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
        let row = desk.housing.declaration(declared.id).await.unwrap().unwrap();
        let act = |person, token| DeclarationAct {
            declaration: declared.id,
            seen: 1,
            deed: SO,
            part: Part::Worker(account(9)),
            person,
            token,
            corrected: None,
            known: Known::default(),
            how: How {
                position: Point4326::new(113.0012, 22.0002),
                words: "现场看过".into(),
                ..How::bare(desk.id())
            },
        };
        for of_them in [act(person, None), act(None, row.token())] {
            let refused = desk.housing.act_on_declaration(&access, of_them).await;
            assert!(matches!(refused, Err(Error::Declaration(DeclarationRefusal::OwnWord))));
        }
        let other = act(Some(desk.world.ids.next()), Some([1; 16]));
        let seen = desk.housing.act_on_declaration(&access, other).await.unwrap();
        assert_eq!(seen.state, DeclarationState::Verified);
    });
}

#[test]
fn a_worker_is_at_the_door() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let new = desk.written("E1234567", DeclaredBy::Tenant, true).await;
        let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
        let act = |position| DeclarationAct {
            declaration: declared.id,
            seen: 1,
            deed: SO,
            part: Part::Worker(account(9)),
            person: None,
            token: None,
            corrected: None,
            known: Known::default(),
            how: How { position, ..How::bare(desk.id()) },
        };
        for position in [None, Point4326::new(113.05, 22.0)] {
            let far = desk.housing.act_on_declaration(&access, act(position)).await;
            assert!(matches!(far, Err(Error::NotNear { .. })));
        }
    });
}

#[test]
fn what_contradicts_goes_to_the_declarant_first() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let at = desk.unit().await;
        let suspension = Suspension {
            at,
            suspended: true,
            by: account(5),
            how: How { words: "消防".into(), ..How::bare(desk.id()) },
        };
        desk.housing.suspend(suspension).await.unwrap();
        let mut new = desk.written("E7654321", DeclaredBy::Landlord, false).await;
        new.known.others_registered = true;
        let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
        assert_eq!(declared.doubts, [Doubt::AnotherHousehold, Doubt::Suspended]);
        assert_eq!(declared.state, DeclarationState::Asked);
        let answer = DeclarationDeed::Answer { answer: Answer::TheyLeft };
        let declarant = Part::Declarant(account(1));
        let answered = desk.does(&access, &declared, declarant, answer).await.unwrap();
        assert_eq!(answered.state, DeclarationState::Confirming);
        // Somebody whose number is another is not the person.
        let foreign =
            desk.does(&access, &answered, Part::Named(account(2)), DeclarationDeed::Confirm);
        let foreign = foreign.await;
        assert!(matches!(foreign, Err(Error::Declaration(DeclarationRefusal::NotYours))));
    });
}

#[test]
fn whom_it_is_of_is_sealed_and_shown_under_a_grant_alone() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let new = desk.written("E1234567", DeclaredBy::Landlord, false).await;
        let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
        let row = desk.housing.declaration(declared.id).await.unwrap().unwrap();
        assert!(!format!("{row:?}").contains("欧阳"), "nothing of it is in the clear");
        let principal = |role: Role, area: &str| Principal {
            account: desk.world.ids.next(),
            login: "x".into(),
            name: "x".into(),
            office: Text::new("网格", "Grid"),
            lang: Lang::En,
            assignments: vec![Assignment::new(role, area.parse().unwrap())],
            person: None,
        };
        let request = |action: Action, area: &str| GrantRequest {
            action,
            purpose: Purpose::Registration,
            basis: Basis::Task("declaration".into()),
            area: area.parse().unwrap(),
            subject: None,
        };
        let worker = principal(Role::GridWorker, HERE);
        let grant = access.grant(&worker, request(Action::HousingViewDeclared, HERE)).unwrap();
        let shut = desk.housing.whom(&access, &grant, std::slice::from_ref(&row)).unwrap();
        let shown = access.disclose(&grant, shut).await.unwrap().remove(0);
        assert_eq!(shown.name, "欧阳小满");
        assert!(!shown.number.unwrap().contains("E12345"), "in part");
        let landlord = principal(Role::Landlord, "");
        let own = access.grant(&landlord, request(Action::HousingViewOwnDeclared, HERE)).unwrap();
        let shut = desk.housing.whom(&access, &own, std::slice::from_ref(&row)).unwrap();
        let shown = access.disclose(&own, shut).await.unwrap().remove(0);
        assert!(!shown.name.contains("小满"), "{}", shown.name);
        assert!(access.grant(&landlord, request(Action::HousingViewDeclared, HERE)).is_err());
        let far = "990106/990106002";
        let far = access
            .grant(&principal(Role::GridWorker, far), request(Action::HousingViewDeclared, far));
        let refused = desk.housing.whom(&access, &far.unwrap(), std::slice::from_ref(&row));
        assert!(matches!(refused, Err(Error::Access(access::Error::OutsideGrant))));
    });
}

#[test]
fn whoever_is_written_down_instead_is_somebody_else_on_the_log() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let person = Some(desk.world.ids.next());
        let new = desk.written("E1234567", DeclaredBy::Landlord, false).await;
        let said = new.said;
        let new = NewDeclaration { person, ..new };
        let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
        for (seen, number, is_same) in [(1, "E1234567", true), (2, "E7654321", false)] {
            let act = DeclarationAct {
                declaration: declared.id,
                seen,
                deed: DeclarationDeed::Correct { said, doubts: Vec::new() },
                part: Part::Declarant(account(1)),
                person: None,
                token: None,
                corrected: Some(somebody(number)),
                known: Known::default(),
                how: How::bare(desk.id()),
            };
            desk.housing.act_on_declaration(&access, act).await.unwrap();
            let row = desk.housing.declaration(declared.id).await.unwrap().unwrap();
            assert_eq!(Some(row.subject) == person, is_same, "{number}");
        }
    });
}

#[test]
fn what_two_servers_hear_at_once_is_taken_once() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let new = desk.written("E1234567", DeclaredBy::Tenant, true).await;
        let first = desk.housing.declare(&access, new).await.unwrap().declaration().id;
        let mut new = desk.written("E1234567", DeclaredBy::Tenant, true).await;
        new.declarant = account(2);
        // Another server takes the same of the same account, and has not committed yet.
        let sql = "UPDATE housing_declaration SET declarant = ?2 WHERE id = ?1";
        let mut elsewhere = desk.world.database.begin().await.unwrap();
        let values = [id_value(first), id_value(account(2))];
        elsewhere.execute("take it elsewhere", sql, values).await.unwrap();
        let mut here = pin!(desk.housing.declare(&access, new.clone()));
        let waits = poll_fn(|context| Poll::Ready(here.as_mut().poll(context).is_pending()));
        assert!(waits.await);
        for _ in 0..50 {
            desk.world.database.feed_head().await.unwrap();
        }
        elsewhere.commit().await.unwrap();
        let taken = here.await.unwrap();
        assert!(matches!(taken, Taken::Same(_)), "{taken:?}");
        assert_eq!(taken.declaration().id, first);
        assert_eq!(desk.housing.declared_by(account(2)).await.unwrap().len(), 1);

        new.declarant = account(3);
        let third = desk.housing.declare(&access, new).await.unwrap().declaration().id;
        let mut unit = desk.world.database.begin().await.unwrap();
        let values = [id_value(third), id_value(account(2))];
        let twice = unit.execute("take it twice", sql, values).await.unwrap_err();
        assert!(twice.is_duplicate(), "{twice}");
    });
}

#[test]
fn nothing_is_put_right_into_what_is_declared_already() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let mut declared = Vec::new();
        for number in ["E1234567", "E7654321"] {
            let new = desk.written(number, DeclaredBy::Landlord, false).await;
            declared.push(desk.housing.declare(&access, new).await.unwrap().declaration().clone());
        }
        let act = DeclarationAct {
            declaration: declared[1].id,
            seen: 1,
            deed: DeclarationDeed::Correct { said: declared[1].said, doubts: Vec::new() },
            part: Part::Declarant(account(1)),
            person: None,
            token: None,
            corrected: Some(somebody("E1234567")),
            known: Known::default(),
            how: How::bare(desk.id()),
        };
        let twice = desk.housing.act_on_declaration(&access, act).await;
        assert!(matches!(twice, Err(Error::Declaration(DeclarationRefusal::Twice))), "{twice:?}");
        let row = desk.housing.declaration(declared[1].id).await.unwrap().unwrap();
        assert_eq!(row.declaration, declared[1], "nothing of it was done");
    });
}

#[test]
fn many_are_taken_each_by_itself_and_once() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let sheet = async || {
            let mut all = Vec::new();
            for n in 0..450 {
                let number = if n % 100 == 7 { "!".to_owned() } else { format!("E{n:07}") };
                let mut new = desk.written(&number, DeclaredBy::Employer, false).await;
                new.said.used_as = DeclaredUse::Dormitory;
                new.known.beds = Some(440);
                all.push(new);
            }
            desk.housing.declare_all(&access, all).await.unwrap()
        };
        let first = sheet().await;
        let refused = |taken: &&housing::Result<Taken>| {
            matches!(taken, Err(Error::Declaration(DeclarationRefusal::BadNumber)))
        };
        assert_eq!(first.iter().filter(refused).count(), 5);
        let new = |taken: &&housing::Result<Taken>| matches!(taken, Ok(Taken::New(_)));
        assert_eq!(first.iter().filter(new).count(), 445);
        let over =
            first.iter().flatten().filter(|taken| taken.declaration().doubts == [Doubt::TooMany]);
        assert_eq!(over.count(), 5, "those beyond the approved beds are asked");
        let again = sheet().await;
        assert_eq!(again.iter().filter(new).count(), 0, "sent again, nothing is there twice");
        assert_eq!(again.iter().filter(refused).count(), 5);
    });
}

#[test]
fn what_one_declared_of_oneself_is_found_among_many_of_others() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let own = desk.written("", DeclaredBy::Employer, true).await;
        let own = desk.housing.declare(&access, own).await.unwrap().declaration().clone();
        let mut others = Vec::new();
        for n in 0..501 {
            others.push(desk.written(&format!("E{n:07}"), DeclaredBy::Employer, false).await);
        }
        desk.housing.declare_all(&access, others).await.unwrap();
        let found = desk.housing.declared_of_oneself(account(1)).await.unwrap();
        let found: Vec<&Declaration> = found.iter().map(|row| &row.declaration).collect();
        assert_eq!(found, [&own]);
    });
}

#[test]
fn whoever_runs_a_place_answers_for_it_and_not_who_said_so_of_another() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let unit = desk.places[0].1;
        for (of, own) in [(1, false), (2, true)] {
            let mut new = desk.written("E1234567", DeclaredBy::Landlord, own).await;
            let until = new.said.from.plus_days(10);
            new.said = Said { tie: Tie::Operates, until: Some(until), ..new.said };
            new.declarant = account(of);
            let declared = desk.housing.declare(&access, new).await.unwrap().declaration().clone();
            let seen = desk.does(&access, &declared, Part::Worker(account(9)), SO).await.unwrap();
            assert_eq!(seen.state, DeclarationState::Verified);
        }
        assert_eq!(desk.housing.answering(unit).await.unwrap(), [account(2)]);
        desk.world.clock.advance(12 * DAY_S);
        assert!(desk.housing.answering(unit).await.unwrap().is_empty(), "until its last day");
    });
}

#[test]
fn declarations_of_a_building_are_told_in_numbers_by_state_and_kind() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let building = desk.unit().await.place.building;
        assert!(desk.housing.tally_declarations(building).await.unwrap().is_empty());
        let mut states = Vec::new();
        for (of, number) in [(1, "E1111111"), (2, "E2222222")] {
            let written = desk.written(number, DeclaredBy::Tenant, true).await;
            let new = NewDeclaration { declarant: account(of), ..written };
            let taken = desk.housing.declare(&access, new).await.unwrap();
            states.push(taken.declaration().state);
        }
        let told = desk.housing.tally_declarations(building).await.unwrap();
        assert!(told.iter().all(|(state, tie, _)| states.contains(state) && *tie == Tie::Lives));
        assert_eq!(told.iter().map(|(.., count)| count).sum::<u64>(), 2);
        let other = desk.world.ids.next();
        assert!(desk.housing.tally_declarations(other).await.unwrap().is_empty());
    });
}
