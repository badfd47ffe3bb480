//! Broadcasts and the map of open cases over HTTP: whom they reach, who may send, what is told of them.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    cases::{id, told},
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";
const NEXT: &str = "990106/990106002";
const GRID: &str = "990106/990106001/990106001001/990106001001001";

impl Server {
    /// A worker on duty in an area of their own.
    async fn handler(&self, login: &str, area: &str) -> String {
        let cookie = self.account_in(login, &[Role::GridWorker], area, None).await;
        let on = self.call(Method::POST, "/api/duty", &cookie, Some(&json!({}))).await;
        assert_eq!(on.status, StatusCode::OK, "{}", on.body);
        cookie
    }

    async fn told_of(&self, cookie: &str) -> Value {
        self.call(Method::GET, "/api/messages", cookie, None).await.body["rows"].clone()
    }

    async fn broadcast(&self, cookie: &str, body: &Value) -> Answer {
        self.call(Method::POST, "/api/duty/broadcasts", cookie, Some(body)).await
    }
}

#[tokio::test]
async fn a_broadcast_reaches_who_is_on_duty_in_the_area_and_nobody_else() {
    let server = Server::start().await;
    server.place().await;
    let sender = server.account_in("sender", &[Role::StreetOfficer], STREET, None).await;
    let here = server.handler("here", GRID).await;
    let elsewhere = server.handler("elsewhere", NEXT).await;
    let off = server.account_in("off", &[Role::GridWorker], GRID, None).await;
    let on = server.call(Method::POST, "/api/duty", &sender, Some(&json!({}))).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);

    let path = format!("/api/duty/broadcasts/reach?area={}", STREET.replace('/', "%2F"));
    let reach = server.call(Method::GET, &path, &sender, None).await;
    assert_eq!(reach.body, json!({ "on_duty": 1 }), "without the sender");
    let help = json!({
        "id": id(&server), "area": STREET, "kind": "help", "zh": "到东门集合，电话19900001234", "en": null,
    });
    for _ in 0..2 {
        let sent = server.broadcast(&sender, &help).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        assert_eq!((&sent.body["reached"], &sent.body["seen"]), (&json!(1), &json!(0)));
        assert!(!sent.body.to_string().contains("19900001234"), "{}", sent.body);
    }
    let rows = server.told_of(&here).await;
    assert_eq!(rows.as_array().unwrap().len(), 1, "one press: {rows}");
    assert_eq!(rows[0]["kind"], "broadcast_help");
    assert!(rows[0]["text"]["en"].as_str().unwrap().contains("到东门集合"), "{rows}");
    for other in [&elsewhere, &off, &sender] {
        assert_eq!(server.told_of(other).await, json!([]));
    }

    let next = server.account_in("next", &[Role::StreetOfficer], NEXT, None).await;
    let another = json!({ "id": id(&server), "area": STREET, "kind": "help", "zh": "集合" });
    for wrong in [&next, &here] {
        let refused = server.broadcast(wrong, &another).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    }
    let district = server.account("district", &[Role::DistrictOfficer], None).await;
    for (area, kind, zh) in
        [("990106", "help", "集合"), (STREET, "gossip", "集合"), (STREET, "help", " ")]
    {
        let wrong = json!({ "id": id(&server), "area": area, "kind": kind, "zh": zh });
        let refused = server.broadcast(&district, &wrong).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.body);
    }

    let seen = json!({ "id": rows[0]["id"] });
    server.call(Method::POST, "/api/messages/seen", &here, Some(&seen)).await;
    let list = server.call(Method::GET, "/api/duty/broadcasts", &sender, None).await.body;
    assert_eq!((&list["rows"][0]["seen"], &list["rows"][0]["by"]["me"]), (&json!(1), &json!(true)));
    let recall = |id: &Value| format!("/api/duty/broadcasts/{}/recall", id.as_str().unwrap());
    let late = server.call(Method::POST, &recall(&help["id"]), &sender, None).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "everybody saw it");
    let sent = server.broadcast(&sender, &another).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let refused = server.call(Method::POST, &recall(&another["id"]), &next, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let back = server.call(Method::POST, &recall(&another["id"]), &sender, None).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.body);
    assert!(back.body["recalled_at"].is_string(), "{}", back.body);
    assert_eq!(server.told_of(&here).await.as_array().unwrap().len(), 1, "the first alone is left");

    server.call(Method::DELETE, "/api/duty", &here, None).await;
    let empty = json!({ "id": id(&server), "area": STREET, "kind": "help", "zh": "集合" });
    let nobody = server.broadcast(&sender, &empty).await;
    assert_eq!(nobody.status, StatusCode::CONFLICT, "nobody else is on duty");
}

#[tokio::test]
async fn the_map_shows_open_cases_of_ones_area() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let next = server.account_in("next", &[Role::StreetOfficer], NEXT, None).await;
    let report = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&report)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let map = async |cookie: &str, query: &str| {
        let path = format!("/api/cases/map?{query}");
        server.call(Method::GET, &path, cookie, None).await
    };
    let found = map(&officer, "unassigned=true").await.body;
    assert_eq!((&found["total"], &found["rows"][0]["number"]), (&json!(1), &begun.body["number"]));
    assert!(found["rows"][0]["place"]["point"]["lon"].is_number(), "{found}");
    assert!(!found.to_string().contains("19900001234"), "{found}");
    assert_eq!(map(&officer, "overdue=true").await.body["total"], json!(0));
    assert_eq!(map(&officer, "office=urban").await.body["total"], json!(0));
    assert_eq!(map(&next, "").await.body["total"], json!(0), "another street's own map is empty");
    let path = format!("area={}", STREET.replace('/', "%2F"));
    assert_eq!(map(&next, &path).await.status, StatusCode::FORBIDDEN);
}
