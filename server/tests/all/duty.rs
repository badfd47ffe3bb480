//! Duty and dispatch over HTTP: the position is its owner's, the suggestion says why, an offer is told to both sides.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    cases::{id, told},
    place::Place,
    world::Server,
};

const GRID: &str = "990106/990106001/990106001001/990106001001001";

impl Server {
    async fn water(&self, place: &Place, cookie: &str) -> Value {
        let told = told(self, place, "livelihood.water");
        let begun = self.call(Method::POST, "/api/cases", cookie, Some(&told)).await;
        assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
        self.case(begun.body["number"].as_str().unwrap(), cookie).await
    }

    async fn case(&self, number: &str, cookie: &str) -> Value {
        let found = self.call(Method::GET, &format!("/api/cases/{number}"), cookie, None).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        found.body
    }

    /// A worker of the works station, on duty in the grid.
    async fn worker(&self, login: &str, lon: f64) -> String {
        let cookie = self.account_in(login, &[Role::GridWorker], GRID, None).await;
        self.join(login, "works", GRID).await;
        let on = self.call(Method::POST, "/api/duty", &cookie, Some(&json!({}))).await;
        assert_eq!((on.status, &on.body["area"]), (StatusCode::OK, &json!(GRID)), "{}", on.body);
        let here = json!({ "lon": lon, "lat": 22.0 });
        let told = self.call(Method::PUT, "/api/duty/position", &cookie, Some(&here)).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        cookie
    }
}

#[tokio::test]
async fn a_position_is_its_owners_and_goes_with_duty() {
    let server = Server::start().await;
    server.place().await;
    let worker = server.worker("worker", 113.004_567_89).await;
    let own = server.call(Method::GET, "/api/duty", &worker, None).await.body;
    assert_eq!((&own["on"], &own["position"]["lon"]), (&json!(true), &json!(113.004_6)), "{own}");
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let people = server.call(Method::GET, "/api/duty/people", &officer, None).await;
    assert_eq!(people.status, StatusCode::OK, "{}", people.body);
    assert_eq!(people.body["rows"][0]["officer"]["name"], "worker");
    assert_eq!(people.body["rows"][0]["offices"][0]["id"], "works");
    for told in ["lon", "lat", "113.0", "\"position\""] {
        assert!(!people.body.to_string().contains(told), "{told}: {}", people.body);
    }
    let refused = server.call(Method::GET, "/api/duty/people", &worker, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "colleagues do not watch each other");
    let next = server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    let path = format!("/api/duty/people?area={}", GRID.replace('/', "%2F"));
    let refused = server.call(Method::GET, &path, &next, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "another street");
    let there = json!({ "area": "990106/990106001" });
    let refused = server.call(Method::POST, "/api/duty", &worker, Some(&there)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "on duty within one's own area alone");
    let half = json!({ "lon": 113.0 });
    let refused = server.call(Method::PUT, "/api/duty/position", &worker, Some(&half)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let off = server.call(Method::DELETE, "/api/duty", &worker, None).await;
    assert_eq!((off.status, &off.body["position"]), (StatusCode::OK, &Value::Null));
    let people = server.call(Method::GET, "/api/duty/people", &officer, None).await.body;
    assert_eq!(people["rows"], json!([]));
    let here = json!({ "lon": 113.0, "lat": 22.0 });
    let late = server.call(Method::PUT, "/api/duty/position", &worker, Some(&here)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "a position that comes late is not kept");
}

#[tokio::test]
async fn the_nearest_is_offered_a_case_and_takes_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let near = server.worker("near", 113.003).await;
    let far = server.worker("far", 113.012).await;
    let case = server.water(&place, &officer).await;
    let number = case["number"].as_str().unwrap().to_owned();
    let path = format!("/api/cases/{number}/near");
    let found = server.call(Method::GET, &path, &officer, None).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    let rows = found.body["rows"].as_array().unwrap();
    let names: Vec<&str> =
        rows.iter().map(|row| row["officer"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["near", "far"]);
    assert_eq!((&rows[0]["by_road"], &rows[0]["open"]), (&json!(true), &json!(0)), "{}", rows[0]);
    assert!(rows[0]["why"]["en"].as_str().unwrap().contains("along the roads"), "{}", rows[0]);
    assert!(!found.body.to_string().contains("113.0"), "minutes, and no position");
    let refused = server.call(Method::GET, &path, &near, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let to = |row: &Value| json!({ "deed": "offer", "officer": row["officer"]["id"], "then_next": true });
    let refused = server.act(&near, &case, to(&rows[0])).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "whoever handles does not dispatch");
    let asked = server.act(&officer, &case, to(&rows[0])).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    assert_eq!(asked.body["offered"]["officer"]["name"], "near");
    assert_eq!(asked.body["actions"][1]["about"]["en"], "near");
    let list = async |cookie: &str| {
        let path = "/api/cases?offered=true&sort=deadline&open=true";
        server.call(Method::GET, path, cookie, None).await.body["total"].clone()
    };
    assert_eq!((list(&near).await, list(&far).await), (json!(1), json!(0)));
    let theirs = server.case(&number, &near).await;
    assert_eq!((&theirs["offers"][0], &theirs["offers"][1]), (&json!("take"), &json!("decline")));
    let others = server.case(&number, &far).await;
    assert!(!others["offers"].as_array().unwrap().contains(&json!("take")));
    let wrong = server.act(&far, &theirs, json!({ "deed": "take" })).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT);
    let declined = server.act(&near, &theirs, json!({ "deed": "decline" })).await;
    assert_eq!(declined.status, StatusCode::OK, "{}", declined.body);
    server.casework.tick(9).await.unwrap();
    assert_eq!((list(&near).await, list(&far).await), (json!(0), json!(1)));
    // From a device that saw the case before: an answer needs no version.
    let take = json!({ "id": id(&server), "deed": { "deed": "take" }, "words": "" });
    let act = format!("/api/cases/{number}/actions");
    let taken = server.call(Method::POST, &act, &far, Some(&take)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    assert_eq!(
        (&taken.body["state"], &taken.body["officer"]["me"]),
        (&json!("assigned"), &json!(true))
    );
    let kinds: Vec<String> = server
        .world
        .database
        .feed_after("cases", 0, 20)
        .await
        .unwrap()
        .into_iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(kinds, ["case.report", "case.offer", "case.decline", "case.offer", "case.take"]);
}

#[tokio::test]
async fn who_keeps_each_grid_is_told_and_whether_they_are_on_duty() {
    let server = Server::start().await;
    server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let grids = async |query: &str| {
        let path = format!("/api/duty/grids{query}");
        let found = server.call(Method::GET, &path, &officer, None).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        found.body
    };
    let before = grids("").await;
    let told = |page: &Value| ["grids", "unowned", "on", "total"].map(|key| page[key].clone());
    let all = before["grids"].as_u64().unwrap();
    assert!(all > 0, "{before}");
    assert_eq!(told(&before), [json!(all), json!(all), json!(0), json!(all)]);
    let keeper = server.worker("keeper", 113.003).await;
    let page = grids("?duty=on").await;
    assert_eq!(told(&page), [json!(all), json!(all - 1), json!(1), json!(1)]);
    let row = &page["rows"][0];
    assert_eq!((&row["of"]["id"], &row["owners"][0]["on"]), (&json!(GRID), &json!(true)), "{row}");
    assert_eq!(row["owners"][0]["officer"]["name"], "keeper");
    assert!(!page.to_string().contains("113.0") && !page.to_string().contains("since"), "{page}");
    // The same from within the grid itself, and by the owner's name.
    let here = grids(&format!("?area={}", GRID.replace('/', "%2F"))).await;
    assert_eq!(told(&here), [json!(1), json!(0), json!(1), json!(1)]);
    assert_eq!(grids("?q=KEEP").await["total"], 1);
    assert_eq!(grids("?q=nobody").await["total"], 0);
    let off = server.call(Method::DELETE, "/api/duty", &keeper, None).await;
    assert_eq!(off.status, StatusCode::OK);
    assert_eq!(told(&grids("?duty=off&size=1").await)[2..], [json!(0), json!(all)]);
    assert_eq!(told(&grids("?duty=unowned").await)[3], json!(all - 1));
    let file =
        server.call(Method::GET, "/api/duty/grids?format=csv&q=keeper", &officer, None).await;
    assert_eq!(file.status, StatusCode::OK);
    for (path, cookie, status) in [
        ("/api/duty/grids?duty=asleep", &officer, StatusCode::BAD_REQUEST),
        ("/api/duty/grids?format=pdf", &officer, StatusCode::BAD_REQUEST),
        ("/api/duty/grids", &keeper, StatusCode::FORBIDDEN),
    ] {
        let refused = server.call(Method::GET, path, cookie, None).await;
        assert_eq!(refused.status, status, "{path}");
    }
}
