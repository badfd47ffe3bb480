//! Joint enforcement over HTTP: each office acts for itself, and is told.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    cases::id,
    dwellings::kinds,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";
const PATH: &str = "/api/housing/joint-enforcement";

async fn acts(server: &Server, cookie: &str, joint: &Value, deed: Value, words: &str) -> Answer {
    let path = format!("{PATH}/{}/actions", joint["id"].as_str().unwrap());
    let body = json!({ "id": id(server), "seen": joint["version"], "deed": deed, "words": words });
    server.posts(&path, cookie, body).await
}

#[tokio::test]
async fn offices_answer_for_themselves_are_told_and_write_what_they_found() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let inspector = server.account_in("inspector", &[Role::Inspector], STREET, None).await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let team = server.account_in("team", &[Role::EnforcementOfficer], STREET, None).await;
    server.join("officer", "emergency", STREET).await;
    server.join("team", "enforcement", STREET).await;
    let hose = server.hose(&worker, &place.unit).await;
    let hazard = server.posts("/api/housing/hazards", &worker, hose).await.body;
    let day = server.state.housing.when().today;
    let new = |lead: &str| {
        json!({ "id": id(&server), "building": place.building, "hazards": [hazard["id"]], "lead": lead,
            "offices": ["enforcement"], "day": day, "words": "多次整改未到位" })
    };
    let refused = server.posts(PATH, &inspector, new("emergency")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "who inspects calls no offices together");
    let unknown = server.posts(PATH, &officer, new("nowhere")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", unknown.body);
    let proposed = server.posts(PATH, &officer, new("emergency")).await;
    assert_eq!(proposed.status, StatusCode::OK, "{}", proposed.body);
    let joint = proposed.body;
    assert_eq!(
        (&joint["state"]["name"], &joint["offers"]),
        (&json!("proposed"), &json!(["call_off"]))
    );
    assert!(kinds(&server, &team).await.contains(&"joint_asked".to_owned()));

    let answer = json!({ "deed": "answer_joint", "office": "enforcement", "answer": "agrees" });
    let not_theirs = acts(&server, &officer, &joint, answer.clone(), "来").await;
    assert_eq!(not_theirs.status, StatusCode::FORBIDDEN, "{}", not_theirs.body);
    let own = format!("{PATH}/{}", joint["id"].as_str().unwrap());
    let own = server.call(Method::GET, &own, &team, None).await.body;
    assert_eq!(
        (&own["offers"], &own["waits_for"][0]["name"]),
        (&json!(["answer_joint"]), &json!("enforcement"))
    );
    let agreed = acts(&server, &team, &joint, answer, "两人参加").await;
    assert_eq!(agreed.status, StatusCode::OK, "{}", agreed.body);
    assert!(kinds(&server, &officer).await.contains(&"joint_answered".to_owned()));
    let set = json!({ "deed": "set_day", "day": day });
    let not_lead = acts(&server, &team, &agreed.body, set.clone(), "").await;
    assert_eq!(not_lead.status, StatusCode::FORBIDDEN, "the lead alone sets the day");
    let set = acts(&server, &officer, &agreed.body, set, "").await;
    assert_eq!((set.status, &set.body["state"]["name"]), (StatusCode::OK, &json!("day_set")));
    assert!(kinds(&server, &team).await.contains(&"joint_day_set".to_owned()));

    let held = acts(&server, &officer, &set.body, json!({ "deed": "hold" }), "").await;
    assert_eq!(held.status, StatusCode::OK, "{}", held.body);
    let path = format!("/api/housing/hazards/{}/actions", hazard["id"].as_str().unwrap());
    let order = json!({ "id": id(&server), "seen": hazard["version"], "deed": { "deed": "order" }, "words": "请更换" });
    let ordered = server.posts(&path, &inspector, order).await;
    assert_eq!(ordered.status, StatusCode::OK, "{}", ordered.body);
    let notice = server.issues(&inspector, "order", json!({ "hazard": hazard["id"] })).await.body;
    let report = json!({ "deed": "report", "office": "enforcement", "notices": [notice["id"]] });
    let told = acts(&server, &team, &held.body, report, "软管老化").await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    assert_eq!(told.body["findings"][0]["notices"][0]["number"], notice["number"]);
    assert_eq!(told.body["findings"][0]["words"], "软管老化");
    let report = json!({ "deed": "report", "office": "emergency", "notices": [] });
    let told = acts(&server, &officer, &told.body, report, "同上").await;
    assert_eq!(told.body["offers"], json!(["close_joint"]), "{}", told.body);
    let open = acts(&server, &officer, &told.body, json!({ "deed": "close_joint" }), "").await;
    assert_eq!(open.status, StatusCode::CONFLICT, "the hazard is open: {}", open.body);

    let page = server.call(Method::GET, &format!("{PATH}?state=held"), &worker, None).await;
    assert_eq!((page.status, &page.body["total"]), (StatusCode::OK, &json!(1)), "{}", page.body);
    let elsewhere =
        server.account_in("elsewhere", &[Role::StreetOfficer], "990106/990106002", None).await;
    let path = format!("{PATH}/{}", joint["id"].as_str().unwrap());
    let refused = server.call(Method::GET, &path, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "another's area");
}
