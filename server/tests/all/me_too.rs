//! "Me too" over HTTP: what was reported nearby, reported by somebody else.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::parts::outbox;

use super::{
    cases::id,
    place::Place,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";
const GAS: &str = "safety.gas_power";
const NEAR: &str = "/api/report/nearby?subclass=safety.gas_power&lon=113.00125&lat=22.00025";

fn told(server: &Server, place: &Place, words: &str, phone: &str) -> Value {
    json!({
        "id": id(server), "subclass": GAS, "place": { "unit": place.unit }, "words": words,
        "contact": { "name": "王小明", "phone": phone },
    })
}

impl Server {
    async fn report(&self, told: &Value) -> Answer {
        self.call(Method::POST, "/api/report", "", Some(told)).await
    }

    async fn follow(&self, begun: &Answer) -> Value {
        let key = json!({ "number": begun.body["number"], "word": begun.body["word"] });
        let followed = self.call(Method::POST, "/api/report/follow", "", Some(&key)).await;
        assert_eq!(followed.status, StatusCode::OK, "{}", followed.body);
        followed.body
    }

    /// Kinds of the messages that a reader has, the latest first.
    async fn message_kinds(&self, cookie: &str) -> Vec<String> {
        outbox::tell(&self.state).await;
        let page = self.call(Method::GET, "/api/messages", cookie, None).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let rows = page.body["rows"].as_array().unwrap();
        rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn what_was_reported_nearby_is_reported_too_and_tells_nothing_of_who_was_first() {
    let server = Server::start().await;
    let place = server.place().await;
    let first = server.report(&told(&server, &place, "厨房软管老化", "19900001234")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let near = server.call(Method::GET, NEAR, "", None).await.body;
    assert_eq!(near.as_array().unwrap().len(), 1, "{near}");
    let mut too = told(&server, &place, "现在闻到气味", "19900005678");
    too["me_too"] = near[0]["id"].clone();
    let begun = server.report(&too).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    assert_eq!(
        (&begun.body["joined"], &begun.body["number"]),
        (&json!(true), &first.body["number"])
    );
    assert_ne!(begun.body["word"], first.body["word"]);
    let again = server.report(&too).await.body;
    assert_eq!((&again["joined"], &again["word"]), (&json!(true), &Value::Null), "{again}");
    let near = server.call(Method::GET, NEAR, "", None).await.body;
    assert_eq!(near.as_array().unwrap().len(), 1, "no second case: {near}");

    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let path = format!("/api/cases/{}", first.body["number"].as_str().unwrap());
    let case = server.call(Method::GET, &path, &officer, None).await.body;
    assert_eq!((&case["reports"], &case["actions"][1]["deed"]), (&json!(2), &json!("me_too")));
    assert_eq!(case["actions"][1]["words"], "现在闻到气味");
    let list = server.call(Method::GET, "/api/cases", &officer, None).await.body;
    assert_eq!((&list["total"], &list["rows"][0]["reports"]), (&json!(1), &json!(2)), "{list}");
    let forged = server
        .act(&officer, &case, json!({ "deed": "me_too", "can_contact": false, "photos": [] }))
        .await;
    assert_eq!(forged.status, StatusCode::BAD_REQUEST, "it has a door of its own");
    let visit = server.act(&officer, &case, json!({ "deed": "visit", "met": false })).await;
    assert_eq!(visit.status, StatusCode::OK, "{}", visit.body);

    let theirs = server.follow(&begun).await;
    assert_eq!((&theirs["words"], &theirs["reports"]), (&json!("现在闻到气味"), &json!(2)));
    assert_eq!(theirs["label"]["en"], "A dwelling nearby");
    assert!(!theirs.to_string().contains("软管"), "nothing of the first: {theirs}");
    let mine = server.follow(&first).await;
    assert_eq!(mine["words"], "厨房软管老化");
    assert!(!mine.to_string().contains("闻到"), "nor of the second: {mine}");
    let visited =
        |told: &Value| told["steps"].as_array().unwrap().iter().any(|step| step["deed"] == "visit");
    assert!(visited(&mine) && !visited(&theirs), "when nobody was at home is told to one alone");

    // Each reads in full who looked; the contact of both is under one grant.
    server.join("officer", "emergency", "990106").await;
    let seen = server.call(Method::GET, &format!("{path}/reporter"), &officer, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.body["others"][0]["phone"], "19900005678");
    for begun in [&first, &begun] {
        assert_eq!(server.follow(begun).await["looks"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn who_has_the_case_is_told_and_of_a_danger_urgently() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let first = server.report(&told(&server, &place, "软管老化", "19900001234")).await.body;
    let path = format!("/api/cases/{}", first["number"].as_str().unwrap());
    let case = server.call(Method::GET, &path, &worker, None).await.body;
    let claimed = server.act(&worker, &case, json!({ "deed": "claim" })).await;
    assert_eq!(claimed.status, StatusCode::OK, "{}", claimed.body);
    assert!(server.message_kinds(&worker).await.is_empty(), "their own deed");
    let mut too = told(&server, &place, "我家也是", "19900005678");
    too["me_too"] = first["id"].clone();
    assert_eq!(server.report(&too).await.body["joined"], true);
    assert_eq!(server.message_kinds(&worker).await, ["case_me_too"]);
    too["id"] = json!(id(&server));
    too["answers"] = json!({ "smell": "yes" });
    assert_eq!(server.report(&too).await.body["joined"], true);
    let kinds = server.message_kinds(&worker).await;
    assert_eq!(kinds, ["case_danger", "case_me_too"], "an answer that a stopper waits for");
    let case = server.call(Method::GET, &path, &worker, None).await.body;
    let last = case["actions"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["danger"], &last["answers"][0]["answer"]["en"]),
        (&json!(true), &json!("Yes"))
    );
    assert_eq!(case["officer"]["me"], true, "and nothing else has changed");
}

#[tokio::test]
async fn what_may_not_be_shown_is_not_joined_and_is_told_of_by_nothing() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    // Of a kind that is not open: an id that somebody guessed opens nothing.
    let mut hidden = told(&server, &place, "押金不退", "19900001234");
    hidden["subclass"] = json!("disputes.tenancy");
    let hidden = server.report(&hidden).await.body;
    let mut too = told(&server, &place, "也是", "19900005678");
    too["subclass"] = json!("disputes.tenancy");
    too["me_too"] = hidden["id"].clone();
    let alone = server.report(&too).await.body;
    assert_eq!(alone["joined"], false);
    assert_ne!(alone["number"], hidden["number"], "a case of its own");
    let mut unknown = told(&server, &place, "漏气", "19900005678");
    unknown["me_too"] = json!(id(&server));
    assert_eq!(server.report(&unknown).await.body["joined"], false);
    let list = server.call(Method::GET, "/api/cases", &officer, None).await.body;
    assert_eq!(list["total"], 3, "{list}");
    let mut spoken = too.clone();
    spoken["voice"] = json!(id(&server));
    assert_eq!(server.report(&spoken).await.status, StatusCode::BAD_REQUEST);
}
