//! Blocks over HTTP: things for who works there, people on a stated ground, every look on the log.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    place::{KEY, NUMBER, PHONE},
    world::Server,
};

async fn get(server: &Server, path: &str, cookie: &str) -> (StatusCode, Value) {
    let answer = server.call(Method::GET, path, cookie, None).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn people_are_shown_on_a_ground_alone_and_each_look_is_on_the_log() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let path = format!("/api/blocks/units/{}", place.unit);
    let (status, body) = get(&server, &path, &officer).await;
    assert_eq!((status, &body["people"]), (StatusCode::OK, &Value::Null));
    assert_eq!(body["organisations"][0]["name"], "青石咖啡");
    assert_eq!(body["unit"]["path"].as_array().unwrap().len(), 4);
    let (_, looks) = get(&server, "/api/reads?person=me", &resident).await;
    assert_eq!(looks.as_array().unwrap().len(), 0, "nobody was looked at");

    let (status, body) = get(&server, &format!("{path}?reason=yearly%20check"), &officer).await;
    assert_eq!(status, StatusCode::OK);
    let person = &body["people"][0];
    assert_eq!((&person["name"], &person["born_in"]), (&json!("王*明"), &json!(1980)));
    assert_eq!(person["lineage"][0]["event"], "merge");
    let told = person["facts"]["name"]["record"].as_str().unwrap();
    assert_eq!(told, "********1238", "a key that is a number of a person is masked");
    let (_, looks) = get(&server, "/api/reads?person=me", &resident).await;
    assert_eq!(looks.as_array().unwrap().len(), 1);

    let building = format!("/api/blocks/buildings/{}", place.building);
    let (status, body) = get(&server, &format!("{building}?reason=yearly%20check"), &officer).await;
    assert_eq!((status, &body["people"]), (StatusCode::OK, &json!([])));
    let engineer = server.account("engineer", &[Role::DataEngineer], None).await;
    let (status, body) = get(&server, &format!("{path}?reason=curious"), &engineer).await;
    assert_eq!((status, &body["people"]), (StatusCode::OK, &Value::Null), "no policy, no people");
}

#[tokio::test]
async fn outside_a_grant_a_fact_names_its_source_alone() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let paths = [
        format!("/api/blocks/units/{}", place.unit),
        format!("/api/blocks/buildings/{}", place.building),
        format!("/api/blocks/buildings/{}/rooms", place.building),
        format!("/api/blocks/organisations/{}", place.organisation),
        format!("/api/blocks/areas/{}", place.grid),
        "/api/blocks/organisations".to_owned(),
        "/api/review".to_owned(),
        "/api/judgements".to_owned(),
        "/api/lineage".to_owned(),
        "/api/sources".to_owned(),
    ];
    for path in paths {
        let (status, body) = get(&server, &path, &officer).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let said = body.to_string();
        assert!(!said.contains(KEY) && !said.contains("\"W2\""), "{path}: {said}");
    }
    let path = format!("/api/blocks/organisations/{}", place.organisation);
    let (_, body) = get(&server, &path, &officer).await;
    let fact = &body["organisation"]["facts"]["name"];
    assert_eq!((&fact["title"]["en"], &fact["record"]), (&json!("Water accounts"), &Value::Null));
}

#[tokio::test]
async fn a_value_in_full_is_a_look_of_its_own() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let path = format!("/api/blocks/units/{}/people/{}/unmask", place.unit, place.person);
    let ask = async |cookie: &str, body: Value| {
        server.call(Method::POST, &path, cookie, Some(&body)).await
    };
    let reason = "the paper is torn";
    let bare = ask(&officer, json!({ "field": "number" })).await;
    assert_ne!(bare.status, StatusCode::OK, "no ground, no value");
    let refused = ask(&worker, json!({ "field": "number", "reason": reason })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let unknown = ask(&officer, json!({ "field": "salary", "reason": reason })).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    for (field, value) in
        [("number", NUMBER), ("phone", PHONE), ("name", "王小明"), ("birth_date", "1980-02-03")]
    {
        let told = ask(&officer, json!({ "field": field, "reason": reason })).await;
        assert_eq!(
            (told.status, told.body["value"].as_str()),
            (StatusCode::OK, Some(value)),
            "{field}"
        );
    }
    let on_task = ask(&worker, json!({ "field": "phone", "task": "T-7" })).await;
    assert_eq!(on_task.status, StatusCode::OK);
    let none = ask(&officer, json!({ "field": "email", "reason": reason })).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let (_, looks) = get(&server, "/api/reads?person=me", &resident).await;
    assert_eq!(looks.as_array().unwrap().len(), 5, "{looks}");
    let elsewhere = format!("/api/blocks/units/{}/people/{}/unmask", place.unit, place.former);
    let body = json!({ "field": "name", "reason": reason });
    let stranger = server.call(Method::POST, &elsewhere, &officer, Some(&body)).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "only people of the dwelling");
}

#[tokio::test]
async fn an_area_counts_things_and_leads_down_to_the_rooms() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer =
        server.account_in("officer", &[Role::StreetOfficer], "990106/990106001", None).await;
    let (status, body) =
        get(&server, &format!("/api/blocks/areas/{}", place.street), &officer).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let count = |key: &str| {
        let counts = body["counts"].as_array().unwrap();
        counts
            .iter()
            .find(|count| count["key"] == key)
            .map(|count| count["count"].as_u64().unwrap())
    };
    assert_eq!((count("buildings"), count("units"), count("people")), (Some(1), Some(4), None));
    assert_eq!((count("organisations"), count("events")), (Some(1), Some(1)));
    let below = &body["below"][0];
    assert_eq!((&below["area"]["level"], &below["units"]), (&json!("community"), &json!(4)));
    assert_eq!(body["path"].as_array().unwrap().len(), 2);
    let path = format!("/api/blocks/buildings/{}/rooms", place.building);
    let (status, rooms) = get(&server, &path, &officer).await;
    assert_eq!((status, rooms.as_array().unwrap().len()), (StatusCode::OK, 4));
    assert_eq!(rooms[0]["organisations"][0]["name"], "青石咖啡");
    assert_eq!((&rooms[0]["events"], &rooms[1]["events"]), (&json!(1), &json!(0)));

    let other = server.account_in("other", &[Role::StreetOfficer], "990106/990106002", None).await;
    for path in [
        format!("/api/blocks/areas/{}", place.street),
        path,
        format!("/api/blocks/units/{}", place.unit),
        format!("/api/blocks/organisations/{}", place.organisation),
        format!("/api/blocks/organisations?area={}", place.grid),
        "/api/blocks/organisations".to_owned(),
    ] {
        assert_eq!(get(&server, &path, &other).await.0, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn organisations_are_listed_by_area_and_an_old_id_leads_to_the_new() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer =
        server.account_in("officer", &[Role::StreetOfficer], "990106/990106001", None).await;
    let (status, body) =
        get(&server, &format!("/api/blocks/organisations?area={}", place.grid), &officer).await;
    assert_eq!((status, &body["total"]), (StatusCode::OK, &json!(1)));
    let (status, body) =
        get(&server, &format!("/api/blocks/organisations/{}", place.former), &officer).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(body["organisation"]["id"], place.organisation.to_string());
    assert_eq!(body["merged_from"], place.former.to_string());
    assert_eq!(
        (&body["lineage"][0]["event"], &body["lineage"][0]["run"]),
        (&json!("merge"), &json!(7))
    );
}
