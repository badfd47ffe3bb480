//! The wash before there is a register, and what it refuses.

use std::fs;

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use register::{Register, wash::build_index};
use serde_json::json;

use super::world::Server;

#[tokio::test]
async fn without_an_index_the_wash_says_what_to_do() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "lines": ["1栋101"] });
    let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let said = answer.body["detail"].as_str().unwrap();
    assert!(said.contains("import a register"), "{said}");
}

#[tokio::test]
async fn too_many_lines_and_impossible_points_are_refused() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "lines": vec!["1栋"; 1_001] });
    let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let far = "/api/wash/reverse?lon=200&lat=0";
    let answer = server.call(Method::GET, far, &officer, None).await;
    assert_eq!(
        (answer.status, answer.body["code"].as_str()),
        (StatusCode::BAD_REQUEST, Some("bad_request"))
    );
}

#[tokio::test]
async fn a_grid_worker_washes_lines_but_no_files() {
    let server = Server::start().await;
    let worker = server.account("worker", &[Role::GridWorker], None).await;
    let request = Request::post("/api/wash/file")
        .header("x-linli", "1")
        .header(header::COOKIE, worker.as_str())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from("--b--\r\n"))
        .unwrap();
    assert_eq!(server.send(request).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_ended_session_washes_no_more() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let typed = "/api/wash/autocomplete?q=1";
    let asked = async || server.call(Method::GET, typed, &officer, None).await.status;
    assert_eq!(asked().await, StatusCode::SERVICE_UNAVAILABLE, "signed in, without an index");
    let ended = server.call(Method::DELETE, "/api/session", &officer, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(asked().await, StatusCode::UNAUTHORIZED, "ended here: at once");
}

#[tokio::test]
async fn a_session_ended_by_another_process_washes_a_second_at_most() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let typed = "/api/wash/autocomplete?q=1";
    let asked = async |path: &str| server.call(Method::GET, path, &officer, None).await.status;
    assert_eq!(asked(typed).await, StatusCode::SERVICE_UNAVAILABLE, "signed in, without an index");
    let token = officer.split_once('=').unwrap().1.parse().unwrap();
    server.access.sign_out(&token).await.unwrap();
    assert_eq!(asked("/api/session").await, StatusCode::UNAUTHORIZED, "every other route: at once");
    server.world.clock.advance(1);
    assert_eq!(asked(typed).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_washed_place_is_called_as_the_register_calls_it_now() {
    let server = Server::start().await;
    server.place().await;
    let (database, ids) = (&server.world.database, &server.world.ids);
    let register = Register::new(database.clone(), ids.clone(), server.world.clock.clone());
    build_index(&register, &server.state.data, &kernel::Silent).await.unwrap();
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let body = json!({ "line": "幸福路1号101室" });
    let label = async || {
        let answer = server.call(Method::POST, "/api/wash", &officer, Some(&body)).await;
        answer.body[0]["label"].as_str().map(str::to_owned)
    };
    let first = label().await.unwrap();
    assert!(first.contains("Xingfu Road"), "{first}");
    assert_eq!(label().await, Some(first), "asked again");
    let folder = server.world.folder.path().join("district");
    let roads = fs::read_to_string(folder.join("roads.geojson")).unwrap();
    fs::write(folder.join("roads.geojson"), roads.replace("Xingfu", "Ankang")).unwrap();
    let options = register::import::Options::default();
    register::import::district_dir(&register, &folder, options, &kernel::Silent).await.unwrap();
    server.world.clock.advance(1);
    let renamed = label().await.unwrap();
    assert!(renamed.contains("Ankang Road"), "{renamed}");
}
