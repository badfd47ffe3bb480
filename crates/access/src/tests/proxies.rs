//! Acting for another: given and accepted, confirmed at the door, as far as it goes and as long as it lasts.

use super::*;
use crate::{
    BindingMark, BindingState, Door, Error, Found, KEPT, LogCursor, Proxy, ProxyScope, ProxyState,
    Shown,
};

const GRID: &str = "990101/001/002";

fn in_days(world: &World, days: i64) -> kernel::Instant {
    kernel::Clock::now(&*world.clock).plus_seconds(days * 86_400)
}

#[test]
fn a_scope_is_found_by_its_name_and_nothing_by_another() {
    for scope in ProxyScope::ALL {
        assert_eq!(scope.name().parse::<ProxyScope>().unwrap(), *scope);
    }
    let unknown = "x".repeat(70).parse::<ProxyScope>().unwrap_err().to_string();
    assert!(unknown.len() < 90 && "Reads".parse::<ProxyScope>().is_err(), "{unknown}");
}

#[test]
fn a_proxy_sees_what_it_was_let_see_until_one_side_ends_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let mother = resident(&access, "mother", person(1)).await;
        let son = resident(&access, "son", person(2)).await;
        let other = resident(&access, "other", person(3)).await;
        let scopes = [ProxyScope::Reads];
        let (given, word) = access.give_proxy(&mother, &scopes, in_days(&world, 30)).await.unwrap();
        let early = access.grant_proxy(&son, given.id, ProxyScope::Reads).await;
        assert!(matches!(early, Err(Error::NoProxy)), "not before it is accepted: {early:?}");
        let own = access.accept_proxy(&mother, word.reveal()).await;
        assert!(matches!(own, Err(Error::OwnAccount)), "{own:?}");
        let held = access.accept_proxy(&son, word.reveal()).await.unwrap();
        assert_eq!((held.id, held.state), (given.id, ProxyState::Held));
        let again = access.accept_proxy(&other, word.reveal()).await;
        assert!(matches!(again, Err(Error::NoProxy)), "once: {again:?}");

        let grant = access.grant_proxy(&son, given.id, ProxyScope::Reads).await.unwrap();
        access.reads_of(&grant, person(1), false, 9, 0).await.unwrap();
        let beyond = access.grant_proxy(&son, given.id, ProxyScope::Data).await;
        assert!(matches!(beyond, Err(Error::NoProxy)), "what was not given: {beyond:?}");
        let foreign = access.grant_proxy(&other, given.id, ProxyScope::Reads).await;
        assert!(matches!(foreign, Err(Error::NoProxy)), "nobody else: {foreign:?}");
        let neighbour = access.reads_of(&grant, person(3), false, 9, 0).await;
        assert!(matches!(neighbour, Err(Error::OutsideGrant)), "{neighbour:?}");

        let seen = access.grant_own(&mother, Action::ReadsViewOwn).unwrap();
        let looks = access.reads_of(&seen, person(1), false, 9, 0).await.unwrap();
        let look = &looks.reads[0];
        assert_eq!((look.purpose, look.basis.as_str()), (Purpose::Proxy, "proxy"));
        assert!(!look.own, "told as a proxy's, and not as one's own");
        assert_eq!(access.proxies(&mother).await.unwrap(), access.proxies(&son).await.unwrap());

        access.revoke_proxy(&other, given.id).await.unwrap_err();
        access.revoke_proxy(&mother, given.id).await.unwrap();
        let ended = access.reads_of(&grant, person(1), false, 9, 0).await;
        assert!(matches!(ended, Err(Error::NoProxy)), "also for a grant of before: {ended:?}");
        let state = access.proxies(&son).await.unwrap()[0].state;
        assert_eq!(state, ProxyState::Revoked);
        let mut cursor = LogCursor::default();
        let entries = access.entries_after(&mut cursor, 100).await.unwrap();
        assert_eq!(entries.len(), 2, "one look of the proxy, one of the mother");
    });
}

#[test]
fn a_proxy_ends_on_its_day_and_with_the_account_that_gave_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let mother = resident(&access, "mother", person(1)).await;
        let son = resident(&access, "son", person(2)).await;
        let data = [ProxyScope::Data];
        for (scopes, days) in [(&data[..0], 30), (&data[..], 0), (&data[..], 400)] {
            let refused = access.give_proxy(&mother, scopes, in_days(&world, days)).await;
            assert!(matches!(refused, Err(Error::BadProxy)), "{days}: {refused:?}");
        }
        let (first, word) = access.give_proxy(&mother, &data, in_days(&world, 30)).await.unwrap();
        access.accept_proxy(&son, word.reveal()).await.unwrap();
        let (second, word) = access.give_proxy(&mother, &data, in_days(&world, 90)).await.unwrap();
        access.accept_proxy(&son, word.reveal()).await.unwrap();
        let (_, late) = access.give_proxy(&mother, &data, in_days(&world, 90)).await.unwrap();
        access.grant_proxy(&son, first.id, ProxyScope::Data).await.unwrap();
        world.clock.advance(30 * 86_400);
        access.grant_proxy(&son, first.id, ProxyScope::Data).await.unwrap_err();
        access.grant_proxy(&son, second.id, ProxyScope::Data).await.unwrap();
        let over = access.accept_proxy(&son, late.reveal()).await;
        assert!(matches!(over, Err(Error::NoProxy)), "nobody accepted in time: {over:?}");
        access.bind_person("mother", None, Keeper::Operator).await.unwrap();
        access.grant_proxy(&son, second.id, ProxyScope::Data).await.unwrap_err();
        access.bind_person("mother", Some(person(1)), Keeper::Operator).await.unwrap();
        let again = access.grant_proxy(&son, second.id, ProxyScope::Data).await;
        assert!(matches!(again, Err(Error::NoProxy)), "it is given anew: {again:?}");
    });
}

#[test]
fn a_guardian_is_confirmed_at_the_door_until_the_minor_is_of_age() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let door = Door { unit: Id::from_bytes([1; 16]), area: GRID.parse().unwrap() };
        let mother = resident(&access, "mother", person(1)).await;
        let bound = access.ask_binding(&mother, &door).await.unwrap();
        let data = [ProxyScope::Data];
        let ends = in_days(&world, 300);
        let early = access.ask_guardian(&mother, bound.id, &data, ends).await;
        assert!(matches!(early, Err(Error::NoBinding)), "not before they live there: {early:?}");
        let word = access.word_of(bound.id);
        let found = Found { word: &word, shown: Shown::Lease, person: None };
        access.confirm_binding(&worker, bound.id, &found).await.unwrap();
        let asked = access.ask_guardian(&mother, bound.id, &data, ends).await.unwrap();
        assert_eq!(access.guardians_waiting(&worker).await.unwrap(), std::slice::from_ref(&asked));
        access.grant_proxy(&mother, asked.id, ProxyScope::Data).await.unwrap_err();

        let word = access.guardian_word(asked.id);
        let grown = (person(4), in_days(&world, 0));
        let refused = access.confirm_guardian(&worker, asked.id, &word, grown).await;
        assert!(matches!(refused, Err(Error::NotMinor)), "{refused:?}");
        let minor = (person(4), in_days(&world, 100));
        let wrong = access.confirm_guardian(&worker, asked.id, "ZZZZ-ZZZZ", minor).await;
        assert!(matches!(wrong, Err(Error::WrongWord)), "{wrong:?}");
        access.confirm_guardian(&worker, asked.id, &word, minor).await.unwrap();
        let grant = access.grant_proxy(&mother, asked.id, ProxyScope::Data).await.unwrap();
        assert_eq!(grant.subject(), Some(person(4)));
        world.clock.advance(100 * 86_400);
        access.grant_proxy(&mother, asked.id, ProxyScope::Data).await.unwrap_err();
        let child = resident(&access, "child", person(4)).await;
        assert_eq!(access.proxies(&child).await.unwrap().len(), 1, "they see who acted for them");
    });
}

/// A guardian's request of `holder`, who is bound to the first dwelling by `worker`; the binding, and the request.
async fn asked_as_guardian(
    world: &World,
    access: &Access,
    holder: &Principal,
    worker: &Principal,
) -> (Id<BindingMark>, Proxy) {
    let door = Door { unit: Id::from_bytes([1; 16]), area: GRID.parse().unwrap() };
    let bound = access.ask_binding(holder, &door).await.unwrap();
    let shown = access.word_of(bound.id);
    let found = Found { word: &shown, shown: Shown::Document, person: None };
    access.confirm_binding(worker, bound.id, &found).await.unwrap();
    let data = [ProxyScope::Data];
    let asked = access.ask_guardian(holder, bound.id, &data, in_days(world, 300)).await.unwrap();
    (bound.id, asked)
}

#[test]
fn a_guardian_ends_with_the_binding_that_it_rests_on() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let mother = resident(&access, "mother", person(1)).await;
        let (bound, held) = asked_as_guardian(&world, &access, &mother, &worker).await;
        let minor = (person(4), in_days(&world, 900));
        let word = access.guardian_word(held.id);
        access.confirm_guardian(&worker, held.id, &word, minor).await.unwrap();
        let data = [ProxyScope::Data];
        let ends = in_days(&world, 300);
        let waits = access.ask_guardian(&mother, bound, &data, ends).await.unwrap();
        let grant = access.grant_proxy(&mother, held.id, ProxyScope::Data).await.unwrap();
        look(&access, &grant, &[person(4)]).await;

        access.undo_binding(&worker, bound, "it was the neighbour's door").await.unwrap();
        let shut = Undisclosed::new((), vec![person(4)], SHOWN);
        let late = access.disclose(&grant, shut).await;
        assert!(matches!(late, Err(Error::NoProxy)), "they live there no more: {late:?}");
        access.grant_proxy(&mother, held.id, ProxyScope::Data).await.unwrap_err();
        let word = access.guardian_word(waits.id);
        let over = access.confirm_guardian(&worker, waits.id, &word, minor).await;
        assert!(matches!(over, Err(Error::NoProxy)), "nor is one confirmed later: {over:?}");
        let states: Vec<ProxyState> =
            access.proxies(&mother).await.unwrap().iter().map(|one| one.state).collect();
        assert_eq!(states, [ProxyState::Revoked; 2]);

        let (_, anew) = asked_as_guardian(&world, &access, &mother, &worker).await;
        assert_eq!(anew.state, ProxyState::Waiting, "they ask anew");
        access.grant_proxy(&mother, held.id, ProxyScope::Data).await.unwrap_err();
    });
}

#[test]
fn a_closed_account_leaves_no_proxy_and_no_binding_behind() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (worker, _) = account(&access, "worker", Role::GridWorker, GRID).await;
        let mother = resident(&access, "mother", person(1)).await;
        let son = resident(&access, "son", person(2)).await;
        let (bound, _) = asked_as_guardian(&world, &access, &mother, &worker).await;
        let data = [ProxyScope::Data];
        let (given, word) = access.give_proxy(&mother, &data, in_days(&world, 30)).await.unwrap();
        access.accept_proxy(&son, word.reveal()).await.unwrap();
        access.grant_proxy(&son, given.id, ProxyScope::Data).await.unwrap();
        let (_, late) = access.give_proxy(&mother, &data, in_days(&world, 30)).await.unwrap();

        access.close_account("mother", Keeper::Operator).await.unwrap();
        access.grant_proxy(&son, given.id, ProxyScope::Data).await.unwrap_err();
        access.accept_proxy(&son, late.reveal()).await.unwrap_err();
        let left = access.proxies(&mother).await.unwrap();
        assert!(left.iter().all(|one| one.state == ProxyState::Revoked), "{left:?}");
        let found = access.binding(bound).await.unwrap().unwrap();
        assert_eq!(found.state, BindingState::Withdrawn);

        let run = access.begin_retention(None).await.unwrap().unwrap();
        world.clock.advance(1);
        let now = kernel::Clock::now(&*world.clock);
        let kept = KEPT.iter().find(|kept| kept.kind == "dwellings").unwrap();
        assert_eq!(access.retain(run, kept, now).await.unwrap(), 1, "it is not kept for ever");
    });
}

#[test]
fn what_came_and_went_hides_nothing_that_stands() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let mother = resident(&access, "mother", person(1)).await;
        let (reads, ends) = ([ProxyScope::Reads], in_days(&world, 30));
        let mut given = Vec::new();
        for _ in 0..10 {
            given.push(access.give_proxy(&mother, &reads, ends).await.unwrap().0.id);
        }
        let eleventh = access.give_proxy(&mother, &reads, ends).await;
        assert!(matches!(eleventh, Err(Error::TooManyProxies)), "{:?}", eleventh.map(|_| ()));
        access.revoke_proxy(&mother, given[0]).await.unwrap();
        for _ in 0..100 {
            let (gone, _) = access.give_proxy(&mother, &reads, ends).await.unwrap();
            access.revoke_proxy(&mother, gone.id).await.unwrap();
        }
        access.give_proxy(&mother, &reads, ends).await.unwrap();
        let more = access.give_proxy(&mother, &reads, ends).await;
        assert!(matches!(more, Err(Error::TooManyProxies)), "ten stand still");
        let listed = access.proxies(&mother).await.unwrap();
        let waiting = listed.iter().filter(|one| one.state == ProxyState::Waiting).count();
        assert_eq!(waiting, 10, "each can be seen, and ended");
    });
}

#[test]
fn whoever_is_shut_out_lets_nobody_look() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "").await;
        let mother = resident(&access, "mother", person(1)).await;
        let son = resident(&access, "son", person(2)).await;
        let data = [ProxyScope::Data];
        let (given, word) = access.give_proxy(&mother, &data, in_days(&world, 30)).await.unwrap();
        access.accept_proxy(&son, word.reveal()).await.unwrap();
        access.grant_proxy(&son, given.id, ProxyScope::Data).await.unwrap();
        access.set_account_disabled(mother.account, true, &keeper).await.unwrap();
        let late = access.grant_proxy(&son, given.id, ProxyScope::Data).await;
        assert!(matches!(late, Err(Error::NoProxy)), "{late:?}");
    });
}
