//! Notices over HTTP: issued, served, reminded of, and verified by whoever holds the paper.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    cases::id,
    dwellings::{bound, codes, kinds},
    place::Place,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";
const PATH: &str = "/api/housing/notices";

impl Server {
    pub(super) async fn posts(&self, path: &str, cookie: &str, body: Value) -> Answer {
        self.call(Method::POST, path, cookie, Some(&body)).await
    }

    pub(super) async fn issues(&self, cookie: &str, kind: &str, of: Value) -> Answer {
        let mut body = json!({ "id": id(self), "kind": kind });
        body.as_object_mut().unwrap().extend(of.as_object().unwrap().clone());
        self.posts(PATH, cookie, body).await
    }

    async fn suspends(&self, cookie: &str, place: &Place, suspended: bool) {
        let path = format!("/api/housing/units/{}/suspension", place.unit);
        let body = json!({ "id": id(self), "suspended": suspended, "words": "逾期未整改" });
        let done = self.posts(&path, cookie, body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    }

    async fn verified(&self, number: &str, digest: &str) -> Answer {
        let path = format!("/api/housing/verify/{number}.{digest}");
        self.call(Method::GET, &path, "", None).await
    }
}

#[tokio::test]
async fn an_order_is_issued_served_with_a_photo_and_verified_by_anybody() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let inspector = server.account_in("inspector", &[Role::Inspector], STREET, None).await;
    let hose = server.hose(&worker, &place.unit).await;
    let hazard = server.posts("/api/housing/hazards", &worker, hose).await.body;
    let of = json!({ "hazard": hazard["id"] });
    let early = server.issues(&inspector, "order", of.clone()).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.body);
    let path = format!("/api/housing/hazards/{}/actions", hazard["id"].as_str().unwrap());
    let order = json!({ "id": id(&server), "seen": hazard["version"], "deed": { "deed": "order" }, "words": "请于本月内更换" });
    let ordered = server.posts(&path, &inspector, order).await;
    assert_eq!(ordered.status, StatusCode::OK, "{}", ordered.body);
    let refused = server.issues(&worker, "order", of.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "a finder issues none");
    let issued = server.issues(&inspector, "order", of).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.body);
    let notice = &issued.body;
    assert_eq!(notice["due_at"], hazard["due_at"]);
    let text = notice["paper"].to_string();
    assert!(text.contains("未载明") && text.contains("not stated"), "no basis was stated: {text}");
    assert!(text.contains("请于本月内更换"), "why it was ordered: {text}");

    let path = format!("{PATH}/{}/actions", notice["id"].as_str().unwrap());
    let posted = |evidence: Value, seen: &Value| {
        json!({ "id": id(&server), "seen": seen, "deed": { "deed": "serve", "way": "posted", "to": "landlord" },
            "evidence": evidence })
    };
    let bare = server.posts(&path, &inspector, posted(json!([]), &notice["version"])).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST, "{}", bare.body);
    let photo = server.housing_photo(&inspector).await;
    let shown = json!([{ "kind": "photo", "file": photo }]);
    let handed = server.posts(&path, &inspector, posted(shown, &notice["version"])).await;
    assert_eq!((handed.status, &handed.body["served"]), (StatusCode::OK, &json!(true)));
    assert_eq!(handed.body["services"][0]["by"], "you");
    let seen =
        server.call(Method::GET, &format!("/api/housing/files/{photo}"), &inspector, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);

    let (number, digest) =
        (notice["number"].as_str().unwrap(), notice["paper"]["digest"].as_str().unwrap());
    assert_eq!(notice["paper"]["target"], format!("/portal/#notice={number}.{digest}"));
    let verified = server.verified(number, digest).await;
    assert_eq!(verified.status, StatusCode::OK, "{}", verified.body);
    assert_eq!(verified.body["standing"]["name"], "stands");
    assert_eq!(verified.body["code"], notice["place"]["unit"]["code"]);
    let due = verified.body["due"]["zh"].as_str().unwrap();
    assert!(text.contains(due), "the deadline as the paper writes it: {due}");
    let told = verified.body.to_string();
    assert!(
        !told.contains("inspector") && !told.contains("请于本月内更换"),
        "nobody, and not why: {told}"
    );
    assert_eq!(server.verified(number, &"0".repeat(26)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.verified("2026-999999", digest).await.status, StatusCode::NOT_FOUND);
    let body = json!({ "id": id(&server), "seen": handed.body["version"], "deed": { "deed": "withdraw" }, "words": "有误" });
    let gone = server.posts(&path, &inspector, body).await;
    assert_eq!((gone.status, &gone.body["offers"]), (StatusCode::OK, &json!([])), "{}", gone.body);
    let verified = server.verified(number, digest).await;
    assert_eq!(verified.body["standing"]["name"], "withdrawn");

    let list = server.call(Method::GET, &format!("{PATH}?unserved=false"), &worker, None).await;
    assert_eq!((list.status, &list.body["total"]), (StatusCode::OK, &json!(1)), "{}", list.body);
    let csv = server.call(Method::GET, &format!("{PATH}?format=csv"), &worker, None).await;
    let csv = csv.body.as_str().unwrap();
    assert!(csv.lines().count() == 2 && csv.contains(number), "{csv}");
    let elsewhere = server.account_in("other", &[Role::Inspector], "990106/990106002", None).await;
    let path = format!("{PATH}/{}", notice["id"].as_str().unwrap());
    let refused = server.call(Method::GET, &path, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for _ in 0..120 {
        server.verified("2026-999999", digest).await;
    }
    let paced = server.verified(number, digest).await;
    assert_eq!(paced.status, StatusCode::TOO_MANY_REQUESTS, "so many an hour: {}", paced.body);
}

#[tokio::test]
async fn who_lives_there_is_told_of_a_suspension_and_its_photo_is_on_their_log() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let inspector = server.account_in("inspector", &[Role::Inspector], STREET, None).await;
    let code = codes(&server, &place).await.remove(0);
    let (resident, _) = bound(&server, &code, "neighbour", &worker, Some(place.person)).await;
    let of = json!({ "unit": place.unit });
    let early = server.issues(&inspector, "suspension", of.clone()).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nothing was suspended");
    server.world.clock.advance(60);
    server.suspends(&inspector, &place, true).await;
    let issued = server.issues(&inspector, "suspension", of.clone()).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.body);
    assert!(kinds(&server, &resident).await.contains(&"letting_changed".to_owned()));
    let photo = server.housing_photo(&inspector).await;
    let body = json!({ "id": id(&server), "seen": 1, "deed": { "deed": "serve", "way": "posted", "to": "landlord" },
        "evidence": [{ "kind": "photo", "file": photo }] });
    let path = format!("{PATH}/{}/actions", issued.body["id"].as_str().unwrap());
    let handed = server.posts(&path, &inspector, body).await;
    assert_eq!(handed.status, StatusCode::OK, "{}", handed.body);
    let before = server.call(Method::GET, "/api/reads?person=me", &resident, None).await.body;
    let seen =
        server.call(Method::GET, &format!("/api/housing/files/{photo}"), &inspector, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let after = server.call(Method::GET, "/api/reads?person=me", &resident, None).await.body;
    assert_eq!(after.as_array().unwrap().len(), before.as_array().unwrap().len() + 1, "{after}");
    server.world.clock.advance(60);
    server.suspends(&inspector, &place, false).await;
    let lifted = server.issues(&inspector, "lifting", of).await;
    assert_eq!(lifted.status, StatusCode::OK, "{}", lifted.body);
    let path = format!("{PATH}/{}/actions", lifted.body["id"].as_str().unwrap());
    let deed = json!({ "deed": "withdraw" });
    let body = json!({ "id": id(&server), "seen": 1, "deed": deed, "words": "门牌有误" });
    let gone = server.posts(&path, &inspector, body).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.body);
    assert!(kinds(&server, &resident).await.contains(&"notice_withdrawn".to_owned()));
    let (number, digest) =
        (issued.body["number"].as_str().unwrap(), issued.body["paper"]["digest"].as_str().unwrap());
    assert_eq!(server.verified(number, digest).await.body["standing"]["name"], "done");
}
