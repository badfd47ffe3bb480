//! The register changed by an officer: who may, once, what follows, and the way back.

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use futures::StreamExt as _;
use register::{Register, wash::build_index};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::world::{Answer, Server};

const EDITS: &str = "/api/register/edits";
const PREVIEW: &str = "/api/register/edits/preview";

async fn post(server: &Server, path: &str, who: &str, body: &Value) -> Answer {
    server.call(Method::POST, path, who, Some(body)).await
}

async fn get(server: &Server, path: &str, who: &str) -> Value {
    let answer = server.call(Method::GET, path, who, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.body
}

fn split(unit: &str) -> Value {
    json!({ "deed": "split_unit", "unit": unit, "into": [{ "room": "103" }, { "room": "104" }] })
}

#[tokio::test]
async fn an_officer_looks_splits_once_and_undoes() {
    let server = Server::start().await;
    let place = server.place().await;
    let (database, ids) = (&server.world.database, &server.world.ids);
    let register = Register::new(database.clone(), ids.clone(), server.world.clock.clone());
    Box::pin(build_index(&register, &server.state.data, &kernel::Silent)).await.unwrap();
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let deed = split(&place.unit);

    let seen = post(&server, PREVIEW, &officer, &json!({ "deed": deed })).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.body["retires"][0]["room"], "101");
    assert_eq!((&seen.body["open_cases"], &seen.body["open_hazards"]), (&json!(0), &json!(0)));
    let version = seen.body["seen"].as_i64().unwrap();

    let id = "0192a000-0000-7000-8000-000000000001";
    let sent = json!({ "id": id, "seen": version, "deed": deed, "reason": "seen on the spot" });
    let done = post(&server, EDITS, &officer, &sent).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(done.body["made"].as_array().unwrap().len(), 2);
    let again = post(&server, EDITS, &officer, &sent).await;
    assert_eq!((again.status, &again.body), (StatusCode::OK, &done.body), "pressed twice");

    let old = get(&server, &format!("/api/units/{}", place.unit), &officer).await;
    assert_eq!((&old["stage"], old["lineage"].as_array().unwrap().len()), (&json!("retired"), 2));
    let line = json!({ "line": "幸福路1号103室" });
    let washed = post(&server, "/api/wash", &officer, &line).await;
    let text = washed.body.to_string();
    assert!(text.contains("9901060010010000001000005"), "the wash knows it at once: {text}");

    let list = get(&server, &format!("/api/buildings/{}/edits", place.building), &officer).await;
    assert_eq!((&list["may"], &list["rows"][0]["kind"]), (&json!(true), &json!("unit.split")));
    assert_eq!(list["rows"][0]["reason"], "seen on the spot");
    let undo = json!({
        "id": "0192a000-0000-7000-8000-000000000002", "seen": list["seen"],
        "deed": { "deed": "undo", "edit": id }, "reason": "it was next door",
    });
    let undone = post(&server, EDITS, &officer, &undo).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.body);
    let old = get(&server, &format!("/api/units/{}", place.unit), &officer).await;
    assert_eq!(old["stage"], "current");
    let feed = get(&server, "/api/feed?after=0", &officer).await;
    let kinds: Vec<&str> = feed["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["register.imported", "unit.split", "edit.undo"]);
}

#[tokio::test]
async fn the_second_of_two_officers_is_told() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let list = get(&server, &format!("/api/buildings/{}/edits", place.building), &officer).await;
    let sent = |id: u8, deed: Value| {
        let id = format!("0192a000-0000-7000-8000-0000000000{id:02}");
        json!({ "id": id, "seen": list["seen"], "deed": deed, "reason": "a letter" })
    };
    let number =
        json!({ "deed": "renumber_building", "building": place.building, "number": "9号" });
    let first = post(&server, EDITS, &officer, &sent(1, number)).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let second = post(&server, EDITS, &officer, &sent(2, split(&place.unit))).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let said = second.body["detail"].as_str().unwrap();
    assert!(said.contains("Somebody else"), "{said}");
    let mut silent = sent(3, split(&place.unit));
    silent["reason"] = json!("");
    assert_eq!(post(&server, EDITS, &officer, &silent).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_does_not_answer_for_the_map_here_changes_nothing() {
    let server = Server::start().await;
    let place = server.place().await;
    let deed = split(&place.unit);
    let sent = json!({
        "id": "0192a000-0000-7000-8000-000000000001", "seen": 1, "deed": deed, "reason": "a letter",
    });
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let next = server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    for who in [&worker, &next] {
        let looked = post(&server, PREVIEW, who, &json!({ "deed": deed })).await;
        assert_eq!(looked.status, StatusCode::FORBIDDEN);
        assert_eq!(post(&server, EDITS, who, &sent).await.status, StatusCode::FORBIDDEN);
        let list = get(&server, &format!("/api/buildings/{}/edits", place.building), who).await;
        assert_eq!((&list["may"], list["rows"].as_array().unwrap().len()), (&json!(false), 0));
    }
}

#[tokio::test]
async fn the_register_is_followed_live_and_thing_by_thing() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let list = get(&server, &format!("/api/buildings/{}/edits", place.building), &officer).await;
    let sent = json!({
        "id": "0192a000-0000-7000-8000-000000000001", "seen": list["seen"],
        "deed": split(&place.unit), "reason": "a letter",
    });
    assert_eq!(post(&server, EDITS, &officer, &sent).await.status, StatusCode::OK);

    let request = Request::get("/api/feed/stream?after=0")
        .header(header::COOKIE, officer.as_str())
        .body(Body::empty())
        .unwrap();
    let response = server.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    for kind in ["register.imported", "unit.split"] {
        let told = stream.next().await.unwrap().unwrap();
        let told = String::from_utf8(told.to_vec()).unwrap();
        assert!(told.contains(&format!("event: {kind}")), "{told}");
    }

    let all = get(&server, "/api/feed/things?limit=1000", &officer).await;
    assert_eq!(all["next"], all["version"].to_string());
    let since = get(&server, "/api/feed/things?after=1", &officer).await;
    let told: Vec<(&str, &str)> = since["things"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["stage"].as_str().unwrap()))
        .collect();
    assert_eq!(told.len(), 4, "the building, the unit that is no more, two new ones: {told:?}");
    assert!(told.contains(&("unit", "retired")) && told.contains(&("building", "current")));
    let wrong = server.call(Method::GET, "/api/feed/things?after=x", &officer, None).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
