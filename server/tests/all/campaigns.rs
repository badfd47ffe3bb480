//! Campaigns over HTTP.

use access::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::{cases::id, world::Server};

const STREET: &str = "990106/990106001";
const CAMPAIGNS: &str = "/api/housing/campaigns";

#[tokio::test]
async fn an_officer_begins_inspectors_go_and_what_they_record_counts_by_itself() {
    let server = Server::start().await;
    let place = server.place().await;
    let street =
        async |login: &str, role: Role| server.account_in(login, &[role], STREET, None).await;
    let officer = street("officer", Role::StreetOfficer).await;
    let inspector = street("inspector", Role::Inspector).await;
    let worker = street("worker", Role::GridWorker).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;

    let preview = format!("{CAMPAIGNS}/preview?area={STREET}&of=building&days=30");
    let refused = server.call(Method::GET, &preview, &inspector, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "who goes does not choose");
    let found = server.call(Method::GET, &preview, &officer, None).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    let total = found.body["total"].as_u64().unwrap();
    assert!(total >= 1 && !found.body["first"].as_array().unwrap().is_empty(), "{}", found.body);
    let wrong = format!("{CAMPAIGNS}/preview?area={STREET}&stars_at_most=9");
    let wrong = server.call(Method::GET, &wrong, &officer, None).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{}", wrong.body);

    let query = json!({ "area": STREET, "of": "building", "days": 30 });
    let new = json!({ "id": id(&server), "title": "Winter check", "purpose": "Before the cold", "query": query });
    let refused = server.call(Method::POST, CAMPAIGNS, &inspector, Some(&new)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let begun = server.call(Method::POST, CAMPAIGNS, &officer, Some(&new)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let campaign = begun.body["campaign"]["id"].as_str().unwrap();
    assert_eq!(begun.body["progress"]["all"]["not_visited"].as_u64(), Some(total));
    assert_eq!(begun.body["crew"][0]["name"], "inspector");
    let path = format!("{CAMPAIGNS}/{campaign}");

    let given = json!({ "id": id(&server), "area": "", "inspector": begun.body["crew"][0]["id"] });
    let assignments = format!("{path}/assignments");
    let refused = server.call(Method::POST, &assignments, &worker, Some(&given)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = server.call(Method::POST, &assignments, &officer, Some(&given)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let strange = json!({ "id": id(&server), "area": STREET, "office": "nowhere" });
    let strange = server.call(Method::POST, &assignments, &officer, Some(&strange)).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST, "{}", strange.body);

    let mine = format!("{path}/targets?mine=true");
    let rows = server.call(Method::GET, &mine, &inspector, None).await;
    assert_eq!(rows.body["total"].as_u64(), Some(total), "{}", rows.body);
    let nobodys = server.call(Method::GET, &mine, &worker, None).await;
    assert_eq!(nobodys.body["total"].as_u64(), Some(0), "one's own alone");
    let own = |row: &&Value| row["building"]["id"] == place.building.as_str();
    let rows = rows.body["rows"].as_array().unwrap().clone();
    let target = rows.iter().find(own).unwrap()["id"].as_str().unwrap();

    let entry = format!("{path}/targets/{target}/entry");
    let locked = json!({ "id": id(&server), "bar": "closed" });
    let refused = server.call(Method::POST, &entry, &worker, Some(&locked)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let noted = server.call(Method::POST, &entry, &inspector, Some(&locked)).await;
    assert_eq!(noted.status, StatusCode::NO_CONTENT, "{}", noted.body);
    let stands = async || {
        let targets = format!("{path}/targets?size=200");
        let page = server.call(Method::GET, &targets, &worker, None).await;
        let rows = page.body["rows"].as_array().unwrap().clone();
        rows.iter().find(own).unwrap()["state"]["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(stands().await, "no_entry");
    server.all_well(&inspector, &place.building).await;
    assert_eq!(stands().await, "visited");

    let map = server.call(Method::GET, &format!("{path}/map"), &worker, None).await;
    let point = |one: &&Value| one["building"] == place.building.as_str();
    let points = map.body["points"].as_array().unwrap();
    assert_eq!(points.iter().find(point).unwrap()["state"], "visited", "{}", map.body);
    for file in ["targets?format=csv", "areas"] {
        let file = server.call(Method::GET, &format!("{path}/{file}"), &worker, None).await;
        assert_eq!(file.head.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        let text = file.body.as_str().unwrap();
        assert!(text.lines().count() > 1 && !text.contains("inspector"), "{text}");
    }
    for hidden in [CAMPAIGNS, path.as_str()] {
        let refused = server.call(Method::GET, hidden, &resident, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{hidden}");
    }
    let elsewhere = server.account_in("w2", &[Role::GridWorker], "990106/990106002", None).await;
    let refused = server.call(Method::GET, &path, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "another's area");

    let community = format!("{STREET}/990106001001");
    let within = server.account_in("w3", &[Role::GridWorker], &community, None).await;
    let part = server.call(Method::GET, &path, &within, None).await;
    assert_eq!(part.status, StatusCode::OK, "whoever works in a part sees that part");
    assert!(part.body["campaign"]["targets"].as_u64() <= Some(total), "{}", part.body);
    let list = server.call(Method::GET, CAMPAIGNS, &within, None).await;
    assert_eq!(list.body["rows"][0]["id"], campaign, "{}", list.body);

    let close = format!("{path}/close");
    let silent = json!({ "id": id(&server), "report": " " });
    let silent = server.call(Method::POST, &close, &officer, Some(&silent)).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST, "{}", silent.body);
    let report = json!({ "id": id(&server), "report": "One seen" });
    let closed = server.call(Method::POST, &close, &officer, Some(&report)).await;
    assert_eq!(closed.status, StatusCode::OK, "{}", closed.body);
    assert_eq!((&closed.body["report"], &closed.body["runs"]), (&json!("One seen"), &json!(false)));
    let late = json!({ "id": id(&server), "area": STREET });
    let late = server.call(Method::POST, &assignments, &officer, Some(&late)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    let list = format!("{CAMPAIGNS}?area={STREET}&state=closed&q=winter");
    let list = server.call(Method::GET, &list, &worker, None).await;
    assert_eq!((&list.body["total"], &list.body["runs"]), (&json!(1), &json!(false)));
    assert_eq!(list.body["rows"][0]["visited"], 1, "{}", list.body);
}
