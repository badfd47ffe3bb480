//! The review queue and lineage over HTTP.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::json;

use super::{place::KEY, world::Server};

#[tokio::test]
async fn a_pair_is_read_on_a_ground_judged_and_taken_back() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let queue = server.call(Method::GET, "/api/review", &officer, None).await;
    assert_eq!((queue.status, &queue.body["total"]), (StatusCode::OK, &json!(2)));
    let first = &queue.body["rows"][0];
    assert_eq!(
        first["left"],
        json!({ "source": "water", "title": { "zh": "供水用户", "en": "Water accounts" } })
    );
    let pair = format!("/api/review/{}", first["id"].as_str().unwrap());

    let bare = server.call(Method::GET, &pair, &officer, None).await;
    assert_ne!(bare.status, StatusCode::OK, "people are read on a ground alone");
    let engineer = server.account("engineer", &[Role::DataEngineer], None).await;
    let refused =
        server.call(Method::GET, &format!("{pair}?reason=curious"), &engineer, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let read = server
        .call(Method::GET, &format!("{pair}?reason=review%20of%20run%207"), &officer, None)
        .await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    assert_eq!(read.body["left"]["name"], "王*明");
    assert!(!read.body.to_string().contains(KEY), "a number of a person is masked as a key too");
    let looks = server.call(Method::GET, "/api/reads?person=me", &resident, None).await;
    assert_eq!(looks.body.as_array().unwrap().len(), 1, "the one look is on the log");

    let odd = server
        .call(
            Method::POST,
            &format!("{pair}/judgement"),
            &officer,
            Some(&json!({ "verdict": "maybe" })),
        )
        .await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    let said = json!({ "verdict": "different", "reason": "two birth dates" });
    let judged =
        server.call(Method::POST, &format!("{pair}/judgement"), &officer, Some(&said)).await;
    assert_eq!((judged.status, &judged.body["verdict"]), (StatusCode::OK, &json!("different")));
    let open = server.call(Method::GET, "/api/review?judged=false", &officer, None).await;
    assert_eq!((&open.body["total"], &open.body["judged"]), (&json!(1), &json!(1)));
    let book = server.call(Method::GET, "/api/judgements", &officer, None).await;
    assert_eq!(book.body["rows"][0]["by"], "officer");
    assert!(!book.body.to_string().contains(KEY));
    let path = format!("/api/judgements/{}/withdraw", judged.body["id"].as_str().unwrap());
    let back = server.call(Method::POST, &path, &officer, Some(&json!({}))).await;
    assert_eq!(back.status, StatusCode::OK);
    let again = server.call(Method::POST, &path, &officer, Some(&json!({}))).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_officer_reviews_what_lies_whole_in_their_area() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer =
        server.account_in("officer", &[Role::StreetOfficer], "990106/990106001", None).await;
    let own = format!("/api/review?area={}", place.street);
    let queue = server.call(Method::GET, &own, &officer, None).await;
    assert_eq!((queue.status, &queue.body["total"]), (StatusCode::OK, &json!(1)));
    for path in ["/api/review", "/api/judgements", "/api/lineage"] {
        let refused = server.call(Method::GET, path, &officer, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_merge_is_told_by_its_run_and_undone_with_a_reason() {
    let server = Server::start().await;
    server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let told = server.call(Method::GET, "/api/lineage", &officer, None).await;
    assert_eq!((told.status, &told.body["total"]), (StatusCode::OK, &json!(2)), "{}", told.body);
    let event =
        told.body["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "person").unwrap();
    assert_eq!(
        (&event["event"], &event["run"], &event["judged"]),
        (&json!("merge"), &json!(7), &json!(false))
    );
    assert_eq!(event["sources"][0]["source"], "water");
    let path = format!("/api/lineage/{}/undo", event["id"].as_str().unwrap());
    let street =
        server.account_in("street", &[Role::StreetOfficer], "990106/990106001", None).await;
    let reason = json!({ "reason": "mother and daughter" });
    let refused = server.call(Method::POST, &path, &street, Some(&reason)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let short = server.call(Method::POST, &path, &officer, Some(&json!({ "reason": "no" }))).await;
    assert_eq!(short.status, StatusCode::BAD_REQUEST);
    let undone = server.call(Method::POST, &path, &officer, Some(&reason)).await;
    assert_eq!((undone.status, &undone.body["verdict"]), (StatusCode::OK, &json!("different")));
    let again = server.call(Method::POST, &path, &officer, Some(&reason)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let told = server.call(Method::GET, "/api/lineage", &officer, None).await;
    let rows = told.body["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["kind"] == "person" && !row["undone_at"].is_null()));
}

#[tokio::test]
async fn the_judged_sample_says_how_right_the_run_is_and_stands_apart_from_the_queue() {
    let server = Server::start().await;
    server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let get = async |path: &str, cookie: &str| server.call(Method::GET, path, cookie, None).await;
    let (database, clock) = (&server.world.database, &*server.world.clock);
    let standing = blocks::Blocks::new(database.clone()).standing().await.unwrap().unwrap();
    let book = blocks::RunBook::new(database.clone());
    book.begin(standing.run, 7, "mappings", clock).await.unwrap();
    let strata = json!([
        { "from": 0.01, "to": 0.5, "pairs": 0 },
        { "from": 0.5, "to": 1.0, "pairs": 1 },
    ]);
    let report = json!({ "people": { "strata": strata, "threshold": 0.5 } }).to_string();
    book.done(standing.run, &report, "", clock).await.unwrap();

    let told = get("/api/review/quality", &officer).await;
    assert_eq!((told.status, &told.body["drawn"]), (StatusCode::OK, &json!(1)), "{}", told.body);
    assert_eq!((&told.body["judged"], &told.body["precision"]), (&json!(0), &json!(null)));
    let queue = get("/api/review", &officer).await;
    assert_eq!(queue.body["total"], 2, "the sample is a list of its own");
    let sample = get("/api/review?reason=sample", &officer).await;
    assert_eq!(sample.body["total"], 1);
    let pair = sample.body["rows"][0]["id"].as_str().unwrap();
    let said = json!({ "verdict": "same" });
    let path = format!("/api/review/{pair}/judgement");
    let judged = server.call(Method::POST, &path, &officer, Some(&said)).await;
    assert_eq!(judged.status, StatusCode::OK, "{}", judged.body);
    let told = get("/api/review/quality?kind=person", &officer).await;
    assert_eq!((&told.body["judged"], &told.body["run"]), (&json!(1), &json!(7)));
    assert_eq!(told.body["precision"]["share"], 1.0);
    assert_eq!(told.body["strata"][1]["same"], 1);

    let none = get("/api/review/quality?kind=organisation", &officer).await;
    assert_eq!((none.status, &none.body["strata"]), (StatusCode::OK, &json!([])));
    assert_eq!(get("/api/review/quality?kind=x", &officer).await.status, StatusCode::BAD_REQUEST);
    let street =
        server.account_in("street", &[Role::StreetOfficer], "990106/990106001", None).await;
    assert_eq!(get("/api/review/quality", &street).await.status, StatusCode::FORBIDDEN);
}
