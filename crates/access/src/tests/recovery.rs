//! Recovery by two, on both databases: never by one, never by the holder, within a day.

use futures::future::join_all;

use super::*;
use crate::{Credentials, Error, Lost, ProxyScope, Recovery, RecoveryState, totp};

const REASON: &str = "she came to the counter with her staff card";
const NEW: &str = "three blue kettles";

/// A worker who lost something, and officers.
struct Cast {
    worker: Principal,
    password: Password,
    first: Principal,
    second: Principal,
    elsewhere: Principal,
}

async fn cast(access: &Access) -> Cast {
    let (worker, password) = account(access, "worker", Role::GridWorker, "990101/001").await;
    let (first, _) = account(access, "first", Role::Administrator, "990101").await;
    let (second, _) = account(access, "second", Role::DistrictOfficer, "").await;
    let (elsewhere, _) = account(access, "elsewhere", Role::Administrator, "990101/002").await;
    Cast { worker, password, first, second, elsewhere }
}

async fn signs_in(access: &Access, password: &str) -> Result<(), Error> {
    let given = Credentials {
        login: "worker",
        password,
        code: None,
        origin: "192.0.2.1",
        agent: "",
        lang: None,
        previous: None,
    };
    access.sign_in(given).await.map(drop)
}

async fn asked(access: &Access, cast: &Cast) -> (Recovery, Password) {
    let asked = access.ask_recovery(&cast.first, "worker", Lost::Password, REASON).await.unwrap();
    (asked.0, asked.1.unwrap())
}

async fn set(access: &Access, words: [&str; 2]) -> Result<(), Error> {
    access.recover_password("worker", words, NEW, "192.0.2.1").await
}

#[test]
fn a_password_comes_back_by_the_words_of_two_officers() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let cast = cast(&access).await;
        let (recovery, one) = asked(&access, &cast).await;
        for words in [[one.reveal(), one.reveal()], [one.reveal(), ""]] {
            assert!(
                matches!(set(&access, words).await, Err(Error::NoRecovery)),
                "one word is none"
            );
        }
        let same = access.agree_recovery(&cast.first, recovery.id).await;
        assert!(matches!(same, Err(Error::SameOfficer)));
        let two = access.agree_recovery(&cast.second, recovery.id).await.unwrap().unwrap();
        let again = access.agree_recovery(&cast.second, recovery.id).await;
        assert!(matches!(again, Err(Error::NoRecovery)), "once");
        assert!(matches!(set(&access, [two.reveal(), two.reveal()]).await, Err(Error::NoRecovery)));
        signs_in(&access, cast.password.reveal()).await.unwrap();
        let weak = access
            .recover_password("worker", [one.reveal(), two.reveal()], "worker", "192.0.2.1")
            .await;
        assert!(matches!(weak, Err(Error::WeakPassword)));
        set(&access, [two.reveal(), one.reveal()]).await.unwrap();
        assert!(matches!(signs_in(&access, cast.password.reveal()).await, Err(Error::SignIn)));
        signs_in(&access, NEW).await.unwrap();
        assert!(matches!(set(&access, [two.reveal(), one.reveal()]).await, Err(Error::NoRecovery)));

        let told = access.untold_recoveries(&cast.worker).await.unwrap();
        assert_eq!((told[0].asker.as_str(), told[0].agreer.as_deref()), ("first", Some("second")));
        assert_eq!((told[0].state, told[0].reason.as_str()), (RecoveryState::Done, REASON));
        access.recoveries_told(&cast.worker).await.unwrap();
        assert_eq!(access.untold_recoveries(&cast.worker).await.unwrap(), []);
    });
}

#[test]
fn a_burst_of_words_is_slowed_as_one_after_another_are() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let cast = cast(&access).await;
        let (recovery, one) = asked(&access, &cast).await;
        let two = access.agree_recovery(&cast.second, recovery.id).await.unwrap().unwrap();
        let guesses = (0..12).map(|_| set(&access, [one.reveal(), "no-such-word"]));
        let told = join_all(guesses).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::NoRecovery)));
        assert_eq!(heard.count(), 6);
        let held = told.iter().filter(|told| matches!(told, Err(Error::TooManyAttempts { .. })));
        assert_eq!(held.count(), 6);
        let braked = set(&access, [one.reveal(), two.reveal()]).await;
        assert!(matches!(braked, Err(Error::TooManyAttempts { .. })), "the right ones wait too");
        world.clock.advance(30);
        set(&access, [one.reveal(), two.reveal()]).await.unwrap();
        signs_in(&access, NEW).await.unwrap();
    });
}

#[test]
fn a_second_factor_goes_when_another_officer_agrees() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let cast = cast(&access).await;
        let lost = Lost::SecondFactor;
        let none = access.ask_recovery(&cast.first, "worker", lost, REASON).await;
        assert!(matches!(none, Err(Error::NoSecondFactor)));
        let session = access
            .sign_in(Credentials {
                login: "worker",
                password: cast.password.reveal(),
                code: None,
                origin: "192.0.2.1",
                agent: "",
                lang: None,
                previous: None,
            })
            .await
            .unwrap()
            .token;
        let shown = access.enrol_second_factor(&cast.worker, cast.password.reveal()).await.unwrap();
        let code = totp::code_at(&totp::unbase32(&shown.secret), access.now());
        access.confirm_second_factor(&cast.worker, &session, &code).await.unwrap();
        let (recovery, word) =
            access.ask_recovery(&cast.second, "worker", lost, REASON).await.unwrap();
        assert!(word.is_none());
        assert!(matches!(signs_in(&access, cast.password.reveal()).await, Err(Error::CodeNeeded)));
        assert!(access.agree_recovery(&cast.first, recovery.id).await.unwrap().is_none());
        assert!(access.session(&session).await.unwrap().is_none(), "its sessions end");
        signs_in(&access, cast.password.reveal()).await.unwrap();
        assert_eq!(access.untold_recoveries(&cast.worker).await.unwrap().len(), 1);
    });
}

#[test]
fn what_an_account_gave_and_held_is_asked_for_anew_once_two_officers_gave_it_back() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (first, _) = account(&access, "first", Role::Administrator, "").await;
        let (second, _) = account(&access, "second", Role::DistrictOfficer, "").await;
        let mother = resident(&access, "mother", person(1)).await;
        let son = resident(&access, "son", person(2)).await;
        let other = resident(&access, "other", person(3)).await;
        let (data, ends) = ([ProxyScope::Data], access.now().plus_seconds(30 * 86_400));
        let tomorrow = access.now().plus_seconds(86_400);
        let (_, word) = access.give_proxy(&mother, &data, tomorrow).await.unwrap();
        access.accept_proxy(&son, word.reveal()).await.unwrap();
        world.clock.advance(2 * 86_400);
        let (given, word) = access.give_proxy(&mother, &data, ends).await.unwrap();
        access.accept_proxy(&son, word.reveal()).await.unwrap();
        let (held, word) = access.give_proxy(&son, &data, ends).await.unwrap();
        access.accept_proxy(&mother, word.reveal()).await.unwrap();
        let (foreign, word) = access.give_proxy(&son, &data, ends).await.unwrap();
        access.accept_proxy(&other, word.reveal()).await.unwrap();
        let (waiting, late) = access.give_proxy(&mother, &data, ends).await.unwrap();

        let lost = Lost::Password;
        let (asked, one) = access.ask_recovery(&first, "mother", lost, REASON).await.unwrap();
        let (one, two) =
            (one.unwrap(), access.agree_recovery(&second, asked.id).await.unwrap().unwrap());
        let both = [(&son, given.id), (&mother, held.id)];
        for (who, id) in both {
            access.grant_proxy(who, id, ProxyScope::Data).await.unwrap();
        }
        let words = [one.reveal(), two.reveal()];
        access.recover_password("mother", words, NEW, "192.0.2.1").await.unwrap();
        for (who, id) in both {
            let ended = access.grant_proxy(who, id, ProxyScope::Data).await;
            assert!(matches!(ended, Err(Error::NoProxy)), "{}: {ended:?}", who.login);
        }
        access.accept_proxy(&son, late.reveal()).await.unwrap_err();
        access.grant_proxy(&other, foreign.id, ProxyScope::Data).await.unwrap();
        let told = world.database.feed_after("access", 0, 99).await.unwrap();
        let mut told: Vec<_> = told
            .into_iter()
            .filter(|entry| entry.kind == "proxy.revoke")
            .map(|entry| entry.subject)
            .collect();
        told.sort();
        let mut ended = [given.id, held.id, waiting.id].map(|id| format!("proxy:{id}"));
        ended.sort();
        assert_eq!(told, ended, "each is told to both sides, and not what was over");
    });
}

#[test]
fn neither_the_holder_nor_an_officer_of_elsewhere_nor_one_without_the_right_counts() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let cast = cast(&access).await;
        let ask = async |who: &Principal, of: &str, reason: &str| {
            access.ask_recovery(who, of, Lost::Password, reason).await.map(|asked| asked.0)
        };
        assert!(matches!(ask(&cast.worker, "second", REASON).await, Err(Error::Denied { .. })));
        assert!(matches!(ask(&cast.elsewhere, "worker", REASON).await, Err(Error::Denied { .. })));
        assert!(matches!(ask(&cast.first, "first", REASON).await, Err(Error::OwnAccount)));
        assert!(matches!(ask(&cast.first, "second", REASON).await, Err(Error::Denied { .. })));
        assert!(matches!(ask(&cast.first, "worker", "x").await, Err(Error::NoBasis { .. })));
        let (recovery, _) = asked(&access, &cast).await;
        let twice = ask(&cast.second, "worker", REASON).await;
        assert!(matches!(twice, Err(Error::RecoveryOpen)));
        for who in [&cast.worker, &cast.elsewhere] {
            let refused = access.agree_recovery(who, recovery.id).await;
            assert!(matches!(refused, Err(Error::Denied { .. })), "{}", who.login);
        }
        assert_eq!(access.recoveries(&cast.second).await.unwrap().len(), 1);
        assert_eq!(access.recoveries(&cast.elsewhere).await.unwrap(), []);
        assert!(access.recoveries(&cast.worker).await.is_err());
    });
}

#[test]
fn each_step_waits_a_day_and_is_worth_no_more_than_who_took_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let cast = cast(&access).await;
        let (late, _) = asked(&access, &cast).await;
        world.clock.advance(86_400);
        let refused = access.agree_recovery(&cast.second, late.id).await;
        assert!(matches!(refused, Err(Error::NoRecovery)), "a day later");
        let (withdrawn, _) = asked(&access, &cast).await;
        access.withdraw_recovery(&cast.second, withdrawn.id).await.unwrap();
        let refused = access.agree_recovery(&cast.second, withdrawn.id).await;
        assert!(matches!(refused, Err(Error::NoRecovery)), "withdrawn");

        world.clock.advance(1);
        let (third, one) = asked(&access, &cast).await;
        let (chief, _) = account(&access, "chief", Role::Administrator, "").await;
        access.set_account_disabled(cast.first.account, true, &chief).await.unwrap();
        let refused = access.agree_recovery(&cast.second, third.id).await;
        assert!(matches!(refused, Err(Error::NoRecovery)), "who asked is shut out");
        access.set_account_disabled(cast.first.account, false, &chief).await.unwrap();
        let two = access.agree_recovery(&cast.second, third.id).await.unwrap().unwrap();
        world.clock.advance(86_400);
        let refused = set(&access, [one.reveal(), two.reveal()]).await;
        assert!(matches!(refused, Err(Error::NoRecovery)), "the words are a day old");
        let states: Vec<_> = access.recoveries(&cast.second).await.unwrap();
        let states: Vec<_> = states.iter().map(|each| each.state).collect();
        let (expired, withdrawn) = (RecoveryState::Expired, RecoveryState::Withdrawn);
        assert_eq!(states, [expired, withdrawn, expired]);
        world.clock.advance(400 * 86_400);
        asked(&access, &cast).await;
        assert_eq!(access.recoveries(&cast.second).await.unwrap().len(), 1, "kept a year");
    });
}
