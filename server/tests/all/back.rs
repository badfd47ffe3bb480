//! Tags, signals and corrections over HTTP.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{place::KEY, world::Server};

async fn get(server: &Server, path: &str, cookie: &str) -> (StatusCode, Value) {
    let answer = server.call(Method::GET, path, cookie, None).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn a_signal_is_taken_without_telling_anything_and_becomes_an_unnamed_invitation() {
    let server = Server::start().await;
    let place = server.place().await;
    let system = server.account("door_cards", &[Role::System], None).await;
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let send =
        async |body: Value| server.call(Method::POST, "/api/signals", &system, Some(&body)).await;
    let code = "9901060010010000001000002";
    let signal = json!({ "unit": code, "kind": "card_issued", "day": "2026-01-04" });
    for (field, why) in [
        ("name", "name somebody"),
        ("card_number", "stand for somebody"),
        ("time", "follow somebody"),
        ("车牌", "no table"),
        ("colour", "no such field"),
    ] {
        let mut named = signal.clone();
        named[field] = "x".into();
        let refused = send(json!({ "signals": [named] })).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{field}");
        let said = refused.body["detail"].as_str().unwrap();
        assert!(said.contains(field) && said.contains(why), "{said}");
    }
    let timed = json!({ "unit": code, "kind": "card_issued", "day": "2026-01-04T08:30:00" });
    assert_eq!(send(json!({ "signals": [timed] })).await.status, StatusCode::BAD_REQUEST);
    // The second dwelling has nobody registered; in the first somebody lives.
    let lived =
        json!({ "unit": "9901060010010000001000001", "kind": "card_issued", "day": "2026-01-04" });
    let lost = json!({ "unit": "9901060010010000001000099", "kind": "account_opened", "day": "2026-01-04" });
    let taken = send(json!({ "signals": [signal, lived, lost] })).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    assert_eq!(taken.body, json!({ "taken": 2, "unread": 1 }), "who is registered is not told");
    assert_eq!(
        get(&server, "/api/leads", &system).await.0,
        StatusCode::FORBIDDEN,
        "it reads nothing"
    );

    let (status, leads) = get(&server, "/api/leads", &worker).await;
    assert_eq!((status, &leads["total"]), (StatusCode::OK, &json!(1)));
    assert!(!leads.to_string().contains("card"), "why it came is not told");
    let id = leads["rows"][0]["id"].as_str().unwrap().to_owned();
    let (_, letter) = get(&server, &format!("/api/leads/{id}/letter"), &worker).await;
    let target = format!("/portal/#letter={code}");
    assert_eq!((&letter["code"], &letter["target"]), (&json!(code), &json!(target)));
    let close = format!("/api/leads/{id}/close");
    let done = json!({ "outcome": "done" });
    let enforcement = server.account("enforcement", &[Role::EnforcementOfficer], None).await;
    let refused = server.call(Method::POST, &close, &enforcement, Some(&done)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let closed = server.call(Method::POST, &close, &worker, Some(&done)).await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT);
    let again = server.call(Method::POST, &close, &worker, Some(&done)).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "used once");
    let (_, counts) = get(&server, "/api/leads/counts", &worker).await;
    assert!(counts.as_array().unwrap().iter().any(|count| count["outcome"] == "done"));
    assert!(!place.unit.is_empty() && !counts.to_string().contains(code));
}

#[tokio::test]
async fn a_session_sends_signals_of_its_own_areas_alone() {
    let server = Server::start().await;
    server.place().await;
    let signal =
        json!({ "unit": "9901060010010000001000002", "kind": "card_issued", "day": "2026-01-04" });
    let sent = json!({ "signals": [signal] });
    for (login, area, taken) in
        [("elsewhere", "990106/990106002", 0), ("here", "990106/990106001", 1)]
    {
        let system = server.account_in(login, &[Role::System], area, None).await;
        let told = server.call(Method::POST, "/api/signals", &system, Some(&sent)).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        assert_eq!(told.body, json!({ "taken": taken, "unread": 1 - taken }), "{area}");
    }
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let (_, leads) = get(&server, "/api/leads", &worker).await;
    assert_eq!(leads["total"], json!(1));
}

#[tokio::test]
async fn tags_are_computed_listed_counted_and_filed() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let ran = server.call(Method::POST, "/api/tags/run", &officer, None).await;
    assert_eq!(ran.status, StatusCode::OK, "{}", ran.body);
    let (_, rules) = get(&server, &format!("/api/tags/rules?area={}", place.grid), &officer).await;
    let rule = |id: &str| {
        let all = rules["rules"].as_array().unwrap();
        all.iter().find(|rule| rule["id"] == id).unwrap().clone()
    };
    assert_eq!(rule("mixed_use")["computed"], true);
    assert_eq!(rule("let_without_filing")["computed"], false, "no source files leases here");
    let (status, list) = get(&server, "/api/tags?subject=unit&reason=safety", &officer).await;
    assert_eq!((status, &list["total"]), (StatusCode::OK, &json!(0)));
    assert_eq!(get(&server, "/api/tags?rule=nothing", &officer).await.0, StatusCode::BAD_REQUEST);
    let file = server.call(Method::GET, "/api/tags?format=csv", &officer, None).await;
    assert!(file.body.as_str().unwrap().contains("subject,id,label,rule"), "{}", file.body);
    let path = format!("/api/tags/unit/{}", place.unit);
    assert_eq!(get(&server, &path, &officer).await, (StatusCode::OK, json!([])));
    let path = format!("/api/tags/person/{}", place.person);
    assert_eq!(
        get(&server, &path, &officer).await.0,
        StatusCode::NOT_FOUND,
        "no tag is of a person"
    );
    let elsewhere = server.account_in("w2", &[Role::GridWorker], "990106/990106002", None).await;
    let path = format!("/api/tags/building/{}", place.building);
    assert_eq!(get(&server, &path, &elsewhere).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn approved_beds_are_taken_down_in_ones_area_and_corrected_under_their_number() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let (_, block) =
        get(&server, &format!("/api/blocks/buildings/{}", place.building), &officer).await;
    let code = block["building"]["code"].as_str().unwrap();
    let told = |beds: u32, to: &str| {
        json!({
            "building_code": code, "beds": beds, "from": "2026-01-01", "to": to,
            "reference": "A-17", "office": "Fire office",
        })
    };
    let tell = async |cookie: &str, told: Value| {
        server.call(Method::POST, "/api/tags/beds", cookie, Some(&told)).await.status
    };
    assert_eq!(tell(&officer, told(40, "2027-01-01")).await, StatusCode::NO_CONTENT);
    assert_eq!(tell(&officer, told(24, "2027-01-01")).await, StatusCode::NO_CONTENT);
    let sql = "SELECT beds FROM block_bed_approval";
    let kept = database::rows(&server.world.database, "read approvals", sql, []).await.unwrap();
    let beds: Vec<i64> = kept.iter().map(|row| database::get(row, "beds").unwrap()).collect();
    assert_eq!(beds, [24], "the same number again is a correction");
    let (status, listed) = get(&server, "/api/tags/beds", &officer).await;
    assert_eq!((status, &listed["total"]), (StatusCode::OK, &json!(1)), "{listed}");
    let row = &listed["rows"][0];
    assert_eq!((&row["beds"], &row["code"]), (&json!(24), &json!(code)));
    assert_eq!((&row["holds"], &row["reference"]), (&json!(true), &json!("A-17")));
    let (_, beyond) = get(&server, "/api/tags/beds?page=2", &officer).await;
    assert_eq!((&beyond["rows"], &beyond["total"]), (&json!([]), &json!(1)));
    for wrong in [told(0, "2027-01-01"), told(24, "2025-12-31"), json!({ "building_code": code })] {
        let status = tell(&officer, wrong).await;
        assert!(status.is_client_error(), "{status}");
    }
    let mut nowhere = told(24, "2027-01-01");
    nowhere["building_code"] = "9901060010019999999".into();
    assert_eq!(tell(&officer, nowhere).await, StatusCode::BAD_REQUEST);
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let other =
        server.account_in("other", &[Role::DistrictOfficer], "990106/990106002", None).await;
    let (status, _) = get(&server, "/api/tags/beds?area=990106/990106001", &other).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    for cookie in [&worker, &other] {
        assert_eq!(tell(cookie, told(24, "2027-01-01")).await, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_list_for_a_department_needs_a_ground_and_tells_no_record_before_it() {
    let server = Server::start().await;
    server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let engineer = server.account("engineer", &[Role::DataEngineer], None).await;
    server.offer().await;
    let (status, page) = get(&server, "/api/corrections", &engineer).await;
    assert_eq!((status, &page["total"]), (StatusCode::OK, &json!(1)));
    assert!(!page.to_string().contains(KEY) && !page.to_string().contains("female"));
    let ask = async |cookie: &str, reason: &str| {
        let body = json!({ "source": "water", "reason": reason });
        server.call(Method::POST, "/api/exchanges", cookie, Some(&body)).await
    };
    assert_eq!(ask(&engineer, "monthly list").await.status, StatusCode::FORBIDDEN);
    assert_ne!(ask(&officer, "").await.status, StatusCode::OK, "no ground, no list");
    let made = ask(&officer, "monthly list").await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let text = made.body.as_str().unwrap();
    assert!(text.contains(KEY) && text.contains("性别,missing,female"), "{text}");
    let digest = made.head.headers()["x-linli-digest"].to_str().unwrap().to_owned();
    assert_eq!(digest, blake3::hash(text.as_bytes()).to_hex().to_string());
    let receipt = async |digest: &str| {
        let body = json!({ "digest": digest, "received_by": "供水公司" });
        server.call(Method::POST, "/api/exchanges/1/receipt", &engineer, Some(&body)).await.status
    };
    assert_eq!(receipt("00").await, StatusCode::CONFLICT);
    assert_eq!(receipt(&digest).await, StatusCode::OK);
    let item = page["rows"][0]["id"].clone();
    let answer = async |answer: Value| {
        let body = json!({ "answers": [answer] });
        server.call(Method::POST, "/api/corrections/answers", &engineer, Some(&body)).await
    };
    let silent = answer(json!({ "item": item, "answer": "refused" })).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST);
    let taken = answer(json!({ "item": item, "answer": "accepted" })).await;
    assert_eq!(taken.body["answered"], 1);
    let (_, log) = get(&server, "/api/exchanges", &engineer).await;
    assert_eq!(
        (&log["rows"][0]["answered"], &log["rows"][0]["received_by"]),
        (&json!(1), &json!("供水公司"))
    );
    let (status, file) = get(&server, "/api/exchanges?format=csv", &engineer).await;
    assert_eq!(status, StatusCode::OK, "{file}");
    let file = file.as_str().unwrap();
    assert_eq!(file.lines().count(), 2, "{file}");
    assert!(file.contains(&digest) && file.contains("供水公司"), "{file}");
    assert!(!file.contains(KEY), "that a list went out, and nothing of what stood in it");
}

#[tokio::test]
async fn an_event_has_a_page_and_a_relation_type_its_basis_or_none() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let (_, block) = get(&server, &format!("/api/blocks/units/{}", place.unit), &officer).await;
    let id = block["events"][0]["id"].as_str().unwrap();
    let path = format!("/api/blocks/events/{}/{id}", place.unit);
    let (status, event) = get(&server, &path, &officer).await;
    assert_eq!((status, &event["event"]["category"]), (StatusCode::OK, &json!("noise")));
    assert_eq!(event["event"]["source"]["record"], Value::Null);
    assert!(!event.to_string().contains(KEY));
    let elsewhere = server.account_in("w2", &[Role::GridWorker], "990106/990106002", None).await;
    assert_eq!(get(&server, &path, &elsewhere).await.0, StatusCode::FORBIDDEN);
    let (_, types) = get(&server, "/api/blocks/relation-types", &officer).await;
    assert_eq!(types.as_array().unwrap().len(), 22);
    assert_eq!(types[0]["legal_basis"], Value::Null, "what was not read is not stated");
    let path = format!("/api/blocks/units/{}?reason=yearly%20check", place.unit);
    let (_, opened) = get(&server, &path, &officer).await;
    assert_eq!((&block["to_ask"], opened["to_ask"].is_array()), (&Value::Null, true));
}
