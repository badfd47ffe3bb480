//! Single sign-on on both databases: bound by the holder alone, used once a ticket, undone.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::future::join_all;
use openid::{Expected, Keys, Verified};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sea_orm::ConnectionTrait as _;

use super::*;
use crate::{Arrival, Error, SessionToken, SignOnTicket, SignedIn, SignedOn, totp};

const ISSUER: &str = "https://id.example.org";

/// Whom a provider vouches for, by a token that it signed.
fn vouched(access: &Access, subject: &str, amr: &str) -> Verified {
    let pair = Ed25519KeyPair::from_seed_unchecked(&[1; 32]).unwrap();
    let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    let set = format!("{{\"keys\":[{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"{x}\"}}]}}");
    let now_s = access.now().micros() / 1_000_000;
    let claims = format!(
        "{{\"iss\":\"{ISSUER}\",\"sub\":\"{subject}\",\"aud\":\"linli\",\"exp\":{},\"iat\":{now_s},\
         \"nonce\":\"n\",\"amr\":[\"{amr}\"]}}",
        now_s + 60
    );
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", part("{\"alg\":\"EdDSA\"}"), part(&claims));
    let signature = URL_SAFE_NO_PAD.encode(pair.sign(message.as_bytes()).as_ref());
    let expected = Expected {
        issuer: ISSUER,
        client_id: "linli",
        nonce: "n",
        strong_acr: &[],
        now: access.now(),
    };
    let keys = Keys::parse(set.as_bytes()).unwrap();
    openid::verify(&format!("{message}.{signature}"), &keys, &expected).unwrap()
}

fn arrival() -> Arrival<'static> {
    Arrival { origin: "192.0.2.1", agent: "a browser", lang: None, previous: None }
}

fn given<'a>(password: &'a str, code: Option<&'a str>) -> crate::Credentials<'a> {
    crate::Credentials {
        login: "officer",
        password,
        code,
        origin: "192.0.2.1",
        agent: "a browser",
        lang: None,
        previous: None,
    }
}

async fn enter(access: &Access, password: &str, code: Option<&str>) -> Result<SignedIn, Error> {
    access.sign_in(given(password, code)).await
}

/// A ticket as it comes back with the cookie.
fn carried(access: &Access, ticket: &SignOnTicket) -> SignOnTicket {
    access.open_ticket(&access.seal_ticket(ticket).unwrap()).unwrap()
}

async fn sign_on(access: &Access, identity: &Verified) -> Result<SignedOn, Error> {
    let ticket = carried(access, &access.begin_sign_on("city", Some(Lang::Zh), None));
    access.finish_sign_on(ticket, identity, arrival()).await
}

async fn session_of(access: &Access, identity: &Verified) -> SignedIn {
    match sign_on(access, identity).await.unwrap() {
        SignedOn::In(begun) => *begun,
        other => panic!("no session: {other:?}"),
    }
}

/// A sign-on by the identity `4711`, which waits for a code.
async fn waiting(access: &Access) -> SignOnTicket {
    match sign_on(access, &vouched(access, "4711", "pwd")).await.unwrap() {
        SignedOn::CodeNeeded(ticket) => carried(access, &ticket),
        other => panic!("no code was asked for: {other:?}"),
    }
}

/// An officer whose account is bound to the identity `4711`.
async fn bound(access: &Access) -> (Principal, Password, SessionToken) {
    let (officer, password) = account(access, "officer", Role::DistrictOfficer, "").await;
    let session = enter(access, password.reveal(), None).await.unwrap().token;
    let begun = access.begin_binding(&officer, &session, "city", password.reveal(), None).await;
    let ticket = carried(access, &begun.unwrap());
    assert!(ticket.binds() && ticket.provider() == "city");
    let done = access.finish_sign_on(ticket, &vouched(access, "4711", "pwd"), arrival()).await;
    assert!(matches!(done.unwrap(), SignedOn::Bound));
    (officer, password, session)
}

/// Gives the account of [`bound`] a second factor; its secret and its recovery codes.
async fn with_factor(
    world: &World,
    access: &Access,
    (officer, password, session): (&Principal, &Password, &SessionToken),
) -> (Vec<u8>, Vec<Password>) {
    let shown = access.enrol_second_factor(officer, password.reveal()).await.unwrap();
    let secret = totp::unbase32(&shown.secret).to_vec();
    let code = totp::code_at(&secret, access.now());
    let codes = access.confirm_second_factor(officer, session, &code).await.unwrap();
    world.clock.advance(60);
    (secret, codes)
}

#[test]
fn an_identity_signs_in_the_account_that_its_holder_bound() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let me = vouched(&access, "4711", "pwd");
        assert!(matches!(sign_on(&access, &me).await, Err(Error::Unbound)), "nobody is created");
        let (officer, ..) = bound(&access).await;
        let told = world.database.feed_after("access", 0, 9).await.unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.kind.as_str(), &one.subject)).collect();
        let subject = format!("account:{}", officer.account);
        assert_eq!(told, [("identity.bind", &subject)], "the holder is told");
        let begun = session_of(&access, &me).await;
        assert_eq!((begun.principal.account, begun.principal.lang), (officer.account, Lang::Zh));
        assert!(access.session(&begun.token).await.unwrap().is_some());
        let known = access.identities(&officer).await.unwrap();
        assert_eq!((known.len(), known[0].issuer.as_str()), (1, ISSUER));
        assert_eq!((known[0].bound_at, known[0].used_at), (access.now(), Some(access.now())));
        let other = sign_on(&access, &vouched(&access, "4712", "mfa")).await;
        assert!(matches!(other, Err(Error::Unbound)));
    });
}

#[test]
fn nothing_of_the_subject_lies_in_the_database() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        bound(&access).await;
        let rows = "SELECT COUNT(*) AS n FROM access_identity WHERE subject_hash = ?1";
        let plain = blake3::hash(b"4711").as_bytes().to_vec();
        let query = world.database.statement(rows, [plain.into()]);
        let row = world.database.reader().query_one_raw(query).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "the hash is keyed");
    });
}

#[test]
fn a_ticket_is_this_installations_of_now_and_good_once() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        bound(&access).await;
        let me = vouched(&access, "4711", "pwd");
        let ticket = access.begin_sign_on("city", None, None);
        let text = access.seal_ticket(&ticket).unwrap();
        assert!(!text.contains(&ticket.flow().state) && !format!("{ticket:?}").contains("state"));
        access.finish_sign_on(access.open_ticket(&text).unwrap(), &me, arrival()).await.unwrap();
        let again = access.finish_sign_on(access.open_ticket(&text).unwrap(), &me, arrival()).await;
        assert!(matches!(again, Err(Error::SignOnOver)), "used");
        let changed =
            text.replacen(&text[40..42], if &text[40..42] == "00" { "11" } else { "00" }, 1);
        for wrong in ["", "00", "zz", changed.as_str(), &text[2..], &text.repeat(9)] {
            assert!(matches!(access.open_ticket(wrong), Err(Error::SignOnOver)));
        }
        let unused = access.begin_sign_on("city", None, None);
        world.clock.advance(600);
        assert!(matches!(access.open_ticket(&text), Err(Error::SignOnOver)), "over");
        // Opened in time, finished late: by then it is forgotten that the first was used.
        for _ in 0..2 {
            world.clock.advance(1);
            for held in [&ticket, &unused] {
                let late = access.finish_sign_on(held.clone(), &me, arrival()).await;
                assert!(matches!(late, Err(Error::SignOnOver)));
            }
        }
    });
}

#[test]
fn the_session_that_the_browser_left_with_ends_and_no_other() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        assert!(access.session(&session).await.unwrap().is_some(), "binding ends none");
        let other = enter(&access, password.reveal(), None).await.unwrap().token;
        let lives = async |token: &SessionToken| access.session(token).await.unwrap().is_some();

        let ticket = carried(&access, &access.begin_sign_on("city", None, Some(session)));
        let stranger = vouched(&access, "4712", "pwd");
        let refused = access.finish_sign_on(ticket, &stranger, arrival()).await;
        assert!(matches!(refused, Err(Error::Unbound)) && lives(&session).await);
        let ticket = carried(&access, &access.begin_sign_on("city", None, Some(session)));
        let me = vouched(&access, "4711", "pwd");
        let done = access.finish_sign_on(ticket, &me, arrival()).await.unwrap();
        let SignedOn::In(begun) = done else { panic!("no session") };
        assert!(!lives(&session).await && lives(&other).await && lives(&begun.token).await);

        let (_, codes) = with_factor(&world, &access, (&officer, &password, &other)).await;
        let ticket = carried(&access, &access.begin_sign_on("city", None, Some(other)));
        let me = vouched(&access, "4711", "pwd");
        let done = access.finish_sign_on(ticket, &me, arrival()).await.unwrap();
        let SignedOn::CodeNeeded(waits) = done else { panic!("a code is asked for") };
        assert!(lives(&other).await, "until the code is given");
        let waits = carried(&access, &waits);
        access.sign_on_with_code(&waits, codes[0].reveal(), arrival()).await.unwrap();
        assert!(!lives(&other).await);
    });
}

#[test]
fn where_the_provider_does_not_assert_two_factors_our_own_is_asked_for() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        let (secret, _) = with_factor(&world, &access, (&officer, &password, &session)).await;
        session_of(&access, &vouched(&access, "4711", "mfa")).await;
        let waits = waiting(&access).await;
        let straight =
            access.finish_sign_on(waits.clone(), &vouched(&access, "4711", "pwd"), arrival()).await;
        assert!(matches!(straight, Err(Error::SignOnOver)), "a code is all it waits for");
        let waits = waiting(&access).await;
        let give = async |code: &str| access.sign_on_with_code(&waits, code, arrival()).await;
        assert!(matches!(give("000000").await, Err(Error::NotProven)));
        let code = totp::code_at(&secret, access.now());
        assert_eq!(give(&code).await.unwrap().principal.account, officer.account);
        world.clock.advance(30);
        let next = totp::code_at(&secret, access.now());
        assert!(matches!(give(&next).await, Err(Error::SignOnOver)), "a ticket is good once");
        let plain = access.begin_sign_on("city", None, None);
        let unvouched = access.sign_on_with_code(&plain, &next, arrival()).await;
        assert!(matches!(unvouched, Err(Error::SignOnOver)), "nobody vouched yet");
    });
}

#[test]
fn a_mistyped_recovery_code_leaves_the_ticket_and_a_used_ticket_spends_none() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        let (_, codes) = with_factor(&world, &access, (&officer, &password, &session)).await;
        let asked = sign_on(&access, &vouched(&access, "4711", "pwd")).await.unwrap();
        let SignedOn::CodeNeeded(waits) = asked else { panic!("a code is asked for") };
        let give = async |code: &str| access.sign_on_with_code(&waits, code, arrival()).await;
        assert!(matches!(give("no-such-code").await, Err(Error::NotProven)));
        let [first, second, ..] = codes.as_slice() else { panic!("ten codes") };
        assert_eq!(give(first.reveal()).await.unwrap().principal.account, officer.account);
        assert!(matches!(give(first.reveal()).await, Err(Error::NotProven)), "a code opens once");
        assert!(matches!(give(second.reveal()).await, Err(Error::SignOnOver)), "so does a ticket");
        let left = access.second_factor(&officer).await.unwrap().unwrap().recovery_left;
        assert_eq!(left, 9);
    });
}

#[test]
fn guessed_codes_count_as_those_at_the_door() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        let (secret, _) = with_factor(&world, &access, (&officer, &password, &session)).await;
        for _ in 0..6 {
            let asked = sign_on(&access, &vouched(&access, "4711", "pwd")).await.unwrap();
            let SignedOn::CodeNeeded(ticket) = asked else { panic!("a code is asked for") };
            let wrong = access.sign_on_with_code(&ticket, "000000", arrival()).await;
            assert!(matches!(wrong, Err(Error::NotProven)));
        }
        let code = totp::code_at(&secret, access.now());
        let braked = enter(&access, password.reveal(), Some(&code)).await;
        assert!(matches!(braked, Err(Error::TooManyAttempts { .. })));
        let other = crate::Credentials { login: "other", ..given("wrong", None) };
        let too = access.sign_in(other).await;
        assert!(matches!(too, Err(Error::TooManyAttempts { .. })), "the address waits as well");
        assert!(access.sign_on_patience("192.0.2.1").is_ok(), "sign-ons are counted apart");
    });
}

#[test]
fn a_burst_of_codes_is_slowed_as_one_after_another_are() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        let (_, codes) = with_factor(&world, &access, (&officer, &password, &session)).await;
        let asked = sign_on(&access, &vouched(&access, "4711", "pwd")).await.unwrap();
        let SignedOn::CodeNeeded(waits) = asked else { panic!("a code is asked for") };
        let guesses = (0..12).map(|_| access.sign_on_with_code(&waits, "000000", arrival()));
        let told = join_all(guesses).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::NotProven)));
        assert_eq!(heard.count(), 6);
        let held = told.iter().filter(|told| matches!(told, Err(Error::TooManyAttempts { .. })));
        assert_eq!(held.count(), 6);
        world.clock.advance(2);
        access.sign_on_with_code(&waits, codes[0].reveal(), arrival()).await.unwrap();

        let right = password.reveal();
        let guesses = (0..12)
            .map(|_| access.begin_binding(&officer, &session, "city", right, Some("no-such-code")));
        let told = join_all(guesses).await;
        let heard = told.iter().filter(|told| matches!(told, Err(Error::NotProven)));
        assert_eq!(heard.count(), 6, "within a session as well");
    });
}

#[test]
fn only_what_could_be_a_guess_holds_sign_ons_off_and_never_passwords() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (_, password, _) = bound(&access).await;
        for _ in 0..9 {
            let unbound = sign_on(&access, &vouched(&access, "4712", "pwd")).await;
            assert!(matches!(unbound, Err(Error::Unbound)));
        }
        assert!(access.sign_on_patience("192.0.2.1").is_ok(), "vouched for, which is no guess");
        let me = vouched(&access, "4711", "pwd");
        let ticket = access.begin_sign_on("city", None, None);
        access.finish_sign_on(ticket.clone(), &me, arrival()).await.unwrap();
        for _ in 0..6 {
            let again = access.finish_sign_on(ticket.clone(), &me, arrival()).await;
            assert!(matches!(again, Err(Error::SignOnOver)));
        }
        let waits = access.sign_on_patience("192.0.2.1");
        assert!(matches!(waits, Err(Error::TooManyAttempts { .. })), "a replayed ticket could be");
        assert!(access.sign_on_patience("192.0.2.2").is_ok());
        enter(&access, password.reveal(), None).await.unwrap();
    });
}

#[test]
fn unbinding_by_the_password_forgives_no_wrong_code() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        with_factor(&world, &access, (&officer, &password, &session)).await;
        let guess = async || {
            let code = Some("000000");
            access.begin_binding(&officer, &session, "city", password.reveal(), code).await
        };
        for _ in 0..5 {
            assert!(matches!(guess().await, Err(Error::NotProven)));
        }
        access.unbind_identity(&officer, ISSUER, password.reveal()).await.unwrap();
        assert!(matches!(guess().await, Err(Error::NotProven)), "the sixth");
        assert!(matches!(guess().await, Err(Error::TooManyAttempts { .. })));
        let none = access.unbind_identity(&officer, ISSUER, password.reveal()).await;
        assert!(matches!(none, Err(Error::TooManyAttempts { .. })), "the password waits as well");
    });
}

#[test]
fn binding_asks_for_the_password_and_a_code_and_for_the_session_to_last() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password) = account(&access, "officer", Role::DistrictOfficer, "").await;
        let session = enter(&access, password.reveal(), None).await.unwrap().token;
        let ask = async |password: &str, code: Option<&str>| {
            access.begin_binding(&officer, &session, "city", password, code).await
        };
        assert!(matches!(ask("wrong", None).await, Err(Error::NotProven)));
        let ticket = ask(password.reveal(), None).await.unwrap();
        access.sign_out(&session).await.unwrap();
        let me = vouched(&access, "4711", "pwd");
        let late = access.finish_sign_on(ticket, &me, arrival()).await;
        assert!(matches!(late, Err(Error::SignOnOver)), "the session ended meanwhile");
        assert!(access.identities(&officer).await.unwrap().is_empty());

        let session = enter(&access, password.reveal(), None).await.unwrap().token;
        let (secret, _) = with_factor(&world, &access, (&officer, &password, &session)).await;
        assert!(matches!(ask(password.reveal(), None).await, Err(Error::CodeNeeded)));
        assert!(matches!(ask(password.reveal(), Some("000000")).await, Err(Error::NotProven)));
        let code = totp::code_at(&secret, access.now());
        assert!(matches!(ask("wrong", Some(&code)).await, Err(Error::NotProven)));
        ask(password.reveal(), Some(&code)).await.unwrap();
        let spent = ask(password.reveal(), Some(&code)).await;
        assert!(matches!(spent, Err(Error::NotProven)), "a code opens once");
    });
}

#[test]
fn an_identity_is_one_accounts_and_an_account_has_one_of_an_issuer() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        let (other, others) = account(&access, "other", Role::StreetOfficer, "990101/001").await;
        let theirs = crate::Credentials {
            login: "other",
            origin: "192.0.2.9",
            ..given(others.reveal(), None)
        };
        let theirs = access.sign_in(theirs).await.unwrap().token;
        let attempts = [
            (&other, &theirs, &others, "4711"),
            (&officer, &session, &password, "4712"),
            (&officer, &session, &password, "4711"),
        ];
        for (who, session, password, subject) in attempts {
            let begun = access.begin_binding(who, session, "city", password.reveal(), None).await;
            let identity = vouched(&access, subject, "pwd");
            let taken = access.finish_sign_on(begun.unwrap(), &identity, arrival()).await;
            assert!(matches!(taken, Err(Error::IdentityTaken)), "{subject}");
        }
    });
}

#[test]
fn it_is_undone_by_its_holder_by_a_new_password_and_with_the_account() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, password, session) = bound(&access).await;
        let me = vouched(&access, "4711", "pwd");
        let begun = session_of(&access, &me).await;
        let wrong = access.unbind_identity(&officer, ISSUER, "wrong").await;
        assert!(matches!(wrong, Err(Error::NotProven)));
        access.unbind_identity(&officer, ISSUER, password.reveal()).await.unwrap();
        assert!(matches!(sign_on(&access, &me).await, Err(Error::Unbound)));
        assert!(access.session(&begun.token).await.unwrap().is_some(), "sessions are ended apart");
        let none = access.unbind_identity(&officer, ISSUER, password.reveal()).await;
        assert!(matches!(none, Err(Error::NoIdentity)));

        let bind = async |password: &Password, session: &SessionToken| {
            let ticket =
                access.begin_binding(&officer, session, "city", password.reveal(), None).await;
            access.finish_sign_on(ticket.unwrap(), &me, arrival()).await.unwrap();
        };
        bind(&password, &session).await;
        let password = access.reset_password("officer", Keeper::Operator).await.unwrap();
        assert!(matches!(sign_on(&access, &me).await, Err(Error::Unbound)), "reset");

        let session = enter(&access, password.reveal(), None).await.unwrap().token;
        bind(&password, &session).await;
        let (chief, _) = account(&access, "chief", Role::Administrator, "").await;
        access.set_account_disabled(officer.account, true, &chief).await.unwrap();
        assert!(matches!(sign_on(&access, &me).await, Err(Error::Unbound)), "disabled");
        access.set_account_disabled(officer.account, false, &chief).await.unwrap();
        session_of(&access, &me).await;
        access.close_account("officer", Keeper::Operator).await.unwrap();
        assert!(matches!(sign_on(&access, &me).await, Err(Error::Unbound)), "closed");
        assert!(access.identities(&officer).await.unwrap().is_empty(), "and forgotten");
    });
}
