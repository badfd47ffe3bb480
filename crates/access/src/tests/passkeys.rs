//! Passkeys on both databases: added by the holder alone, shown once a ticket, stopped where there are two.

use futures::future::join_all;
use serde_json::Value;
use testing::Authenticator;
use webauthn::RelyingParty;

use super::*;
use crate::{
    Arrival, Credentials, Error, Lost, MadePasskey, Passkey, SessionToken, ShownPasskey, SignedIn,
    totp,
};

const HOME: &str = "https://linli.example.org";

fn party() -> RelyingParty {
    RelyingParty::at(HOME).unwrap()
}

fn arrival() -> Arrival<'static> {
    Arrival { origin: "192.0.2.1", agent: "a browser", lang: None, previous: None }
}

async fn by_password(
    access: &Access,
    password: &str,
    code: Option<&str>,
) -> Result<SignedIn, Error> {
    let given = Credentials {
        login: "officer",
        password,
        code,
        origin: "192.0.2.1",
        agent: "a browser",
        lang: None,
        previous: None,
    };
    access.sign_in(given).await
}

fn field<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer[name].as_str().unwrap()
}

async fn add(
    access: &Access,
    (principal, session): (&Principal, &SessionToken),
    (ticket, name): (&str, &str),
    answer: &Value,
) -> Result<Passkey, Error> {
    let given = MadePasskey {
        client_data: field(answer, "client_data"),
        attestation: field(answer, "attestation"),
    };
    access.add_passkey(principal, session, &party(), (ticket, name), given).await
}

async fn show(access: &Access, ticket: &str, answer: &Value) -> Result<SignedIn, Error> {
    let given = ShownPasskey {
        id: field(answer, "id"),
        client_data: field(answer, "client_data"),
        authenticator_data: field(answer, "authenticator_data"),
        signature: field(answer, "signature"),
        user: field(answer, "user"),
    };
    access.sign_in_by_passkey(&party(), ticket, given, arrival()).await
}

async fn by_passkey(access: &Access, held: &mut Authenticator) -> Result<SignedIn, Error> {
    let asked = access.ask_passkey(&party()).unwrap();
    show(access, &asked.ticket, &held.get(&asked.options)).await
}

/// An officer with a passkey.
struct Holder {
    officer: Principal,
    password: Password,
    session: SessionToken,
    held: Authenticator,
    passkey: Passkey,
}

async fn holder(access: &Access) -> Holder {
    let (officer, password) = account(access, "officer", Role::DistrictOfficer, "").await;
    let session = by_password(access, password.reveal(), None).await.unwrap().token;
    let mut held = Authenticator::new(1, HOME);
    let asked = access
        .ask_new_passkey(&officer, &session, &party(), password.reveal(), None)
        .await
        .unwrap();
    let made = held.create(&asked.options);
    let passkey = add(access, (&officer, &session), (&asked.ticket, " Phone "), &made).await;
    Holder { officer, password, session, held, passkey: passkey.unwrap() }
}

#[test]
fn a_passkey_signs_in_the_account_that_its_holder_gave_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let mut stranger = Authenticator::new(2, HOME);
        let unknown = by_passkey(&access, &mut stranger).await.unwrap_err();
        assert!(matches!(unknown, Error::Passkey), "{unknown}");
        let Holder { officer, mut held, passkey, .. } = holder(&access).await;
        assert_eq!((passkey.name.as_str(), passkey.used_at), ("Phone", None));
        let told = world.database.feed_after("access", 0, 9).await.unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.kind.as_str(), &one.subject)).collect();
        let subject = format!("account:{}", officer.account);
        assert_eq!(told, [("passkey.add", &subject)], "the holder is told");
        world.clock.advance(60);
        for _ in 0..2 {
            let begun = by_passkey(&access, &mut held).await.unwrap();
            assert_eq!(begun.principal.account, officer.account);
            assert!(access.session(&begun.token).await.unwrap().is_some());
        }
        let listed = access.passkeys(&officer).await.unwrap();
        assert_eq!((listed.len(), listed[0].used_at), (1, Some(access.now())));
        access.rename_passkey(&officer, passkey.id, "Key ring").await.unwrap();
        assert_eq!(access.passkeys(&officer).await.unwrap()[0].name, "Key ring");
        let empty = access.rename_passkey(&officer, passkey.id, " ").await.unwrap_err();
        assert!(matches!(empty, Error::BadName), "{empty}");
    });
}

#[test]
fn it_does_in_the_place_of_password_and_code() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, password, session, mut held, .. } = holder(&access).await;
        let shown = access.enrol_second_factor(&officer, password.reveal()).await.unwrap();
        let secret = totp::unbase32(&shown.secret);
        let code = totp::code_at(&secret, access.now());
        access.confirm_second_factor(&officer, &session, &code).await.unwrap();
        let asked = by_password(&access, password.reveal(), None).await.unwrap_err();
        assert!(matches!(asked, Error::CodeNeeded), "{asked}");
        by_passkey(&access, &mut held).await.unwrap();
        // To add another, the code is asked for again.
        let right = password.reveal();
        let again = access.ask_new_passkey(&officer, &session, &party(), right, None).await;
        assert!(matches!(again, Err(Error::CodeNeeded)));
        world.clock.advance(60);
        let code = totp::code_at(&secret, access.now());
        let with = access.ask_new_passkey(&officer, &session, &party(), right, Some(&code)).await;
        let options = with.unwrap().options;
        let listed = &options["excludeCredentials"];
        assert_eq!(listed.as_array().unwrap().len(), 1, "one authenticator holds one");
    });
}

#[test]
fn a_ticket_is_good_once_for_a_while_and_for_its_own_errand() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, password, session, mut held, .. } = holder(&access).await;
        let asked = access.ask_passkey(&party()).unwrap();
        let answer = held.get(&asked.options);
        show(&access, &asked.ticket, &answer).await.unwrap();
        let twice = show(&access, &asked.ticket, &answer).await.unwrap_err();
        assert!(matches!(twice, Error::PasskeyOver), "{twice}");

        let asked = access.ask_passkey(&party()).unwrap();
        let answers: Vec<_> = (0..4).map(|_| held.get(&asked.options)).collect();
        let at_once = answers.iter().map(|answer| show(&access, &asked.ticket, answer));
        let begun = join_all(at_once).await.into_iter().flatten().count();
        assert_eq!(begun, 1, "at once as one after another");

        let asked = access.ask_passkey(&party()).unwrap();
        let answer = held.get(&asked.options);
        world.clock.advance(300);
        let late = show(&access, &asked.ticket, &answer).await.unwrap_err();
        assert!(matches!(late, Error::PasskeyOver), "{late}");

        // An answer to one challenge is none to another, and a wrong one uses the ticket up.
        let [one, other] = [(); 2].map(|()| access.ask_passkey(&party()).unwrap());
        let answer = held.get(&one.options);
        let mixed = show(&access, &other.ticket, &answer).await.unwrap_err();
        assert!(matches!(mixed, Error::Passkey), "{mixed}");
        let answer = held.get(&other.options);
        let used = show(&access, &other.ticket, &answer).await.unwrap_err();
        assert!(matches!(used, Error::PasskeyOver), "{used}");

        // A ticket to sign in adds nothing, nor does one of another session.
        let mut second = Authenticator::new(2, HOME);
        let right = password.reveal();
        let creation = access.ask_new_passkey(&officer, &session, &party(), right, None).await;
        let creation = creation.unwrap();
        let made = second.create(&creation.options);
        let other = by_password(&access, right, None).await.unwrap().token;
        let signs_in = access.ask_passkey(&party()).unwrap().ticket;
        for (session, ticket) in [(&other, &creation.ticket), (&session, &signs_in)] {
            let refused = add(&access, (&officer, session), (ticket, "x"), &made).await;
            assert!(matches!(refused, Err(Error::PasskeyOver)), "{refused:?}");
        }
        let answer = held.get(&access.ask_passkey(&party()).unwrap().options);
        let refused = show(&access, &creation.ticket, &answer).await.unwrap_err();
        assert!(matches!(refused, Error::PasskeyOver), "{refused}");
        add(&access, (&officer, &session), (&creation.ticket, "x"), &made).await.unwrap();
    });
}

#[test]
fn a_cloned_authenticator_is_told_and_stopped() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, mut held, .. } = holder(&access).await;
        by_passkey(&access, &mut held).await.unwrap();
        let mut clone = held.clone();
        by_passkey(&access, &mut held).await.unwrap();
        let refused = by_passkey(&access, &mut clone).await.unwrap_err();
        assert!(matches!(refused, Error::PasskeyCloned), "{refused}");
        let first = by_passkey(&access, &mut held).await.unwrap_err();
        assert!(matches!(first, Error::PasskeyCloned), "which of them is whose? {first}");
        let told = world.database.feed_after("access", 0, 9).await.unwrap();
        let kinds: Vec<_> = told.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["passkey.add", "passkey.cloned"], "once");
        let listed = access.passkeys(&officer).await.unwrap();
        assert_eq!(listed[0].cloned_at, Some(access.now()));
    });
}

#[test]
fn an_authenticator_that_does_not_count_is_no_clone() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { mut held, .. } = holder(&access).await;
        held.counts = false;
        for _ in 0..3 {
            by_passkey(&access, &mut held).await.unwrap();
        }
    });
}

#[test]
fn guesses_are_slowed_and_nobody_else_is() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { password, mut held, .. } = holder(&access).await;
        let mut forged = held.clone();
        "https://linli.example.com".clone_into(&mut forged.origin);
        let guesses = (0..9).map(|_| {
            let asked = access.ask_passkey(&party()).unwrap();
            (asked.ticket, forged.get(&asked.options))
        });
        let guesses: Vec<_> = guesses.collect();
        let burst = guesses.iter().map(|(ticket, answer)| show(&access, ticket, answer));
        let told = join_all(burst).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::Passkey))).count();
        assert_eq!(heard, 6, "a burst as one after another");
        let braked = by_passkey(&access, &mut held).await.unwrap_err();
        assert!(matches!(braked, Error::TooManyAttempts { .. }), "{braked}");
        by_password(&access, password.reveal(), None).await.unwrap();
        world.clock.advance(60);
        by_passkey(&access, &mut held).await.unwrap();
    });
}

#[test]
fn adding_and_removing_ask_for_the_password() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, password, session, mut held, passkey } = holder(&access).await;
        let wrong = access.ask_new_passkey(&officer, &session, &party(), "wrong", None).await;
        assert!(matches!(wrong, Err(Error::NotProven)));
        let wrong = access.remove_passkey(&officer, passkey.id, "wrong").await;
        assert!(matches!(wrong, Err(Error::NotProven)));
        let (other, others) = account(&access, "other", Role::DistrictOfficer, "").await;
        let theirs = access.remove_passkey(&other, passkey.id, others.reveal()).await;
        assert!(matches!(theirs, Err(Error::NoPasskey)));
        let theirs = access.rename_passkey(&other, passkey.id, "mine").await;
        assert!(matches!(theirs, Err(Error::NoPasskey)));
        access.remove_passkey(&officer, passkey.id, password.reveal()).await.unwrap();
        let gone = by_passkey(&access, &mut held).await.unwrap_err();
        assert!(matches!(gone, Error::Passkey), "{gone}");
    });
}

#[test]
fn a_passkey_is_one_accounts() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, password, session, mut held, .. } = holder(&access).await;
        let right = password.reveal();
        let asked = access.ask_new_passkey(&officer, &session, &party(), right, None).await;
        let asked = asked.unwrap();
        let again = held.create(&asked.options);
        let taken = add(&access, (&officer, &session), (&asked.ticket, "x"), &again).await;
        assert!(matches!(taken, Err(Error::PasskeyTaken)), "{taken:?}");
        // Made for another account, it answers with that one's handle.
        let (other, _) = account(&access, "other", Role::DistrictOfficer, "").await;
        let mut options = asked.options.clone();
        options["user"]["id"] = webauthn::encode(&other.account.to_bytes()).into();
        held.create(&options);
        let refused = by_passkey(&access, &mut held).await.unwrap_err();
        assert!(matches!(refused, Error::Passkey), "{refused}");
    });
}

#[test]
fn what_gives_an_account_back_takes_its_passkeys() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, mut held, .. } = holder(&access).await;
        let (first, _) = account(&access, "first", Role::Administrator, "").await;
        access.set_account_disabled(officer.account, true, &first).await.unwrap();
        assert!(matches!(by_passkey(&access, &mut held).await, Err(Error::Passkey)), "shut");
        access.set_account_disabled(officer.account, false, &first).await.unwrap();
        by_passkey(&access, &mut held).await.unwrap();
        access.reset_password("officer", Keeper::Operator).await.unwrap();
        assert!(matches!(by_passkey(&access, &mut held).await, Err(Error::Passkey)));
        assert!(access.passkeys(&officer).await.unwrap().is_empty());
    });
}

#[test]
fn a_recovered_second_factor_takes_the_passkeys_of_the_lost_phone() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let Holder { officer, password, session, mut held, .. } = holder(&access).await;
        let shown = access.enrol_second_factor(&officer, password.reveal()).await.unwrap();
        let code = totp::code_at(&totp::unbase32(&shown.secret), access.now());
        access.confirm_second_factor(&officer, &session, &code).await.unwrap();
        let (first, _) = account(&access, "first", Role::Administrator, "").await;
        let (second, _) = account(&access, "second", Role::Administrator, "").await;
        let reason = "her phone fell into the river";
        let asked = access.ask_recovery(&first, "officer", Lost::SecondFactor, reason).await;
        access.agree_recovery(&second, asked.unwrap().0.id).await.unwrap();
        let gone = by_passkey(&access, &mut held).await.unwrap_err();
        assert!(matches!(gone, Error::Passkey), "{gone}");
        by_password(&access, password.reveal(), None).await.unwrap();
    });
}
