//! Micro-events over HTTP.

use access::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::{
    cases::id,
    place::Place,
    world::{Answer, Server},
};

const PATH: &str = "/api/cases/micro-events";
const STREET: &str = "990106/990106001";

impl Server {
    async fn found(&self, cookie: &str, place: &Place) -> Value {
        let photo = self.uploaded("/api/cases/files", Some(cookie)).await;
        let body = json!({
            "id": id(self), "kind": "charger_indoors", "place": { "unit": place.unit },
            "photos": [photo], "words": "电话19900001234",
        });
        let found = self.call(Method::POST, PATH, cookie, Some(&body)).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        found.body
    }

    async fn step(&self, cookie: &str, event: &Value, deed: Value) -> Answer {
        let body = json!({
            "id": id(self), "seen": event["version"], "deed": deed, "words": "so it is",
        });
        let path = format!("{PATH}/{}/actions", event["id"].as_str().unwrap());
        self.call(Method::POST, &path, cookie, Some(&body)).await
    }

    /// Put right by whoever found it, and drawn to be verified.
    async fn drawn(&self, cookie: &str, place: &Place) -> Value {
        for _ in 0..60 {
            let found = self.found(cookie, place).await;
            let photo = self.uploaded("/api/cases/files", Some(cookie)).await;
            let fix = json!({ "deed": "fix", "photos": [photo] });
            let fixed = self.step(cookie, &found, fix).await;
            assert_eq!(fixed.status, StatusCode::OK, "{}", fixed.body);
            if fixed.body["waits"] == true {
                return fixed.body;
            }
        }
        panic!("of sixty at half chance none was drawn");
    }
}

#[tokio::test]
async fn a_micro_event_is_found_put_right_and_verified_by_somebody_else() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let elsewhere =
        server.account_in("elsewhere", &[Role::StreetOfficer], "990106/990106002", None).await;
    let found = server.found(&worker, &place).await;
    assert_eq!(found["offers"], json!(["fix", "escalate"]));
    assert_eq!(found["responsible"]["en"], "Tenant");
    assert!(!found.to_string().contains("19900001234"), "numbers of persons are not kept");
    let bare = server.step(&worker, &found, json!({ "deed": "fix", "photos": [] })).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST);
    let drawn = server.drawn(&worker, &place).await;
    assert_eq!(drawn["offers"], json!([]), "nobody verifies their own");
    let verify = json!({ "deed": "verify", "fixed": true });
    let own = server.step(&worker, &drawn, verify.clone()).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "handling and looking again are apart");
    let other = server.step(&elsewhere, &drawn, verify.clone()).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let path = format!("{PATH}/{}", drawn["id"].as_str().unwrap());
    let seen = server.call(Method::GET, &path, &officer, None).await.body;
    assert_eq!((&seen["offers"], &seen["may_see_photos"]), (&json!(["verify"]), &json!(true)));
    let verified = server.step(&officer, &drawn, verify).await;
    assert_eq!(verified.status, StatusCode::OK, "{}", verified.body);
    assert_eq!(verified.body["state"], "verified");
    // Who put it right themself does not verify it, though looking again were theirs.
    let by_officer = server.drawn(&officer, &place).await;
    let own = server.step(&officer, &by_officer, json!({ "deed": "verify", "fixed": true })).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    // What is found not put right is a case.
    let drawn = server.drawn(&worker, &place).await;
    let failed = server.step(&officer, &drawn, json!({ "deed": "verify", "fixed": false })).await;
    let case = format!("/api/cases/{}", failed.body["case"].as_str().unwrap());
    let case = server.call(Method::GET, &case, &officer, None).await.body;
    assert_eq!(case["subclass"]["id"], "safety.charging");
    assert_eq!(case["door"], "field");
    assert_eq!(case["evidence"].as_array().unwrap().len(), 2);

    let list = server.call(Method::GET, &format!("{PATH}?state=found"), &officer, None).await;
    assert_eq!((list.status, &list.body["total"]), (StatusCode::OK, &json!(1)), "{}", list.body);
    assert!(list.body["rows"][0]["by"].is_null(), "a list names nobody");
    let none = server.call(Method::GET, PATH, &elsewhere, None).await;
    assert_eq!(none.body["total"], 0);
    let export = format!("{PATH}/export?state=found");
    let file = server.call(Method::GET, &export, &officer, None).await;
    assert_eq!(file.body.as_str().unwrap().lines().count(), 2);
    let kinds = server.call(Method::GET, &format!("{PATH}/catalogue"), &worker, None).await;
    assert_eq!(kinds.body["kinds"].as_array().unwrap().len(), 21);
}

#[tokio::test]
async fn a_photo_of_a_micro_event_is_for_whoever_has_to_do_with_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let colleague = server.account_in("colleague", &[Role::GridWorker], STREET, None).await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let found = server.found(&worker, &place).await;
    let of = |event: &Value, list: &str| {
        let (event, file) = (event["id"].as_str(), event[list][0].as_str());
        format!("{PATH}/{}/photos/{}", event.unwrap(), file.unwrap())
    };
    let photo = of(&found, "before");
    let refused = server.call(Method::GET, &photo, &colleague, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "it is not theirs");
    let shown = server.call(Method::GET, &photo, &worker, None).await;
    assert_eq!(shown.status, StatusCode::OK);
    let looks = server.call(Method::GET, "/api/reads?person=me", &resident, None).await.body;
    assert_eq!(looks.as_array().unwrap().len(), 1, "whoever lives there sees it: {looks}");
    let drawn = server.drawn(&worker, &place).await;
    let shown = server.call(Method::GET, &of(&drawn, "after"), &officer, None).await;
    assert_eq!(shown.status, StatusCode::OK);
    let verify = json!({ "deed": "verify", "fixed": true });
    assert_eq!(server.step(&officer, &drawn, verify).await.status, StatusCode::OK);
    let over = server.call(Method::GET, &of(&drawn, "after"), &officer, None).await;
    assert_eq!(over.status, StatusCode::FORBIDDEN, "once it is over nobody has to look");
    let mixed = of(&json!({ "id": found["id"], "after": drawn["after"] }), "after");
    let mixed = server.call(Method::GET, &mixed, &worker, None).await;
    assert_eq!(mixed.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn coverage_is_of_places_and_tells_of_no_worker() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let path = "/api/cases/coverage";
    let refused = server.call(Method::GET, path, &worker, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let before = server.call(Method::GET, path, &officer, None).await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.body);
    assert_eq!(
        (&before.body["all"]["visited"], &before.body["all"]["buildings"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(
        before.body["rows"].as_array().unwrap().len(),
        1,
        "a grid that nobody visited is told too"
    );
    server.found(&worker, &place).await;
    server.found(&worker, &place).await;
    for by in ["grid", "community", "building"] {
        let path = format!("{path}?by={by}");
        let seen = server.call(Method::GET, &path, &officer, None).await.body;
        let row = &seen["rows"][0];
        assert_eq!(
            (&row["visited"], &row["visits"], &row["part"]),
            (&json!(1), &json!(2), &json!(1.0)),
            "{by}: {seen}"
        );
        assert!(!seen.to_string().contains("worker"), "nobody is named");
        let file = server.call(Method::GET, &format!("{path}&format=csv"), &officer, None).await;
        assert_eq!(file.body.as_str().unwrap().lines().count(), 3, "a head, a place, the sum");
        let book = server.call(Method::GET, &format!("{path}&format=xlsx"), &officer, None).await;
        assert_eq!(book.status, StatusCode::OK);
        let name = book.head.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert_eq!(name, "attachment; filename=\"coverage.xlsx\"");
    }
    let earlier = format!("{path}?from=2025-01-01&to=2025-02-01");
    let earlier = server.call(Method::GET, &earlier, &officer, None).await.body;
    assert_eq!(earlier["all"]["visits"], 0);
}
