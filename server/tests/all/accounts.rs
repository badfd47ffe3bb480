//! Accounts over HTTP: the second factor at the door, invitations from the link to the sign-in, the list.

use access::Role;
use axum::http::{Method, StatusCode, header};
use kernel::Clock as _;
use serde_json::{Value, json};

use super::world::{Answer, Server};

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

/// What an authenticator app shows for a secret at the server's time: RFC 6238, written apart from ours.
pub(crate) fn code(server: &Server, secret: &str) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let five = |letter: char| alphabet.find(letter).unwrap();
    let bits: Vec<usize> = secret
        .chars()
        .flat_map(|letter| (0..5).rev().map(move |at| five(letter) >> at & 1))
        .collect();
    let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | bit);
    let key: Vec<u8> = bits.chunks_exact(8).map(|bits| u8::try_from(byte(bits)).unwrap()).collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&key).unwrap();
    let step = server.world.clock.now().micros() / 30_000_000;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes(digest[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// A new keeper of accounts: the cookie.
async fn keeper(server: &Server, area: &str) -> String {
    server.account_in("keeper", &[Role::Administrator], area, None).await
}

/// Invites somebody and accepts: the login can be signed in with `password`.
async fn invited(server: &Server, keeper: &str, login: &str, password: &str) -> Value {
    let asked = json!({
        "login": login, "role": "grid_worker", "area": "990106/990106001",
        "office": { "zh": "网格中心", "en": "Grid centre" }, "lang": "en",
    });
    let given = post(server, "/api/invitations", keeper, asked).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.body);
    let token = given.body["token"].clone();
    let accepted = json!({ "token": token, "name": "A worker", "password": password });
    let done = post(server, "/api/invitations/accept", "", accepted).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    given.body
}

#[tokio::test]
async fn an_invitation_goes_from_the_link_to_the_sign_in() {
    let server = Server::start().await;
    let keeper = keeper(&server, "990106").await;
    let asked = json!({
        "login": "worker", "role": "grid_worker", "area": "990106/990106001",
        "office": { "zh": "网格中心", "en": "Grid centre" }, "lang": "zh",
    });
    let given = post(&server, "/api/invitations", &keeper, asked.clone()).await;
    assert_eq!(
        (given.status, &given.body["invitation"]["state"]),
        (StatusCode::OK, &json!("open"))
    );
    let token = &given.body["token"];
    let twice = post(&server, "/api/invitations", &keeper, asked).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);

    let shown = post(&server, "/api/invitations/look", "", json!({ "token": token })).await;
    assert_eq!(shown.body["login"], "worker");
    assert_eq!(shown.body["role"]["en"], "Grid worker");
    let weak = json!({ "token": token, "name": "A worker", "password": "worker" });
    let refused = post(&server, "/api/invitations/accept", "", weak).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let strong = json!({ "token": token, "name": "A worker", "password": "three blue kettles" });
    let done = post(&server, "/api/invitations/accept", "", strong.clone()).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    let again = post(&server, "/api/invitations/accept", "", strong).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let session = post(
        &server,
        "/api/session",
        "",
        json!({ "account": "worker", "password": "three blue kettles" }),
    )
    .await;
    assert_eq!(session.body["account"]["role"], "grid_worker", "{}", session.body);

    let listed = server.call(Method::GET, "/api/invitations?state=accepted", &keeper, None).await;
    assert_eq!(
        (&listed.body["total"], &listed.body["rows"][0]["inviter"]),
        (&json!(1), &json!("keeper"))
    );
    assert!(!listed.body.to_string().contains(token.as_str().unwrap()), "shown once");
    let accounts = server.call(Method::GET, "/api/accounts?q=work", &keeper, None).await;
    let row = &accounts.body["rows"][0];
    let held = &row["assignments"][0];
    assert_eq!((&held["role"], &held["area"]), (&json!("grid_worker"), &json!("990106/990106001")));
    assert_eq!((&row["second_factor"], &row["keeps"]), (&json!(false), &json!(true)));
    assert!(row["signed_in_at"].is_string());
}

#[tokio::test]
async fn a_link_that_is_revoked_or_invented_opens_nothing_and_guesses_are_counted() {
    let server = Server::start().await;
    let keeper = keeper(&server, "990106").await;
    let given = invited(&server, &keeper, "first", "three blue kettles").await;
    let path = format!("/api/invitations/{}/revoke", given["invitation"]["id"].as_str().unwrap());
    let used = post(&server, &path, &keeper, json!({})).await;
    assert_eq!(used.status, StatusCode::NOT_FOUND, "accepted already");
    for token in [given["token"].as_str().unwrap(), &"0".repeat(64), "none"] {
        let shown = post(&server, "/api/invitations/look", "", json!({ "token": token })).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{token}");
    }
    for _ in 0..60 {
        post(&server, "/api/invitations/look", "", json!({ "token": "none" })).await;
    }
    let braked = post(&server, "/api/invitations/look", "", json!({ "token": "none" })).await;
    assert_eq!(braked.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_keeper_disables_and_enables_within_the_area_and_never_the_own_account() {
    let server = Server::start().await;
    let chief = keeper(&server, "").await;
    invited(&server, &chief, "worker", "three blue kettles").await;
    let street =
        server.account_in("street", &[Role::Administrator], "990106/990106002", None).await;
    let rows = server.call(Method::GET, "/api/accounts", &chief, None).await.body;
    let id = |login: &str| -> String {
        let rows = rows["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["login"] == login).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let act = async |cookie: &str, login: &str, deed: &str| {
        let path = format!("/api/accounts/{}/{deed}", id(login));
        post(&server, &path, cookie, json!({})).await.status
    };
    let sign_in = async || {
        let body = json!({ "account": "worker", "password": "three blue kettles" });
        post(&server, "/api/session", "", body).await.status
    };
    assert_eq!(act(&street, "worker", "disable").await, StatusCode::FORBIDDEN);
    assert_eq!(act(&chief, "keeper", "disable").await, StatusCode::CONFLICT);
    assert_eq!(act(&chief, "worker", "disable").await, StatusCode::NO_CONTENT);
    assert_eq!(sign_in().await, StatusCode::UNAUTHORIZED);
    let shut = server.call(Method::GET, "/api/accounts?state=disabled", &chief, None).await;
    assert_eq!(
        (&shut.body["total"], &shut.body["rows"][0]["login"]),
        (&json!(1), &json!("worker"))
    );
    assert_eq!(act(&chief, "worker", "enable").await, StatusCode::NO_CONTENT);
    assert_eq!(sign_in().await, StatusCode::OK);
    let there = server.call(Method::GET, "/api/accounts", &street, None).await;
    let seen: Vec<_> =
        there.body["rows"].as_array().unwrap().iter().map(|row| &row["login"]).collect();
    assert_eq!(seen, ["street"]);
}

#[tokio::test]
async fn a_second_factor_is_enrolled_asked_for_and_taken_away() {
    let server = Server::start().await;
    let chief = keeper(&server, "").await;
    let password = "three blue kettles";
    invited(&server, &chief, "worker", password).await;
    let sign_in = async |password: &str, code: Option<&str>| {
        let body = json!({ "account": "worker", "password": password, "code": code });
        post(&server, "/api/session", "", body).await
    };
    let begun = sign_in(password, None).await;
    let cookie = begun.head.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let at = "/api/session/second-factor";
    let none = server.call(Method::GET, at, &cookie, None).await;
    assert_eq!(none.body, json!({ "since": null, "recovery_left": 0, "owed": false }));
    let wrong = post(&server, at, &cookie, json!({ "password": "wrong" })).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let shown = post(&server, at, &cookie, json!({ "password": password })).await;
    let secret = shown.body["secret"].as_str().unwrap().to_owned();
    let uri = shown.body["uri"].as_str().unwrap();
    assert!(uri.starts_with("otpauth://totp/linli:worker?secret=") && uri.contains(&secret));
    let confirm = "/api/session/second-factor/confirm";
    let codes = post(&server, confirm, &cookie, json!({ "code": code(&server, &secret) })).await;
    assert_eq!(codes.body["codes"].as_array().unwrap().len(), 10, "{}", codes.body);

    let asked = sign_in(password, None).await;
    assert_eq!(
        (asked.status, &asked.body["code"]),
        (StatusCode::UNAUTHORIZED, &json!("code_needed"))
    );
    assert!(!asked.head.headers().contains_key(header::SET_COOKIE));
    let wrong_code = sign_in(password, Some("000000")).await;
    let wrong_password = sign_in("wrong", Some(&code(&server, &secret))).await;
    assert_eq!(wrong_code.body, wrong_password.body, "one answer for both");
    let used = sign_in(password, Some(&code(&server, &secret))).await;
    assert_eq!(used.body["code"], "wrong_password", "it confirmed the enrolment");
    server.world.clock.advance(30);
    assert_eq!(sign_in(password, Some(&code(&server, &secret))).await.status, StatusCode::OK);
    let recovery = codes.body["codes"][0].as_str().unwrap();
    assert_eq!(sign_in(password, Some(recovery)).await.status, StatusCode::OK);
    let listed = server.call(Method::GET, "/api/accounts?q=worker", &chief, None).await;
    assert_eq!(listed.body["rows"][0]["second_factor"], true);

    let remove = "/api/session/second-factor/remove";
    let refused = post(&server, remove, &cookie, json!({ "code": recovery })).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "used");
    let next = codes.body["codes"][1].as_str().unwrap();
    let removed = post(&server, remove, &cookie, json!({ "code": next })).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(sign_in(password, None).await.status, StatusCode::OK);

    let change = async |password: &str, chosen: &str| {
        let body = json!({ "password": password, "chosen": chosen });
        post(&server, "/api/session/password", &cookie, body).await
    };
    let chosen = "four green kettles";
    assert_eq!(change("wrong", chosen).await.status, StatusCode::BAD_REQUEST);
    let weak = change(password, "kettle").await;
    let why = weak.body["detail"].as_str().unwrap_or_default();
    assert!(why.contains("12"), "{}", weak.body);
    assert_eq!(change(password, chosen).await.status, StatusCode::NO_CONTENT);
    assert_eq!(sign_in(password, None).await.body["code"], "wrong_password");
    assert_eq!(sign_in(chosen, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_role_that_asks_for_a_second_factor_leads_to_one_and_to_nothing_else() {
    let mut config = server::Config::default();
    config.session.second_factor = true;
    let server = Server::start_with(config).await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let areas = server.call(Method::GET, "/api/areas", &officer, None).await;
    assert_eq!(areas.status, StatusCode::OK, "a role that does not ask: {}", areas.body);
    let chief = access::NewAccount {
        login: "chief".to_owned(),
        name: "chief".to_owned(),
        office: kernel::Text::new("信息中心", "Computer centre"),
        lang: kernel::Lang::En,
        assignments: vec![access::Assignment::new(Role::Administrator, kernel::AreaPath::whole())],
        person: None,
    };
    let made = server.access.create_account(chief, access::Keeper::Operator).await.unwrap();
    let password = made.1.reveal();
    let signed =
        post(&server, "/api/session", "", json!({ "account": "chief", "password": password }))
            .await;
    let cookie = signed.head.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    // Typed beginnings twice: callers of the wash are remembered for a second, those who owe a factor are not.
    let typed = "/api/wash/autocomplete?q=1";
    let shut = ["/api/accounts", "/api/areas", "/api/session/all", "/api/messages", typed, typed];
    for path in shut {
        let refused = server.call(Method::GET, path, &cookie, None).await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (StatusCode::FORBIDDEN, &json!("factor_needed")),
            "{path}"
        );
    }
    let owed = server.call(Method::GET, "/api/session/second-factor", &cookie, None).await;
    assert_eq!((owed.status, &owed.body["owed"]), (StatusCode::OK, &json!(true)));
    assert_eq!(
        server.call(Method::GET, "/api/session", &cookie, None).await.status,
        StatusCode::OK
    );
    let path = "/api/session/second-factor";
    let drawn = post(&server, path, &cookie, json!({ "password": password })).await;
    assert_eq!(drawn.status, StatusCode::OK, "{}", drawn.body);
    let still = server.call(Method::GET, "/api/accounts", &cookie, None).await;
    assert_eq!(still.status, StatusCode::FORBIDDEN, "drawn is not confirmed");
    let given = code(&server, drawn.body["secret"].as_str().unwrap());
    let path = "/api/session/second-factor/confirm";
    let confirmed = post(&server, path, &cookie, json!({ "code": given })).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.body);
    let accounts = server.call(Method::GET, "/api/accounts", &cookie, None).await;
    assert_eq!(accounts.status, StatusCode::OK, "{}", accounts.body);
    let owed = server.call(Method::GET, "/api/session/second-factor", &cookie, None).await;
    assert_eq!(owed.body["owed"], false);
}
