//! The wash before there is a register, and what it refuses.

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
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
