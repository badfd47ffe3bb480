//! Passkeys over HTTP: added with password and code, a session by one alone, renamed, removed; with an authenticator
//! in software.

use access::{Assignment, Keeper, NewAccount, Role};
use axum::http::{Method, StatusCode, header};
use kernel::{AreaPath, Lang, Text};
use serde_json::{Value, json};
use server::Config;
use testing::Authenticator;

use super::{
    accounts::code,
    world::{Answer, Server},
};

const HOME: &str = "https://linli.example.org";
const AT: &str = "/api/session/passkeys";

async fn start() -> Server {
    let mut config = Config::default();
    HOME.clone_into(&mut config.messages.address);
    Server::start_with(config).await
}

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

fn cookie_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let line = answer.head.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(line.contains("HttpOnly; SameSite=Strict"), "{line}");
    line.split(';').next().unwrap().to_owned()
}

/// An officer: the password, and the cookie of a session.
async fn officer(server: &Server) -> (String, String) {
    let new = NewAccount {
        login: "officer".to_owned(),
        name: "Officer".to_owned(),
        office: Text::new("测试办公室", "Test office"),
        lang: Lang::En,
        assignments: vec![Assignment::new(Role::DistrictOfficer, AreaPath::whole())],
        person: None,
    };
    let (_, password) = server.access.create_account(new, Keeper::Operator).await.unwrap();
    let password = password.reveal().to_owned();
    let given = json!({ "account": "officer", "password": password });
    let cookie = cookie_of(&post(server, "/api/session", "", given).await);
    (password, cookie)
}

/// Adds a passkey to the account of the session.
async fn add(server: &Server, cookie: &str, given: Value, held: &mut Authenticator) -> Answer {
    let asked = post(server, &format!("{AT}/new"), cookie, given).await;
    if asked.status != StatusCode::OK {
        return asked;
    }
    let mut made = held.create(&asked.body["options"]);
    made["ticket"] = asked.body["ticket"].clone();
    made["name"] = json!("Phone");
    post(server, AT, cookie, made).await
}

async fn sign_in(server: &Server, held: &mut Authenticator) -> Answer {
    let asked = post(server, &format!("{AT}/ask"), "", json!({})).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let mut shown = held.get(&asked.body["options"]);
    shown["ticket"] = asked.body["ticket"].clone();
    shown["lang"] = json!("en");
    post(server, &format!("{AT}/show"), "", shown).await
}

#[tokio::test]
async fn a_passkey_is_added_signs_in_and_is_removed() {
    let server = start().await;
    let offered = server.call(Method::GET, &format!("{AT}/offered"), "", None).await;
    assert_eq!(offered.body, json!({ "origin": HOME }));
    let (password, cookie) = officer(&server).await;
    let mut held = Authenticator::new(1, HOME);
    let stranger = sign_in(&server, &mut held).await;
    assert_eq!(stranger.status, StatusCode::BAD_REQUEST, "nobody's yet");
    let wrong = add(&server, &cookie, json!({ "password": "wrong" }), &mut held).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let added = add(&server, &cookie, json!({ "password": password }), &mut held).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    let id = added.body["id"].as_str().unwrap().to_owned();
    server::parts::outbox::tell(&server.state).await;
    let told = server.call(Method::GET, "/api/messages", &cookie, None).await;
    let row = &told.body["rows"][0];
    assert_eq!((&row["kind"], &row["link"]), (&json!("passkey_added"), &json!("/security")));

    let fresh = cookie_of(&sign_in(&server, &mut held).await);
    let shown = server.call(Method::GET, "/api/session", &fresh, None).await;
    assert_eq!(shown.body["account"]["login"], "officer");
    let rename = format!("{AT}/{id}/rename");
    let renamed = post(&server, &rename, &fresh, json!({ "name": "Key" })).await;
    assert_eq!(renamed.status, StatusCode::NO_CONTENT);
    let listed = server.call(Method::GET, AT, &fresh, None).await;
    let row = &listed.body[0];
    assert_eq!((&row["name"], &row["cloned_at"]), (&json!("Key"), &Value::Null));
    assert!(row["used_at"].is_string());
    assert!(row.get("public_key").is_none() && row.get("credential_id").is_none());

    let remove = format!("{AT}/{id}/remove");
    let refused = post(&server, &remove, &fresh, json!({ "password": "wrong" })).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let removed = post(&server, &remove, &fresh, json!({ "password": password })).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(sign_in(&server, &mut held).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn it_counts_as_the_second_factor_and_another_takes_a_code() {
    let server = start().await;
    let (password, cookie) = officer(&server).await;
    let mut held = Authenticator::new(1, HOME);
    add(&server, &cookie, json!({ "password": password }), &mut held).await;
    let at = "/api/session/second-factor";
    let shown = post(&server, at, &cookie, json!({ "password": password })).await;
    let secret = shown.body["secret"].as_str().unwrap().to_owned();
    let confirm = format!("{at}/confirm");
    let first = json!({ "code": code(&server, &secret) });
    assert_eq!(post(&server, &confirm, &cookie, first).await.status, StatusCode::OK);
    let given = json!({ "account": "officer", "password": password });
    let asked = post(&server, "/api/session", "", given).await;
    assert_eq!(asked.body["code"], "code_needed");
    cookie_of(&sign_in(&server, &mut held).await);

    let mut second = Authenticator::new(2, HOME);
    let without = add(&server, &cookie, json!({ "password": password }), &mut second).await;
    assert_eq!(without.body["code"], "code_needed");
    server.world.clock.advance(30);
    let given = json!({ "password": password, "code": code(&server, &secret) });
    assert_eq!(add(&server, &cookie, given, &mut second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_copy_is_refused_and_its_holder_told() {
    let server = start().await;
    let (password, cookie) = officer(&server).await;
    let mut held = Authenticator::new(1, HOME);
    add(&server, &cookie, json!({ "password": password }), &mut held).await;
    let mut copy = held.clone();
    cookie_of(&sign_in(&server, &mut held).await);
    let refused = sign_in(&server, &mut copy).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.head.headers().contains_key(header::SET_COOKIE));
    server::parts::outbox::tell(&server.state).await;
    let told = server.call(Method::GET, "/api/messages", &cookie, None).await;
    let kinds: Vec<_> =
        told.body["rows"].as_array().unwrap().iter().map(|row| &row["kind"]).collect();
    assert!(kinds.contains(&&json!("passkey_cloned")), "{kinds:?}");
}

#[tokio::test]
async fn a_page_elsewhere_gets_nobody_in() {
    let server = start().await;
    let (password, cookie) = officer(&server).await;
    let mut held = Authenticator::new(1, HOME);
    add(&server, &cookie, json!({ "password": password }), &mut held).await;
    "https://linli.example.com".clone_into(&mut held.origin);
    assert_eq!(sign_in(&server, &mut held).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn where_browsers_have_none_none_are_offered() {
    let server = Server::start().await;
    let offered = server.call(Method::GET, &format!("{AT}/offered"), "", None).await;
    assert_eq!(offered.body, json!({ "origin": null }));
    let asked = post(&server, &format!("{AT}/ask"), "", json!({})).await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND);
}
