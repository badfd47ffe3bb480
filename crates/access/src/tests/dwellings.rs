//! From the code at a door to a bound account, on both databases.

use super::*;
use crate::{Binding, BindingState, Credentials, Door, Dwelling, Error, Found, KEPT, Shown};

const CHOSEN: &str = "three blue kettles";
const GRID: &str = "990101/001/002";

fn dwelling(number: u8) -> Id<Dwelling> {
    Id::from_bytes([number; 16])
}

fn door(number: u8) -> Door {
    Door { unit: dwelling(number), area: GRID.parse().unwrap() }
}

async fn signed_up(access: &Access, login: &str, number: u8) -> (Binding, Principal) {
    let binding = access.sign_up(&door(number), login, CHOSEN, Lang::Zh).await.unwrap();
    (binding, principal(access, login).await)
}

/// The account of a login as a session sees it.
async fn principal(access: &Access, login: &str) -> Principal {
    let credentials = Credentials {
        login,
        password: CHOSEN,
        code: None,
        origin: "192.0.2.1",
        agent: "",
        lang: None,
        previous: None,
    };
    access.sign_in(credentials).await.unwrap().principal
}

async fn state(access: &Access, who: &Principal) -> BindingState {
    access.own_bindings(who).await.unwrap()[0].state
}

/// Accounts that are bound to the first dwelling by now.
async fn bound_to_first(world: &World, access: &Access) -> Vec<Id<crate::Account>> {
    let then = kernel::Clock::now(&*world.clock).plus_seconds(1);
    access.bound_to(dwelling(1), then).await.unwrap()
}

fn found(word: &str, person: Option<Id<Person>>) -> Found<'_> {
    Found { word, shown: Shown::Document, person }
}

#[test]
fn an_account_is_bound_once_its_word_was_shown_at_the_door() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let (asked, resident) = signed_up(&access, "Neighbour", 1).await;
        assert_eq!((resident.login.as_str(), resident.person), ("neighbour", None));
        assert_eq!(state(&access, &resident).await, BindingState::Waiting);
        let whole = AreaPath::whole();
        let waiting = Some(BindingState::Waiting);
        let (rows, total) = access.bindings(&worker, &whole, waiting, (0, 9)).await.unwrap();
        assert_eq!((rows, total), (vec![asked.clone()], 1));
        assert!(bound_to_first(&world, &access).await.is_empty(), "not before it is seen");
        assert!(!access.was_met(&resident).await.unwrap(), "nobody was at the door yet");
        assert!(access.was_met(&worker).await.unwrap(), "who works here needs no door");

        let wrong = access.confirm_binding(&worker, asked.id, &found("ZZZZ-ZZZZ", None)).await;
        assert!(matches!(wrong, Err(Error::WrongWord)), "{wrong:?}");
        let word = access.word_of(asked.id).to_lowercase();
        for shown in [Shown::Lease, Shown::Household] {
            let vague = Found { word: &word, shown, person: Some(person(7)) };
            let refused = access.confirm_binding(&worker, asked.id, &vague).await;
            assert!(matches!(refused, Err(Error::NoDocument)), "who it is: {refused:?}");
        }
        access.confirm_binding(&worker, asked.id, &found(&word, Some(person(7)))).await.unwrap();
        assert!(access.was_met(&resident).await.unwrap(), "they were met");
        assert_eq!(state(&access, &resident).await, BindingState::Bound);
        assert_eq!(bound_to_first(&world, &access).await, [resident.account]);
        assert_eq!(principal(&access, "neighbour").await.person, Some(person(7)));
        let again = access.confirm_binding(&worker, asked.id, &found(&word, None)).await;
        assert!(matches!(again, Err(Error::NoBinding)), "once: {again:?}");
        let twice = access.ask_binding(&resident, &door(1)).await;
        assert!(matches!(twice, Err(Error::BindingStands)), "{twice:?}");
    });
}

#[test]
fn what_was_confirmed_wrongly_is_undone_and_leaves_nothing_to_the_account() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let (asked, resident) = signed_up(&access, "neighbour", 1).await;
        let word = access.word_of(asked.id);
        access.confirm_binding(&worker, asked.id, &found(&word, Some(person(7)))).await.unwrap();
        let empty = access.undo_binding(&worker, asked.id, "so").await;
        assert!(matches!(empty, Err(Error::NoWords)), "{empty:?}");
        access.undo_binding(&worker, asked.id, "it was the neighbour's door").await.unwrap();
        assert_eq!(state(&access, &resident).await, BindingState::Undone);
        assert_eq!(principal(&access, "neighbour").await.person, None);
        assert!(bound_to_first(&world, &access).await.is_empty());
        access.ask_binding(&resident, &door(1)).await.unwrap();
        assert_eq!(state(&access, &resident).await, BindingState::Waiting, "they ask again");
    });
}

#[test]
fn a_person_has_one_account_and_an_account_one_person() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let (first, holder) = signed_up(&access, "holder", 1).await;
        let word = access.word_of(first.id);
        access.confirm_binding(&worker, first.id, &found(&word, Some(person(7)))).await.unwrap();
        let (second, other) = signed_up(&access, "other", 1).await;
        let word = access.word_of(second.id);
        let taken =
            access.confirm_binding(&worker, second.id, &found(&word, Some(person(7)))).await;
        assert!(matches!(taken, Err(Error::PersonTaken)), "{taken:?}");
        assert_eq!(state(&access, &other).await, BindingState::Waiting, "nothing was written");
        access.confirm_binding(&worker, second.id, &found(&word, Some(person(8)))).await.unwrap();
        access.withdraw_binding(&other, first.id).await.unwrap_err();
        access.withdraw_binding(&holder, first.id).await.unwrap();
        assert_eq!(state(&access, &holder).await, BindingState::Withdrawn);
        assert_eq!(principal(&access, "holder").await.person, None, "who moved out sees no more");
    });
}

#[test]
fn two_confirmed_at_once_do_not_become_one_person() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let (first, _) = signed_up(&access, "first", 1).await;
        let (second, _) = signed_up(&access, "second", 1).await;
        let words = [first.id, second.id].map(|id| access.word_of(id));
        let found = words.each_ref().map(|word| found(word, Some(person(7))));
        let (one, other) = tokio::join!(
            access.confirm_binding(&worker, first.id, &found[0]),
            access.confirm_binding(&worker, second.id, &found[1]),
        );
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
        let whose = [principal(&access, "first").await, principal(&access, "second").await];
        assert_eq!(whose.iter().filter(|who| who.person == Some(person(7))).count(), 1);
    });
}

#[test]
fn requests_are_refused_in_words_expire_and_are_forgotten_after_a_year() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let (asked, resident) = signed_up(&access, "neighbour", 1).await;
        access.refuse_binding(&worker, asked.id, "nobody of that word was there").await.unwrap();
        let told = access.own_bindings(&resident).await.unwrap().remove(0);
        assert_eq!(told.state, BindingState::Refused);
        assert_eq!(told.reason.as_deref(), Some("nobody of that word was there"));
        let late = access.ask_binding(&resident, &door(2)).await.unwrap();
        world.clock.advance(14 * 86_400);
        assert_eq!(state(&access, &resident).await, BindingState::Expired);
        let word = access.word_of(late.id);
        let over = access.confirm_binding(&worker, late.id, &found(&word, None)).await;
        assert!(matches!(over, Err(Error::NoBinding)), "{over:?}");
        let expired = Some(BindingState::Expired);
        let listed = access.bindings(&worker, &AreaPath::whole(), expired, (0, 9)).await.unwrap();
        assert_eq!(listed.1, 1);
        access.ask_binding(&resident, &door(2)).await.unwrap();

        let run = access.begin_retention(None).await.unwrap().unwrap();
        let kept = KEPT.iter().find(|kept| kept.kind == "dwellings").unwrap();
        world.clock.advance(1);
        let now = kernel::Clock::now(&*world.clock);
        assert_eq!(access.retain(run, kept, now).await.unwrap(), 2, "what waits is kept");
    });
}

#[test]
fn a_flood_is_braked_at_the_dwelling_and_at_the_account() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (_, busy) = signed_up(&access, "busy", 1).await;
        for number in 2..=3 {
            access.ask_binding(&busy, &door(number)).await.unwrap();
        }
        let fourth = access.ask_binding(&busy, &door(4)).await;
        assert!(matches!(fourth, Err(Error::TooManyBindings)), "{fourth:?}");
        for number in 2..=6 {
            signed_up(&access, &format!("one-{number}"), 1).await;
        }
        let seventh = access.sign_up(&door(1), "one-7", CHOSEN, Lang::Zh).await;
        assert!(matches!(seventh, Err(Error::TooManyBindings)), "{seventh:?}");
        let free = access.sign_up(&door(5), "one-7", CHOSEN, Lang::Zh).await;
        assert!(free.is_ok(), "the login was not taken by what was refused: {free:?}");
    });
}

#[test]
fn whoever_tries_logins_at_a_door_learns_of_few() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        account(&access, "officer", Role::StreetOfficer, GRID).await;
        let tried = async |number: u8, login: &str| {
            access.sign_up(&door(number), login, CHOSEN, Lang::Zh).await
        };
        for _ in 0..6 {
            let taken = tried(1, "officer").await;
            assert!(matches!(taken, Err(Error::LoginTaken(_))), "{taken:?}");
        }
        for login in ["officer", "free"] {
            let held = tried(1, login).await;
            let same = matches!(held, Err(Error::TooManyAttempts { .. }));
            assert!(same, "taken or free: {held:?}");
        }
        tried(2, "neighbour").await.unwrap();
        world.clock.advance(30);
        tried(1, "free").await.unwrap();
        for number in 2..=6 {
            tried(1, &format!("one-{number}")).await.unwrap();
        }
        for login in ["officer", "late"] {
            let full = tried(1, login).await;
            let same = matches!(full, Err(Error::TooManyBindings));
            assert!(same, "where nobody can sign up, nothing is told of a login: {full:?}");
        }
    });
}

#[test]
fn nobody_confirms_elsewhere_nor_themselves_nor_by_trying_words() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (elsewhere, _) =
            account(&access, "elsewhere", Role::GridWorker, "990101/001/003").await;
        let (asked, resident) = signed_up(&access, "neighbour", 1).await;
        let word = access.word_of(asked.id);
        for who in [&elsewhere, &resident] {
            let refused = access.confirm_binding(who, asked.id, &found(&word, None)).await;
            assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
        }
        let both = NewAccount {
            assignments: vec![
                Assignment::new(Role::GridWorker, GRID.parse().unwrap()),
                Assignment::new(Role::Resident, GRID.parse().unwrap()),
            ],
            ..new_account("both", Role::GridWorker, GRID)
        };
        let (both, _) = access.create_account(both, Keeper::Operator).await.unwrap();
        let own = access.ask_binding(&both, &door(1)).await.unwrap();
        let word = access.word_of(own.id);
        let refused = access.confirm_binding(&both, own.id, &found(&word, None)).await;
        assert!(matches!(refused, Err(Error::OwnAccount)), "{refused:?}");
        for _ in 0..6 {
            access.confirm_binding(&both, asked.id, &found("ZZZZ", None)).await.unwrap_err();
        }
        let word = access.word_of(asked.id);
        let braked = access.confirm_binding(&both, asked.id, &found(&word, None)).await;
        assert!(matches!(braked, Err(Error::TooManyAttempts { .. })), "{braked:?}");
    });
}
