//! Accounts and sessions on both databases.

use super::*;
use crate::{Credentials, Error, SessionToken, SignedIn};

async fn sign_in(access: &Access, login: &str, password: &str) -> Result<SignedIn, Error> {
    let given = Credentials {
        login,
        password,
        code: None,
        origin: "192.0.2.1",
        agent: "a browser",
        lang: None,
        previous: None,
    };
    access.sign_in(given).await
}

async fn whose(access: &Access, token: &SessionToken) -> Option<String> {
    access.session(token).await.unwrap().map(|principal| principal.login)
}

#[test]
fn a_session_lives_as_long_as_it_is_used_and_no_longer_than_allowed() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (principal, password) = account(&access, "Officer", Role::DistrictOfficer, "").await;
        assert_eq!(principal.login, "officer");
        let signed_in = sign_in(&access, " OFFICER ", password.reveal()).await.unwrap();
        assert_eq!(signed_in.principal, principal);
        assert_eq!(access.session(&signed_in.token).await.unwrap(), Some(principal));
        // Used every fifty minutes, it outlives the hour of idleness …
        for _ in 0..14 {
            assert!(whose(&access, &signed_in.token).await.is_some());
            world.clock.advance(50 * 60);
        }
        // … but not the twelve hours.
        world.clock.advance(25 * 60);
        assert_eq!(whose(&access, &signed_in.token).await, None);

        let idle = sign_in(&access, "officer", password.reveal()).await.unwrap();
        world.clock.advance(3_601);
        assert_eq!(whose(&access, &idle.token).await, None);
    });
}

#[test]
fn signing_in_again_ends_the_browsers_old_session_and_signing_out_the_new() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (_, password) = account(&access, "officer", Role::DistrictOfficer, "").await;
        let first = sign_in(&access, "officer", password.reveal()).await.unwrap();
        let again = Credentials {
            login: "officer",
            password: password.reveal(),
            code: None,
            origin: "192.0.2.1",
            agent: "another browser",
            lang: Some(Lang::Zh),
            previous: Some(first.token),
        };
        let second = access.sign_in(again).await.unwrap();
        assert_ne!(first.token.reveal(), second.token.reveal());
        assert_eq!(whose(&access, &first.token).await, None);
        let found = access.session(&second.token).await.unwrap().unwrap();
        assert_eq!(found.lang, Lang::Zh);
        access.sign_out(&second.token).await.unwrap();
        assert_eq!(whose(&access, &second.token).await, None);
    });
}

#[test]
fn wrong_passwords_and_unknown_accounts_look_alike_and_are_slowed() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (_, password) = account(&access, "officer", Role::DistrictOfficer, "").await;
        for login in ["officer", "stranger", "not a login"] {
            let refused = sign_in(&access, login, "wrong").await.unwrap_err();
            assert!(matches!(refused, Error::SignIn), "{login}: {refused}");
        }
        for _ in 0..5 {
            let _ = sign_in(&access, "officer", "wrong").await;
        }
        let braked = sign_in(&access, "officer", password.reveal()).await.unwrap_err();
        assert!(matches!(braked, Error::TooManyAttempts { .. }), "{braked}");
        world.clock.advance(900);
        assert!(sign_in(&access, "officer", password.reveal()).await.is_ok());
    });
}

#[test]
fn a_new_password_or_a_closed_account_ends_every_session() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (_, password) = account(&access, "officer", Role::DistrictOfficer, "").await;
        let session = sign_in(&access, "officer", password.reveal()).await.unwrap();
        let renewed = access.reset_password("officer", Keeper::Operator).await.unwrap();
        assert_eq!(whose(&access, &session.token).await, None);
        assert!(sign_in(&access, "officer", password.reveal()).await.is_err());
        let session = sign_in(&access, "officer", renewed.reveal()).await.unwrap();
        access.close_account("officer", Keeper::Operator).await.unwrap();
        assert_eq!(whose(&access, &session.token).await, None);
        assert!(sign_in(&access, "officer", renewed.reveal()).await.is_err());
        let again = new_account("officer", Role::GridWorker, "");
        let taken = access.create_account(again, Keeper::Operator).await.unwrap_err();
        assert!(matches!(taken, Error::LoginTaken(_)), "{taken}");
    });
}

#[test]
fn a_keeper_gives_roles_only_within_the_keepers_own_area() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (keeper, _) = account(&access, "keeper", Role::Administrator, "990101/001").await;
        let by = Keeper::Account(&keeper);
        let inside = new_account("inside", Role::GridWorker, "990101/001/002");
        assert!(access.create_account(inside, by).await.is_ok());
        for area in ["990101/002", "990101", ""] {
            let outside = new_account("outside", Role::GridWorker, area);
            let refused = access.create_account(outside, by).await.unwrap_err();
            assert!(matches!(refused, Error::Denied { .. }), "{area}: {refused}");
        }
        account(&access, "chief", Role::Administrator, "").await;
        for login in ["chief", "inside"] {
            let alone = access.reset_password(login, by).await;
            assert!(matches!(alone, Err(Error::Denied { .. })), "{login}: it takes two");
        }
        let more = [Assignment::new(Role::GridWorker, "990101/001/003".parse().unwrap())];
        access.assign("inside", &more, by).await.unwrap();
        let listed = access.accounts(by).await.unwrap();
        assert_eq!(listed.len(), 2, "the chief works elsewhere too");
        let inside = listed.iter().find(|facts| facts.principal.login == "inside").unwrap();
        assert_eq!(inside.principal.assignments, more);
    });
}
