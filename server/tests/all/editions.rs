//! A place's own catalogue and its rules of routing over HTTP.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{cases::told, world::Server};

const DRAFT: &str = "/api/cases/catalogue/draft";
const ROUTING: &str = "/api/cases/routing";
const NOISE: &str = "order.noise";

fn noise(draft: &mut Value) -> &mut Value {
    let all = draft["files"]["events"]["subclass"].as_array_mut().unwrap();
    all.iter_mut().find(|one| one["id"] == NOISE).unwrap()
}

#[tokio::test]
async fn a_catalogue_is_drafted_checked_and_published_by_somebody_else() {
    let server = Server::start().await;
    let place = server.place().await;
    let drafter = server.account("drafter", &[Role::DistrictOfficer], None).await;
    let publisher = server.account("publisher", &[Role::DistrictOfficer], None).await;
    let street = server.account("street", &[Role::StreetOfficer], None).await;
    for (method, path) in [(Method::GET, DRAFT), (Method::GET, ROUTING)] {
        let refused = server.call(method, path, &street, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let part = server.account_in("part", &[Role::DistrictOfficer], "990106", None).await;
    for (method, path, body) in [
        (Method::GET, DRAFT.to_owned(), None),
        (Method::POST, format!("{DRAFT}/drop"), Some(json!({ "seen": 0 }))),
        (
            Method::POST,
            format!("{DRAFT}/publish"),
            Some(json!({ "seen": 0, "holds_from": "2026-01-05", "reason": "试" })),
        ),
    ] {
        let refused = server.call(method, &path, &part, body.as_ref()).await;
        assert_eq!(
            refused.status,
            StatusCode::FORBIDDEN,
            "the catalogue is the whole place's: {path}"
        );
    }
    let told = told(&server, &place, NOISE);
    let begun = server.call(Method::POST, "/api/cases", &drafter, Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);

    let mut draft = server.call(Method::GET, DRAFT, &drafter, None).await.body;
    assert_eq!((&draft["revision"], &draft["faults"]), (&json!(0), &json!([])), "{draft}");
    noise(&mut draft)["office"] = json!("nowhere");
    let body = json!({ "seen": 0, "files": draft["files"] });
    let refused = server.call(Method::PUT, DRAFT, &part, Some(&body)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "nor is it written from a part of it");
    let saved = server.call(Method::PUT, DRAFT, &drafter, Some(&body)).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(saved.body["faults"][0]["at"], NOISE);
    let changed = &saved.body["changed"][0];
    assert_eq!((&changed["id"], &changed["fields"]), (&json!(NOISE), &json!(["office"])));
    assert_eq!(changed["open"], 1, "one open case is concerned");
    let lost = server.call(Method::PUT, DRAFT, &publisher, Some(&body)).await;
    assert_eq!(lost.status, StatusCode::CONFLICT, "somebody wrote since");

    let publish = format!("{DRAFT}/publish");
    let order =
        |seen: i64| json!({ "seen": seen, "holds_from": "2026-01-05", "reason": "噪声归城管" });
    let faulty = server.call(Method::POST, &publish, &publisher, Some(&order(1))).await;
    assert_eq!(faulty.status, StatusCode::CONFLICT, "{}", faulty.body);
    noise(&mut draft)["office"] = json!("urban");
    noise(&mut draft)["co_offices"] = json!([]);
    let body = json!({ "seen": 1, "files": draft["files"] });
    let saved = server.call(Method::PUT, DRAFT, &drafter, Some(&body)).await.body;
    assert_eq!(saved["faults"], json!([]), "{saved}");
    let mut far = order(2);
    far["holds_from"] = json!("2099-01-05");
    let far = server.call(Method::POST, &publish, &publisher, Some(&far)).await;
    assert_eq!(far.status, StatusCode::BAD_REQUEST, "none after it could hold earlier");
    let own = server.call(Method::POST, &publish, &drafter, Some(&order(2))).await;
    assert_eq!(own.status, StatusCode::CONFLICT, "not by who wrote it");
    let stands = server.call(Method::POST, &publish, &publisher, Some(&order(2))).await;
    assert_eq!(stands.status, StatusCode::OK, "{}", stands.body);
    assert_eq!(
        (&stands.body["standing"], &stands.body["versions"][0]["by"]["name"]),
        (&json!("place-1"), &json!("publisher"))
    );
    let catalogue = server.call(Method::GET, "/api/report/catalogue", "", None).await.body;
    assert_eq!(catalogue["version"], "place-1");
    let drop = format!("{DRAFT}/drop");
    let gone = server.call(Method::POST, &drop, &drafter, Some(&json!({ "seen": 2 }))).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn field_collection_levels_and_calendar_are_drafted_with_the_rest() {
    let server = Server::start().await;
    let drafter = server.account("drafter", &[Role::DistrictOfficer], None).await;
    let publisher = server.account("publisher", &[Role::DistrictOfficer], None).await;
    let mut files = server.call(Method::GET, DRAFT, &drafter, None).await.body["files"].take();
    let item = files["collection"]["class"][0]["items"][1]["id"].clone();
    files["collection"]["class"][0]["items"][1]["ask"]["en"] = json!("As it is registered");
    files["events"]["levels"][0]["percent"] = json!(0);
    files["calendar"]["week"][5] = json!(["09:00-12:00"]);
    let body = json!({ "seen": 0, "files": files });
    let saved = server.call(Method::PUT, DRAFT, &drafter, Some(&body)).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(saved.body["faults"][0]["at"], "events");
    let changed: Vec<(&Value, &Value)> = saved.body["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["part"], &one["fields"]))
        .collect();
    assert_eq!(
        changed,
        [
            (&json!("collection_item"), &json!(["ask"])),
            (&json!("settings"), &json!(["levels"])),
            (&json!("calendar"), &json!(["week"])),
        ]
    );
    assert_eq!(saved.body["changed"][0]["id"], item);
    let week = &saved.body["changed"][2];
    assert_eq!(week["before"]["week"][5], json!([]));
    assert_eq!(week["after"]["week"][5], json!(["09:00-12:00"]));
    files["events"]["levels"][0]["percent"] = json!(40);
    let body = json!({ "seen": 1, "files": files });
    let saved = server.call(Method::PUT, DRAFT, &drafter, Some(&body)).await.body;
    assert_eq!(saved["faults"], json!([]), "{saved}");
    let publish = format!("{DRAFT}/publish");
    let order = json!({ "seen": 2, "holds_from": "2026-01-05", "reason": "周六值班" });
    let stands = server.call(Method::POST, &publish, &publisher, Some(&order)).await;
    assert_eq!(stands.status, StatusCode::OK, "{}", stands.body);
    let catalogue = server.state.casework.catalogue();
    let saturday = "2026-01-10".parse().unwrap();
    assert_eq!(catalogue.levels[0].percent, 40);
    assert_eq!(catalogue.calendar.hours(saturday), [(540, 720)]);
    assert_eq!(server.state.housing.calendar().hours(saturday), [(540, 720)], "housing follows");
    assert_eq!(catalogue.collection[0].items[1].ask.en, "As it is registered");
}

#[tokio::test]
async fn a_rule_is_tried_before_it_is_set_and_ended_with_a_reason() {
    let server = Server::start().await;
    server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let here = "990106/990106001";
    let rule = json!({ "area": here, "of": NOISE, "hours": "always", "office": "urban", "reason": "就近处理" });
    let trial = |rule: &Value, ended: &Value| json!({ "subclass": NOISE, "area": here, "rule": rule, "ended": ended });
    let tried = format!("{ROUTING}/try");
    let none = Value::Null;
    let would = server.call(Method::POST, &tried, &officer, Some(&trial(&rule, &none))).await;
    assert_eq!(would.status, StatusCode::OK, "{}", would.body);
    assert_eq!(
        (&would.body["before"]["office"]["id"], &would.body["after"]["office"]["id"]),
        (&json!("enforcement"), &json!("urban"))
    );
    assert_eq!(would.body["before"]["applying"], json!([]), "the catalogue's own office");
    let list = server.call(Method::GET, ROUTING, &officer, None).await.body;
    assert_eq!(list["rows"], json!([]), "nothing was written");

    let silent =
        json!({ "area": here, "of": NOISE, "hours": "always", "office": "urban", "reason": " " });
    let refused = server.call(Method::POST, ROUTING, &officer, Some(&silent)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let set = server.call(Method::POST, ROUTING, &officer, Some(&rule)).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    let id = &set.body["rows"][0]["id"];
    let without = server.call(Method::POST, &tried, &officer, Some(&trial(&none, id))).await.body;
    assert_eq!(without["before"]["applying"], json!([id]));
    assert_eq!(without["after"]["office"]["id"], "enforcement");
    let elsewhere =
        server.account_in("elsewhere", &[Role::DistrictOfficer], "990106/990106002", None).await;
    let other = server.call(Method::POST, ROUTING, &elsewhere, Some(&rule)).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "only where the account works");
    let end = format!("{ROUTING}/{}/end", id.as_str().unwrap());
    let why = json!({ "reason": "试行结束" });
    let other = server.call(Method::POST, &end, &elsewhere, Some(&why)).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let ended = server.call(Method::POST, &end, &officer, Some(&why)).await;
    assert_eq!((ended.status, &ended.body["rows"]), (StatusCode::OK, &json!([])));
}
