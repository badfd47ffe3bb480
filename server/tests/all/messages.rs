//! Messages over HTTP: who is told of what, who sees it, and who keeps the ways out.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::parts::outbox;

use super::{
    cases::told,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";

impl Server {
    async fn post(&self, path: &str, cookie: &str, body: Value) -> Answer {
        self.call(Method::POST, path, cookie, Some(&body)).await
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.call(Method::GET, path, cookie, None).await
    }

    /// Kinds of the messages that a reader has, the latest first.
    async fn kinds(&self, cookie: &str) -> Vec<String> {
        outbox::tell(&self.state).await;
        let page = self.get("/api/messages", cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let rows = page.body["rows"].as_array().unwrap();
        rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
    }

    /// How many warnings an account was told, whether or not its session lasts.
    async fn warnings(&self, login: &str) -> usize {
        outbox::tell(&self.state).await;
        let reader = self.principal(login).await;
        let page = self.state.messages.page(&reader, false, None, 100).await.unwrap();
        page.rows.iter().filter(|row| row.kind == "case_late").count()
    }

    async fn principal(&self, login: &str) -> access::Principal {
        let accounts = self.access.accounts(access::Keeper::Operator).await.unwrap();
        let mut found = accounts.into_iter().map(|facts| facts.principal);
        found.find(|principal| principal.login == login).unwrap()
    }

    async fn account_id(&self, login: &str) -> kernel::Id<access::Account> {
        self.principal(login).await.account
    }
}

#[tokio::test]
async fn those_whom_a_case_concerns_are_told_and_nobody_else() {
    let server = Server::start().await;
    let place = server.place().await;
    let dispatcher = server.account_in("dispatcher", &[Role::StreetOfficer], STREET, None).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let other = server.account_in("other", &[Role::GridWorker], STREET, None).await;
    let elsewhere =
        server.account_in("elsewhere", &[Role::StreetOfficer], "990106/990106002", None).await;
    server.join("worker", "works", STREET).await;
    server.join("elsewhere", "works", "990106").await;

    let report = told(&server, &place, "livelihood.water");
    let begun = server.post("/api/cases", &dispatcher, report).await.body;
    assert_eq!(server.kinds(&worker).await, ["case_of_office"]);
    assert!(server.kinds(&other).await.is_empty(), "of no office");
    assert!(server.kinds(&elsewhere).await.is_empty(), "of the office, but may not see the case");

    let path = format!("/api/cases/{}", begun["number"].as_str().unwrap());
    let case = server.get(&path, &dispatcher).await.body;
    let officer = server.account_id("other").await;
    let assign = json!({ "deed": "assign", "officer": officer.to_string() });
    let assigned = server.act(&dispatcher, &case, assign).await;
    assert_eq!(assigned.status, StatusCode::OK, "{}", assigned.body);
    assert_eq!(server.kinds(&other).await, ["case_assigned"]);
    assert!(server.kinds(&dispatcher).await.is_empty(), "nobody is told of their own deed");

    let page = server.get("/api/messages", &other).await.body;
    let row = &page["rows"][0];
    assert_eq!(row["link"], format!("/cases/{}", case["id"].as_str().unwrap()));
    let text = row["text"]["en"].as_str().unwrap();
    assert!(text.contains(begun["number"].as_str().unwrap()), "{text}");
    assert!(!page.to_string().contains("19900001234") && !page.to_string().contains("王小明"));

    // Seen by its reader alone, once.
    let seen = json!({ "id": row["id"] });
    server.post("/api/messages/seen", &worker, seen.clone()).await;
    assert_eq!(server.get("/api/messages/unseen", &other).await.body["unseen"], 1);
    assert_eq!(
        server.post("/api/messages/seen", &other, seen).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(server.get("/api/messages/unseen", &other).await.body["unseen"], 0);
    assert!(server.get("/api/messages?unseen=true", &other).await.body["rows"] == json!([]));
}

#[tokio::test]
async fn each_level_of_warning_is_told_to_whom_the_catalogue_names() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    server.account_in("colleague", &[Role::GridWorker], STREET, None).await;
    server.join("worker", "works", STREET).await;
    server.join("colleague", "works", STREET).await;
    let report = told(&server, &place, "livelihood.water");
    let begun = server.post("/api/cases", &officer, report).await.body;
    let path = format!("/api/cases/{}", begun["number"].as_str().unwrap());
    let case = server.get(&path, &officer).await.body;
    server.act(&worker, &case, json!({ "deed": "claim" })).await;
    let mut told_of = Vec::new();
    for _ in 0..40 {
        server.world.clock.advance(86_400);
        server.casework.tick(10).await.unwrap();
        let counts = [
            server.warnings("worker").await,
            server.warnings("colleague").await,
            server.warnings("officer").await,
        ];
        if told_of.last() != Some(&counts) {
            told_of.push(counts);
        }
    }
    // At 50 % the officer in charge; at 80 % the office; at 100 % who leads it, here everybody; at 150 % the supervisors.
    assert_eq!(told_of.last(), Some(&[3, 2, 1]), "{told_of:?}");
    let reader = server.principal("officer").await;
    let page = server.state.messages.page(&reader, true, None, 1).await.unwrap();
    assert!(page.rows[0].text.en.contains("150%"), "{}", page.rows[0].text.en);
}

#[tokio::test]
async fn an_objection_is_told_to_whoever_resolved_the_case() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let mut report = told(&server, &place, "livelihood.water");
    report["reporter"] = json!({ "name": "王小明", "phone": "19900001234" });
    let begun = server.post("/api/cases", &officer, report).await.body;
    let path = format!("/api/cases/{}", begun["number"].as_str().unwrap());
    let mut case = server.get(&path, &worker).await.body;
    for deed in [
        json!({ "deed": "claim" }),
        json!({ "deed": "start" }),
        json!({ "deed": "contact" }),
        json!({ "deed": "resolve", "outcome": "settled" }),
    ] {
        let done = server.act(&worker, &case, deed).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        case = done.body;
    }
    let answer = json!({
        "number": begun["number"], "word": begun["word"], "id": super::cases::id(&server),
        "seen": case["version"], "deed": "object", "words": "still wet",
    });
    let objected = server.post("/api/report/answer", "", answer).await;
    assert_eq!(objected.status, StatusCode::OK, "{}", objected.body);
    assert_eq!(server.kinds(&worker).await, ["case_objected"]);
    let page = server.get("/api/messages", &worker).await.body;
    assert!(
        !page.to_string().contains("still wet"),
        "a message leads to the case, it does not tell it"
    );
}

#[tokio::test]
async fn emergencies_are_told_to_reviewers_to_those_who_were_read_and_to_whoever_opened_them() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account_in("officer", &[Role::DistrictOfficer], "990106", None).await;
    let auditor = server.account("auditor", &[Role::Auditor], None).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let neighbour_id = server.world.ids.next();
    let neighbour = server.account("neighbour", &[Role::Resident], Some(neighbour_id)).await;
    let open = json!({ "area": STREET, "reason": "a patient is missing from the hospital" });
    let opened = server.post("/api/emergencies", &officer, open).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    let id = opened.body["id"].as_str().unwrap();
    assert_eq!(server.kinds(&auditor).await, ["emergency_opened"]);

    let path = format!("/api/blocks/units/{}?emergency={id}", place.unit);
    let read = server.get(&path, &officer).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    server.access.index_reads().await.unwrap();
    let close = format!("/api/emergencies/{id}/close");
    server.world.clock.advance(600);
    assert_eq!(server.post(&close, &officer, json!({})).await.status, StatusCode::NO_CONTENT);
    for _ in 0..2 {
        outbox::tell_those_read(&server.state).await;
        assert!(server.kinds(&resident).await.is_empty(), "not before it is over and indexed");
    }
    server.world.clock.advance(180);
    for _ in 0..2 {
        outbox::tell_those_read(&server.state).await;
        assert_eq!(server.kinds(&resident).await, ["emergency_on_me"], "once");
    }
    assert!(server.kinds(&neighbour).await.is_empty(), "who was not read is told nothing");

    let review = json!({ "verdict": "improper", "note": "nobody was missing" });
    let reviewed = server.post(&format!("/api/emergencies/{id}/review"), &auditor, review).await;
    assert_eq!(reviewed.status, StatusCode::NO_CONTENT, "{}", reviewed.body);
    assert_eq!(server.kinds(&officer).await, ["emergency_reviewed"]);
    let page = server.get("/api/messages", &officer).await.body;
    assert!(page["rows"][0]["text"]["en"].as_str().unwrap().contains("improper"));
}

#[tokio::test]
async fn a_recovery_is_told_to_its_holder_and_an_accepted_invitation_to_who_invited() {
    let server = Server::start().await;
    let keeper = server.account_in("keeper", &[Role::Administrator], "990106", None).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let asked = json!({ "login": "worker", "lost": "password", "reason": "came with the card" });
    server.post("/api/recoveries", &keeper, asked).await;
    assert_eq!(server.kinds(&worker).await, ["recovery_asked"]);

    let invite = json!({
        "login": "newcomer", "role": "grid_worker", "area": STREET,
        "office": { "zh": "网格中心", "en": "Grid centre" }, "lang": "en",
    });
    let given = server.post("/api/invitations", &keeper, invite).await;
    let accept = json!({ "token": given.body["token"], "name": "A worker", "password": "three blue kettles" });
    let accepted = server.post("/api/invitations/accept", "", accept).await;
    assert_eq!(accepted.status, StatusCode::NO_CONTENT, "{}", accepted.body);
    assert_eq!(server.kinds(&keeper).await, ["invitation_accepted"]);
}

#[tokio::test]
async fn one_chooses_how_to_be_told() {
    let server = Server::start().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let how = server.get("/api/messages/choices", &worker).await.body;
    let kind = |how: &Value, id: &str| {
        let kinds = how["kinds"].as_array().unwrap();
        kinds.iter().find(|kind| kind["id"] == id).unwrap().clone()
    };
    assert_eq!(kind(&how, "case_assigned")["channels"]["email"], true);
    assert_eq!((&how["quiet"], &how["channels"][0]["set_up"]), (&Value::Null, &json!(false)));
    let chosen = json!({
        "kinds": { "case_assigned": { "email": false } },
        "quiet": { "from_minute": 1320, "to_minute": 420 },
    });
    let put = server.call(Method::PUT, "/api/messages/choices", &worker, Some(&chosen)).await;
    assert_eq!(put.status, StatusCode::NO_CONTENT, "{}", put.body);
    let how = server.get("/api/messages/choices", &worker).await.body;
    assert_eq!(kind(&how, "case_assigned")["channels"]["email"], false);
    assert_eq!(how["quiet"]["from_minute"], 1320);
    for wrong in [
        json!({ "kinds": { "gossip": { "email": true } }, "quiet": null }),
        json!({ "kinds": {}, "quiet": { "from_minute": 1500, "to_minute": 0 } }),
    ] {
        let put = server.call(Method::PUT, "/api/messages/choices", &worker, Some(&wrong)).await;
        assert_eq!(put.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let mail = json!({ "address": "worker@example.org" });
    let path = "/api/messages/contacts/email";
    let set = server.call(Method::PUT, path, &worker, Some(&mail)).await;
    assert_eq!(set.status, StatusCode::CONFLICT, "no relay is set up: {}", set.body);
    let hook =
        server.call(Method::PUT, "/api/messages/contacts/webhook", &worker, Some(&mail)).await;
    assert_eq!(hook.status, StatusCode::BAD_REQUEST, "an administrator sets it");
    let none =
        server.call(Method::PUT, "/api/messages/contacts/pigeon", &worker, Some(&mail)).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_browser_that_was_woken_asks_what_is_new() {
    let server = Server::start().await;
    let place = server.place().await;
    let dispatcher = server.account_in("dispatcher", &[Role::StreetOfficer], STREET, None).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let other = server.account_in("other", &[Role::GridWorker], STREET, None).await;
    server.join("worker", "works", STREET).await;
    let kept = server.get("/api/messages/push", &worker).await.body;
    assert_eq!(kept["devices"], json!([]));
    assert_eq!(kept["key"].as_str().unwrap().len(), 87, "a point of P-256");
    let endpoint = "https://push.example.org/send/abc";
    let browser = |endpoint: &str| {
        let device = "Firefox · Android";
        json!({ "endpoint": endpoint, "device": device, "shows_title": false })
    };
    let clear = browser("http://push.example.org/send/abc");
    let refused = server.post("/api/messages/push", &worker, clear).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let added = server.post("/api/messages/push", &worker, browser(endpoint)).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    let listed = server.get("/api/messages/push", &worker).await.body;
    assert_eq!(listed["devices"][0]["device"], "Firefox · Android");
    assert!(!listed.to_string().contains("push.example.org"), "an endpoint is shown nowhere");
    assert_eq!(server.get("/api/messages/push", &other).await.body["devices"], json!([]));

    let report = told(&server, &place, "livelihood.water");
    server.post("/api/cases", &dispatcher, report).await;
    assert_eq!(server.kinds(&worker).await, ["case_of_office"]);
    let woken = json!({ "endpoint": endpoint });
    let news = server.post("/api/messages/push/news", &worker, woken.clone()).await.body;
    assert_eq!((&news["unseen"], &news["title"]), (&json!(1), &Value::Null));
    let foreign = server.post("/api/messages/push/news", &other, woken.clone()).await.body;
    assert_eq!((&foreign["device"], &foreign["link"]), (&Value::Null, &Value::Null));

    let path = format!("/api/messages/push/{}", added.body["id"].as_str().unwrap());
    let shown = json!({ "shows_title": true });
    let theirs = server.call(Method::PUT, &path, &other, Some(&shown)).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let put = server.call(Method::PUT, &path, &worker, Some(&shown)).await;
    assert_eq!(put.status, StatusCode::NO_CONTENT);
    let news = server.post("/api/messages/push/news", &worker, woken).await.body;
    assert_eq!(news["title"]["en"], "A case came to your office");
    let gone = server.call(Method::DELETE, &path, &worker, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get("/api/messages/push", &worker).await.body["devices"], json!([]));
}

#[tokio::test]
async fn webhooks_are_kept_by_the_administrator_of_their_area() {
    let server = Server::start().await;
    let keeper = server.account_in("keeper", &[Role::Administrator], STREET, None).await;
    let next = server.account_in("next", &[Role::Administrator], "990106/990106002", None).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let path = format!("/api/messages/hooks/{}", server.account_id("worker").await);
    let hook = json!({ "url": "https://hooks.example.org/linli" });
    for cookie in [&next, &worker] {
        let refused = server.call(Method::PUT, &path, cookie, Some(&hook)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let given = server.call(Method::PUT, &path, &keeper, Some(&hook)).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.body);
    let secret = given.body["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_"));
    let listed = server.get("/api/messages/hooks", &keeper).await.body;
    assert_eq!(listed[0]["name"], "worker");
    assert!(!listed.to_string().contains(secret), "shown once");
    assert_eq!(server.get("/api/messages/hooks", &next).await.body, json!([]));
    let inside = json!({ "url": "ftp://hooks.example.org/" });
    let wrong = server.call(Method::PUT, &path, &keeper, Some(&inside)).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/api/messages/dead", &keeper).await.body, json!([]));
    let gone = server.call(Method::DELETE, &path, &keeper, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(
        server.call(Method::DELETE, &path, &keeper, None).await.status,
        StatusCode::NOT_FOUND
    );
}
