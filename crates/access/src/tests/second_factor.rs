//! A second factor on both databases: enrolled, asked for once, recovered from, taken away.

use futures::future::join_all;
use kernel::Silent;

use super::*;
use crate::{Credentials, Error, Proof, SEALED, SessionToken, SignedIn, Suite, keys::unhex, totp};

fn given<'a>(password: &'a str, code: Option<&'a str>) -> Credentials<'a> {
    Credentials {
        login: "officer",
        password,
        code,
        origin: "192.0.2.1",
        agent: "a browser",
        lang: None,
        previous: None,
    }
}

async fn sign_in(access: &Access, password: &str, code: Option<&str>) -> Result<SignedIn, Error> {
    access.sign_in(given(password, code)).await
}

/// An officer with a second factor: password, secret, recovery codes, and the session that enrolled.
async fn enrolled(
    world: &World,
    access: &Access,
) -> (Password, [u8; totp::SECRET], Vec<Password>, SessionToken) {
    let (officer, password) = account(access, "officer", Role::DistrictOfficer, "").await;
    let session = sign_in(access, password.reveal(), None).await.unwrap().token;
    let shown = access.enrol_second_factor(&officer, password.reveal()).await.unwrap();
    assert!(shown.uri.contains(&shown.secret) && !format!("{shown:?}").contains(&shown.secret));
    let secret = totp::unbase32(&shown.secret);
    let code = totp::code_at(&secret, access.now());
    let codes = access.confirm_second_factor(&officer, &session, &code).await.unwrap();
    world.clock.advance(60);
    (password, secret, codes, session)
}

#[test]
fn it_is_asked_for_after_the_password_and_a_code_opens_once() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, secret, ..) = enrolled(&world, &access).await;
        let right = password.reveal();
        let asked = sign_in(&access, right, None).await.unwrap_err();
        assert!(matches!(asked, Error::CodeNeeded), "{asked}");
        let code = totp::code_at(&secret, access.now());
        // A wrong password with the right code, and the right password with a wrong code, look alike.
        for (password, code) in [("wrong", code.as_str()), (right, "000000"), (right, "")] {
            let refused = sign_in(&access, password, Some(code)).await.unwrap_err();
            assert!(matches!(refused, Error::SignIn), "{refused}");
        }
        let without = sign_in(&access, "wrong", None).await.unwrap_err();
        assert!(
            matches!(without, Error::SignIn),
            "the factor shows to nobody without the password"
        );
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        sign_in(&access, right, Some(&spaced)).await.unwrap();
        let again = sign_in(&access, right, Some(&code)).await.unwrap_err();
        assert!(matches!(again, Error::SignIn), "used: {again}");
        world.clock.advance(30);
        let next = totp::code_at(&secret, access.now());
        sign_in(&access, right, Some(&next)).await.unwrap();
    });
}

#[test]
fn guessing_codes_is_slowed_and_the_password_alone_forgives_nothing() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, secret, ..) = enrolled(&world, &access).await;
        for _ in 0..6 {
            assert!(sign_in(&access, password.reveal(), Some("123456")).await.is_err());
            let _ = sign_in(&access, password.reveal(), None).await;
        }
        let code = totp::code_at(&secret, access.now());
        let braked = sign_in(&access, password.reveal(), Some(&code)).await.unwrap_err();
        assert!(matches!(braked, Error::TooManyAttempts { .. }), "{braked}");
        world.clock.advance(900);
        let code = totp::code_at(&secret, access.now());
        sign_in(&access, password.reveal(), Some(&code)).await.unwrap();
    });
}

#[test]
fn a_burst_of_codes_is_slowed_as_one_after_another_are() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, secret, codes, session) = enrolled(&world, &access).await;
        let right = password.reveal();
        let guesses = (0..12).map(|_| sign_in(&access, right, Some("000000")));
        let told = join_all(guesses).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::SignIn)));
        assert_eq!(heard.count(), 6);
        let held = told.iter().filter(|told| matches!(told, Err(Error::TooManyAttempts { .. })));
        assert_eq!(held.count(), 6);
        let braked = sign_in(&access, right, Some(codes[0].reveal())).await.unwrap_err();
        assert!(matches!(braked, Error::TooManyAttempts { .. }), "{braked}");
        world.clock.advance(30);
        let code = totp::code_at(&secret, access.now());
        sign_in(&access, right, Some(&code)).await.unwrap();

        let officer = access.session(&session).await.unwrap().unwrap();
        let guesses = (0..12).map(|_| access.remove_second_factor(&officer, "000000"));
        let told = join_all(guesses).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::NotProven)));
        assert_eq!(heard.count(), 6, "within a session as well");
    });
}

#[test]
fn people_of_one_address_enter_at_once() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let mut people = Vec::new();
        for number in 0..9 {
            let login = format!("worker-{number}");
            let (_, password) = account(&access, &login, Role::GridWorker, "990101/001").await;
            people.push((login, password));
        }
        let enter = people.iter().map(|(login, password)| {
            access.sign_in(Credentials { login, ..given(password.reveal(), None) })
        });
        for begun in join_all(enter).await {
            begun.unwrap();
        }
    });
}

#[test]
fn a_recovery_code_opens_once() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, _, codes, _) = enrolled(&world, &access).await;
        assert_eq!(codes.len(), 10);
        let code = codes[3].reveal();
        let typed = code.to_uppercase().replace('-', " ");
        let signed_in = sign_in(&access, password.reveal(), Some(&typed)).await.unwrap();
        let left = access.second_factor(&signed_in.principal).await.unwrap().unwrap();
        assert_eq!(left.recovery_left, 9);
        let again = sign_in(&access, password.reveal(), Some(code)).await.unwrap_err();
        assert!(matches!(again, Error::SignIn), "{again}");
    });
}

#[test]
fn it_is_taken_on_with_the_password_and_away_with_a_code() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, secret, codes, session) = enrolled(&world, &access).await;
        let officer = access.session(&session).await.unwrap().unwrap();
        let twice = access.enrol_second_factor(&officer, password.reveal()).await.unwrap_err();
        assert!(matches!(twice, Error::HasSecondFactor), "{twice}");
        for wrong in ["000000", "aaaaa-aaaaa-aaaaa-aaaaa", ""] {
            let refused = access.remove_second_factor(&officer, wrong).await.unwrap_err();
            assert!(matches!(refused, Error::NotProven), "{wrong}: {refused}");
        }
        let code = totp::code_at(&secret, access.now());
        access.remove_second_factor(&officer, &code).await.unwrap();
        assert_eq!(access.second_factor(&officer).await.unwrap(), None);
        sign_in(&access, password.reveal(), None).await.unwrap();
        let none = access.remove_second_factor(&officer, codes[0].reveal()).await.unwrap_err();
        assert!(matches!(none, Error::NoSecondFactor), "{none}");
        let refused = access.enrol_second_factor(&officer, "wrong").await.unwrap_err();
        assert!(matches!(refused, Error::NotProven), "{refused}");
    });
}

#[test]
fn a_password_that_its_holder_chose_takes_the_one_before_and_a_code_and_ends_other_sessions() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (old, secret, codes, here) = enrolled(&world, &access).await;
        let officer = access.session(&here).await.unwrap().unwrap();
        let code = totp::code_at(&secret, access.now());
        let elsewhere = sign_in(&access, old.reveal(), Some(&code)).await.unwrap().token;
        world.clock.advance(60);
        let code = totp::code_at(&secret, access.now());
        let change = async |password: &str, code: Option<&str>, chosen: &str| {
            access.change_password(&officer, &here, Proof { password, code }, chosen).await
        };
        let chosen = "a river of nine stones";
        let weak = change(old.reveal(), Some(&code), "short").await.unwrap_err();
        assert!(matches!(weak, Error::WeakPassword), "{weak}");
        let named = change(old.reveal(), Some(&code), "officer officer").await.unwrap_err();
        assert!(matches!(named, Error::WeakPassword), "{named}");
        let wrong = change("wrong", Some(&code), chosen).await.unwrap_err();
        assert!(matches!(wrong, Error::NotProven), "{wrong}");
        let needed = change(old.reveal(), None, chosen).await.unwrap_err();
        assert!(matches!(needed, Error::CodeNeeded), "{needed}");
        // No refusal spent the code.
        change(old.reveal(), Some(&code), chosen).await.unwrap();
        assert!(access.session(&here).await.unwrap().is_some());
        assert!(access.session(&elsewhere).await.unwrap().is_none(), "of the password before");
        let before = sign_in(&access, old.reveal(), Some(codes[0].reveal())).await.unwrap_err();
        assert!(matches!(before, Error::SignIn), "{before}");
        sign_in(&access, chosen, Some(codes[1].reveal())).await.unwrap();
        // A session that ended meanwhile changes nothing.
        access.sign_out(&here).await.unwrap();
        let over = change(chosen, Some(codes[2].reveal()), "another river of stones").await;
        assert!(matches!(over, Err(Error::NotProven)), "{over:?}");
        sign_in(&access, chosen, Some(codes[3].reveal())).await.unwrap();
    });
}

#[test]
fn an_enrolment_waits_ten_minutes_and_is_not_asked_for_before_its_first_code() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password) = account(&access, "officer", Role::DistrictOfficer, "").await;
        let here = sign_in(&access, password.reveal(), None).await.unwrap().token;
        let shown = access.enrol_second_factor(&officer, password.reveal()).await.unwrap();
        let secret = totp::unbase32(&shown.secret);
        let elsewhere = sign_in(&access, password.reveal(), None).await.unwrap().token;
        let confirm = async |code: &str| access.confirm_second_factor(&officer, &here, code).await;
        assert!(matches!(confirm("000000").await, Err(Error::NotProven)));
        world.clock.advance(601);
        let code = totp::code_at(&secret, access.now());
        assert!(matches!(confirm(&code).await, Err(Error::NoSecondFactor)), "too late");
        let shown = access.enrol_second_factor(&officer, password.reveal()).await.unwrap();
        let code = totp::code_at(&totp::unbase32(&shown.secret), access.now());
        confirm(&code).await.unwrap();
        assert!(access.session(&here).await.unwrap().is_some());
        assert!(access.session(&elsewhere).await.unwrap().is_none(), "begun without a code");
    });
}

#[test]
fn a_session_says_that_a_factor_is_owed_until_its_first_code() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (chief, password) = account(&access, "officer", Role::Administrator, "").await;
        assert!(Role::Administrator.asks_second_factor());
        let session = sign_in(&access, password.reveal(), None).await.unwrap().token;
        let owes = async || {
            let (whose, owes) = access.session_owing(&session).await.unwrap().unwrap();
            assert_eq!(owes, access.owes_second_factor(&whose).await.unwrap());
            owes
        };
        assert!(owes().await);
        let shown = access.enrol_second_factor(&chief, password.reveal()).await.unwrap();
        assert!(owes().await, "a secret that waits for its first code is none yet");
        let code = totp::code_at(&totp::unbase32(&shown.secret), access.now());
        access.confirm_second_factor(&chief, &session, &code).await.unwrap();
        assert!(!owes().await);
    });
}

#[test]
fn a_burst_of_first_codes_is_slowed_as_one_after_another_are() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password) = account(&access, "officer", Role::DistrictOfficer, "").await;
        let here = sign_in(&access, password.reveal(), None).await.unwrap().token;
        let shown = access.enrol_second_factor(&officer, password.reveal()).await.unwrap();
        let guesses = (0..12).map(|_| access.confirm_second_factor(&officer, &here, "000000"));
        let told = join_all(guesses).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::NotProven)));
        assert_eq!(heard.count(), 6);
        let held = told.iter().filter(|told| matches!(told, Err(Error::TooManyAttempts { .. })));
        assert_eq!(held.count(), 6);
        world.clock.advance(30);
        let code = totp::code_at(&totp::unbase32(&shown.secret), access.now());
        access.confirm_second_factor(&officer, &here, &code).await.unwrap();
    });
}

#[test]
fn the_secret_lies_sealed_and_takes_a_new_key() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, secret, ..) = enrolled(&world, &access).await;
        let officer = access.rotate_sealing_key(Suite::AesGcmSiv).await;
        assert_eq!(officer.unwrap(), 2);
        let done = access.reseal(SEALED, &Silent).await.unwrap();
        assert_eq!((done.seen, done.sealed, done.broken), (1, 1, 0));
        world.clock.advance(300);
        assert_eq!(access.retire_keys(SEALED).await.unwrap(), [1]);
        let code = totp::code_at(&secret, access.now());
        sign_in(&access, password.reveal(), Some(&code)).await.unwrap();
        assert_eq!(unhex::<20>(&crate::keys::hex(&secret)), Some(secret));
    });
}

#[test]
fn whoever_runs_the_machine_takes_it_away_and_no_officer_alone() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (password, _, _, session) = enrolled(&world, &access).await;
        let (chief, _) = account(&access, "chief", Role::Administrator, "").await;
        let alone = access.drop_second_factor("officer", Keeper::Account(&chief)).await;
        assert!(matches!(alone, Err(Error::Denied { .. })), "it takes two");
        assert!(matches!(sign_in(&access, password.reveal(), None).await, Err(Error::CodeNeeded)));
        access.drop_second_factor("officer", Keeper::Operator).await.unwrap();
        assert_eq!(access.session(&session).await.unwrap().map(|whose| whose.login), None);
        assert!(sign_in(&access, password.reveal(), None).await.is_ok());
        let none = access.drop_second_factor("officer", Keeper::Operator).await;
        assert!(matches!(none, Err(Error::NoSecondFactor)));
    });
}
